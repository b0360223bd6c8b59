import { createHmac, createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PdfWriter from 'pdfkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readInvoice } from './documents/invoice-facts.js';
import { writeStatusDocument, type StatusFacts } from './documents/status-document.js';
import { flow, type FlowInfo } from './flows/flow.js';
import type { Settings } from './settings.js';
import { startSimulator, type RunningSimulator } from './simulator.js';
import { PlatformClient, wireError } from './testing/platform-client.js';
import { ciiInvoice, ublInvoice } from './testing/sample-invoice.js';

let simulator: RunningSimulator;
let folder: string;

const start = (options: Partial<Settings> = {}): Promise<RunningSimulator> =>
  startSimulator({ port: 0, dataDir: folder, stepMs: 5, holdMs: 20, ...options });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  simulator = await start();
});

afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

const errorOf = async (response: Response): Promise<{ status: number; errorCode: string }> => ({
  status: response.status,
  errorCode: wireError.parse(await response.json()).errorCode,
});

async function lifeOf(buyer: string, info: Partial<FlowInfo> = {}): Promise<string[]> {
  const client = await PlatformClient.login(simulator.url);
  expect((await client.post(ciiInvoice({ buyer }), info)).status).toBe(202);
  const [submission] = await client.settled();
  return submission?.statuses.map(({ code }) => code) ?? [];
}

const askToken = (init: RequestInit): Promise<Response> =>
  fetch(`${simulator.url}/oauth2/token`, { method: 'POST', ...init });

describe('access', () => {
  const grant = new URLSearchParams({ grant_type: 'client_credentials' });

  it('gives a token for Basic credentials', async () => {
    const authorization = `Basic ${Buffer.from('onefacture:simulator-secret').toString('base64')}`;
    const response = await askToken({ headers: { authorization }, body: grant });
    expect(await response.json()).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
  });

  it('refuses a wrong secret and a call without a token', async () => {
    const authorization = `Basic ${Buffer.from('onefacture:wrong').toString('base64')}`;
    expect(await errorOf(await askToken({ headers: { authorization }, body: grant }))).toEqual({
      status: 401,
      errorCode: 'INVALID_CLIENT',
    });
    const bare = await fetch(`${simulator.url}/flow-service/v1/webhooks`);
    expect(await errorOf(bare)).toEqual({ status: 401, errorCode: 'MISSING_TOKEN' });
    const forged = await fetch(`${simulator.url}/flow-service/v1/webhooks`, {
      headers: { authorization: 'Bearer a.b.c' },
    });
    expect(forged.status).toBe(401);
  });

  it('refuses a token that has expired', async () => {
    const brief = await start({ tokenTtlSeconds: 0, dataDir: join(folder, 'brief') });
    const client = await PlatformClient.login(brief.url);
    expect((await client.call('GET', '/flow-service/v1/webhooks')).status).toBe(401);
    await brief.stop();
  });

  it('repeats the Request-Id and answers the health check to all', async () => {
    const response = await fetch(`${simulator.url}/flow-service/v1/healthcheck`, { headers: { 'request-id': 'r-1' } });
    expect([response.status, response.headers.get('request-id'), await response.text()]).toEqual([200, 'r-1', '']);
  });
});

