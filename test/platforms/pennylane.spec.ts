import { createHash, createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  PennylaneAdapter,
  type Connection,
  type PlatformCallback,
  type ReportedStatus,
  type Submission,
} from '@onefacture/adapters';
import { Secret } from '@onefacture/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { facturXInvoice } from '../../apps/simulator/src/testing/sample-factur-x.js';
import { ciiInvoice, ublInvoice } from '../../apps/simulator/src/testing/sample-invoice.js';
import {
  callOf,
  changesSince,
  describeAdapterContract,
  faultOf,
  sampleSubmission,
  type CallbackMaker,
  type ContractPlatform,
  type MishapOperation,
} from '../../libs/adapters/src/testing/adapter-contract.js';

const SECRET = 'whsec-of-the-subscription';
const OPERATIONS: Record<MishapOperation, string> = {
  submit: 'import',
  look_up: 'customer_invoices_list',
  health: 'me',
};

let simulator: RunningSimulator;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pennylane-'));
  simulator = await startSimulator({ port: 0, dataDir: folder });
});

afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

/** One company of the simulated Pennylane. */
class Company {
  readonly token = randomUUID();

  readonly connection: Connection;

  constructor(private readonly url: string = simulator.url) {
    this.connection = {
      organization_id: randomUUID(),
      connection_id: randomUUID(),
      platform: 'pennylane',
      base_url: `${url}/pennylane/api/external/v2/`,
      authentication: { kind: 'bearer', token: new Secret(this.token) },
      callback_secret: new Secret(SECRET),
    };
  }

  call = (deadlineMs?: number) => callOf(this.connection, deadlineMs);

