import { createHash, createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QontoAdapter, type Connection, type PlatformCallback, type Submission } from '@onefacture/adapters';
import { Secret } from '@onefacture/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { facturXInvoice } from '../../apps/simulator/src/testing/sample-factur-x.js';
import {
  callOf,
  changesSince,
  describeAdapterContract,
  faultOf,
  sampleSubmission,
  type CallbackMaker,
  type ContractPlatform,
} from '../../libs/adapters/src/testing/adapter-contract.js';

const SECRET = 'secret-of-the-subscription';

let simulator: RunningSimulator;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qonto-'));
  simulator = await startSimulator({ port: 0, dataDir: folder });
});

afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Shown {
  readonly id: string;
  readonly number: string;
  readonly sent: number;
  readonly status: string | null;
}

/** One organisation of the simulated Qonto. */
class Organization {
  readonly credentials: string;
  readonly connection: Connection;

  constructor(
    private readonly url: string = simulator.url,
    kind: 'authorization' | 'bearer' = 'authorization',
  ) {
    const secret = randomUUID();
    this.credentials = kind === 'bearer' ? `Bearer ${secret}` : `acme-1234:${secret}`;
    this.connection = {
      organization_id: randomUUID(),
      connection_id: randomUUID(),
      platform: 'qonto',
      base_url: `${url}/qonto/v2`,
      authentication:
        kind === 'bearer'
          ? { kind: 'bearer', token: new Secret(secret) }
          : { kind: 'authorization', value: new Secret(this.credentials) },
      callback_secret: new Secret(SECRET),
    };
  }

  call = (deadlineMs?: number) => callOf(this.connection, deadlineMs);