describe('posting a flow', () => {
  it('answers 202 with FullFlowInfo and shows the flow as Out', async () => {
    const client = await PlatformClient.login(simulator.url);
    const trackingId = randomUUID();
    const response = await client.post(ciiInvoice(), { trackingId, processingRule: 'B2B' });
    expect(response.status).toBe(202);
    const full = z
      .object({ flowId: z.string(), submittedAt: z.iso.datetime(), trackingId: z.literal(trackingId) })
      .parse(await response.json());
    await client.settled();
    const shown = await client.call('GET', `/flow-service/v1/flows/${full.flowId}`);
    expect(flow.strict().parse(await shown.json())).toMatchObject({
      trackingId,
      flowType: 'CustomerInvoice',
      flowDirection: 'Out',
      flowProfile: 'CIUS',
      processingRuleSource: 'Input',
      acknowledgement: { status: 'Ok' },
    });
  });

  it('keeps the posted bytes and says so of the same tracking id', async () => {
    const client = await PlatformClient.login(simulator.url);
    const trackingId = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => client.post(ciiInvoice(), { trackingId })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 422, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect(refused && (await errorOf(refused)).errorCode).toBe('AlreadyExistingFlow');
    const [submission, ...others] = await client.settled();
    expect(others).toEqual([]);
    expect(submission).toMatchObject({ tracking_id: trackingId, accepted: 1, repeats: 2 });
    const [found] = (await client.search({ trackingId })).results;
    expect(await client.document(found?.flowId ?? '')).toBe(ciiInvoice().toString());
  });

  it('rejects a second flow with the same number as a duplicate', async () => {
    const client = await PlatformClient.login(simulator.url);
    await client.post(ciiInvoice());
    await client.settled();
    await client.post(ciiInvoice());
    const submissions = await client.settled();
    expect(submissions.map(({ accepted }) => accepted)).toEqual([2, 2]);
    expect(submissions[1]?.statuses.map(({ code }) => code)).toEqual(['213']);
    expect(await client.document(submissions[1]?.statuses[0]?.flow_id ?? '')).toContain('DOUBLON');
  });

  it('refuses what breaks the contract at once', async () => {
    const client = await PlatformClient.login(simulator.url);
    expect(await errorOf(await client.post(ciiInvoice(), { sha256: '0'.repeat(64) }))).toEqual({
      status: 422,
      errorCode: 'ChecksumMismatch',
    });
    expect((await client.post(ciiInvoice(), { trackingId: 'x'.repeat(65) })).status).toBe(400);
    expect((await client.call('POST', '/flow-service/v1/flows', {})).status).toBe(400);
    expect(await client.settled()).toEqual([]);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'CII', 'EmptyFlow'],
    ['XML that is not well-formed', Buffer.from('<a><b></a>'), 'CII', 'InvalidSchema'],
    ['a DOCTYPE', Buffer.from('<!DOCTYPE a []><a/>'), 'CII', 'InvalidSchema'],
    ['UBL declared as CII', ublInvoice(), 'CII', 'FlowTypeError'],
    ['a PDF without attachment', Buffer.from('%PDF-1.7\n%%EOF'), 'Factur-X', 'FlowTypeError'],
  ] as const)('acknowledges %s with an Error', async (_case, file, flowSyntax, reasonCode) => {
    const client = await PlatformClient.login(simulator.url);
    expect((await client.post(file, { flowSyntax })).status).toBe(202);
    const [submission] = await client.settled();
    expect(submission?.acknowledgement).toMatchObject({ status: 'Error', details: [{ reasonCode }] });
    expect(submission?.statuses).toEqual([]);
  });

  it('takes UBL, a Factur-X PDF and a lifecycle message', async () => {
    const client = await PlatformClient.login(simulator.url);
    const pdf = await facturX(ciiInvoice({ number: 'PDF-1' }));
    await client.post(ublInvoice({ number: 'UBL-1' }), { flowSyntax: 'UBL' });
    await client.post(pdf, { flowSyntax: 'Factur-X', name: 'PDF-1.pdf' });
    await client.settled();
    const [first] = await client.statuses();
    const cdar = await client.document(first?.flowId ?? '');
    await client.post(Buffer.from(cdar), { flowSyntax: 'CDAR', trackingId: 'cdar-1' });
    const submissions = await client.settled();
    expect(submissions.map(({ number, statuses }) => [number, statuses.length])).toEqual([
      ['UBL-1', 7],
      ['PDF-1', 7],
      [null, 0],
    ]);
    const sent = (await client.search({ trackingId: submissions[1]?.tracking_id })).results[0]?.flowId ?? '';
    expect(await client.document(sent, 'Converted')).toBe(ciiInvoice({ number: 'PDF-1' }).toString());
    expect((await client.search({ trackingId: 'cdar-1' })).results[0]).toMatchObject({
      flowType: 'CustomerInvoiceLC',
      acknowledgement: { status: 'Ok' },
    });
  });
});

function facturX(xml: Buffer): Promise<Buffer> {
  const document = new PdfWriter({ compress: true });
  document.file(xml, { name: 'factur-x.xml', type: 'text/xml' });
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.end();
  });
}

