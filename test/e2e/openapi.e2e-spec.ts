import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { loadSettings } from '@onefacture/config';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../apps/api/src/create-api.js';
import { openAccount } from './accounts.js';
import { checked, type Answer, type Client } from './client.js';
import { buyer, freshNumber, invoiceBody } from './invoices.js';
import { OpenApi, operationsOf, type DescribedOperation } from './openapi.js';
import { mailedToken } from './mails.js';
import { startReceiver, type Receiver } from './receiver.js';
import { ownDocument, pageWithoutFonts } from './own-documents.js';
import { Invoice, NewWebhook, Page } from './shapes.js';
import { startStack, type Stack } from './stack.js';

/** Routes that are pages, files or for whoever runs the process; they are not part of the public API. */
const UNDESCRIBED = [
  'get /',
  'get /account/accept-invitation',
  'get /account/account.js',
  'get /account/reset-password',
  'get /account/verify-email',
  'get /check-ins/{token}',
  'post /check-ins/{token}/{answer}',
  'get /docs',
  'get /docs/scalar.js',
  'get /docs/start.js',
  'get /errors',
  'get /errors/{slug}',
  'get /healthz',
  'get /livez',
  'get /metrics',
  'get /openapi.json',
  'get /readyz',
  'get /swagger',
  'get /swagger/{file}',
  'get /webhooks/inspector',
  'get /webhooks/inspector.js',
];

let stack: Stack;
let receiver: Receiver;
let document: unknown;
let operations: DescribedOperation[];
let judge: Ajv2020;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([startStack({ stepMs: 15, broker: true }), startReceiver()]);
  document = checked(await stack.anyone.get('/openapi.json'), 200).json;
  operations = operationsOf(document);
  judge = new Ajv2020({ strict: false, allErrors: true });
  formats.default(judge);
  judge.addSchema(document as AnySchema, 'document');
});
afterAll(async () => {
  await receiver?.stop();
  await stack?.stop();
});

const nameOf = ({ method, path }: DescribedOperation): string => `${method} ${path}`;

function operation(name: string): DescribedOperation {
  const found = operations.find((one) => nameOf(one) === name);
  if (!found) throw new Error(`${name} is not described`);
  return found;
}

/** What is wrong with an answer by the document: an undescribed status or content type, a body of another shape. */
function deviations(name: string, answer: Answer): string[] {
  const [method, path = ''] = name.split(' ');
  const described = operation(name).responses[String(answer.status)];
  if (!described) return [`${name} answered ${answer.status}, which is not described: ${answer.text.slice(0, 300)}`];
  if (answer.bytes.length === 0) return described.content ? [`${name} ${answer.status} has no body`] : [];
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (!described.content?.[type]) return [`${name} ${answer.status} has the undescribed type ${type}`];
  if (!type.endsWith('json')) return [];
  const steps = ['paths', path, method, 'responses', String(answer.status), 'content', type, 'schema'];
  return faultsOf(answer.json, steps).map((fault) => `${name} ${answer.status}: ${fault}`);
}

function faultsOf(value: unknown, steps: readonly (string | undefined)[]): string[] {
  const pointer = steps.map((step) => encodeURIComponent((step ?? '').replaceAll('~', '~0').replaceAll('/', '~1')));
  const validate = judge.getSchema(`document#/${pointer.join('/')}`);
  if (!validate) throw new Error(`no schema at ${steps.join(' ')}`);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('the document', () => {
  it('describes every route that is served, and no other', async () => {
    const served = await servedRoutes();
    const documented = operations.map(nameOf);
    expect(served.toSorted()).toEqual([...documented, ...UNDESCRIBED].toSorted());
  });

  it('names at each path the methods that the server names', async () => {
    const paths = [...new Set(operations.map(({ path }) => path))];
    for (const path of paths) {
      const target = path.replaceAll(/\{\w+\}/g, randomUUID());
      const { status, headers } = await stack.anyone.call('PURGE', target, undefined);
      const methods = [
        ...new Set(operations.filter((one) => matches(one.path, target)).map(({ method }) => method.toUpperCase())),
      ];
      if (methods.includes('GET')) methods.push('HEAD');
      expect({ path, status, allow: headers.get('allow') }).toEqual({
        path,
        status: 405,
        allow: methods.toSorted().join(', '),
      });
    }
  });

  it('has an example for every JSON body', () => {
    const { paths } = OpenApi.parse(document);
    const bare = operations.filter(({ method, path, examples }) => {
      const body = paths[path]?.[method]?.requestBody?.content['application/json'];
      return body !== undefined && examples.length === 0;
    });
    expect(bare.map(nameOf)).toEqual([]);
  });

  it('has examples that its own schemas take', () => {
    const faults = operations.flatMap(({ method, path, examples }) =>
      examples.flatMap(({ name, value }) =>
        faultsOf(value, ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema']).map(
          (fault) => `${method} ${path} ${name}: ${fault}`,
        ),
      ),
    );
    expect(faults).toEqual([]);
  });
});

/** `/v1/webhooks/deliveries` is a path of `/v1/webhooks/{id}` too: the router tries both. */
const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);

