import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client as DatabaseClient } from 'pg';
import { z } from 'zod';
import { checked, type Client } from './client.js';
import { runGuide } from './guide.js';
import { invoiceBody } from './invoices.js';
import { Page, Problem } from './shapes.js';
import { SANDBOX_SECRET, startStack, type Stack } from './stack.js';

const Connection = z.looseObject({
  id: z.uuid(),
  name: z.string(),
  is_default: z.boolean(),
  syntax: z.string(),
  credentials: z.object({ kind: z.string(), set_at: z.iso.datetime() }).nullable(),
  callback_url: z.url(),
});
const Subscribed = z.looseObject({
  callback_secret: z.boolean(),
  subscription: z.object({ id: z.string(), callback_url: z.url(), created_at: z.iso.datetime() }),
});
const Platforms = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      capabilities: z.looseObject({ sandbox: z.boolean() }),
      verified: z.boolean(),
      health: z.string(),
      breaker: z.string(),
      last_error: z.unknown(),
      connections: z.array(z.looseObject({ connection_id: z.uuid(), health: z.string() })),
    }),
  ),
});

let stack: Stack;
let acme: Client;
let live: Client;
/** What a platform of the standard is, as the simulator is one. */
let own: Record<string, unknown>;
beforeAll(async () => {
  stack = await startStack({ stepMs: 20 });
  [acme, live] = [await stack.organisation(), await liveOrganisation()];
  own = {
    name: 'Own',
    platform: 'xp-z12-013',
    base_url: `${stack.simulatorUrl}/flow-service`,
    token_url: `${stack.simulatorUrl}/oauth2/token`,
    organization_header: live.organizationId,
    credentials: { client_id: 'onefacture', client_secret: SANDBOX_SECRET },
    callback_secret: 'the secret of the callbacks',
  };
});
afterAll(() => stack?.stop());

async function liveOrganisation(): Promise<Client> {
  const wanted = { name: 'Live', mode: 'live' };
  const made = checked(await stack.operator.post('/v1/admin/organizations', wanted), 201);
  const { id } = z.looseObject({ id: z.uuid() }).parse(made.json);
  const issued = checked(await stack.operator.post('/v1/admin/api-keys', { organization_id: id, label: 'e2e' }), 201);
  const client = stack.anyone.withKey(z.looseObject({ api_key: z.string() }).parse(issued.json).api_key, id);
  checked(await client.post('/v1/companies', { siren: '732829320', name: 'Acme SAS' }), 201);
  return client;
}
const connect = async (client: Client, body: object) =>
  Connection.parse(checked(await client.post('/v1/platform-connections', body), 201).json);

describe('docs/guides/platform-connections.md', () => {
  it('runs as it stands', async () => {
    const client = await stack.organisation();
    const { status, stderr } = await runGuide('docs/guides/platform-connections.md', stack.api.url, client.apiKey);
    expect(status, stderr).toBe(0);
    const { data } = Page.parse((await client.get('/v1/platform-connections')).json);
    expect(data).toMatchObject([{ name: 'Sandbox in CII', syntax: 'CII', is_default: true }]);
  });
});

describe('a live organisation', () => {
  it('connects an account of its own, tries it, and sends an invoice through it', async () => {
    const answer = checked(await live.post('/v1/platform-connections', own), 201);
    expect(answer.text).not.toMatch(new RegExp(`${SANDBOX_SECRET}|secret of the callbacks`));
    const connection = Connection.parse(answer.json);
    expect(connection).toMatchObject({
      is_default: true,
      credentials: { kind: 'client_credentials' },
      callback_secret: true,
      callback_url: `${stack.api.url}/v1/platforms/xp-z12-013/callbacks/${connection.id}`,
    });
    const tried = checked(await live.post(`/v1/platform-connections/${connection.id}/test`), 200);
    expect(tried.json).toMatchObject({ ok: true });
    const { id } = await live.submitNew(invoiceBody());
    await live.untilStatus(id, 'PAID');
    const { data } = Platforms.parse((await live.get('/v1/platforms')).json);
    expect(data.find(({ name }) => name === 'xp-z12-013')).toMatchObject({
      health: 'up',
      breaker: 'closed',
      connections: [{ connection_id: connection.id, health: 'up' }],
    });
    expect(data.find(({ name }) => name === 'sandbox')).toMatchObject({ health: 'unknown', connections: [] });
  });

  it('is told why a connection does not work', async () => {
    const port = new URL(stack.simulatorUrl).port;
    const dead = await connect(live, { ...own, base_url: 'http://127.0.0.1:9999/nobody', is_default: false });
    expect(checked(await live.post(`/v1/platform-connections/${dead.id}/test`), 200).json).toMatchObject({
      ok: false,
      error: { code: 'platform.unavailable' },
    });
    checked(await live.delete(`/v1/platform-connections/${dead.id}`), 204);
    expect(await live.get(`/v1/platform-connections/${dead.id}`)).toMatchObject({ status: 404 });
    for (const base_url of [`http://localhost:${port}/`, 'http://169.254.169.254/', 'https://[::ffff:10.0.0.1]/']) {
      const refused = Problem.parse((await live.post('/v1/platform-connections', { ...own, base_url })).json);
      expect(refused).toMatchObject({ status: 422, errors: [{ field: 'base_url', code: 'INVALID' }] });
    }
  });

  it('sends the same request twice and has one connection', async () => {
    const client = await liveOrganisation();
    const headers = { 'Idempotency-Key': randomUUID() };
    const [first, second] = [
      checked(await client.post('/v1/platform-connections', own, headers), 201),
      checked(await client.post('/v1/platform-connections', own, headers), 201),
    ];
    expect(second.json).toEqual(first.json);
    expect(Page.parse((await client.get('/v1/platform-connections')).json).data).toHaveLength(1);
  });
});