describe('search', () => {
  it('pages by cursor and by updatedAfter without losing or repeating a flow', async () => {
    const client = await PlatformClient.login(simulator.url);
    await client.post(ciiInvoice());
    await client.settled();
    const where = { flowDirection: ['In', 'Out'] };
    const byCursor: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await client.search(where, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      byCursor.push(...page.results.map(({ flowId }) => flowId));
      cursor = page.nextCursor;
      more = cursor !== undefined;
    }
    const byTime: string[] = [];
    let updatedAfter = '2000-01-01T00:00:00+01:00';
    for (;;) {
      const { results } = await client.search({ updatedAfter }, { limit: 3 });
      if (results.length === 0) break;
      byTime.push(...results.map(({ flowId }) => flowId));
      updatedAfter = results.at(-1)?.updatedAt ?? '';
    }
    expect(new Set(byCursor).size).toBe(8);
    expect(byCursor).toHaveLength(8);
    expect(byTime).toEqual(byCursor);
  });

  it('filters', async () => {
    const client = await PlatformClient.login(simulator.url);
    await client.post(ciiInvoice(), { processingRule: 'B2BInt' });
    await client.post(Buffer.alloc(0));
    await client.settled();
    const count = async (where: object): Promise<number> => (await client.search(where, { limit: 100 })).results.length;
    expect(await count({ flowDirection: ['Out'] })).toBe(2);
    expect(await count({ flowType: ['CustomerInvoice', 'SupplierInvoice'] })).toBe(1);
    expect(await count({ ackStatus: 'Error' })).toBe(1);
    expect(await count({ processingRule: ['B2BInt'] })).toBe(1);
    expect(await count({ updatedBefore: '2020-01-01T00:00:00Z' })).toBe(0);
    expect(await count({ trackingId: 'nobody' })).toBe(0);
  });

  it('refuses no criterion, a limit above 100 and a cursor of its own making', async () => {
    const client = await PlatformClient.login(simulator.url);
    const ask = (body: object): Promise<Response> => client.call('POST', '/flow-service/v1/flows/search', body);
    for (const body of [
      { where: {} },
      {},
      { where: { trackingId: 'a' }, limit: 101 },
      { where: { trackingId: 'a' }, cursor: '!' },
    ]) {
      expect(await errorOf(await ask(body))).toEqual({ status: 400, errorCode: 'MISSING_REQUIRED_FIELD' });
    }
  });

  it('keeps organisations apart', async () => {
    const [one, other] = [await PlatformClient.login(simulator.url), await PlatformClient.login(simulator.url)];
    await one.post(ciiInvoice());
    await one.settled();
    const [mine] = (await one.search({ flowDirection: ['Out'] })).results;
    expect((await other.search({ flowDirection: ['In', 'Out'] })).results).toEqual([]);
    expect((await other.call('GET', `/flow-service/v1/flows/${mine?.flowId}`)).status).toBe(404);
  });
});