  async control(path: string, body?: unknown, method = 'POST'): Promise<Response> {
    const raw = Buffer.isBuffer(body);
    const response = await fetch(`${this.url}/_simulator/pennylane${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': raw ? 'application/xml' : 'application/json' },
      ...(body === undefined ? {} : { body: raw ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
    return response;
  }

  async account(): Promise<{ taken: number; invoices: { id: number; reference: string; eInvoicing: unknown }[] }> {
    return (await (await this.control('/account', undefined, 'GET')).json()) as never;
  }

  async receive(file = Buffer.from('<Invoice>reçue</Invoice>'), query = ''): Promise<string> {
    const { id } = (await (await this.control(`/supplier_invoices${query}`, file)).json()) as { id: number };
    return `supplier_invoice:${id}`;
  }
}

/** What the log of received invoices says, which is read after that of sent ones. */
async function receivedStatuses(company: Company): Promise<readonly ReportedStatus[]> {
  const { next_cursor } = await adapter.listChanges(null, company.call());
  return (await adapter.listChanges(next_cursor, company.call())).statuses ?? [];
}

function pennylaneSubmission(over: Partial<Submission> = {}, number = `F-${randomUUID().slice(0, 8)}`): Submission {
  const bytes = over.bytes ?? facturXInvoice({ number });
  return sampleSubmission({
    file_name: 'facture.pdf',
    media_type: 'application/pdf',
    syntax: 'Factur-X',
    bytes,
    invoice: { number, seller_siren: '732829320' },
    ...over,
  });
}

const callbacks: CallbackMaker = {
  dated: true,
  make({ flow_id, at, secret = SECRET, body }): PlatformCallback {
    const event = 'customer_invoice.e_invoicing_status_updated';
    const id = createHash('sha256').update(flow_id).digest('hex');
    const text = body ?? JSON.stringify({ id, event, retry_count: 0, data: { object: { id: flow_id } } });
    return signed(text, at, secret);
  },
};

function signed(body: string, at: Date, secret = SECRET): PlatformCallback {
  const time = Math.floor(at.getTime() / 1000);
  const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const headers = { 'x-pennylane-signature': `t=${time},v1=${digest}` };
  return { headers, body: Buffer.from(body), received_at: at.getTime() };
}

describeAdapterContract('pennylane', async (): Promise<ContractPlatform> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'pennylane-'));
  const own = await startSimulator({ port: 0, dataDir });
  const company = new Company(own.url);
  await company.control('/behaviour', { limit: { requests: 1000, per_ms: 1000 } });
  const adapter = new PennylaneAdapter({ limits: { json: 1_048_576 } });
  return {
    adapter,
    connection: company.connection,
    callbacks,
    notPassedOn: '211',
    submission: () => pennylaneSubmission(),
    mishap: async (operation, what) => {
      await company.control('/mishaps', { operation: OPERATIONS[operation], ...what });
    },
    taken: async () => (await company.account()).taken,
    setStatusWord: async ({ tracking_id }, word) => {
      await company.control('/statuses', { external_reference: tracking_id, status: word });
    },
    shiftClock: async (ms) => {
      await company.control('/behaviour', { clock_off_ms: ms });
    },
    receive: async () => {
      const bytes = Buffer.from(`<Invoice>${randomUUID()}</Invoice>`);
      return { flow_id: await company.receive(bytes), bytes };
    },
    answer: async () => ({
      submission: pennylaneSubmission({ syntax: 'CDAR' }),
      invoice_flow_id: await company.receive(),
      code: '210',
      reason_code: 'DOUBLON',
    }),
    stop: async () => {
      await own.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
});

const adapter = new PennylaneAdapter();

async function sent(company: Company, submission = pennylaneSubmission()): Promise<string> {
  const receipt = await adapter.submit(submission, company.call());
  expect(receipt.outcome).toBe('accepted');
  return receipt.flow_id ?? '';
}

describe('sending to Pennylane', () => {
  it.each([
    ['Factur-X', facturXInvoice({ number: 'S-1' })],
    ['CII', ciiInvoice({ number: 'S-1' })],
    ['UBL', ublInvoice({ number: 'S-1' })],
  ] as const)('takes %s, sends it on, and keeps our tracking id', async (syntax, bytes) => {
    const company = new Company();
    const submission = pennylaneSubmission({ syntax, bytes }, 'S-1');
    const flow_id = await sent(company, submission);
    const found = await adapter.findByTrackingId(submission, company.call());
    expect(found).toMatchObject({ flow_id, tracking_id: submission.tracking_id, type: 'CustomerInvoice' });
    const { invoices } = await company.account();
    expect(invoices).toMatchObject([{ reference: submission.tracking_id, eInvoicing: { status: null } }]);
  });

  it('sends no lifecycle messages', async () => {
    const fault = await faultOf(adapter.submit(pennylaneSubmission({ syntax: 'CDAR' }), new Company().call()));
    expect(fault).toMatchObject({ code: 'platform.rejected', sent: 'no', reasons: [{ code: 'NOT_OFFERED' }] });
  });

  it('a question that fails before the import says that nothing was sent', async () => {
    const company = new Company();
    await company.control('/mishaps', { kind: 'answer', operation: 'customer_invoices_list', status: 503 });
    const fault = await faultOf(adapter.submit(pennylaneSubmission(), company.call()));
    expect(fault).toMatchObject({ code: 'platform.unavailable', sent: 'no', httpStatus: 503 });
    expect((await company.account()).taken).toBe(0);
  });

  it('the file sent again under another tracking id already exists where Pennylane refuses doubles', async () => {
    const company = new Company();
    await company.control('/behaviour', { duplicates: 'refused', keeps_references: false });
    const submission = pennylaneSubmission();
    const flow_id = await sent(company, submission);
    await company.control('/statuses', { id: Number(flow_id), status: 'submitted' });
    const again = { ...submission, tracking_id: randomUUID() };
    expect(await adapter.submit(again, company.call())).toMatchObject({ outcome: 'already_exists', flow_id });
  });

  it('a double that was never sent stays refused: somebody has to look', async () => {
    const company = new Company();
    await company.control('/behaviour', { duplicates: 'refused', keeps_references: false });
    const submission = pennylaneSubmission();
    await sent(company, submission);
    const again = { ...submission, tracking_id: randomUUID() };
    const fault = await faultOf(adapter.submit(again, company.call()));
    expect(fault).toMatchObject({ code: 'platform.rejected', httpStatus: 409 });
  });
});

describe('looking up at a Pennylane that keeps no references', () => {
  it('finds by number what was sent, and cannot tell before that', async () => {
    const company = new Company();
    await company.control('/behaviour', { keeps_references: false });
    const submission = pennylaneSubmission();
    const flow_id = await sent(company, submission);
    const unclear = await faultOf(adapter.findByTrackingId(submission, company.call()));
    expect(unclear).toMatchObject({ code: 'platform.unavailable', fault: 'malformed' });
    await company.control('/statuses', { id: Number(flow_id), status: 'submitted' });
    expect((await adapter.findByTrackingId(submission, company.call()))?.flow_id).toBe(flow_id);
  });

  it('an invoice of that number with another reference is not ours', async () => {
    const company = new Company();
    const submission = pennylaneSubmission();
    await sent(company, submission);
    expect(await adapter.findByTrackingId({ ...submission, tracking_id: randomUUID() }, company.call())).toBeNull();
  });
});

describe('statuses of Pennylane', () => {
  it('come with the change that brought them, in official terms, and by asking', async () => {
    const company = new Company();
    const submission = pennylaneSubmission();
    const flow_id = await sent(company, submission);
    let cursor: string | null = null;
    const told: ReportedStatus[] = [];
    for (const [status, reason] of [['submitted'], ['approved'], ['in_dispute', 'incorrect_billed_quantity']]) {
      await company.control('/statuses', { external_reference: submission.tracking_id, status, reason });
      const page = await adapter.listChanges(cursor, company.call());
      told.push(...(page.statuses ?? []));
      expect(page.flows).toMatchObject([{ flow_id, direction: 'Out', acknowledgement: { status: 'Ok' } }]);
      cursor = (await adapter.listChanges(page.next_cursor, company.call())).next_cursor;
    }
    expect(told.map(({ code, word, reason_code }) => [code, word, reason_code])).toEqual([
      ['200', 'submitted', undefined],
      ['202', 'approved', undefined],
      ['207', 'in_dispute', 'QTE_ERR'],
    ]);
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted());
    const asked = await adapter.getStatus({ ...submission, flow_id }, company.call());
    expect(asked?.statuses).toMatchObject([{ code: '207', reason: 'incorrect_billed_quantity', flow_id }]);
  });

  it('come with received invoices too, but that `approved` says nothing there', async () => {
    const company = new Company();
    const flow_id = await company.receive();
    const id = Number(flow_id.split(':')[1]);
    const told: (readonly ReportedStatus[])[] = [];
    for (const status of ['approved', 'disputed', 'refused']) {
      await company.control('/statuses', { id, status });
      told.push((await adapter.listChanges(null, company.call())).statuses ?? []);
      told.push(await receivedStatuses(company));
    }
    expect(told.flat().map(({ word, code, flow_id: flow }) => [word, code, flow])).toEqual([
      ['approved', undefined, flow_id],
      ['disputed', '207', flow_id],
      ['refused', '210', flow_id],
    ]);
  });

  it('the whole amount comes with `collected`', async () => {
    const company = new Company();
    const submission = pennylaneSubmission();
    const flow_id = await sent(company, submission);
    await company.control('/statuses', { id: Number(flow_id), status: 'collected' });
    const asked = await adapter.getStatus({ ...submission, flow_id }, company.call());
    expect(asked?.statuses).toMatchObject([{ code: '212', amounts: [{ type: 'MEN', amount: '1911.00' }] }]);
  });

  it('an invalid file is a technical refusal as long as nothing else was said', async () => {
    const company = new Company();
    const submission = pennylaneSubmission();
    const flow_id = await sent(company, submission);
    await company.control('/statuses', { id: Number(flow_id), schematron: 'invalid' });
    const invalid = await adapter.getStatus({ ...submission, flow_id }, company.call());
    expect(invalid).toMatchObject({ acknowledgement: { status: 'Error', details: [{ code: 'SCHEMATRON_INVALID' }] } });
    await company.control('/statuses', { id: Number(flow_id), status: 'rejected' });
    const rejected = await adapter.getStatus({ ...submission, flow_id }, company.call());
    expect(rejected).toMatchObject({ acknowledgement: { status: 'Ok' }, statuses: [{ code: '213' }] });
  });
});

describe('the change logs', () => {
  it('lose and double nothing over many pages of both', async () => {
    const company = new Company();
    await company.control('/behaviour', { limit: { requests: 1000, per_ms: 1000 } });
    const expected = new Set<string>();
    for (let index = 0; index < 45; index += 1) expected.add(await sent(company));
    for (let index = 0; index < 25; index += 1) expected.add(await company.receive());
    await company.receive(undefined, '?electronic=false');
    const { flows, cursor } = await changesSince(null, adapter, company.call);
    expect(flows.map(({ flow_id }) => flow_id).toSorted()).toEqual([...expected].toSorted());
    const more = await company.receive();
    expect((await changesSince(cursor, adapter, company.call)).flows.map(({ flow_id }) => flow_id)).toEqual([more]);
  });

  it('go on from an older bookmark than Pennylane keeps, and from one nobody can read', async () => {
    const company = new Company();
    await company.control('/behaviour', { clock_off_ms: -60 * 86_400_000 });
    await sent(company);
    const { cursor } = await changesSince(null, adapter, company.call);
    await company.control('/behaviour', { clock_off_ms: 0 });
    const flow_id = await sent(company);
    for (const bookmark of [cursor, 'nonsense']) {
      const { flows } = await changesSince(bookmark, adapter, company.call);
      expect(flows.map((flow) => flow.flow_id)).toEqual([flow_id]);
    }
  });

  it('leave out what is gone', async () => {
    const company = new Company();
    const flow_id = await sent(company);
    await company.control(`/customer_invoices/${flow_id}`, undefined, 'DELETE');
    expect((await changesSince(null, adapter, company.call)).flows).toEqual([]);
  });
});

describe('answering an invoice received through Pennylane', () => {
  it.each([
    ['205', undefined, 'approved', null],
    ['207', 'QTE_ERR', 'disputed', 'incorrect_billed_quantity'],
    ['210', 'TX_TVA_ERR', 'refused', 'incorrect_vat_rate'],
  ])('%s %s arrives as %s, and saying it again changes nothing', async (code, reason_code, status, reason) => {
    const company = new Company();
    const invoice_flow_id = await company.receive();
    const said = { code, invoice_flow_id, submission: pennylaneSubmission(), ...(reason_code ? { reason_code } : {}) };
    expect(await adapter.respond(said, company.call())).toMatchObject({ outcome: 'accepted' });
    expect((await company.account()).invoices).toMatchObject([{ eInvoicing: { status, reason } }]);
    expect(await adapter.respond(said, company.call())).toMatchObject({ outcome: 'already_exists' });
  });

  it.each([
    ['206', undefined],
    ['207', undefined],
    ['207', 'DOUBLON'],
    ['210', 'QTE_ERR'],
  ])('%s with reason %s is not passed on', async (code, reason_code) => {
    const company = new Company();
    const invoice_flow_id = await company.receive();
    const said = { code, invoice_flow_id, submission: pennylaneSubmission(), ...(reason_code ? { reason_code } : {}) };
    const fault = await faultOf(adapter.respond(said, company.call()));
    expect(fault).toMatchObject({ code: 'platform.rejected', sent: 'no', reasons: [{ code: 'NOT_PASSED_ON' }] });
  });

  it('an answer to nothing, or to an invoice of our own, is not sent', async () => {
    for (const invoice_flow_id of [undefined, '42']) {
      const said = { code: '205', submission: pennylaneSubmission(), ...(invoice_flow_id ? { invoice_flow_id } : {}) };
      expect(await faultOf(adapter.respond(said, new Company().call()))).toMatchObject({ sent: 'no' });
    }
  });

  it('a refused answer that does not stand there is a refusal', async () => {
    const company = new Company();
    const invoice_flow_id = await company.receive(undefined, '?electronic=false');
    const said = { code: '205', invoice_flow_id, submission: pennylaneSubmission() };
    expect(await faultOf(adapter.respond(said, company.call()))).toMatchObject({ httpStatus: 422 });
  });
});

describe("Pennylane's limits and webhooks", () => {
  it('the 26th request in 5 s is refused with Retry-After', async () => {
    const company = new Company();
    await company.control('/reset');
    await company.control('/behaviour', { limit: { requests: 25, per_ms: 5000 } });
    for (let index = 0; index < 25; index += 1) await adapter.healthCheck(company.call());
    const fault = await faultOf(adapter.healthCheck(company.call()));
    expect(fault).toMatchObject({ code: 'platform.rate_limited', httpStatus: 429 });
    expect(fault.options.retryAfterSeconds).toBeGreaterThan(0);
    expect(adapter.rate).toEqual({ requests: 25, perMs: 5000 });
  });

  it('a revoked token is unauthorised', async () => {
    const company = new Company();
    await company.control('/tokens/revoke');
    expect(await faultOf(adapter.healthCheck(company.call()))).toMatchObject({ code: 'platform.unauthorised' });
  });

  it('its webhooks are believed and lead to the flow', async () => {
    const company = new Company();
    const arrived: PlatformCallback[] = [];
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        arrived.push({ headers, body: Buffer.concat(chunks), received_at: Date.now() });
        response.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const callback_url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const events = ['customer_invoice.e_invoicing_status_updated', 'supplier_invoice.e_invoicing_received'];
    const response = await fetch(`${company.connection.base_url}webhook_subscriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${company.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ callback_url, events }),
    });
    const { secret } = (await response.json()) as { secret: string };
    const flow_id = await sent(company);
    await company.control('/statuses', { id: Number(flow_id), status: 'submitted' });
    const received = await company.receive();
    await expect.poll(() => arrived.length).toBe(2);
    const connection = { ...company.connection, callback_secret: new Secret(secret) };
    const news = arrived.map((callback) => adapter.verifyCallback(callback, connection).flow_ids);
    expect(news.flat().toSorted()).toEqual([flow_id, received].toSorted());
    receiver.close();
  });

  it('an event about something else names no flow', () => {
    const connection = new Company().connection;
    const body = JSON.stringify({ id: 7, event: 'dms_file.created', data: { object: { id: 9 } } });
    const callback = signed(body, new Date());
    expect(adapter.verifyCallback(callback, connection)).toEqual({ id: '7', flow_ids: [] });
  });
});