/** Routes of the real api's router, as `get /v1/invoices/{id}`. */
async function servedRoutes(): Promise<string[]> {
  const api = await createApi(
    loadSettings({
      ONEFACTURE_DB_DSN: stack.dsn,
      ONEFACTURE_LOG_LEVEL: 'error',
      ONEFACTURE_REDIS_ADDR: stack.redisAddress,
    }),
  );
  await api.init();
  const { router } = api.getHttpAdapter().getInstance() as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
  };
  const routes = router.stack.flatMap(({ route }) =>
    // What takes every method is middleware.
    route === undefined || 'connect' in route.methods
      ? []
      : Object.keys(route.methods).map((method) => `${method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`),
  );
  await api.close();
  return routes;
}

/** What an example needs before it can run: the id for its path, its query, changes that make it new, who calls. */
type Preparation = (
  client: Client,
) => Promise<{ id?: string; query?: string; change?: object; headers?: Record<string, string>; caller?: Client }>;

/** There is no payment provider here; test/billing runs the examples that need one. */
const needsPayments = ({ status, text }: Answer): boolean =>
  status === 503 && text.includes('"billing.payments_disabled"');

/** Who calls a route: the operator, the owner of a new account where only members may, else a key. */
async function callerOf({ security }: DescribedOperation, client: Client): Promise<Client> {
  if (security.includes('Admin')) return stack.operator;
  return security.includes('User') && !security.includes('ApiKey') ? (await openAccount(stack.anyone)).client : client;
}

const draft = async (client: Client) =>
  Invoice.parse(checked(await client.post('/v1/invoices', invoiceBody()), 201).json);
const webhook = async (client: Client) =>
  NewWebhook.parse(checked(await client.post('/v1/webhooks', { url: receiver.url }), 201).json);

const withWebhook: Preparation = async (client) => ({ id: (await webhook(client)).id });
const approved: Preparation = async (client) => {
  const { id } = await client.submitNew(invoiceBody({ buyer: buyer('000000125') }));
  await client.untilStatus(id, 'APPROVED');
  return { id };
};
const keyOf = async (client: Client): Promise<string> =>
  Page.shape.data.element.parse(checked(await client.post('/v1/api-keys', { label: 'second' }), 201).json).id;

/** Somebody with an account whom another's organisation invited, and the token of the mail. */
async function invited() {
  const [owner, guest] = [await openAccount(stack.anyone), await openAccount(stack.anyone)];
  checked(await owner.client.post('/v1/organization/invitations', { email: guest.email, language: 'en' }), 201);
  return { owner, guest, token: await mailedToken(stack.simulatorUrl, guest.email, /Invitation/) };
}
const connectionOf = async (client: Client): Promise<string> =>
  Page.parse((await client.get('/v1/platform-connections')).json).data[0]?.id ?? '';

/** A supplier's invoice that has arrived and was read. */
const received: Preparation = async (client) => {
  checked(await client.post('/v1/sandbox/inbox'), 202);
  const arrived = async () => Page.parse((await client.get('/v1/inbox?state=stored')).json).data[0]?.id;
  await expect.poll(arrived, { timeout: 30_000 }).toBeDefined();
  return { id: (await arrived()) ?? '' };
};
const ANSWERS = ['take-charge', 'approve', 'partial-approve', 'dispute', 'suspend', 'reject'];

