import { createHmac } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checked, Client, type Answer } from './client.js';
import { QUICK_START_TEXT } from './invoices.js';
import { startReceiver, type Delivery, type Receiver } from './receiver.js';
import { Invoice, NewWebhook } from './shapes.js';
import { startStack, type Stack } from './stack.js';

let stack: Stack;
let receiver: Receiver;
let acme: Client;
let secret: string;
let queued: Answer;
let created: Invoice;
/** Statuses a caller saw while asking again and again. */
const seen: string[] = [];

beforeAll(async () => {
  [stack, receiver] = await Promise.all([startStack({ stepMs: 150 }), startReceiver()]);
  acme = await stack.organisation();
  ({ secret } = NewWebhook.parse((await acme.post('/v1/webhooks', { url: receiver.url })).json));
  receiver.fail(500);
  queued = checked(await acme.post('/v1/invoices?submit=true', QUICK_START_TEXT), 202);
  created = Invoice.parse(queued.json);
  seen.push(created.status);
  await acme.until(created.id, ({ status }) => {
    if (seen.at(-1) !== status) seen.push(status);
    return status === 'PAID';
  });
});

afterAll(async () => {
  await receiver?.stop();
  await stack?.stop();
});

describe('the quick-start invoice, word for word', () => {
  it('is taken, computed and completed, and is still a DRAFT when it was queued', () => {
    expect(queued.headers.get('location')).toBe(`/v1/invoices/${created.id}`);
    expect(created).toMatchObject({
      status: 'DRAFT',
      lifecycle_code: null,
      number: 'INV-2026-0001',
      issue_date: '2026-06-01',
      due_date: '2026-07-01',
      totals: { lines: 1500, net: 1500, tax: 300, gross: 1800, prepaid: 0, due: 1800 },
      submission: { state: 'queued', attempts: 0, last_error: null },
    });
    expect(created.seller.vat_number).toBe('FR44732829320');
    expect(created.derived.map(({ field }) => field)).toContain('seller.vat_number');
  });

  it('goes from DRAFT to PAID', async () => {
    const order = ['DRAFT', 'SUBMITTED', 'RECEIVED', 'APPROVED', 'PAID'];
    expect(seen[0]).toBe('DRAFT');
    expect(seen.map((status) => order.indexOf(status))).toEqual(
      seen.map((status) => order.indexOf(status)).toSorted((a, b) => a - b),
    );
    expect(await acme.invoice(created.id)).toMatchObject({
      status: 'PAID',
      lifecycle_code: '212',
      submission: { state: 'accepted', last_error: null },
    });
  });

  it('has a timeline with every official code, the platform’s own words and messages', async () => {
    const timeline = await acme.timeline(created.id);
    expect(timeline.map(({ event, status, lifecycle_code }) => [event, status, lifecycle_code])).toEqual([
      ['invoice.created', 'DRAFT', null],
      ['invoice.submitted', 'SUBMITTED', '200'],
      ['invoice.status_changed', 'SUBMITTED', '201'],
      ['invoice.received', 'RECEIVED', '202'],
      ['invoice.status_changed', 'RECEIVED', '203'],
      ['invoice.status_changed', 'RECEIVED', '204'],
      ['invoice.approved', 'APPROVED', '205'],
      ['invoice.paid', 'PAID', '212'],
    ]);
    const [first, ...told] = timeline;
    expect(first).toMatchObject({ origin: 'caller', raw: null });
    expect(told.map(({ raw }) => raw?.word)).toEqual([
      'Déposée',
      'Émise par la plateforme',
      'Reçue par la plateforme',
      'Mise à disposition',
      'Prise en charge',
      'Approuvée',
      'Encaissée',
    ]);
    for (const { origin, raw, attempt } of told) {
      expect({ origin, attempt }).toEqual({ origin: 'platform', attempt: 1 });
      expect(raw?.payload).toMatch(/^<\?xml[^>]*>[^]*CrossDomainAcknowledgementAndResponse[^]*INV-2026-0001/);
    }
    expect(timeline.at(-1)?.amounts).toEqual([{ type: 'MEN', amount: 1800, vat_rate: 20 }]);
  });

  it('reached the platform once', async () => {
    const submissions = await stack.submissions('INV-2026-0001');
    expect(submissions).toHaveLength(1);
    expect(submissions[0]).toMatchObject({ accepted: 1, repeats: 0, syntax: 'Factur-X', finished: true });
  });

  it('is found in the list, narrowed or not', async () => {
    const paths = ['', '?status=PAID', '?number=INV-2026-0001', '?buyer_siren=552120222&issued_from=2026-06-01'];
    for (const query of paths) {
      const answer = await acme.get(`/v1/invoices${query}`);
      expect(answer.json).toMatchObject({ data: [{ id: created.id, status: 'PAID' }], next_cursor: null });
    }
    expect((await acme.get('/v1/invoices?status=DRAFT')).json).toEqual({ data: [], next_cursor: null });
  });

  it('tells who asks again that nothing changed', async () => {
    const tag = (await acme.get(`/v1/invoices/${created.id}`)).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"v\d+"$/);
    const again = await acme.get(`/v1/invoices/${created.id}`, { 'If-None-Match': tag });
    expect(again).toMatchObject({ status: 304, text: '' });
  });
});

