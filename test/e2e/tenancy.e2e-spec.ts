import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client as DatabaseClient } from 'pg';
import { z } from 'zod';
import { openAccount } from './accounts.js';
import { checked, type Answer, type Client } from './client.js';
import { invoiceBody } from './invoices.js';
import { ownDocument } from './own-documents.js';
import { operationsOf, type DescribedOperation } from './openapi.js';
import { NewWebhook, Page, Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const SCOPES = ['invoices:read', 'invoices:write', 'inbox', 'validate', 'webhooks', 'directory', 'admin'];

/** Which scopes open a route: one of these; any key when none is named. A route without a row fails the tests. */
const ACCESS: [RegExp, string[]][] = [
  [/^get \/v1\/(invoices|check-ins)/, ['invoices:read', 'invoices:write']],
  [/^(post|put|patch|delete) \/v1\/(invoices|check-ins)/, ['invoices:write']],
  [/^post \/v1\/(convert|validate|validate\/bulk)$/, ['validate', 'invoices:write']],
  [/^\w+ \/v1\/submissions/, ['invoices:write']],
  [/^\w+ \/v1\/(inbox|sandbox\/inbox)/, ['inbox']],
  [/^\w+ \/v1\/(webhooks|events)/, ['webhooks']],
  [/^\w+ \/v1\/(companies|api-keys|platform-connections|routing-overrides|organization|data)/, ['admin']],
  [/^\w+ \/v1\/directory/, ['directory']],
  [/^get \/v1\/(platforms|rules|rules\/\{code\})$/, []],
];

/** What stands for {id} in a path; a route without a row fails the tests. */
const KINDS: [RegExp, Kind][] = [
  [/^\/v1\/invoices\/import-batch\/\{id\}/, 'batch'],
  [/^\/v1\/inbox\/\{id\}/, 'received'],
  [/^\/v1\/(invoices|check-ins)\/\{id\}/, 'invoice'],
  [/^\/v1\/submissions\/dlq\/\{id\}/, 'letter'],
  [/^\/v1\/webhooks\/deliveries\/\{id\}/, 'delivery'],
  [/^\/v1\/webhooks\/\{id\}/, 'webhook'],
  [/^\/v1\/events\/\{id\}/, 'event'],
  [/^\/v1\/platform-connections\/\{id\}/, 'connection'],
  [/^\/v1\/routing-overrides\/\{id\}/, 'override'],
  [/^\/v1\/companies\/\{id\}/, 'company'],
  [/^\/v1\/api-keys\/\{id\}/, 'key'],
  [/^\/v1\/data\/exports\/\{id\}/, 'export'],
];
type Kind =
  | 'received'
  | 'connection'
  | 'override'
  | 'letter'
  | 'invoice'
  | 'batch'
  | 'draft'
  | 'delivery'
  | 'webhook'
  | 'event'
  | 'company'
  | 'export'
  | 'key';

/** What is one thing: the one its query names, or the only one there is. */
const NO_LISTS = new Set(['/v1/directory/lookup', '/v1/organization/logo']);
const SAME_FOR_ALL = new Set(['/v1/platforms', '/v1/rules', '/v1/webhooks/event-types']);

let stack: Stack;
let operations: DescribedOperation[];
let ours: Client;
let theirs: Client;
const ids: Record<Kind, string> = {
  received: '',
  letter: '',
  invoice: '',
  batch: '',
  draft: '',
  delivery: '',
  webhook: '',
  event: '',
  connection: '',
  override: '',
  company: '',
  export: '',
  key: '',
};

beforeAll(async () => {
  stack = await startStack({ worker: false });
  operations = operationsOf((await stack.anyone.get('/openapi.json')).json);
  [ours, theirs] = [await stack.organisation(), await stack.organisation()];
  ids.webhook = NewWebhook.parse(
    checked(await ours.post('/v1/webhooks', { url: 'https://example.com/' }), 201).json,
  ).id;
  const cancelled = idOf(checked(await ours.post('/v1/invoices', invoiceBody()), 201));
  checked(await ours.post(`/v1/invoices/${cancelled}/cancel`), 200);
  ids.delivery = await firstOf(ours, '/v1/webhooks/deliveries');
  ids.event = await firstOf(ours, '/v1/events');
  ids.invoice = idOf(checked(await ours.post('/v1/invoices', invoiceBody()), 201));
  const batch = checked(
    await ours.upload('/v1/invoices/import-batch', [['files', 'a.xml', await ownDocument('cii')]]),
    201,
  );
  ids.batch = idOf(batch);
  ids.draft = Batch.parse(batch.json).drafts[0].draft_id;
  ids.received = await receivedInvoice(ours.organizationId);
  ids.letter = await deadLetter(ids.invoice);
  ids.connection = await firstOf(ours, '/v1/platform-connections');
  ids.override = idOf(checked(await ours.call('PUT', '/v1/routing-overrides', { connection_id: ids.connection }), 200));
  ids.company = await firstOf(ours, '/v1/companies');
  ids.key = await firstOf(ours, '/v1/api-keys');
  ids.export = idOf(checked(await ours.post('/v1/data/export'), 202));
});
afterAll(() => stack?.stop());

/** No platform lists anything without a worker: the row of one is written by hand. */
async function receivedInvoice(organization: string): Promise<string> {
  const database = new DatabaseClient({ connectionString: stack.dsn });
  await database.connect();
  const id = randomUUID();
  await database.query(
    `INSERT INTO received_invoices (organization_id, id, connection_id, flow_id, platform, flow_type, flow_syntax,
       flow_updated_at, state, status, received_at, created_at, updated_at)
     VALUES ($1, $2, $2, 'flow', 'sandbox', 'SupplierInvoice', 'CII', now(), 'failed', 'RECEIVED', now(), now(), now())`,
    [organization, id],
  );
  await database.end();
  return id;
}

/** No submission dies without a worker: the row of one is written by hand. */
async function deadLetter(invoice: string): Promise<string> {
  const database = new DatabaseClient({ connectionString: stack.dsn });
  await database.connect();
  const id = randomUUID();
  await database.query(
    `INSERT INTO dead_letters (organization_id, id, kind, subject_id, invoice_id, number, code, message, attempts, died_at)
     SELECT organization_id, $1, 'submission', id, id, number, 'platform.unavailable', 'down', 7, now()
     FROM invoices WHERE id = $2`,
    [id, invoice],
  );
  await database.end();
  return id;
}

const Batch = z.object({ drafts: z.tuple([z.looseObject({ draft_id: z.uuid() })]) });
const idOf = (answer: Answer): string => Page.shape.data.element.parse(answer.json).id;
/** The first of a list, once there is one. */
const firstOf = (client: Client, path: string): Promise<string> =>
  vi.waitFor(async () => {
    const [first] = Page.parse(checked(await client.get(path), 200).json).data;
    if (!first) throw new Error(`${path} is empty`);
    return first.id;
  }, 10_000);

const forMembers = () => operations.filter(({ security }) => security.includes('User') && !security.includes('ApiKey'));
const byKey = () => operations.filter(({ security }) => security.includes('ApiKey'));
const name = ({ method, path }: DescribedOperation): string => `${method} ${path}`;

function call(client: Client, { method, path, example, consumes }: DescribedOperation, id: string): Promise<Answer> {
  const target = path
    .replace('{id}', id)
    .replace('{draft_id}', ids.draft)
    .replace('{kind}', 'cii')
    .replace('{sha256}', '0'.repeat(64))
    .replace('{position}', '1');
  if (consumes.length > 0 && !consumes.includes('application/json')) {
    const form = new FormData();
    form.set('file', new Blob(['%PDF-1.7']), 'a.pdf');
    return client.call(method.toUpperCase(), target, form);
  }
  const body = example ?? (['post', 'put', 'patch'].includes(method) ? {} : undefined);
  return client.call(method.toUpperCase(), target, body, { 'If-Match': '*' });
}

function lookUp<T>(table: readonly [RegExp, T][], text: string): T {
  const row = table.find(([pattern]) => pattern.test(text));
  if (!row) throw new Error(`teach this spec about ${text}`);
  return row[1];
}

/** All that an organisation sees of its own. */
async function everything(client: Client): Promise<string[]> {
  const paths = [
    '/v1/invoices',
    '/v1/submissions/dlq',
    '/v1/webhooks',
    '/v1/webhooks/deliveries',
    '/v1/events',
    '/v1/companies',
    '/v1/platform-connections',
    '/v1/routing-overrides',
    '/v1/api-keys',
    '/v1/data/exports',
  ];
  const own = [
    ...paths,
    '/v1/inbox',
    `/v1/inbox/${ids.received}/timeline`,
    `/v1/invoices/import-batch/${ids.batch}`,
    `/v1/invoices/${ids.invoice}`,
    `/v1/invoices/${ids.invoice}/timeline`,
  ];
  return Promise.all(own.map(async (path) => checked(await client.get(path), 200).text));
}

/** What an answer tells, without what only repeats the question. */
function told(answer: Answer, id: string): object {
  const { request_id: _, instance, detail, ...problem } = Problem.parse(answer.json);
  return { ...problem, instance: instance.replace(id, '…'), detail: detail.replace(id, '…') };
}

function expectForbidden(answer: Answer, scopes: string[]): void {
  expect(Problem.parse(answer.json)).toMatchObject({
    code: 'auth.forbidden',
    detail: `This key lacks the scope ${scopes.join(' or ')}.`,
  });
}

describe('two organisations', () => {
  it('never reach each other’s things on any route, and cannot tell them from things that do not exist', async () => {
    const withId = byKey().filter(({ path }) => path.includes('{id}'));
    expect(withId.length).toBeGreaterThan(12);
    const before = await everything(ours);
    const outcomes: Record<string, unknown> = {};
    for (const operation of withId) {
      const id = ids[lookUp(KINDS, operation.path)];
      const nobodys = randomUUID();
      const [foreign, unknown] = [await call(theirs, operation, id), await call(theirs, operation, nobodys)];
      outcomes[name(operation)] = foreign.status;
      expect(told(foreign, id)).toEqual(told(unknown, nobodys));
    }
    expect(outcomes).toEqual(Object.fromEntries(withId.map((operation) => [name(operation), 404])));
    expect(await everything(ours)).toEqual(before);
  });

  it('see their own things only in every list, whatever they ask for', async () => {
    const lists = byKey().filter(({ method, path }) => method === 'get' && !path.includes('{') && !NO_LISTS.has(path));
    expect(lists.length).toBeGreaterThanOrEqual(5);
    const texts: string[] = [];
    for (const { path } of lists) {
      texts.push(checked(await theirs.get(path), 200).text);
      // Platforms, rules and kinds of events are the same for all; the feed has cursors of its own.
      if (SAME_FOR_ALL.has(path) || path === '/v1/events') continue;
      const cursor = Buffer.from('ffffffff-ffff-4fff-bfff-ffffffffffff').toString('base64url');
      texts.push(checked(await theirs.get(`${path}?limit=100&cursor=${cursor}`), 200).text);
    }
    texts.push(checked(await theirs.get(`/v1/webhooks/deliveries?webhook_id=${ids.webhook}`), 200).text);
    const found = Object.values(ids).filter((id) => texts.some((text) => text.includes(id)));
    expect(found).toEqual([]);
  });

  it('may use the same numbers, companies and addresses', async () => {
    const body = invoiceBody();
    for (const client of [ours, theirs]) {
      expect(await client.post('/v1/invoices', body)).toMatchObject({ status: 201 });
      expect(await client.post('/v1/webhooks', { url: 'https://example.com/same' })).toMatchObject({ status: 201 });
    }
  });
});

describe('a key of one scope', () => {
  it.each(SCOPES)('%s opens its routes and no other', async (scope) => {
    const issued = checked(await ours.post('/v1/api-keys', { label: scope, scopes: [scope] }), 201);
    const client = ours.withKey((issued.json as { api_key: string }).api_key);
    const [allowed, wanted]: [string[], string[]] = [[], []];
    for (const operation of byKey()) {
      const scopes = lookUp(ACCESS, name(operation));
      if (scopes.length === 0 || scopes.includes(scope)) wanted.push(name(operation));
      const answer = await call(client, operation, randomUUID());
      expect(answer.status).not.toBe(401);
      if (answer.status !== 403) allowed.push(name(operation));
      else expectForbidden(answer, scopes);
    }
    expect(allowed).toEqual(wanted);
  });
});

describe('routes of members', () => {
  it('are closed to keys, to the operator and to tokens that nobody was given', async () => {
    expect(forMembers().length).toBeGreaterThanOrEqual(5);
    for (const operation of forMembers()) {
      for (const client of [ours, stack.operator, stack.anyone, stack.anyone.withBearer('a.b.c')]) {
        const { status } = await call(client, operation, randomUUID());
        expect({ operation: name(operation), status }).toEqual({ operation: name(operation), status: 401 });
      }
    }
  });

  it('that name roles are closed to a viewer, and what is for keys to every member', async () => {
    const { client, organization } = await openAccount(stack.anyone);
    const database = new DatabaseClient({ connectionString: stack.dsn });
    await database.connect();
    await database.query(`UPDATE members SET role = 'viewer' WHERE organization_id = $1`, [organization.id]);
    await database.end();
    const limited = operations.filter(({ security, roles }) => security.includes('User') && roles.length > 0);
    for (const operation of limited.filter(({ roles }) => !roles.includes('viewer'))) {
      const { status } = await call(client, operation, randomUUID());
      expect({ operation: name(operation), status }).toEqual({ operation: name(operation), status: 403 });
    }
    for (const operation of byKey().filter(({ security }) => !security.includes('User'))) {
      const { status } = await call(client, operation, randomUUID());
      expect({ operation: name(operation), status }).toEqual({ operation: name(operation), status: 401 });
    }
  });

  it('show each their own organisation only', async () => {
    const [one, other] = [await openAccount(stack.anyone), await openAccount(stack.anyone)];
    const lists = forMembers().filter(({ method, path }) => method === 'get' && !path.includes('{'));
    for (const { path } of lists) {
      const { text } = await other.client.get(path);
      const seen = [one.organization.id, one.user.id, one.email].filter((id) => text.includes(id));
      expect({ path, seen }).toEqual({ path, seen: [] });
    }
  });
});

describe('routes of the operator', () => {
  it('are closed to every key and to a wrong operator, and routes of organisations to the operator', async () => {
    const admin = operations.filter(({ security }) => security.includes('Admin'));
    expect(admin.length).toBeGreaterThanOrEqual(3);
    const impostor = stack.anyone.withBearer('not-the-operator-key-at-all');
    for (const operation of admin) {
      for (const client of [ours, impostor, stack.anyone]) {
        expect(await call(client, operation, randomUUID())).toMatchObject({ status: 401 });
      }
    }
    for (const operation of byKey()) {
      expect(await call(stack.operator, operation, randomUUID())).toMatchObject({ status: 401 });
    }
  });

  it('make an organisation that works alone: a live seller must be registered', async () => {
    const organisation = idOf(
      checked(await stack.operator.post('/v1/admin/organizations', { name: 'Live', mode: 'live' }), 201),
    );
    const issued = checked(
      await stack.operator.post('/v1/admin/api-keys', { organization_id: organisation, label: 'first' }),
      201,
    );
    const key = (issued.json as { api_key: string }).api_key;
    expect(key).toMatch(/^ofx_live_/);
    const live = ours.withKey(key);
    expect(Page.parse((await live.get('/v1/invoices')).json).data).toEqual([]);
    const refused = Problem.parse((await live.post('/v1/invoices', invoiceBody())).json);
    expect(refused).toMatchObject({ status: 403, code: 'invoice.seller_not_ours' });
    checked(await live.post('/v1/companies', { siren: '732829320', name: 'Acme SAS' }), 201);
    expect(await live.post('/v1/invoices', invoiceBody())).toMatchObject({ status: 201 });
  });
});
