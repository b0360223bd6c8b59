import { Secret } from '@onefacture/config';
import type { AppError } from '@onefacture/errors';
import { Envelope } from '@onefacture/security';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTransmission, type TransmissionBench } from '../testing/transmission-bench.js';
import type { ConnectionEntity } from './connection.entity.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionsService } from './connections.service.js';

let bench: TransmissionBench;
let connections: ConnectionsService;
let organisation: string;
beforeAll(async () => {
  bench = await startTransmission({
    ONEFACTURE_SANDBOX_BASE_URL: 'http://sandbox.example/',
    ONEFACTURE_SANDBOX_CLIENT_ID: 'us',
    ONEFACTURE_CEGID_BASE_URL: 'https://cegid.example/flow-service',
    ONEFACTURE_CEGID_API_KEY: 'the-key-of-the-house',
  });
  connections = bench.app.get(ConnectionsService);
  organisation = await bench.organisation();
});
afterAll(() => bench.stop());

const codeOf = (error: AppError) => error.code;

/** A stored connection, its credentials sealed where they belong unless told otherwise. */
async function stored(
  platform: string,
  settings: object = {},
  credentials?: unknown,
  sealedFor?: string,
): Promise<ConnectionEntity> {
  const id = uuidv7();
  const place = { organization_id: organisation, row: sealedFor ?? id, column: 'platform_connections.credentials' };
  const text = typeof credentials === 'string' ? credentials : JSON.stringify(credentials);
  const sealed = credentials === undefined ? null : Buffer.from(await bench.app.get(Envelope).sealText(text, place));
  return bench.within(organisation, async (tx) => {
    await tx.manager.query(
      `INSERT INTO platform_connections (organization_id, id, platform, settings, credentials) VALUES ($1, $2, $3, $4, $5)`,
      [organisation, id, platform, JSON.stringify(settings), sealed],
    );
    const found = await new ConnectionRepository(tx).find(id);
    if (!found) throw new Error('not stored');
    return found;
  });
}
const reveal = (value: unknown) => (value instanceof Secret ? value.reveal() : undefined);
const URLS = { base_url: 'https://pa.example/flow-service', token_url: 'https://pa.example/token' };