describe('a test organisation', () => {
  it('reaches no platform but the sandbox', async () => {
    const refused = Problem.parse((await acme.post('/v1/platform-connections', own)).json);
    expect(refused).toMatchObject({ status: 422, errors: [{ field: 'platform', code: 'INVALID' }] });
    const unknown = Problem.parse((await acme.post('/v1/platform-connections', { ...own, platform: 'minitel' })).json);
    expect(unknown.detail).toContain('sandbox, xp-z12-013');
  });
});

describe('a platform that is asked to call back', () => {
  it('does so, signed with the key it gave; asking again changes nothing', async () => {
    const client = await liveOrganisation();
    const account = { ...own, callback_secret: undefined, organization_header: client.organizationId };
    const { id, callback_url } = await connect(client, account);
    const subscribe = async () =>
      Subscribed.parse(checked(await client.post(`/v1/platform-connections/${id}/subscribe`), 200).json);
    const first = await subscribe();
    expect(first).toMatchObject({ callback_secret: true, subscription: { callback_url } });
    expect(await subscribe()).toEqual(first);
    const { id: invoice } = await client.submitNew(invoiceBody());
    await client.untilStatus(invoice, 'PAID');
    // Polling may be ahead of the callbacks.
    await expect.poll(() => callbacksOf(id), { timeout: 20_000 }).toBeGreaterThan(1);
    const replaced = await client.put(`/v1/platform-connections/${id}`, { ...account, name: 'Renamed' });
    expect(Subscribed.parse(checked(replaced, 200).json).subscription).toEqual(first.subscription);
  });

  it('is asked by a call only where it offers that', async () => {
    const client = await liveOrganisation();
    const { id } = await connect(client, { name: 'P', platform: 'pennylane', credentials: { token: 'of pennylane' } });
    const refused = await client.post(`/v1/platform-connections/${id}/subscribe`);
    expect(Problem.parse(checked(refused, 422).json)).toMatchObject({ code: 'platform.rejected' });
  });
});

/** How many callbacks of a connection were believed. */
async function callbacksOf(connection: string): Promise<number> {
  const database = new DatabaseClient({ connectionString: stack.dsn });
  await database.connect();
  try {
    const { rows } = await database.query('SELECT 1 FROM platform_callbacks WHERE connection_id = $1', [connection]);
    return rows.length;
  } finally {
    await database.end();
  }
}

const signed = (body: string, secret = 'the secret of the callbacks') => ({
  signature: createHmac('sha256', secret).update(body).digest('base64'),
});

describe('a callback', () => {
  const BODY = JSON.stringify({ flowId: randomUUID() });

  it('is taken when the platform signed it, and no other way', async () => {
    const { id } = await connect(live, { ...own, is_default: false });
    const path = `/v1/platforms/xp-z12-013/callbacks/${id}`;
    for (const type of ['application/json', 'text/plain', 'application/octet-stream']) {
      const headers = { ...signed(BODY), 'Content-Type': type };
      expect(await stack.anyone.call('POST', path, BODY, headers)).toMatchObject({
        status: 202,
        json: { received: true },
      });
    }
    const forged = await stack.anyone.call('POST', path, BODY, signed(BODY, 'another secret'));
    expect(Problem.parse(forged.json)).toMatchObject({ status: 401, code: 'auth.unauthenticated' });
    expect(await stack.anyone.call('POST', path, BODY)).toMatchObject({ status: 401 });
    const large = 'x'.repeat(1_048_577);
    expect(await stack.anyone.call('POST', path, large, signed(large))).toMatchObject({ status: 413 });
    const [another, other] = [randomUUID(), path.replace('xp-z12-013', 'cegid')];
    expect(await stack.anyone.call('POST', path.replace(id, another), BODY, signed(BODY))).toMatchObject({
      status: 404,
    });
    expect(await stack.anyone.call('POST', other, BODY, signed(BODY))).toMatchObject({ status: 404 });
  });
});