  async control(path: string, body?: unknown, method = 'POST'): Promise<Response> {
    const raw = Buffer.isBuffer(body);
    const response = await fetch(`${this.url}/_simulator/qonto${path}`, {
      method,
      headers: { authorization: this.credentials, 'content-type': raw ? 'application/pdf' : 'application/json' },
      ...(body === undefined ? {} : { body: raw ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
    return response;
  }

  async account(): Promise<{ taken: number; invoices: Shown[] }> {
    return (await (await this.control('/organization', undefined, 'GET')).json()) as never;
  }

  async mishap(operation: string, what: object): Promise<void> {
    await this.control('/mishaps', { operation, ...what });
  }

  async receive(file = facturXInvoice(), query = ''): Promise<string> {
    const { id } = (await (await this.control(`/supplier_invoices${query}`, file)).json()) as { id: string };
    return `supplier_invoice:${id}`;
  }
}

function qontoSubmission(over: Partial<Submission> = {}): Submission {
  const number = `Q-${randomUUID().slice(0, 8)}`;
  return sampleSubmission({
    file_name: 'facture.pdf',
    media_type: 'application/pdf',
    syntax: 'Factur-X',
    bytes: facturXInvoice({ number }),
    invoice: { number, seller_siren: '732829320' },
    ...over,
  });
}

function signed(body: string, at: Date, secret = SECRET): PlatformCallback {
  const time = Math.floor(at.getTime() / 1000);
  const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return {
    headers: { 'x-qonto-signature': `t=${time},v1=${digest}` },
    body: Buffer.from(body),
    received_at: at.getTime(),
  };
}

const callbacks: CallbackMaker = {
  dated: true,
  make: ({ flow_id, at, secret = SECRET, body }) =>
    signed(body ?? JSON.stringify({ type: 'v1/client-invoices', event: 'updated', data: { id: flow_id } }), at, secret),
};

describeAdapterContract('qonto', async (): Promise<ContractPlatform> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'qonto-'));
  const own = await startSimulator({ port: 0, dataDir });
  const organization = new Organization(own.url);
  return {
    adapter: new QontoAdapter({ limits: { json: 1_048_576 } }),
    connection: organization.connection,
    callbacks,
    submission: () => qontoSubmission(),
    mishap: async (operation, what) => {
      // Sending takes two requests: the first hands the file over, an answer lost after the second is the one that
      // leaves an invoice sent. What an answer lost after the first leaves is told below.
      const submit = what.kind === 'answer' ? 'import' : 'send';
      await organization.mishap({ submit, look_up: 'client_invoices_list', health: 'settings' }[operation], what);
    },
    taken: async () => (await organization.account()).taken,
    setStatusWord: async ({ invoice: { number } }, word) => {
      await organization.control('/statuses', { number, einvoicing_status: word });
    },
    shiftClock: async (ms) => {
      await organization.control('/behaviour', { clock_off_ms: ms });
    },
    receive: async () => {
      const bytes = facturXInvoice({ number: randomUUID() });
      return { flow_id: await organization.receive(bytes), bytes };
    },
    stop: async () => {
      await own.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
});

const adapter = new QontoAdapter();

async function sent(organization: Organization, submission = qontoSubmission()): Promise<string> {
  const receipt = await adapter.submit(submission, organization.call());
  expect(receipt.outcome).toBe('accepted');
  return receipt.flow_id ?? '';
}

describe('sending to Qonto in two steps', () => {
  it.each(['authorization', 'bearer'] as const)('imports the file and sends the invoice (%s)', async (kind) => {
    const organization = new Organization(undefined, kind);
    const submission = qontoSubmission();
    const flow_id = await sent(organization, submission);
    expect(await organization.account()).toMatchObject({
      taken: 1,
      invoices: [{ id: flow_id, number: submission.invoice.number, sent: 1, status: 'pending' }],
    });
  });

  it.each(['answer_lost', 'answer_stalls'])(
    'import, %s: nothing counts as sent, and sending again sends the same invoice once',
    async (kind) => {
      const organization = new Organization();
      const submission = qontoSubmission();
      await organization.mishap('import', { kind });
      const fault = await faultOf(adapter.submit(submission, organization.call(300)));
      expect(fault).toMatchObject({ code: 'platform.unavailable', sent: 'maybe' });
      const { invoices, taken } = await organization.account();
      expect([invoices.length, taken]).toEqual([1, 0]);
      expect(await adapter.findByTrackingId(submission, organization.call())).toBeNull();
      expect(await sent(organization, submission)).toBe(invoices[0]?.id);
      expect(await organization.account()).toMatchObject({ taken: 1, invoices: [{ sent: 1 }] });
    },
  );

  it.each(['answer_lost', 'answer_stalls'])(
    'send, %s: it counts as sent, and sending again changes nothing',
    async (kind) => {
      const organization = new Organization();
      const submission = qontoSubmission();
      await organization.mishap('send', { kind });
      const fault = await faultOf(adapter.submit(submission, organization.call(300)));
      expect(fault).toMatchObject({ code: 'platform.unavailable', sent: 'maybe' });
      const found = await adapter.findByTrackingId(submission, organization.call());
      const again = await adapter.submit(submission, organization.call());
      expect(again).toMatchObject({ outcome: 'already_exists', flow_id: found?.flow_id });
      expect(await organization.account()).toMatchObject({ taken: 1, invoices: [{ sent: 1 }] });
    },
  );

  it('the second step failing leaves an import that the next try sends, within 30 minutes and after', async () => {
    for (const forget_keys of [false, true]) {
      const organization = new Organization();
      const submission = qontoSubmission();
      await organization.mishap('send', { kind: 'answer', status: 503 });
      const fault = await faultOf(adapter.submit(submission, organization.call()));
      expect(fault).toMatchObject({ code: 'platform.unavailable', sent: 'maybe', httpStatus: 503 });
      expect(await adapter.findByTrackingId(submission, organization.call())).toBeNull();
      await organization.control('/behaviour', { forget_keys });
      await sent(organization, submission);
      expect(await organization.account()).toMatchObject({ taken: 1, invoices: [{ sent: 1 }] });
    }
  });

  it('a resend that is not noticed, because 100 newer invoices stand before it, changes nothing either', async () => {
    const organization = new Organization();
    const submission = qontoSubmission();
    const flow_id = await sent(organization, submission);
    for (let index = 0; index < 100; index += 1) await sent(organization);
    await organization.control('/behaviour', { forget_keys: true });
    expect(await sent(organization, submission)).toBe(flow_id);
    expect((await organization.account()).taken).toBe(101);
    expect((await adapter.findByTrackingId(submission, organization.call()))?.flow_id).toBe(flow_id);
  });

  it('a question that fails before the import says that nothing was sent', async () => {
    const organization = new Organization();
    await organization.mishap('client_invoices_list', { kind: 'answer', status: 429, headers: { 'retry-after': '3' } });
    const fault = await faultOf(adapter.submit(qontoSubmission(), organization.call()));
    expect(fault).toMatchObject({ code: 'platform.rate_limited', sent: 'no', options: { retryAfterSeconds: 3 } });
    expect((await organization.account()).invoices).toEqual([]);
  });

  it.each([
    ['the client is not reachable', { reachable: false }, 422, 'EINVOICING_NOT_POSSIBLE'],
    ['e-invoicing is not active', { sending_status: 'disabled' }, 403, 'EINVOICING_NOT_ALLOWED'],
  ])('%s: refused, with what to look at, and sent once that is put right', async (_, behaviour, status, code) => {
    const organization = new Organization();
    const submission = qontoSubmission();
    await organization.control('/behaviour', behaviour);
    const fault = await faultOf(adapter.submit(submission, organization.call()));
    expect(fault).toMatchObject({ httpStatus: status });
    expect(fault.reasons.map((reason) => reason.code)).toContain(code);
    await organization.control('/behaviour', { reachable: true, sending_status: 'enabled' });
    await sent(organization, { ...submission, tracking_id: randomUUID() });
    expect(await organization.account()).toMatchObject({ taken: 1, invoices: [{ sent: 1 }] });
  });

  it.each([
    ['CII', Buffer.from('<Invoice/>'), 'NOT_OFFERED'],
    ['UBL', Buffer.from('<Invoice/>'), 'NOT_OFFERED'],
    ['CDAR', Buffer.from('<Message/>'), 'NOT_OFFERED'],
    ['Factur-X', Buffer.alloc(5 * 1024 * 1024 + 1), 'FILE_TOO_LARGE'],
  ] as const)('%s is refused before anything is sent: %#', async (syntax, bytes, code) => {
    const organization = new Organization();
    const fault = await faultOf(adapter.submit(qontoSubmission({ syntax, bytes }), organization.call()));
    expect(fault).toMatchObject({ code: 'platform.rejected', sent: 'no', reasons: [{ code }] });
  });

  it('a PDF without an invoice in it is refused by Qonto', async () => {
    const submission = qontoSubmission({ bytes: Buffer.from('%PDF-1.7 nothing') });
    const fault = await faultOf(adapter.submit(submission, new Organization().call()));
    expect(fault.reasons.map(({ code }) => code)).toEqual(['unsupported_format', 'FILE_NOT_TAKEN']);
  });
});

describe('statuses of Qonto', () => {
  it('are every lifecycle event, oldest first, by its official code', async () => {
    const organization = new Organization();
    const submission = qontoSubmission();
    const flow_id = await sent(organization, submission);
    const tell = async (status_code: number, more: object = {}) =>
      await organization.control('/statuses', { id: flow_id, event: { status_code, ...more } });
    await tell(200);
    await tell(203);
    await tell(210, { reason: 'tx_tva_err', reason_message: 'Taux de TVA erroné' });
    await tell(299, { reason: 'whatever' });
    await organization.control('/statuses', { id: flow_id, einvoicing_status: 'declined' });
    const status = await adapter.getStatus({ ...submission, flow_id }, organization.call());
    expect(status?.acknowledgement.status).toBe('Ok');
    expect(status?.statuses.map(({ code, word, reason_code, reason }) => [code, word, reason_code, reason])).toEqual([
      ['200', '200', undefined, undefined],
      ['203', '203', undefined, undefined],
      ['210', '210', 'TX_TVA_ERR', 'Taux de TVA erroné'],
      [undefined, '299', undefined, 'whatever'],
    ]);
    expect(new Set(status?.statuses.map((each) => each.flow_id))).toEqual(new Set([flow_id]));
  });

  it('a failed way to the network is a technical refusal', async () => {
    const organization = new Organization();
    const submission = qontoSubmission();
    const flow_id = await sent(organization, submission);
    await organization.control('/statuses', { id: flow_id, einvoicing_status: 'submission_failed' });
    const status = await adapter.getStatus({ ...submission, flow_id }, organization.call());
    expect(status?.acknowledgement).toMatchObject({ status: 'Error', details: [{ code: 'SUBMISSION_FAILED' }] });
  });
});

describe('invoices received by Qonto', () => {
  it('are listed once each over many pages, though some change while they are read', async () => {
    const organization = new Organization();
    const expected: string[] = [];
    for (let index = 0; index < 230; index += 1) expected.push(await organization.receive());
    await organization.receive(undefined, '?electronic=false');
    const first = await adapter.listChanges(null, organization.call());
    expect([first.flows.length, first.more]).toEqual([100, true]);
    // Three that were read move to the end: the ones behind them move up by three.
    for (const flow of expected.slice(0, 3)) {
      await organization.control(`/supplier_invoices/${flow.split(':')[1]}/touch`);
    }
    const { flows, cursor } = await changesSince(first.next_cursor, adapter, organization.call);
    const seen = [...first.flows, ...flows].map(({ flow_id }) => flow_id);
    expect(new Set(seen)).toEqual(new Set(expected));
    expect(seen).toHaveLength(233);
    expect((await adapter.listChanges(cursor, organization.call())).flows).toEqual([]);
  });

  it('bring the events of their life with them', async () => {
    const organization = new Organization();
    const flow_id = await organization.receive();
    const event = { status_code: 207, reason: 'litige' };
    await organization.control('/statuses', { id: flow_id.split(':')[1], event });
    const page = await adapter.listChanges(null, organization.call());
    expect(page.statuses).toMatchObject([{ flow_id, code: '207', word: '207', reason: 'litige' }]);
  });

  it('a bookmark that cannot be read starts from the beginning', async () => {
    const organization = new Organization();
    const flow_id = await organization.receive();
    const { flows } = await adapter.listChanges('nonsense', organization.call());
    expect(flows).toMatchObject([{ flow_id, direction: 'In', syntax: 'Factur-X', name: 'facture.pdf' }]);
  });

  it('have a readable view, and no converted form', async () => {
    const organization = new Organization();
    const bytes = facturXInvoice({ number: 'IN-1' });
    const flow_id = await organization.receive(bytes);
    const view = await adapter.fetchDocument(flow_id, 'ReadableView', organization.call());
    expect(view).toMatchObject({ media_type: 'application/pdf', file_name: 'facture.pdf' });
    const fault = await faultOf(adapter.fetchDocument(flow_id, 'Converted', organization.call()));
    expect(fault.code).toBe('platform.rejected');
  });

  it('cannot be answered through its API', async () => {
    const organization = new Organization();
    const said = { code: '205', submission: qontoSubmission(), invoice_flow_id: await organization.receive() };
    const fault = await faultOf(adapter.respond(said, organization.call()));
    expect(fault).toMatchObject({ sent: 'no', reasons: [{ code: 'NOT_OFFERED' }] });
  });
});

describe("Qonto's preconditions, limits and webhooks", () => {
  it('the health check tells when e-invoicing is not active', async () => {
    const organization = new Organization();
    await organization.control('/behaviour', { sending_status: 'disabled', receiving_status: 'disabled' });
    const fault = await faultOf(adapter.healthCheck(organization.call()));
    expect(fault).toMatchObject({ code: 'platform.misconfigured' });
    expect(fault.message).toContain('sending_status disabled, receiving_status disabled');
    for (const sending_status of ['enabled', 'some_new_word']) {
      await organization.control('/behaviour', { sending_status });
      await adapter.healthCheck(organization.call());
    }
  });

  it('too many requests are refused with Retry-After; refused credentials are unauthorised', async () => {
    const organization = new Organization();
    await organization.control('/behaviour', { limit: { requests: 2, per_ms: 60_000 } });
    for (let index = 0; index < 2; index += 1) await adapter.healthCheck(organization.call());
    const limited = await faultOf(adapter.healthCheck(organization.call()));
    expect(limited).toMatchObject({ code: 'platform.rate_limited' });
    expect(limited.options.retryAfterSeconds).toBeGreaterThan(0);
    await organization.control('/behaviour', { limit: { requests: 1000, per_ms: 10_000 } });
    await organization.control('/tokens/revoke');
    expect(await faultOf(adapter.healthCheck(organization.call()))).toMatchObject({ code: 'platform.unauthorised' });
    expect(adapter.rate).toEqual({ requests: 1000, perMs: 10_000 });
  });

  it('its webhooks are believed and lead to the flow', async () => {
    const organization = new Organization();
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
    const types = ['v1/client-invoices', 'v1/supplier-invoices'];
    await fetch(`${organization.connection.base_url}/webhook_subscriptions`, {
      method: 'POST',
      headers: { authorization: organization.credentials, 'content-type': 'application/json' },
      body: JSON.stringify({ callback_url, types, secret: SECRET }),
    });
    const flow_id = await sent(organization);
    const received = await organization.receive();
    await expect.poll(() => arrived.length).toBe(3);
    const news = arrived.map((callback) => adapter.verifyCallback(callback, organization.connection));
    expect(new Set(news.flatMap(({ flow_ids }) => flow_ids))).toEqual(new Set([flow_id, received]));
    expect(new Set(news.map(({ id }) => id)).size).toBe(3);
    receiver.close();
  });

  it.each([
    [{ client_invoice: { id: 'a' } }, ['a']],
    [{ data: { client_invoice_id: 'a' } }, ['a']],
    [{ data: { client_invoice: { id: 'a' } } }, ['a']],
    [{ type: 'v1/client-invoices', data: { id: 'a' } }, ['a']],
    [{ event: 'client_invoices.updated', data: { id: 'a' } }, ['a']],
    [{ type: 'v1/supplier-invoices', data: { id: 'b' } }, ['supplier_invoice:b']],
    [{ data: { supplier_invoice_id: 'b' } }, ['supplier_invoice:b']],
    [{ supplier_invoice: { id: 'b' } }, ['supplier_invoice:b']],
    [{ type: 'v1/transactions', data: { id: 'c' } }, []],
    [{}, []],
  ])('%j names %j', (body, flow_ids) => {
    const text = JSON.stringify(body);
    const news = adapter.verifyCallback(signed(text, new Date()), new Organization().connection);
    expect(news).toEqual({ id: createHash('sha256').update(text).digest('hex'), flow_ids });
  });
});
