import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, type Client } from './client.js';
import { buyer, freshNumber, invoiceBody } from './invoices.js';
import { Invoice, Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const Messages = z.object({
  data: z.array(
    z.object({
      code: z.string(),
      issuer: z.string(),
      number: z.string(),
      tracking_id: z.string(),
      repeats: z.number(),
      finished: z.boolean(),
      amounts: z.array(
        z.object({ type: z.string(), amount: z.string(), rate: z.string().optional(), on: z.string().optional() }),
      ),
      acknowledgement: z.object({ status: z.string() }),
    }),
  ),
});

let stack: Stack;
let acme: Client;
beforeAll(async () => {
  stack = await startStack();
  acme = await stack.organisation();
});
afterAll(() => stack?.stop());

/** An invoice that is approved, and that the platform will not collect for its seller. */
async function approved(): Promise<Invoice> {
  const { id } = await acme.submitNew(invoiceBody({ number: freshNumber('PAY'), buyer: buyer('000000125') }));
  return acme.untilStatus(id, 'APPROVED');
}

const payments = (...figures: (string | number)[]) => ({
  payments: figures.map((amount) => ({ date: '2026-06-30', amounts: [{ vat_rate: 20, amount }] })),
});
const report = (id: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  acme.post(`/v1/invoices/${id}/payments`, body, headers);

/** The lifecycle messages about an invoice that the simulated platform took in and acknowledged. */
async function messagesAbout(number: string, count: number) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const response = await fetch(`${stack.simulatorUrl}/_simulator/messages?number=${number}`);
    const { data } = Messages.parse(await response.json());
    if (data.length >= count && data.every(({ finished }) => finished)) return data;
    if (Date.now() > deadline) throw new Error(`no ${count} messages about ${number}: ${JSON.stringify(data)}`);
    await sleep(50);
  }
}

describe('a seller reports what he was paid', () => {
  it('the invoice is PAID at once, and the platform is told', async () => {
    const { id, number } = await approved();
    const answer = Invoice.parse(checked(await report(id, payments(1800)), 202).json);
    expect(answer).toMatchObject({ id, status: 'PAID', lifecycle_code: '212', submission: { state: 'accepted' } });
    expect(await messagesAbout(number, 1)).toMatchObject([
      {
        code: '212',
        issuer: 'SE',
        repeats: 0,
        amounts: [{ type: 'MEN', amount: '1800.00', rate: '20.00', on: '20260630' }],
        acknowledgement: { status: 'Ok' },
      },
    ]);
    const timeline = await acme.timeline(id);
    expect(timeline.filter(({ lifecycle_code }) => lifecycle_code === '212')).toMatchObject([
      { event: 'invoice.paid', origin: 'caller', amounts: [{ type: 'MEN', amount: 1800, vat_rate: 20 }] },
    ]);
  });

  it('in parts: APPROVED until all is there, with what is left', async () => {
    const { id, number } = await approved();
    expect(checked(await report(id, payments('1000.00', 300)), 202).json).toMatchObject({
      status: 'APPROVED',
      lifecycle_code: '212',
    });
    expect(checked(await report(id, payments(500)), 202).json).toMatchObject({ status: 'PAID' });
    const messages = await messagesAbout(number, 3);
    const figures = messages.map(({ amounts }) => amounts.map(({ type, amount }) => `${type} ${amount}`).join(' '));
    expect(figures.toSorted()).toEqual(['MEN 1000.00 RAP 800.00', 'MEN 300.00 RAP 500.00', 'MEN 500.00']);
    expect(new Set(messages.map(({ tracking_id }) => tracking_id)).size).toBe(3);
  });

  it('and takes some of it back: no longer PAID', async () => {
    const { id } = await approved();
    expect(checked(await report(id, payments(1800)), 202).json).toMatchObject({ status: 'PAID' });
    expect(checked(await report(id, payments(-0.01)), 202).json).toMatchObject({ status: 'APPROVED' });
  });

  it('once, however often it is posted under one key', async () => {
    const { id, number } = await approved();
    const headers = { 'Idempotency-Key': randomUUID() };
    const first = checked(await report(id, payments(900), headers), 202);
    const second = checked(await report(id, payments(900), headers), 202);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.text).toBe(first.text);
    expect(await messagesAbout(number, 1)).toHaveLength(1);
    expect(await acme.invoice(id)).toMatchObject({ status: 'APPROVED' });
  });

  it('and the platform is told once although a worker is killed on the way', async () => {
    const { id, number } = await approved();
    checked(await report(id, payments(600, 600, 600)), 202);
    await stack.worker.kill();
    await stack.worker.start();
    const messages = await messagesAbout(number, 3);
    expect(messages.map(({ acknowledgement: { status } }) => status)).toEqual(['Ok', 'Ok', 'Ok']);
    expect(await acme.invoice(id)).toMatchObject({ status: 'PAID' });
  });
});

describe('a report that is wrong', () => {
  it('names each field, and nothing is counted', async () => {
    const { id } = await approved();
    const body = {
      payments: [
        { date: '2026-06-30', amounts: [{ vat_rate: 20, amount: 100 }] },
        {
          date: '2099-01-01',
          amounts: [
            { vat_rate: 20, amount: 0 },
            { vat_rate: 10, amount: 1 },
          ],
        },
      ],
    };
    const problem = Problem.parse(checked(await report(id, body), 422).json);
    expect(problem).toMatchObject({
      code: 'request.invalid',
      errors: [
        { field: 'payments[1].date', code: 'INVALID' },
        { field: 'payments[1].amounts[0].amount', code: 'INVALID' },
        { field: 'payments[1].amounts[1].vat_rate', code: 'MISMATCH' },
      ],
    });
    expect(await acme.invoice(id)).toMatchObject({ status: 'APPROVED', lifecycle_code: '205' });
  });

  it.each([
    ['{}', 'payments'],
    ['{"payments":[]}', 'payments'],
    ['{"payments":[{"date":"2026-02-30","amounts":[{"vat_rate":20,"amount":1}]}]}', 'payments[0].date'],
    ['{"payments":[{"date":"2026-06-30","amounts":[]}]}', 'payments[0].amounts'],
    [
      '{"payments":[{"date":"2026-06-30","amounts":[{"vat_rate":20,"amount":1.005}]}]}',
      'payments[0].amounts[0].amount',
    ],
    [
      '{"payments":[{"date":"2026-06-30","amounts":[{"vat_rate":20,"amount":1,"tax":2}]}]}',
      'payments[0].amounts[0].tax',
    ],
  ])('%s: %s', async (body, field) => {
    const problem = Problem.parse(checked(await report(randomUUID(), body), 422).json);
    expect(problem).toMatchObject({ code: 'request.invalid', errors: [{ field }] });
  });

  it('is a 409 for a DRAFT and a 404 for a stranger', async () => {
    const { id } = Invoice.parse(checked(await acme.post('/v1/invoices', invoiceBody()), 201).json);
    expect(checked(await report(id, payments(1800)), 409).json).toMatchObject({ code: 'invoice.wrong_state' });
    const stranger = await stack.organisation();
    checked(await stranger.post(`/v1/invoices/${id}/payments`, payments(1800)), 404);
  });
});