const PREPARATIONS: Record<string, Preparation> = {
  'post /auth/register': async () => ({ change: { email: `${randomUUID()}@acme.example` } }),
  'post /auth/login': async () => ({ change: { email: (await openAccount(stack.anyone)).email } }),
  'post /auth/refresh': async () => ({ change: { refresh_token: (await openAccount(stack.anyone)).refresh_token } }),
  'post /auth/verify-email': async () => {
    const { email } = await openAccount(stack.anyone);
    return { change: { token: await mailedToken(stack.simulatorUrl, email, /adresse/) } };
  },
  'post /auth/reset-password': async () => {
    const { email } = await openAccount(stack.anyone);
    checked(await stack.anyone.post('/auth/forgot-password', { email }), 202);
    return { change: { token: await mailedToken(stack.simulatorUrl, email, /mot de passe/) } };
  },
  ...Object.fromEntries(ANSWERS.map((answer) => [`post /v1/inbox/{id}/${answer}`, received])),
  'post /v1/inbox/{id}/payment-sent': async (client) => {
    const { id } = await received(client);
    checked(await client.post(`/v1/inbox/${id}/approve`, {}), 202);
    return id === undefined ? {} : { id };
  },
  'post /v1/invoices/{id}/status': approved,
  'post /v1/invoices/{id}/credit-note': approved,
  'post /v1/webhooks/{id}/rotate-secret': withWebhook,
  'post /v1/webhooks/{id}/test': withWebhook,
  'post /v1/webhooks/{id}/recover': withWebhook,
  'post /auth/accept-invitation': async () => ({ change: { token: (await invited()).token } }),
  'patch /v1/organization/members/{id}': async () => {
    const { owner, guest, token } = await invited();
    checked(await stack.anyone.post('/auth/accept-invitation', { token }), 200);
    return { id: guest.user.id, caller: owner.client };
  },
  'patch /v1/api-keys/{id}': async (client) => ({ id: await keyOf(client) }),
  'post /v1/api-keys/{id}/rotate': async (client) => ({ id: await keyOf(client) }),
  'put /v1/admin/organizations/{id}/billing': async () => ({
    id: (await openAccount(stack.anyone)).organization.id,
  }),
  'put /v1/routing-overrides': async (client) => ({ change: { connection_id: await connectionOf(client) } }),
  'post /v1/invoices': async () => ({ change: { number: freshNumber('DOC') } }),
  'post /v1/convert': async () => ({ query: '?to=readable' }),
  'patch /v1/invoices/{id}': async (client) => ({ id: (await draft(client)).id, headers: { 'If-Match': '*' } }),
  'post /v1/invoices/{id}/retry': async (client) => {
    const { id } = await client.submitNew(invoiceBody({ buyer: buyer('000000117') }));
    await client.until(id, ({ submission }) => submission?.state === 'failed');
    return { id };
  },
  'post /v1/invoices/{id}/payments': approved,
  'put /v1/webhooks/{id}': withWebhook,
  'put /v1/companies/{id}': async (client) => {
    await draft(client);
    return { id: Page.parse((await client.get('/v1/companies')).json).data[0]?.id ?? '' };
  },
  'put /v1/platform-connections/{id}': async (client) => ({ id: await connectionOf(client) }),
  'put /v1/admin/organizations/{id}/key': async (client) => ({ id: client.organizationId }),
  'post /v1/admin/api-keys': async (client) => ({ change: { organization_id: client.organizationId } }),
};

