import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client as DatabaseClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unzip } from '../../libs/accounts/src/testing/unzip.js';
import { openAccount, PASSWORD } from './accounts.js';
import { checked, type Answer, type Client } from './client.js';
import { runGuide } from './guide.js';
import { invoiceBody } from './invoices.js';
import { mailsTo } from './mails.js';
import { Invoice, Page, Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const Export = z.object({ id: z.uuid(), state: z.string(), sha256: z.string().nullable() });
const Erasure = z.object({
  state: z.string(),
  kept: z.array(z.object({ what: z.string(), count: z.int(), kept_until: z.string(), reason: z.string() })),
});
const Manifest = z.object({
  counts: z.record(z.string(), z.int()),
  files: z.array(z.object({ path: z.string(), sha256: z.string() })),
});

let stack: Stack;
let database: DatabaseClient;
beforeAll(async () => {
  stack = await startStack({ stepMs: 15, settings: { ONEFACTURE_ERASURE_WAIT: '4s' } });
  database = new DatabaseClient({ connectionString: stack.dsn });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await stack?.stop();
});

const codeOf = (answer: Answer) => Problem.parse(answer.json).code;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const erasureOf = async (client: Client) => Erasure.parse(checked(await client.get('/v1/data/erase'), 200).json);
const erase = (client: Client, password = PASSWORD) => client.post('/v1/data/erase', { password });

/** Asks for an export at a path, waits for it and takes it. */
async function exported(client: Client, ask: string, at: string): Promise<{ id: string; files: Map<string, Buffer> }> {
  const { id } = Export.parse(checked(await client.post(ask), 202).json);
  const look = async () => Export.parse(checked(await client.get(`${at}/${id}`), 200).json);
  await expect.poll(async () => (await look()).state, { timeout: 60_000 }).toBe('ready');
  const answer = checked(await client.get(`${at}/${id}/file`), 200);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-length')).toBe(String(answer.bytes.length));
  expect(answer.headers.get('etag')).toBe(`"${sha256(answer.bytes)}"`);
  expect((await look()).sha256).toBe(sha256(answer.bytes));
  return { id, files: await unzip(answer.bytes) };
}
const exportOf = (client: Client) => exported(client, '/v1/data/export', '/v1/data/exports');

describe('an export', () => {
  it('brings every invoice with its documents, those received too, and only to its organisation', async () => {
    const client = await stack.organisation();
    const { id, number } = await client.submitNew(invoiceBody());
    await client.untilStatus(id, 'PAID');
    checked(await client.post('/v1/sandbox/inbox'), 202);
    const arrived = async () => Page.parse((await client.get('/v1/inbox?state=stored')).json).data[0]?.id;
    await expect.poll(arrived, { timeout: 30_000 }).toBeDefined();
    const { id: exportId, files } = await exportOf(client);
    const manifest = Manifest.parse(JSON.parse(String(files.get('manifest.json'))));
    expect(manifest.counts).toMatchObject({ invoices: 1, received_invoices: 1 });
    for (const { path, sha256: told } of manifest.files) expect(sha256(files.get(path) ?? Buffer.of())).toBe(told);
    const folder = `invoices/${number}.${id}`;
    expect(Invoice.parse(JSON.parse(String(files.get(`${folder}/invoice.json`)))).status).toBe('PAID');
    expect(String(files.get(`${folder}/timeline.json`))).toContain('"invoice.paid"');
    const pdf = checked(await client.get(`/v1/invoices/${id}/documents/facturx`), 200).bytes;
    expect(files.get(`${folder}/facturx/${number}.pdf`)?.equals(pdf)).toBe(true);
    const original = checked(await client.get(`/v1/inbox/${await arrived()}/documents/original`), 200).bytes;
    const theirs = [...files].find(([path]) => /^received-invoices\/.*\/original\./.test(path));
    expect(theirs?.[1].equals(original)).toBe(true);

    const other = await stack.organisation();
    expect((await other.get(`/v1/data/exports/${exportId}`)).status).toBe(404);
    expect((await other.get(`/v1/data/exports/${exportId}/file`)).status).toBe(404);
    expect(Page.parse((await client.get('/v1/data/exports')).json).data.map((one) => one.id)).toEqual([exportId]);
  });

  it('of a live organisation holds its members, and nothing of its test half', async () => {
    const { client, email, organization } = await openAccount(stack.anyone, { siren: '732829320' });
    const issued = checked(await client.post('/v1/api-keys?mode=test', { label: 'test' }), 201);
    const test = client.withKey((issued.json as { api_key: string }).api_key);
    checked(await test.post('/v1/invoices', invoiceBody()), 201);
    const live = await exportOf(client);
    expect(String(live.files.get('members.json'))).toContain(email);
    expect(Manifest.parse(JSON.parse(String(live.files.get('manifest.json')))).counts).toMatchObject({ members: 1 });
    expect([...live.files.keys()].filter((path) => path.startsWith('invoices/'))).toEqual([]);
    const half = await exportOf(test);
    expect(String(half.files.get('members.json'))).toBe('[]\n');
    expect(String(half.files.get('organization.json'))).toContain(organization.test_organization_id);
    expect((await test.get(`/v1/data/exports/${live.id}`)).status).toBe(404);
  });
});

describe('an erasure', () => {
  it('can be taken back, by an owner who knows the password', async () => {
    const { client, email } = await openAccount(stack.anyone, { language: 'en' });
    expect((await client.get('/v1/data/erase')).status).toBe(404);
    expect(codeOf(checked(await erase(client, 'another sentence'), 422))).toBe('request.invalid');
    expect(Erasure.parse(checked(await erase(client), 202).json)).toEqual({ state: 'waiting', kept: [] });
    expect(codeOf(checked(await erase(client), 409))).toBe('data.erasure_pending');
    const subjects = async () => (await mailsTo(stack.simulatorUrl, email)).map(({ subject }) => subject);
    await expect.poll(subjects, { timeout: 20_000 }).toContain('Acme SAS is going to be erased');
    expect(Erasure.parse(checked(await client.delete('/v1/data/erase'), 200).json).state).toBe('cancelled');
    expect((await client.delete('/v1/data/erase')).status).toBe(404);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    checked(await client.get('/auth/me'), 200);
    expect((await erasureOf(client)).state).toBe('cancelled');
  });

  it('closes the organisation with its test half, and keeps for the operator what the law has it keep', async () => {
    const { client, email, organization } = await openAccount(stack.anyone, { siren: '732829320' });
    const keyOf = async (query: string) =>
      client.withKey(
        (checked(await client.post(`/v1/api-keys${query}`, { label: 'ERP' }), 201).json as { api_key: string }).api_key,
      );
    const [live, test] = [await keyOf(''), await keyOf('?mode=test')];
    const sent = Invoice.parse(checked(await live.post('/v1/invoices', invoiceBody()), 201).json);
    const draft = Invoice.parse(checked(await live.post('/v1/invoices', invoiceBody()), 201).json);
    // No platform takes anything for a live organisation here: it is filed by hand.
    await database.query(`UPDATE invoices SET status = 'SUBMITTED', number_spent = true WHERE id = $1`, [sent.id]);
    const { kept } = Erasure.parse(checked(await erase(client), 202).json);
    expect(kept).toMatchObject([{ what: 'invoices', count: 1, kept_until: '2036-12-31' }]);
    expect(kept[0]?.reason).toContain('L123-22');
    await expect.poll(async () => (await client.get('/auth/me')).status, { timeout: 30_000 }).toBe(401);
    for (const key of [live, test]) expect((await key.get('/v1/invoices')).status).toBe(401);
    const login = await stack.anyone.post('/auth/login', { email, password: PASSWORD });
    expect(codeOf(checked(login, 401))).toBe('auth.wrong_credentials');

    const admin = `/v1/admin/organizations/${organization.id}/exports`;
    const { files } = await exported(stack.operator, admin, admin);
    const paths = [...files.keys()];
    expect(paths.filter((path) => path.endsWith('/invoice.json'))).toEqual([
      `invoices/${sent.number}.${sent.id}/invoice.json`,
    ]);
    expect(paths.join('\n')).not.toContain(draft.id);
    expect([...files.values()].map(String).join('\n')).not.toContain(email);
    const wanted = { organization_id: organization.id, label: 'again' };
    const refused = await stack.operator.post('/v1/admin/api-keys', wanted);
    expect(codeOf(checked(refused, 410))).toBe('data.organization_erased');
  });
});

it('the guide runs as it stands', async () => {
  const client = await stack.organisation();
  const { folder, status, stderr } = await runGuide('docs/guides/data.md', stack.api.url, client.apiKey);
  expect(status, stderr).toBe(0);
  const files = await unzip(await readFile(join(folder, 'export.zip')));
  expect(files.has('manifest.json')).toBe(true);
  await rm(folder, { recursive: true, force: true });
});