describe('its documents', () => {
  it.each([
    ['cii', 'application/xml', 'INV-2026-0001.xml'],
    ['facturx', 'application/pdf', 'INV-2026-0001.pdf'],
  ])('%s is frozen: the same bytes each time, and 304 to who has them', async (kind, type, filename) => {
    const path = `/v1/invoices/${created.id}/documents/${kind}`;
    const [first, second] = [await acme.get(path), await acme.get(path)];
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toMatch(type);
    expect(first.headers.get('content-disposition')).toBe(`attachment; filename="${filename}"`);
    expect(first.headers.get('content-length')).toBe(String(first.bytes.length));
    expect(first.headers.get('cache-control')).toMatch(/immutable/);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\da-f]{64}"$/);
    expect(await acme.get(path, { 'If-None-Match': tag })).toMatchObject({ status: 304, text: '' });
  });

  it('the PDF carries the XML', async () => {
    const [pdf, xml] = await Promise.all(
      ['facturx', 'cii'].map((kind) => acme.get(`/v1/invoices/${created.id}/documents/${kind}`)),
    );
    expect(pdf?.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const attachments = (await PDFDocument.load(pdf?.bytes ?? Buffer.alloc(0))).getAttachments();
    expect(attachments.map(({ name }) => name)).toEqual(['factur-x.xml']);
    expect(Buffer.from(attachments[0]?.data ?? []).toString('utf8')).toBe(xml?.text);
    expect(xml?.text).toMatch(/CrossIndustryInvoice[^]*INV-2026-0001[^]*FR44732829320/);
  });

  it('of another kind do not exist, and the answer says which do', async () => {
    const answer = await acme.get(`/v1/invoices/${created.id}/documents/cdar`);
    expect(answer).toMatchObject({ status: 404 });
    expect(answer.json).toMatchObject({
      code: 'document.not_available',
      detail: expect.stringMatching(/json, cii, ubl, facturx, readable/),
    });
  });
});

/** Each message once, in the order of its invoice's life. */
function firstOfEach(deliveries: readonly Delivery[]): Delivery[] {
  const byId = new Map(deliveries.toReversed().map((delivery) => [delivery.id, delivery]));
  return [...byId.values()].toSorted((a, b) => a.body.data.sequence - b.body.data.sequence);
}

describe('its webhooks', () => {
  it('tell each transition, in an order that can be restored', async () => {
    await receiver.until((deliveries) => new Set(deliveries.map(({ id }) => id)).size >= 7);
    const told = firstOfEach(receiver.deliveries).map(({ body }) => body);
    expect(told.map(({ type, data }) => [type, data.previous_status, data.status, data.lifecycle_code])).toEqual([
      ['invoice.submitted', 'DRAFT', 'SUBMITTED', '200'],
      ['invoice.status_changed', 'SUBMITTED', 'SUBMITTED', '201'],
      ['invoice.received', 'SUBMITTED', 'RECEIVED', '202'],
      ['invoice.status_changed', 'RECEIVED', 'RECEIVED', '203'],
      ['invoice.status_changed', 'RECEIVED', 'RECEIVED', '204'],
      ['invoice.approved', 'RECEIVED', 'APPROVED', '205'],
      ['invoice.paid', 'APPROVED', 'PAID', '212'],
    ]);
    expect(told.map(({ data }) => data.sequence)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(told.map(({ data }) => data.invoice_id))).toEqual(new Set([created.id]));
  });

  it('are signed by the standard, checked with its own library', () => {
    const verifier = new Webhook(secret);
    for (const { headers, text, body } of receiver.deliveries) {
      const plain = headers as Record<string, string>;
      expect(verifier.verify(text, plain)).toEqual(body);
      expect(() => verifier.verify(`${text} `, plain)).toThrow(/signature/i);
    }
  });

  it('carry our own signature too', () => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    for (const { headers, text } of receiver.deliveries) {
      const [, stamp, signature] = /^t=(\d+),v1=([\da-f]{64})$/.exec(String(headers['x-onefacture-signature'])) ?? [];
      expect(signature).toBe(createHmac('sha256', key).update(`${stamp}.${text}`).digest('hex'));
    }
  });

  it('are sent again with the same id and body after a failure, and the log knows', async () => {
    const refused = receiver.deliveries[0];
    const same = receiver.deliveries.filter(({ id }) => id === refused?.id);
    expect(same.length).toBe(2);
    expect(new Set(same.map(({ text }) => text)).size).toBe(1);
    const log = await acme.get('/v1/webhooks/deliveries?limit=100');
    const { data } = log.json as {
      data: { message_id: string; state: string; attempts: number; response_status: number }[];
    };
    expect(data).toHaveLength(7);
    expect(new Set(data.map(({ state }) => state))).toEqual(new Set(['delivered']));
    expect(data.find(({ message_id }) => message_id === refused?.id)).toMatchObject({
      attempts: 2,
      response_status: 200,
    });
  });

  it('can be replayed', async () => {
    const before = receiver.deliveries.length;
    const { data } = (await acme.get('/v1/webhooks/deliveries?limit=1')).json as {
      data: { id: string; message_id: string }[];
    };
    const [newest] = data;
    expect(await acme.post(`/v1/webhooks/deliveries/${newest?.id}/replay`)).toMatchObject({ status: 202 });
    await receiver.until((deliveries) => deliveries.length > before);
    expect(receiver.deliveries.at(-1)?.id).toBe(newest?.message_id);
  });
});

describe('what operators see', () => {
  it('both processes are up and measure what they did', async () => {
    const [api, worker] = await Promise.all(
      [stack.api.url, stack.worker.url].map(async (url) =>
        (await new Client(url, {}).get('/metrics')).text.split('\n'),
      ),
    );
    expect(api).toContainEqual(expect.stringMatching(/^onefacture_http_[a-z_]+\{[^}]*\/v1\/invoices/));
    expect(worker).toContainEqual(expect.stringMatching(/^onefacture_\w*(queue|job)\w*\{[^}]*submit-invoice/));
    expect(worker).toContainEqual(expect.stringMatching(/^onefacture_webhook\w*\{[^}]*200/));
  });
});