describe('every example of a request', () => {
  it('runs, and is answered as described', async () => {
    const faults: string[] = [];
    for (const described of operations) {
      for (const example of described.examples) {
        const name = nameOf(described);
        const client = await stack.organisation();
        const prepared = (await PREPARATIONS[name]?.(client)) ?? {};
        const { id = '', query = '', change = {}, headers = {} } = prepared;
        const caller = prepared.caller ?? (await callerOf(described, client));
        const body = { ...(example.value as object), ...change };
        const answer = await caller.call(
          described.method.toUpperCase(),
          `${described.path.replace('{id}', id)}${query}`,
          body,
          headers,
        );
        if (answer.status >= 300 && !needsPayments(answer)) {
          faults.push(`${name} ${example.name} got ${answer.status}: ${answer.text}`);
        }
        faults.push(...deviations(name, answer));
      }
    }
    expect(faults).toEqual([]);
  });

  it('of an invoice can be submitted as it stands, and is paid', async () => {
    const client = await stack.organisation();
    for (const { value } of operation('post /v1/invoices').examples) {
      const answer = await client.post('/v1/invoices?submit=true', value);
      expect(deviations('post /v1/invoices', answer)).toEqual([]);
      const { id } = Invoice.parse(checked(answer, 202).json);
      expect(await client.untilStatus(id, 'PAID')).toMatchObject({ lifecycle_code: '212' });
    }
  });
});