describe('the buyer chooses the outcome', () => {
  it.each([
    ['552120222', '200 201 202 203 204 205 212'],
    ['000000018', '200 201 202 203 204 205 212'],
    ['000000026', '213'],
    ['000000034', '200 201 202 203 210'],
    ['000000042', '200 201 202 203 204 207 205 212'],
    ['000000059', '213'],
    ['000000083', '201 200 203 200 202 205 204 203 212 205 212'],
    ['000000091', '200 201 202 203 204 205 211 212 212'],
    ['000000117', ''],
    ['000000125', '200 201 202 203 204 205'],
  ])('%s: %s', async (buyer, codes) => {
    expect((await lifeOf(buyer)).join(' ')).toBe(codes);
  });

  it('000000067 never hears the answer, but the flow is there', async () => {
    const client = await PlatformClient.login(simulator.url);
    const trackingId = randomUUID();
    await expect(client.post(ciiInvoice({ buyer: '000000067' }), { trackingId })).rejects.toThrow('fetch failed');
    expect((await client.search({ trackingId })).results).toHaveLength(1);
    expect((await client.post(ciiInvoice({ buyer: '000000067' }), { trackingId })).status).toBe(422);
    const [submission] = await client.settled();
    expect(submission).toMatchObject({ accepted: 1, repeats: 1 });
    expect(submission?.statuses.at(-1)?.code).toBe('212');
  });

  it('000000075 fails three times, then works', async () => {
    const client = await PlatformClient.login(simulator.url);
    const statuses: number[] = [];
    for (let turn = 0; turn < 4; turn += 1)
      statuses.push((await client.post(ciiInvoice({ buyer: '000000075' }))).status);
    expect(statuses).toEqual([500, 500, 500, 202]);
  });

  it('000000109 asks to come back later', async () => {
    const client = await PlatformClient.login(simulator.url);
    const first = await client.post(ciiInvoice({ buyer: '000000109' }));
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '1']);
    await client.post(ciiInvoice({ buyer: '000000109' }));
    expect((await client.post(ciiInvoice({ buyer: '000000109' }))).status).toBe(202);
  });

  it('000000091 pays in two parts that add to the whole, per VAT rate', async () => {
    const client = await PlatformClient.login(simulator.url);
    await client.post(ciiInvoice({ buyer: '000000091' }));
    const [submission] = await client.settled();
    const payments = submission?.statuses.filter(({ code }) => code === '212').map(({ amounts }) => amounts);
    expect(payments).toEqual([
      [
        { rate: '20.00', amount: '720.00' },
        { rate: '5.50', amount: '44.40' },
      ],
      [
        { rate: '20.00', amount: '1080.00' },
        { rate: '5.50', amount: '66.60' },
      ],
    ]);
  });

  it('000000083 repeats a status under another flow id with the same bytes', async () => {
    const client = await PlatformClient.login(simulator.url);
    await client.post(ciiInvoice({ buyer: '000000083' }));
    const [submission] = await client.settled();
    const paid = submission?.statuses.filter(({ code }) => code === '212') ?? [];
    const [one, other] = await Promise.all(paid.map(({ flow_id }) => client.document(flow_id)));
    expect(paid[0]?.flow_id).not.toBe(paid[1]?.flow_id);
    expect(one).toBe(other);
  });
});

describe("a seller's own 212", () => {
  const invoice = { number: 'OWN-1', buyer: '000000125' };
  const collected = (amounts: StatusFacts['amounts'], number = invoice.number) =>
    Buffer.from(
      writeStatusDocument({
        invoice: readInvoice(ciiInvoice({ ...invoice, number }), 'CII'),
        code: '212',
        receivedAt: '2026-06-01T08:00:00.000Z',
        statedAt: '2026-06-30T10:00:00.000Z',
        ...(amounts ? { amounts } : {}),
      }),
    );
  const posted = z.object({
    data: z.array(
      z.object({
        code: z.string(),
        issuer: z.string(),
        number: z.string(),
        repeats: z.number(),
        amounts: z.array(z.object({ type: z.string(), amount: z.string(), rate: z.string() })),
        acknowledgement: z.object({ status: z.string() }),
      }),
    ),
  });
  const messages = async (organization: string) =>
    posted.parse(await (await fetch(`${simulator.url}/_simulator/messages?organization_id=${organization}`)).json())
      .data;

  it('about a deposited invoice is acknowledged, listed, and followed by nothing', async () => {
    const organization = randomUUID();
    const client = await PlatformClient.login(simulator.url, organization);
    await client.post(ciiInvoice(invoice));
    await client.settled();
    const file = collected([{ rate: '20.00', amount: '1800.00' }]);
    const info = { flowSyntax: 'CDAR', trackingId: randomUUID(), name: 'CDV-212.xml' } as const;
    expect((await client.post(file, info)).status).toBe(202);
    expect(await errorOf(await client.post(file, info))).toEqual({ status: 422, errorCode: 'AlreadyExistingFlow' });
    await client.settled();
    expect(await messages(organization)).toEqual([
      {
        code: '212',
        issuer: 'SE',
        number: 'OWN-1',
        repeats: 1,
        amounts: [{ type: 'MEN', amount: '1800.00', rate: '20.00' }],
        acknowledgement: { status: 'Ok' },
      },
    ]);
    expect((await client.statuses()).map(({ flowDirection }) => flowDirection).toSorted()).toEqual([
      ...Array.from({ length: 6 }, () => 'In'),
      'Out',
    ]);
  });

  it.each([
    [
      'about an invoice nobody deposited',
      collected([{ rate: '20.00', amount: '1.00' }], 'OTHER'),
      'InvoiceLCRuleError',
    ],
    ['at a rate the invoice does not have', collected([{ rate: '10.00', amount: '1.00' }]), 'InvoiceLCAmountError'],
    ['without an amount', collected(undefined), 'InvoiceLCAmountError'],
    ['that is an invoice', ciiInvoice(), 'FlowTypeError'],
    ['that is empty', Buffer.alloc(0), 'EmptyFlow'],
    ['that names no invoice', Buffer.from('<CrossDomainAcknowledgementAndResponse/>'), 'InvalidSchema'],
  ])('%s is acknowledged in Error', async (_case, file, reasonCode) => {
    const client = await PlatformClient.login(simulator.url);
    await client.post(ciiInvoice(invoice));
    await client.post(file, { flowSyntax: 'CDAR', trackingId: 'message', name: 'CDV-212.xml' });
    const message = (await client.settled()).find(({ tracking_id }) => tracking_id === 'message');
    expect(message?.acknowledgement).toMatchObject({ status: 'Error', details: [{ reasonCode }] });
  });
});

