import { randomUUID } from 'node:crypto';
import { readCdar } from '@onefacture/formats';
import { TimelineService } from '@onefacture/invoicing';
import { stringify } from 'lossless-json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ACTOR } from '../../../invoicing/src/testing/invoicing-bench.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { MessagesService } from '../messages/messages.service.js';
import { OutgoingMessageRepository } from '../messages/outgoing-message.repository.js';
import { failing, flow, page, taken, type ScriptedGateway } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { paymentsBodySchema } from './payments-body.js';
import { PaymentsService } from './payments.service.js';
import { InvoiceRepository } from '@onefacture/invoicing';

let bench: TransmissionBench;
let gateway: ScriptedGateway;
let payments: PaymentsService;
let messages: MessagesService;
beforeAll(async () => {
  bench = await startTransmission();
  ({ gateway } = bench);
  payments = bench.app.get(PaymentsService);
  messages = bench.app.get(MessagesService);
});
afterAll(() => bench.stop());

const FILED_AT = new Date('2026-11-20T10:00:00Z');

/** An invoice the platform has taken, and whose buyer has approved it. */
async function approved(change: object = {}): Promise<Travelling> {
  const one = await bench.invoice(change);
  gateway.onSubmit(taken());
  await one.step();
  await tell(one, FILED_AT, '200', '205');
  return one;
}

async function tell(one: Travelling, at: Date, ...codes: string[]): Promise<void> {
  const recorder = bench.app.get(LifecycleRecorder);
  for (const code of codes) {
    await bench.within(one.organisation, async (tx) =>
      recorder.record(tx, await new InvoiceRepository(tx).lock(one.id), {
        sourceKey: `test:${code}:${randomUUID()}`,
        kind: 'code',
        code,
        at,
        origin: 'platform',
      }),
    );
  }
}

const paid = (...figures: (string | number)[]) => ({
  payments: figures.map((amount) => ({ date: '2026-06-30', amounts: [{ vat_rate: 20, amount }] })),
});
const report = (one: Travelling, body: unknown) =>
  bench.within(one.organisation, (tx) => payments.report(tx, ACTOR, one.id, paymentsBodySchema.parse(body)));
const outgoing = (one: Travelling) =>
  bench.within(one.organisation, (tx) => new OutgoingMessageRepository(tx).list(one.id));
const send = (one: Travelling, id: string) => messages.send({ organization_id: one.organisation, id });
const Entry = z.object({
  event: z.string(),
  status: z.string(),
  lifecycle_code: z.string().nullable(),
  origin: z.string(),
  amounts: z.array(z.unknown()),
  reason: z.record(z.string(), z.unknown()).nullable(),
});
const told = async (one: Travelling, code: string | null) => {
  const entries = z
    .array(Entry)
    .parse(
      JSON.parse(
        stringify(await bench.within(one.organisation, (tx) => bench.app.get(TimelineService).read(tx, one.id))) ?? '',
      ),
    );
  return entries.filter(({ lifecycle_code, event }) => lifecycle_code === code && event !== 'invoice.created');
};

/** The one message of an invoice, after its next step. */
async function step(one: Travelling) {
  const [before] = await outgoing(one);
  bench.clock.reach(before?.dueAt ?? null);
  await send(one, before?.id ?? '');
  const [after] = await outgoing(one);
  return after;
}