describe('a connection', () => {
  it('to the sandbox is one account for all, told apart by the organisation', async () => {
    const chosen = await bench.within(organisation, (tx) => connections.choose(tx));
    const opened = await connections.open(chosen);
    expect(opened).toMatchObject({
      organization_id: organisation,
      connection_id: chosen.id,
      platform: 'sandbox',
      base_url: 'http://sandbox.example/flow-service',
      directory_base_url: 'http://sandbox.example/directory-service',
      organization_header: organisation,
      authentication: { kind: 'client_credentials', token_url: 'http://sandbox.example/oauth2/token', client_id: 'us' },
    });
    expect(JSON.stringify(opened)).not.toContain('sandbox-secret');
  });

  it('of its own is opened with its own credentials', async () => {
    const settings = { ...URLS, organization_header: 'ACME' };
    const secret = { credentials: { client_id: 'acme', client_secret: 's3cret-of-acme' } };
    const opened = await connections.open(await stored('xp-z12-013', settings, secret));
    expect(opened).toMatchObject({
      platform: 'xp-z12-013',
      base_url: URLS.base_url,
      organization_header: 'ACME',
      authentication: { kind: 'client_credentials', token_url: URLS.token_url, client_id: 'acme' },
    });
    expect('client_secret' in opened.authentication && reveal(opened.authentication.client_secret)).toBe(
      's3cret-of-acme',
    );
    const token = await connections.open(await stored('docaposte', URLS, { credentials: { token: 'key-of-acme' } }));
    expect(token.authentication.kind).toBe('bearer');
    expect('token' in token.authentication && reveal(token.authentication.token)).toBe('key-of-acme');
  });

  it('without credentials is the account of the installation, where it has one', async () => {
    const opened = await connections.open(await stored('cegid'));
    expect(opened).toMatchObject({ platform: 'cegid', base_url: 'https://cegid.example/flow-service' });
    expect('token' in opened.authentication && reveal(opened.authentication.token)).toBe('the-key-of-the-house');
    await expect(stored('docaposte').then((one) => connections.open(one).catch(codeOf))).resolves.toBe(
      'platform.misconfigured',
    );
  });

  it('of its own carries everything else the port knows', async () => {
    const secrets = {
      credentials: { client_id: 'piste', client_secret: 'piste-secret' },
      technical_account: { login: 'TECH_1', password: 'technical' },
      headers: { 'X-Subscription': 'sub-key' },
      callback_secret: 'signs',
    };
    const opened = await connections.open(
      await stored('chorus', { rate: { requests: 5, perMs: 1_000 }, directory_base_url: 'https://d.example' }, secrets),
    );
    expect(opened).toMatchObject({
      platform: 'chorus',
      base_url: 'https://api.piste.gouv.fr/cpro',
      directory_base_url: 'https://d.example',
      rate: { requests: 5, perMs: 1_000 },
      authentication: {
        kind: 'client_credentials',
        token_url: 'https://oauth.piste.gouv.fr/api/oauth/token',
        scope: 'openid',
        sent_in: 'body',
      },
      technical_account: { login: 'TECH_1' },
    });
    expect(reveal(opened.technical_account?.password)).toBe('technical');
    expect(reveal(opened.headers?.['X-Subscription'])).toBe('sub-key');
    expect(reveal(opened.callback_secret)).toBe('signs');
    const whole = await connections.open(await stored('qonto', {}, { credentials: { authorization: 'slug:key' } }));
    expect(whole).toMatchObject({
      base_url: 'https://thirdparty.qonto.com/v2',
      authentication: { kind: 'authorization' },
    });
    expect(JSON.stringify([opened, whole])).not.toMatch(/piste-secret|technical"|sub-key|signs|slug:key/);
  });

  it('asks the directory of its platform, unless it names one or is elsewhere', async () => {
    const credentials = { credentials: { client_id: 'a', client_secret: 'b' } };
    const directoryOf = async (settings: object) =>
      (await connections.open(await stored('superpdp', settings, credentials))).directory_base_url;
    const known = 'https://api.superpdp.tech/afnor-directory/v1';
    expect(await directoryOf({})).toBe(known);
    expect(await directoryOf({ base_url: 'https://api.superpdp.tech/afnor-flow/v1' })).toBe(known);
    expect(await directoryOf({ directory_base_url: 'https://d.example' })).toBe('https://d.example');
    expect(await directoryOf({ base_url: 'https://sandbox.example' })).toBeUndefined();
  });

  it('without credentials of its own is called at the address of the installation, whatever it says itself', async () => {
    const opened = await connections.open(
      await stored('cegid', { base_url: 'https://elsewhere.example' }, { callback_secret: 'signs' }),
    );
    expect(opened).toMatchObject({ base_url: 'https://cegid.example/flow-service', account: 'installation' });
    expect(reveal(opened.callback_secret)).toBe('signs');
  });

  it.each([
    ['no address', {}, { credentials: { token: 'key' } }],
    ['an address that is none', { base_url: 'pa.example' }, { credentials: { token: 'key' } }],
    ['no credentials', URLS, undefined],
    ['credentials of an unknown kind', URLS, { credentials: { password: 'hunter2' } }],
    ['secrets of an unknown name', URLS, { password: 'hunter2' }],
    ['credentials that are no JSON', URLS, 'hunter2'],
    [
      'a client without a token address',
      { base_url: URLS.base_url },
      { credentials: { client_id: 'a', client_secret: 'b' } },
    ],
  ])('with %s says so, and not what it holds', async (_, settings, credentials) => {
    const one = await stored('xp-z12-013', settings, credentials);
    const failure = await connections.open(one).catch((error: AppError) => error);
    expect(failure).toMatchObject({ code: 'platform.misconfigured' });
    expect((failure as AppError).message).not.toContain('hunter2');
  });

  it('does not open with the credentials of another row', async () => {
    const one = await stored('xp-z12-013', URLS, { credentials: { token: 'key' } }, uuidv7());
    await expect(connections.open(one).catch(codeOf)).resolves.toBe('data.undecryptable');
  });
});

describe('the connections of an organisation', () => {
  it('are listed as far as they can be opened', async () => {
    const own = await bench.organisation();
    await bench.within(own, (tx) =>
      tx.manager.query(
        `INSERT INTO platform_connections (organization_id, id, platform) VALUES ($1, $2, 'docaposte')`,
        [own, uuidv7()],
      ),
    );
    const listed = await bench.within(own, (tx) => connections.list(tx));
    expect(listed.map(({ platform }) => platform)).toEqual(['sandbox']);
  });

  it('are not chosen while they are disabled', async () => {
    const own = await bench.organisation();
    await bench.within(own, (tx) => tx.manager.query('UPDATE platform_connections SET enabled = false'));
    await expect(bench.within(own, (tx) => connections.choose(tx)).catch(codeOf)).resolves.toBe(
      'platform.misconfigured',
    );
  });

  it('are not seen by others, and none is chosen where there is none', async () => {
    const own = await bench.organisation();
    await bench.within(own, (tx) => tx.manager.query('DELETE FROM platform_connections'));
    await expect(bench.within(own, (tx) => connections.choose(tx)).catch(codeOf)).resolves.toBe(
      'platform.misconfigured',
    );
  });
});