describe('memory', () => {
  it('a restart loses nothing and goes on where the life stopped', async () => {
    const dataDir = join(folder, 'restarted');
    const before = await start({ dataDir, stepMs: 30 });
    const organization = randomUUID();
    const client = await PlatformClient.login(before.url, organization);
    await client.post(ciiInvoice(), { trackingId: 'kept' });
    while ((await client.statuses()).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await before.stop();
    await writeFile(join(dataDir, 'journal.jsonl'), '{"type":"torn', { flag: 'a' });

    const after = await start({ dataDir });
    const again = await PlatformClient.login(after.url, organization);
    const [submission] = await again.settled();
    expect(submission).toMatchObject({ tracking_id: 'kept', accepted: 1 });
    expect(submission?.statuses.map(({ code }) => code)).toEqual(['200', '201', '202', '203', '204', '205', '212']);
    expect(new Set((await again.statuses()).map(({ flowId }) => flowId)).size).toBe(7);
    expect((await again.post(ciiInvoice(), { trackingId: 'kept' })).status).toBe(422);
    await after.stop();
    expect(await readFile(join(dataDir, 'journal.jsonl'), 'utf8')).not.toContain('torn');
  });

  it('reset forgets everything', async () => {
    const own = await start({ dataDir: join(folder, 'reset') });
    const client = await PlatformClient.login(own.url);
    await client.post(ciiInvoice(), { trackingId: 'gone' });
    expect((await fetch(`${own.url}/_simulator/reset`, { method: 'POST' })).status).toBe(204);
    expect(await client.settled()).toEqual([]);
    expect((await client.post(ciiInvoice(), { trackingId: 'gone' })).status).toBe(202);
    await own.stop();
  });
});

async function receivedBy(hook: string, count: number) {
  const shape = z.object({
    data: z.array(z.object({ headers: z.record(z.string(), z.string()), body: z.string() })),
  });
  for (;;) {
    const { data } = shape.parse(await (await fetch(`${simulator.url}/_simulator/${hook}`)).json());
    if (data.length >= count) return data;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('webhooks', () => {
  it('signs a call for each change that the subscription wants', async () => {
    const client = await PlatformClient.login(simulator.url);
    const hook = `hooks/${randomUUID()}`;
    const created = await client.call('POST', '/flow-service/v1/webhooks', {
      callbackUrl: `${simulator.url}/_simulator/${hook}`,
      flowTypes: ['CustomerInvoiceLC'],
      flowDirection: 'In',
    });
    expect(created.status).toBe(201);
    const { webhookId, signingKey } = z
      .object({ webhookId: z.uuid(), signingKey: z.base64(), createdAt: z.iso.datetime() })
      .parse(await created.json());
    await client.post(ciiInvoice());
    await client.settled();
    const received = await receivedBy(hook, 7);
    for (const { headers, body } of received) {
      expect(flow.strict().parse(JSON.parse(body)).flowSyntax).toBe('CDAR');
      const fingerprint = createHash('sha256').update(`${body}@${headers['afnor-signature-timestamp']}`).digest();
      const expected = createHmac('sha256', Buffer.from(signingKey, 'base64')).update(fingerprint).digest('base64');
      expect(headers['afnor-signature']).toBe(expected);
    }
    const listed = await (await client.call('GET', '/flow-service/v1/webhooks')).json();
    expect(listed).toMatchObject({ count: 1, webhookIds: [webhookId], webhooks: [{ flowDirection: 'In' }] });
    expect(JSON.stringify(listed)).not.toContain(signingKey);
    expect((await client.call('DELETE', `/flow-service/v1/webhooks/${webhookId}`)).status).toBe(204);
    expect((await client.call('DELETE', `/flow-service/v1/webhooks/${webhookId}`)).status).toBe(404);
  });
});

describe('directory', () => {
  it.each([
    ['/v1/siren/code-insee:732829320', 200],
    ['/v1/siren/code-insee:000000059', 404],
    ['/v1/siren/code-insee:732829321', 404],
    ['/v1/siren/code-insee:12', 400],
    ['/v1/directory-line/code:732829320_STATUTS', 200],
    ['/v1/directory-line/code:000000059', 404],
    ['/v1/siret/code-insee:00000022400014', 200],
    ['/v1/routing-code/siret:00000022400014/code:COMPTA-01', 200],
    ['/v1/routing-code/siret:00000022400014/code:OTHER', 404],
    ['/v1/healthcheck', 200],
  ])('GET %s answers %i', async (path, status) => {
    const client = await PlatformClient.login(simulator.url);
    expect((await client.call('GET', `/directory-service${path}`)).status).toBe(status);
  });

  it('finds a line by SIREN and none for 000000059', async () => {
    const client = await PlatformClient.login(simulator.url);
    const find = async (siren: string): Promise<Response> => {
      const search = { filters: { siren: { op: 'strict', value: siren } }, include: ['siren'] };
      return await client.call('POST', '/directory-service/v1/directory-line/search', search);
    };
    expect(await (await find('552120222')).json()).toMatchObject({
      totalNumberOfResults: 1,
      results: [
        {
          addressingIdentifier: '552120222',
          platformType: 'WK',
          directoryLineStatus: 'Enabled',
          legalUnit: { administrativeStatus: 'A' },
        },
      ],
    });
    expect((await find('000000059')).status).toBe(204);
    expect((await find('000000240')).status).toBe(206);
  });
});

async function disturbedLife(): Promise<string[]> {
  const own = await start({ dataDir: join(folder, randomUUID()) });
  const faults = { duplicate_rate: 0.5, reorder_rate: 0.5, seed: 7 };
  await fetch(`${own.url}/_simulator/faults`, { method: 'POST', body: JSON.stringify(faults) });
  const client = await PlatformClient.login(own.url);
  await client.post(ciiInvoice());
  const [submission] = await client.settled();
  await own.stop();
  return submission?.statuses.map(({ code }) => code) ?? [];
}

describe('control', () => {
  it('shows a page for people and escapes what came from outside', async () => {
    const client = await PlatformClient.login(simulator.url, '<script>');
    await client.post(ciiInvoice());
    const page = await (await fetch(simulator.url)).text();
    expect(page).toContain('INV-1');
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
  });

  it('has a hook that fails on request', async () => {
    const failing = await fetch(`${simulator.url}/_simulator/hooks/x?status=503`, { method: 'POST', body: 'a' });
    expect(failing.status).toBe(503);
  });

  it('injects faults that the seed repeats', async () => {
    const [first, second] = [await disturbedLife(), await disturbedLife()];
    expect(first).toEqual(second);
    expect(new Set(first).size).toBe(7);
    expect(first.length).toBeGreaterThan(7);
  });

  it('drops answers after the work is done', async () => {
    const own = await start({ dataDir: join(folder, 'drops') });
    const client = await PlatformClient.login(own.url);
    await fetch(`${own.url}/_simulator/faults`, { method: 'POST', body: JSON.stringify({ drop_answer_rate: 1 }) });
    await expect(client.post(ciiInvoice())).rejects.toThrow('fetch failed');
    expect(await client.settled()).toHaveLength(1);
    await fetch(`${own.url}/_simulator/faults`, { method: 'POST', body: JSON.stringify({ refuse_rate: 1 }) });
    expect((await client.post(ciiInvoice())).status).toBe(503);
    await own.stop();
  });
});
