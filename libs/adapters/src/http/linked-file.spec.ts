import { Secret } from '@onefacture/config';
import { MockAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callOf, faultOf } from '../testing/adapter-contract.js';
import { AccessTokens } from './access-tokens.js';
import { HttpExchange } from './exchange.js';
import { LinkedFiles } from './linked-file.js';
import { PlatformHttp } from './platform-http.js';

const call = callOf({
  organization_id: 'o',
  connection_id: 'c',
  platform: 'pennylane',
  base_url: 'https://platform.example/api/v2',
  authentication: { kind: 'bearer', token: new Secret('the-token') },
  headers: { 'x-subscription': new Secret('the-key') },
});

let agent: MockAgent;
let files: LinkedFiles;

beforeEach(() => {
  agent = new MockAgent();
  agent.disableNetConnect();
  const exchange = new HttpExchange(agent);
  files = new LinkedFiles(exchange, new PlatformHttp(exchange, new AccessTokens(exchange), 'the API'));
});

afterEach(async () => await agent.close());

/** Answers one request to an origin; gives the headers it came with. */
function serve(origin: string, status = 200): { headers: Record<string, string> } {
  const seen = { headers: {} as Record<string, string> };
  agent
    .get(origin)
    .intercept({ path: '/file?signed=1' })
    .reply(status, (options) => {
      seen.headers = options.headers as Record<string, string>;
      return 'bytes';
    });
  return seen;
}

const fetchFrom = (origin: string) =>
  files.fetch(call, { url: `${origin}/file?signed=1`, what: 'the file of an invoice', maxAnswerBytes: 100 });

describe('a linked file', () => {
  it("at the platform's own origin is asked for with our credentials", async () => {
    const seen = serve('https://platform.example');
    expect((await fetchFrom('https://platform.example')).body.toString()).toBe('bytes');
    expect(seen.headers).toMatchObject({ authorization: 'Bearer the-token', 'x-subscription': 'the-key' });
  });

  it.each(['https://files.example', 'https://platform.example:8443', 'https://platform.example.evil.example'])(
    'at %s is asked for without them',
    async (origin) => {
      const seen = serve(origin);
      expect((await fetchFrom(origin)).body.toString()).toBe('bytes');
      expect(Object.keys(seen.headers)).toEqual(['accept']);
    },
  );

  it.each(['http://files.example', 'http://platform.example', 'ftp://files.example', 'file://', 'no url'])(
    '%s is not followed',
    async (origin) => {
      const fault = await faultOf(fetchFrom(origin));
      expect(fault).toMatchObject({ code: 'platform.unavailable', fault: 'malformed' });
    },
  );

  it.each([403, 404, 410])('%i of another host is a refused link, not refused credentials', async (status) => {
    serve('https://files.example', status);
    expect(await faultOf(fetchFrom('https://files.example'))).toMatchObject({ code: 'platform.rejected' });
  });

  it('a link that leads on to somewhere else is not followed', async () => {
    serve('https://files.example', 302);
    expect(await faultOf(fetchFrom('https://files.example'))).toMatchObject({ code: 'platform.misconfigured' });
  });
});
