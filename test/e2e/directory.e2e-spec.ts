import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { until } from '../../scripts/stack/wait.js';
import { checked, type Client } from './client.js';
import { runGuide } from './guide.js';
import { ADDRESS, invoiceBody } from './invoices.js';
import { Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const GUIDE = join(import.meta.dirname, '../../docs/guides/directory-and-routing.md');

let stack: Stack;
let client: Client;
beforeAll(async () => {
  stack = await startStack();
  client = await stack.organisation();
});
afterAll(() => stack?.stop());

const Lookup = z.object({
  reachable: z.string(),
  via: z.string(),
  complete: z.boolean(),
  stale: z.boolean(),
  message_fr: z.string(),
  lines: z.array(z.object({ address: z.string(), status: z.string(), via: z.string() })),
});
const lookUp = async (query: string) =>
  Lookup.parse(checked(await client.get(`/v1/directory/lookup?${query}`), 200).json);

describe('a recipient', () => {
  it.each([
    ['siren=732829320', 'yes', 'platform', 1],
    ['siren=000000059', 'no', 'unknown', 0],
    ['siren=000000208', 'no', 'platform', 1],
    ['siren=000000216', 'upcoming', 'platform', 1],
    ['siren=000000224', 'yes', 'public_portal', 2],
    ['siret=73282932000074', 'yes', 'platform', 1],
    ['siren=000000232', 'yes', 'platform', 5],
    ['siren=000000257', 'unknown', 'platform', 1],
    ['address=732829320_ACHATS', 'yes', 'platform', 1],
  ])('%s is reachable: %s, via %s, by %i lines', async (query, reachable, via, count) => {
    const { lines, ...found } = await lookUp(query);
    expect(found).toMatchObject({ reachable, via, complete: true, stale: false });
    expect(lines).toHaveLength(count);
  });

  it('is told as far as the directory tells', async () => {
    expect(await lookUp('siren=000000240')).toMatchObject({ complete: false });
  });

  it.each(['', 'siren=732829321', 'siren=732829320&siret=73282932000074', 'name=Acme'])(
    'is not found by %j',
    async (query) => {
      expect(Problem.parse((await client.get(`/v1/directory/lookup?${query}`)).json)).toMatchObject({
        ...{ status: 422, code: 'request.invalid' },
      });
    },
  );

  it('is one of a hundred at most, each with an error of its own', async () => {
    const queries = [{ siren: '000000059' }, { siren: '1' }, {}, { address: '732829320' }];
    expect(checked(await client.post('/v1/directory/lookup', { queries }), 200).json).toMatchObject({
      data: [
        { query: queries[0], result: { reachable: 'no' } },
        { query: queries[1], error: { code: 'request.invalid', errors: [{ field: 'siren' }] } },
        {
          query: queries[2],
          error: { detail: expect.stringMatching(/^The query needs exactly one of siren, siret and address/) },
        },
        { query: queries[3], result: { reachable: 'yes' } },
      ],
    });
    const many = Array.from({ length: 101 }, () => ({ siren: '732829320' }));
    expect(await client.post('/v1/directory/lookup', { queries: many })).toMatchObject({ status: 422 });
  });
});

describe('a buyer', () => {
  const Report = z.object({ findings: z.array(z.object({ code: z.string(), severity: z.string() })) });
  const codes = async (siren: string) => {
    const body = invoiceBody({ buyer: { name: 'Globex SAS', siren, address: ADDRESS } });
    return Report.parse(checked(await client.post('/v1/validate', body), 200).json).findings.map(({ code }) => code);
  };

  it('is known not to be reachable by the validation once he was looked up', async () => {
    expect(await codes('000000042')).not.toContain('OF-DIR-01');
    await lookUp('siren=000000059');
    expect(await codes('000000059')).toContain('OF-DIR-01');
  });
});

describe('where no directory answers', () => {
  it('is 503 with Retry-After, and to a live organisation told what is missing', async () => {
    const made = checked(await stack.operator.post('/v1/admin/organizations', { name: 'Live', mode: 'live' }), 201);
    const { id } = z.object({ id: z.uuid() }).parse(made.json);
    const key = checked(await stack.operator.post('/v1/admin/api-keys', { organization_id: id, label: 'x' }), 201);
    const live = stack.anyone.withKey(z.object({ api_key: z.string() }).parse(key.json).api_key);
    const answer = await live.get('/v1/directory/lookup?siren=732829320');
    expect(Problem.parse(answer.json)).toMatchObject({
      ...{
        status: 503,
        code: 'directory.unavailable',
        detail: 'No directory serves this organisation.',
        retryable: true,
      },
    });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

describe('the way of an invoice', () => {
  const Timeline = z.object({ attempts: z.array(z.object({ route: z.record(z.string(), z.unknown()).nullable() })) });

  it('is kept with its reason, and told before by a dry run', async () => {
    const { id } = z
      .object({ id: z.uuid() })
      .parse(checked(await client.post('/v1/invoices', invoiceBody()), 201).json);
    const preview = checked(await client.post(`/v1/invoices/${id}/route`), 200).json;
    expect(preview).toMatchObject({ route: { rule: 'default' }, alternatives: [{ chosen: true }] });
    checked(await client.post(`/v1/invoices/${id}/submit`), 202);
    const attempts = await until(
      async () => {
        const timeline = Timeline.parse(checked(await client.get(`/v1/invoices/${id}/timeline`), 200).json);
        return timeline.attempts.length > 0 ? timeline.attempts : undefined;
      },
      { withinMs: 30_000 },
    );
    expect(attempts).toMatchObject([
      { route: { rule: 'default', platform: 'sandbox', looked_up_at: expect.any(String) } },
    ]);
  });
});

it('every command of the guide does what it says', async () => {
  const run = await runGuide(GUIDE, stack.api.url, client.apiKey);
  expect(run.status, run.stderr).toBe(0);
  expect(JSON.parse(await readFile(join(run.folder, 'route.json'), 'utf8'))).toMatchObject({
    route: { rule: 'default' },
  });
  await rm(run.folder, { recursive: true, force: true });
});
