import { readCdar } from '@onefacture/formats';
import type { Actor } from '@onefacture/invoicing';
import { checkMessage } from '@onefacture/validation';
import { stringify } from 'lossless-json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MessagesService } from '../messages/messages.service.js';
import { OutgoingMessageRepository } from '../messages/outgoing-message.repository.js';
import { taken, type ScriptedGateway } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { SELLER_CODES, statusBodySchema } from './status-body.js';
import { StatusesService } from './statuses.service.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { InvoiceRepository } from '@onefacture/invoicing';

const ACTOR: Actor = { name: 'key:test', mode: 'test' };
const IBAN = 'FR76 3000 6000 0112 3456 7890 189';
const FACTOR = { siren: '552120222', name: 'Affactureur SA' };

let bench: TransmissionBench;
let gateway: ScriptedGateway;
beforeAll(async () => {
  bench = await startTransmission();
  ({ gateway } = bench);
});
afterAll(() => bench.stop());

/** An invoice its platform has filed. */
async function filed(): Promise<Travelling> {
  const one = await bench.invoice();
  gateway.onSubmit(taken('flow-of-the-invoice'));
  await one.step();
  await bench.within(one.organisation, async (tx) => {
    const invoice = await new InvoiceRepository(tx).lock(one.id);
    const at = bench.clock.now();
    await bench.app
      .get(LifecycleRecorder)
      .record(tx, invoice, { sourceKey: 'filed', kind: 'code', code: '200', at, origin: 'platform' });
  });
  return one;
}

const state = (one: Travelling, body: object) =>
  bench.within(one.organisation, (tx) =>
    bench.app.get(StatusesService).state(tx, ACTOR, one.id, statusBodySchema.parse(body)),
  );

/** What the platform gets of the invoice's message. */
async function sent(one: Travelling) {
  const [message] = await bench.within(one.organisation, (tx) => new OutgoingMessageRepository(tx).list(one.id));
  gateway.onSubmit(taken());
  await bench.app.get(MessagesService).send({ organization_id: one.organisation, id: message?.id ?? '' });
  const response = gateway.responses.at(-1);
  if (!response) throw new Error('nothing was sent');
  return response;
}

const BODIES: Record<(typeof SELLER_CODES)[number], object> = {
  '209': { code: '209', comment: 'Order number: BC-4711' },
  '220': { code: '220', comment: 'Made by mistake' },
  '225': { code: '225', factor: FACTOR },
  '226': { code: '226', factor: FACTOR },
  '227': { code: '227', account: { iban: IBAN, name: 'Compte principal' }, comment: 'New bank' },
  '228': { code: '228' },
};

describe('a status of the seller', () => {
  it.each(SELLER_CODES)('%s is recorded at once and sent as a message without a fault', async (code) => {
    const one = await filed();
    await state(one, BODIES[code]);
    const timeline = JSON.parse(stringify(await one.timeline()) ?? '') as { lifecycle_code: string; origin: string }[];
    expect(timeline.at(-1)).toMatchObject({ lifecycle_code: code, origin: 'caller' });
    const { submission, ...said } = await sent(one);
    expect(said).toMatchObject({ code, invoice_flow_id: 'flow-of-the-invoice' });
    expect(checkMessage(submission.bytes).filter(({ severity }) => severity === 'error')).toEqual([]);
    const message = readCdar(submission.bytes);
    expect(message.references).toMatchObject([{ number: one.number, lifecycle_code: code }]);
    expect(message.recipients.map(({ role }) => role)).toEqual(
      { '225': ['BY', 'DL'], '226': ['DL'] }[code as string] ?? ['BY'],
    );
  });

  it('220 ends the invoice, 209 lifts a suspension', async () => {
    const [cancelled, completed] = [await filed(), await filed()];
    await state(cancelled, BODIES['220']);
    await state(completed, BODIES['209']);
    expect(await cancelled.invoice()).toMatchObject({ status: 'CANCELLED', lifecycleCode: '220' });
    expect(await completed.invoice()).toMatchObject({ status: 'RECEIVED', lifecycleCode: '209' });
  });

  it('names the new account', async () => {
    const one = await filed();
    await state(one, BODIES['227']);
    const [reference] = readCdar((await sent(one)).submission.bytes).references;
    expect(reference?.statuses[0]?.characteristics).toMatchObject([
      { type: 'CBB', value: 'FR7630006000011234567890189', name: 'Compte principal' },
    ]);
  });

  it('is refused while the platform does not hold the invoice, or once it is over', async () => {
    const draft = await bench.invoice({}, false);
    await expect(state(draft, BODIES['209'])).rejects.toMatchObject({ code: 'invoice.wrong_state' });
    const one = await filed();
    await state(one, BODIES['220']);
    await expect(state(one, BODIES['209'])).rejects.toMatchObject({ code: 'invoice.wrong_state' });
  });

  it('leaves nothing when the code takes no such reason', async () => {
    const one = await filed();
    await expect(state(one, { code: '220', reason_code: 'TX_TVA_ERR' })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    expect(await one.invoice()).toMatchObject({ status: 'SUBMITTED' });
  });
});

describe('the body of a status', () => {
  it.each([
    [{ code: '212' }, 'code'],
    [{ code: '227', comment: 'no account' }, 'account'],
    [{ code: '226' }, 'factor'],
    [{ code: '209', account: { iban: IBAN } }, 'account'],
    [{ code: '227', account: { iban: 'FR7630006000011234567890188' } }, 'account.iban'],
    [{ code: '225', factor: { siren: '123456789', name: 'x' } }, 'factor.siren'],
  ])('%j is refused at %s', (body, field) => {
    const outcome = statusBodySchema.safeParse(body);
    expect(outcome.error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });
});