describe('every answer is one that the document describes', () => {
  it('through the life of an invoice', async () => {
    const client = await stack.organisation();
    const faults: string[] = [];
    const call = async (name: string, id = '', body?: unknown, headers: Record<string, string> = {}, query = '') => {
      const [method = '', path = ''] = name.split(' ');
      const target = path.replace('{id}', id).replace('{kind}', body === undefined ? 'facturx' : 'cii');
      const answer = await client.call(method.toUpperCase(), `${target}${query}`, body, headers);
      faults.push(...deviations(name, answer));
      return answer;
    };
    const hook = NewWebhook.parse((await call('post /v1/webhooks', '', { url: receiver.url })).json);
    await call('get /v1/webhooks/{id}', hook.id);
    const { id } = Invoice.parse((await call('post /v1/invoices', '', invoiceBody())).json);
    const tag = (await call('get /v1/invoices/{id}', id)).headers.get('etag') ?? '';
    await call('get /v1/invoices/{id}', id, undefined, { 'If-None-Match': tag });
    await call('patch /v1/invoices/{id}', id, { due_date: '2026-07-15' });
    await call('patch /v1/invoices/{id}', id, { due_date: '2026-07-15' }, { 'If-Match': '"v0"' });
    await call('patch /v1/invoices/{id}', id, { due_date: '2026-07-15' }, { 'If-Match': tag });
    await call('post /v1/invoices/{id}/submit', id, undefined, { 'Idempotency-Key': 'x'.repeat(300) });
    await call('post /v1/invoices/{id}/submit', id);
    await call('post /v1/invoices/{id}/submit', id);
    await call('post /v1/invoices/{id}/retry', id);
    await call('post /v1/invoices/{id}/cancel', id);
    await client.untilStatus(id, 'PAID');
    await call('get /v1/invoices/{id}', id);
    await call('get /v1/invoices/{id}/timeline', id);
    const pdf = await call('get /v1/invoices/{id}/documents/{kind}', id);
    await call('get /v1/invoices/{id}/documents/{kind}', id, undefined, {
      'If-None-Match': pdf.headers.get('etag') ?? '',
    });
    faults.push(
      ...deviations('get /v1/invoices/{id}/documents/{kind}', await client.get(`/v1/invoices/${id}/documents/cii`)),
      ...deviations('get /v1/invoices/{id}/documents/{kind}', await client.get(`/v1/invoices/${id}/documents/ubl`)),
    );
    const cancelled = await draft(client);
    await call('post /v1/invoices/{id}/cancel', cancelled.id);
    const deleted = await draft(client);
    await call('delete /v1/invoices/{id}', deleted.id);
    await call('delete /v1/invoices/{id}', deleted.id, undefined, { 'If-Match': '"v0"' });
    await call('delete /v1/invoices/{id}', deleted.id, undefined, { 'If-Match': '*' });
    const log = await call('get /v1/webhooks/deliveries', '', undefined, {}, '?limit=2');
    await call('post /v1/webhooks/deliveries/{id}/replay', Page.parse(log.json).data[0]?.id);
    const key = (await call('post /v1/api-keys', '', { label: 'a', scopes: ['directory'] })).json as { id: string };
    await call('delete /v1/api-keys/{id}', key.id);
    await call('delete /v1/webhooks/{id}', hook.id);
    expect(faults).toEqual([]);
  });

  it('for files that come and go', async () => {
    const client = await stack.organisation();
    const [cii, page] = [await ownDocument('cii'), await ownDocument('readable')];
    const faults: string[] = [];
    const see = async (name: string, answer: Promise<Answer>) => {
      faults.push(...deviations(name, await answer));
      return answer;
    };
    const xml = { 'Content-Type': 'application/xml' };
    const own = await see('post /v1/invoices', client.call('POST', '/v1/invoices', cii, xml));
    await see('post /v1/invoices', client.call('POST', '/v1/invoices?submit=true', await ownDocument('ubl'), xml));
    await see('post /v1/invoices', client.call('POST', '/v1/invoices', '<a/>', xml));
    const { id } = Invoice.parse(own.json);
    await see('patch /v1/invoices/{id}', client.patch(`/v1/invoices/${id}`, {}, { 'If-Match': '*' }));
    for (const kind of ['json', 'cii', 'ubl', 'facturx', 'readable?format=html', 'odd']) {
      await see('get /v1/invoices/{id}/documents/{kind}', client.get(`/v1/invoices/${id}/documents/${kind}`));
    }
    const { id: draftId } = await draft(client);
    for (const file of [page, cii, await pageWithoutFonts()]) {
      const path = `/v1/invoices/${draftId}/documents/facturx`;
      await see('post /v1/invoices/{id}/documents/facturx', client.upload(path, [['file', 'a.pdf', file]]));
    }
    const parts = [
      ['files', 'a.xml', cii],
      ['files', 'b.xml', '<a/>'],
      ['files', 'c.xml', await ownDocument('ubl')],
    ] as const;
    const batch = await see('post /v1/invoices/import-batch', client.upload('/v1/invoices/import-batch', parts));
    await see('post /v1/invoices/import-batch', client.upload('/v1/invoices/import-batch', []));
    const { id: batchId, drafts } = batch.json as { id: string; drafts: { draft_id: string }[] };
    await see('get /v1/invoices/import-batch/{id}', client.get(`/v1/invoices/import-batch/${batchId}`));
    for (const { draft_id: one } of drafts) {
      const path = `/v1/invoices/import-batch/${batchId}/drafts/${one}/validate`;
      await see('post /v1/invoices/import-batch/{id}/drafts/{draft_id}/validate', client.post(path));
    }
    for (const to of ['json', 'cii', 'facturx', 'readable', 'odd']) {
      for (const accept of ['*/*', 'application/json']) {
        const form = [
          ['file', 'a.xml', cii],
          ['to', to],
        ] as const;
        await see('post /v1/convert', client.upload('/v1/convert?profile=BASIC', form, { Accept: accept }));
      }
    }
    expect(faults).toEqual([]);
  });

  it('for lists, strangers, unknown ids and empty bodies', async () => {
    const client = await stack.organisation();
    await draft(client);
    const faults: string[] = [];
    for (const described of operations) {
      const name = nameOf(described);
      const target = described.path
        .replace('{id}', randomUUID())
        .replace('{kind}', 'cii')
        .replace('{sha256}', '0'.repeat(64));
      const caller = await callerOf(described, client);
      const body = ['post', 'put', 'patch'].includes(described.method) ? {} : undefined;
      const method = described.method.toUpperCase();
      for (const headers of [{}, { 'If-Match': '*' } as Record<string, string>]) {
        faults.push(...deviations(name, await caller.call(method, target, body, headers)));
      }
      faults.push(...deviations(name, await stack.anyone.call(method, target, body)));
      if (body) faults.push(...deviations(name, await caller.call(method, target, '{', {})));
    }
    expect(faults).toEqual([]);
  });

  it('and so is every webhook', async () => {
    await receiver.until((deliveries) => deliveries.some(({ body }) => body.type === 'invoice.paid'));
    const faults = receiver.deliveries.flatMap(({ body }) =>
      faultsOf(body, ['webhooks', body.type, 'post', 'requestBody', 'content', 'application/json', 'schema']),
    );
    expect(faults).toEqual([]);
    expect(new Set(receiver.deliveries.map(({ body }) => body.type)).size).toBeGreaterThanOrEqual(6);
  });
});