describe('a report of payments', () => {
  it('is counted at once, told to callers, audited, and queued for the platform', async () => {
    const one = await approved();
    const open = await report(one, paid(1800));
    expect(open.entity).toMatchObject({ status: 'PAID', lifecycleCode: '212', submissionState: 'accepted' });
    expect(await one.invoice()).toMatchObject({ status: 'PAID', lifecycleCode: '212' });
    expect(await told(one, '212')).toMatchObject([
      {
        event: 'invoice.paid',
        status: 'PAID',
        origin: 'caller',
        amounts: [{ type: 'MEN', amount: 1800, vat_rate: 20 }],
        reason: { value_date: '2026-06-30' },
      },
    ]);
    expect((await bench.told(one.organisation, one.id)).at(-1)).toMatchObject({
      type: 'invoice.paid',
      data: { status: 'PAID', previous_status: 'APPROVED', lifecycle_code: '212' },
    });
    const [message] = await outgoing(one);
    expect(message).toMatchObject({ state: 'PREPARED', code: '212', tries: 1, failures: 0, acknowledgement: null });
    expect(await bench.asked(message?.id ?? '')).toEqual([{ queue: 'send-message', attempt: 1, due_at: null }]);
    const audit = await bench.within(one.organisation, (tx) =>
      tx.manager.query<unknown[]>(`SELECT actor, details FROM audit_entries WHERE action = 'invoice.payments'`),
    );
    expect(audit).toEqual([{ actor: ACTOR.name, details: { payments: 1 } }]);
  });

  it('adds up: approved while something is left, paid when nothing is, open again when money goes back', async () => {
    const one = await approved();
    await report(one, paid('1000.10', '799.89'));
    expect(await one.invoice()).toMatchObject({ status: 'APPROVED', lifecycleCode: '212' });
    await report(one, paid('0.01'));
    expect(await one.invoice()).toMatchObject({ status: 'PAID' });
    await report(one, paid('-0.01'));
    expect(await one.invoice()).toMatchObject({ status: 'APPROVED' });
    expect(await outgoing(one)).toHaveLength(4);
    expect(await told(one, '212')).toHaveLength(4);
  });

  it('counts after what the caller saw, where the platform’s clock is ahead', async () => {
    const one = await approved();
    await tell(one, new Date(bench.clock.now().getTime() + 60_000), '205');
    await report(one, paid(600, 600));
    expect(await one.invoice()).toMatchObject({ status: 'APPROVED', lifecycleCode: '212' });
  });

  it('is refused as a whole, with every fault, and leaves nothing', async () => {
    const one = await approved();
    const body = {
      payments: [
        { date: '2026-06-30', amounts: [{ vat_rate: 20, amount: 1 }] },
        { date: '2099-01-01', amounts: [{ vat_rate: 10, amount: 0 }] },
      ],
    };
    await expect(report(one, body)).rejects.toMatchObject({
      code: 'request.invalid',
      options: {
        errors: [
          { field: 'payments[1].date', code: 'INVALID' },
          { field: 'payments[1].amounts[0].vat_rate', code: 'MISMATCH' },
          { field: 'payments[1].amounts[0].amount', code: 'INVALID' },
        ],
      },
    });
    expect(await outgoing(one)).toEqual([]);
    expect(await one.invoice()).toMatchObject({ status: 'APPROVED' });
  });

  it.each(['DRAFT', 'REJECTED'])('is refused for an invoice that is %s', async (status) => {
    const one = await bench.invoice({}, false);
    if (status === 'REJECTED') await tell(one, FILED_AT, '213');
    await expect(report(one, paid(1800))).rejects.toMatchObject({
      code: 'invoice.wrong_state',
      message: expect.stringContaining(status),
    });
  });

  it('finds no invoice of another organisation', async () => {
    const [one, other] = [await approved(), await approved()];
    const stranger = { ...one, organisation: other.organisation };
    await expect(report(stranger, paid(1800))).rejects.toMatchObject({ code: 'request.not_found' });
    await send(stranger, (await report(one, paid(1)), await outgoing(one))[0]?.id ?? '');
    expect((await outgoing(one))[0]).toMatchObject({ state: 'PREPARED' });
  });
});

describe('the message of a payment', () => {
  it('is sent once, as CDAR, to the platform that holds the invoice', async () => {
    const one = await approved();
    await report(one, paid(600));
    gateway.onSubmit(taken('flow-212'));
    const sent = gateway.sent.length;
    const message = await step(one);
    expect(message).toMatchObject({ state: 'ACKED', flowId: 'flow-212', acknowledgement: 'Pending', dueAt: null });
    await send(one, message?.id ?? '');
    expect(gateway.sent.length - sent).toBe(1);
    const submission = gateway.sent.at(-1);
    expect(submission).toMatchObject({
      tracking_id: message?.trackingId,
      syntax: 'CDAR',
      media_type: 'application/xml',
      file_name: `CDV-212_${one.number}_${message?.id}.xml`,
      sha256: message?.sha256,
    });
    const said = readCdar(submission?.bytes ?? new Uint8Array());
    expect(said).toMatchObject({ issuer: { role: 'SE', id: { scheme: '0002', value: '732829320' } } });
    expect(said.references).toMatchObject([
      { number: one.number, lifecycle_code: '212', received_at: '2026-11-20T10:00:00.000Z' },
    ]);
    expect(
      said.references[0]?.statuses[0]?.characteristics.map(({ type, amount }) => [type, amount?.toFixed(2)]),
    ).toEqual([
      ['MEN', '600.00'],
      ['RAP', '1200.00'],
    ]);
  });

  it('is looked for after doubt, and not sent twice', async () => {
    const one = await approved();
    await report(one, paid(1800));
    gateway.onSubmit(failing('timeout'));
    expect(await step(one)).toMatchObject({ state: 'UNKNOWN', failures: 1 });
    const sent = gateway.sent.length;
    gateway.onFind(async () => flow({ flow_id: 'found', direction: 'Out' }));
    expect(await step(one)).toMatchObject({ state: 'ACKED', flowId: 'found', acknowledgement: 'Ok', dueAt: null });
    expect(gateway.sent.length).toBe(sent);
    expect(gateway.looked.at(-1)).toBe((await outgoing(one))[0]?.trackingId);
  });

  it('waits, and is not sent, while the circuit is open', async () => {
    const one = await approved();
    await report(one, paid(1800));
    gateway.onSubmit(failing('circuit_open', { sent: 'no', retryAfterSeconds: 30 }));
    const message = await step(one);
    expect(message).toMatchObject({ state: 'PREPARED', failures: 0 });
    expect((message?.dueAt?.getTime() ?? 0) - bench.clock.now().getTime()).toBe(30_000);
    expect(await bench.asked(message?.id ?? '')).toMatchObject([{ attempt: 1 }, { attempt: 2 }]);
  });

  it('is given up after the schedule, and the timeline says so', async () => {
    const one = await approved();
    await report(one, paid(1800));
    gateway.onSubmit(failing('network', { sent: 'no' }), failing('network', { sent: 'no' }), failing('network'));
    await step(one);
    await step(one);
    expect(await step(one)).toMatchObject({ state: 'UNKNOWN', failures: 3, dueAt: null });
    expect(await told(one, null)).toMatchObject([{ origin: 'platform', reason: { code: 'platform.unavailable' } }]);
  });

  it('that the platform refuses is shown, and the invoice stays as it is', async () => {
    const one = await approved();
    await report(one, paid(1800));
    const reasons = [{ level: 'Error', code: 'InvoiceLCAmountError', message: 'wrong' }];
    gateway.onSubmit(failing('rejected', { detail: 'No.', reasons }));
    const message = await step(one);
    expect(message).toMatchObject({ state: 'REJECTED', dueAt: null, error: { message: 'No.' } });
    expect(await one.invoice()).toMatchObject({ status: 'PAID', submissionState: 'accepted', submissionError: null });
    expect(await told(one, null)).toMatchObject([
      {
        event: 'invoice.status_changed',
        origin: 'platform',
        reason: { message_id: message?.id, message_code: '212', reasons: [{ code: 'InvoiceLCAmountError' }] },
      },
    ]);
  });
});

describe('what the platform says of the message later', () => {
  it('is asked for although the invoice is paid, until it was acknowledged', async () => {
    const one = await approved();
    await report(one, paid(1800));
    gateway.onSubmit(taken());
    const message = await step(one);
    gateway.onChanges(page([]));
    await bench.poll(one.organisation);
    expect((await bench.connection(one.organisation))?.pollDueAt).not.toBeNull();
    const details = [{ level: 'Error', code: 'InvoiceLCRuleError', message: 'No such invoice' }];
    const acknowledged = flow({
      direction: 'Out',
      acknowledgement: { status: 'Error', details },
      ...(message ? { tracking_id: message.trackingId } : {}),
    });
    gateway.onChanges(page([acknowledged]), page([acknowledged]));
    await bench.poll(one.organisation);
    expect((await bench.connection(one.organisation))?.pollDueAt).toBeNull();
    expect((await outgoing(one))[0]).toMatchObject({ state: 'REJECTED', acknowledgement: 'Error' });
    expect(await told(one, null)).toMatchObject([{ reason: { message: 'No such invoice', message_code: '212' } }]);
    expect(await one.invoice()).toMatchObject({ status: 'PAID', submissionState: 'accepted' });
  });

  it('counts nothing twice when it sends our own message back', async () => {
    const one = await approved();
    await report(one, paid(900));
    gateway.onSubmit(taken());
    await step(one);
    gateway.files.set('echo', gateway.sent.at(-1)?.bytes ?? new Uint8Array());
    gateway.onChanges(page([flow({ flow_id: 'echo' })]));
    await bench.poll(one.organisation);
    expect(await told(one, '212')).toHaveLength(1);
    expect(await one.invoice()).toMatchObject({ status: 'APPROVED' });
  });
});
