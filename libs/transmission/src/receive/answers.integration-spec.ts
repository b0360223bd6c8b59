import { readCdar } from '@onefacture/formats';
import type { BuyerAnswer } from '@onefacture/invoice';
import type { ReceivedInvoice } from '@onefacture/invoicing';
import { checkMessage } from '@onefacture/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTOR } from '../../../invoicing/src/testing/invoicing-bench.js';
import { MessagesService } from '../messages/messages.service.js';
import { inboxScene, type InboxScene } from '../testing/inbox-scene.js';
import { failing, flow, page, taken, type ScriptedGateway } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench } from '../testing/transmission-bench.js';
import { answerBodySchemas } from './answer-body.js';
import { givenAnswers, possibleAnswers } from './answer-standing.js';
import { AnswersService } from './answers.service.js';

let bench: TransmissionBench;
let gateway: ScriptedGateway;
let scene: InboxScene;
beforeAll(async () => {
  bench = await startTransmission();
  ({ gateway } = bench);
  scene = await inboxScene(bench);
});
afterAll(() => bench.stop());

const answer = (id: string, name: BuyerAnswer, body: object = {}) =>
  bench.within(scene.organisation, (tx) =>
    bench.app.get(AnswersService).answer(tx, ACTOR, id, { name, said: answerBodySchemas[name].parse(body) }),
  );
const standing = (received: ReceivedInvoice) =>
  bench.within(scene.organisation, async (tx) => ({
    answers: await givenAnswers(tx, received.id),
    actions: possibleAnswers(received),
  }));

/** Sends the newest answer to an invoice, or looks for it. */
async function send(id: string) {
  const message = (await scene.answers(id)).at(-1);
  bench.clock.reach(message?.dueAt ?? null);
  await bench.app.get(MessagesService).send({ organization_id: scene.organisation, id: message?.id ?? '' });
  return (await scene.answers(id)).at(-1);
}

const ANSWERS: [BuyerAnswer, object, string, string, string[]][] = [
  ['take-charge', {}, '204', 'RECEIVED', []],
  ['approve', { comment: 'Bon à payer' }, '205', 'APPROVED', []],
  [
    'partial-approve',
    { reason_code: 'QTE_ERR', approved_amount: '1500', contested_amount: '300.00' },
    '206',
    'APPROVED',
    ['MAPTTC 1500.00', 'MNATTC 300.00'],
  ],
  ['dispute', { reason_code: 'LIVR_INCOMP', comment: 'Il manque deux jours.' }, '207', 'RECEIVED', []],
  [
    'suspend',
    { reason_code: 'JUSTIF_ABS', comment: 'Bon de livraison ?', expected_action: 'PIN' },
    '208',
    'RECEIVED',
    [],
  ],
  ['reject', { reason_code: 'TX_TVA_ERR', comment: 'Taux 5,5 %' }, '210', 'REJECTED', []],
  ['payment-sent', { date: '2026-07-15' }, '211', 'APPROVED', ['MPA 1800.00']],
];

describe('an answer', () => {
  it.each(ANSWERS)(
    '%s counts at once, and is sent as an official message',
    async (name, body, code, status, figures) => {
      const { id, number, flowId } = await scene.received();
      const received = await answer(id, name, body);
      expect(received).toMatchObject({ status, lifecycleCode: code });
      expect(await scene.get(id)).toMatchObject({ status, lifecycleCode: code });
      expect((await bench.told(scene.organisation, id)).at(-1)).toMatchObject({
        type: 'inbox.status_changed',
        data: { inbox_id: id, status, lifecycle_code: code },
      });
      expect((await standing(received)).answers).toMatchObject([
        { action: name, lifecycle_code: code, state: 'queued' },
      ]);
      gateway.onSubmit(taken(`flow-${code}`));
      expect(await send(id)).toMatchObject({ state: 'ACKED', receivedId: id, invoiceId: null, code });
      expect(gateway.responses.at(-1)).toMatchObject({ code, invoice_flow_id: flowId });
      const bytes = gateway.responses.at(-1)?.submission.bytes ?? new Uint8Array();
      expect(checkMessage(bytes)).toEqual([]);
      const message = readCdar(bytes);
      expect(message).toMatchObject({
        issuer: { role: 'BY', id: { scheme: '0002', value: '552120222' } },
        recipients: [
          { role: 'SE', id: { scheme: '0002', value: '732829320' }, electronic_address: { scheme: '0225' } },
          ...(code === '210' ? [{ role: 'DFH' }] : []),
        ],
        references: [{ number, lifecycle_code: code, issue_date: '2026-06-01', seller_siren: '732829320' }],
      });
      const said = message.references[0]?.statuses.flatMap(({ characteristics }) => characteristics) ?? [];
      expect(said.map(({ type, amount }) => `${type} ${amount?.toFixed(2)}`)).toEqual(figures);
      expect((await standing(received)).answers).toMatchObject([{ state: 'sent', error: null }]);
    },
  );

  it.each<[BuyerAnswer, object]>([
    ['dispute', {}],
    ['dispute', { reason_code: 'IRR_SYNTAX' }],
    ['suspend', { reason_code: 'JUSTIF_ABS' }],
    ['reject', { reason_code: 'TX_TVA_ERR' }],
    ['partial-approve', { reason_code: 'QTE_ERR', approved_amount: '-1' }],
    ['approve', { reason_code: 'QTE_ERR' }],
    ['payment-sent', {}],
  ])('%s %j is not read', (name, body) => {
    expect(answerBodySchemas[name].safeParse(body).success).toBe(false);
  });

  it('of a payment tells a day that has come, and the amounts that are named', async () => {
    const { id } = await scene.received();
    await expect(answer(id, 'payment-sent', { date: '2099-01-01' })).rejects.toMatchObject({
      code: 'request.invalid',
      options: { errors: [{ field: 'date' }] },
    });
    expect(await scene.answers(id)).toEqual([]);
    const amounts = [{ amount: '1000.10', vat_rate: '20' }];
    await answer(id, 'payment-sent', { date: '2026-07-15', amounts });
    expect((await scene.timeline(id)).at(-1)).toMatchObject({
      lifecycle_code: '211',
      amounts: [{ type: 'MPA', amount: 1000.1, vat_rate: 20 }],
      reason: { value_date: '2026-07-15' },
    });
  });

  it('that the state forbids is refused with a sentence, and leaves nothing', async () => {
    const { id } = await scene.received();
    await answer(id, 'approve');
    for (const [name, body] of [
      ['approve', {}],
      ['take-charge', {}],
      ['reject', { reason_code: 'TX_TVA_ERR', comment: 'x' }],
    ] as const) {
      await expect(answer(id, name, body)).rejects.toMatchObject({
        code: 'invoice.wrong_state',
        message: expect.stringMatching(/\.$/),
      });
    }
    expect(await scene.answers(id)).toHaveLength(1);
    const received = await answer(id, 'dispute', { reason_code: 'PU_ERR' });
    expect((await standing(received)).actions).toContain('reject');
    const refused = await answer(id, 'reject', { reason_code: 'MONTANTTOTAL_ERR', comment: 'x' });
    expect((await standing(refused)).actions).toEqual([]);
  });

  it('is not taken for an invoice whose parties the message could not name', async () => {
    const { id } = await scene.received();
    await bench.within(scene.organisation, (tx) =>
      tx.manager.query('UPDATE received_invoices SET seller_siren = NULL WHERE id = $1', [id]),
    );
    await expect(answer(id, 'approve')).rejects.toMatchObject({
      code: 'invoice.wrong_state',
      message: expect.stringContaining('SIREN'),
    });
    expect(await scene.get(id)).toMatchObject({ status: 'RECEIVED' });
  });

  it('finds no invoice of another organisation', async () => {
    const other = await inboxScene(bench);
    const { id } = await other.received();
    await expect(answer(id, 'approve')).rejects.toMatchObject({ code: 'request.not_found' });
  });
});

describe('an answer that the platform refuses', () => {
  it('at once: the invoice is where it was, the reason is shown, and it can be given again', async () => {
    const { id } = await scene.received();
    await answer(id, 'take-charge');
    gateway.onSubmit(taken());
    await send(id);
    await answer(id, 'approve');
    const reasons = [{ level: 'Error', code: 'InvoiceLCRuleError', message: 'unknown invoice' }];
    gateway.onSubmit(failing('rejected', { detail: 'No.', reasons }));
    expect(await send(id)).toMatchObject({ state: 'REJECTED', dueAt: null });
    const back = await scene.get(id);
    expect(back).toMatchObject({ status: 'RECEIVED', lifecycleCode: '204' });
    expect(await standing(back)).toMatchObject({
      answers: [
        { action: 'take-charge', state: 'sent' },
        { action: 'approve', state: 'refused', error: { message: 'No.', reasons: [{ code: 'InvoiceLCRuleError' }] } },
      ],
      actions: expect.arrayContaining(['approve', 'reject']),
    });
    expect((await scene.timeline(id)).at(-1)).toMatchObject({
      kind: 'answer_refused',
      status: 'RECEIVED',
      reason: { message_code: '205', message: 'No.' },
    });
    expect((await bench.told(scene.organisation, id)).at(-1)).toMatchObject({
      data: { status: 'RECEIVED', previous_status: 'APPROVED' },
    });
    await answer(id, 'approve');
    gateway.onSubmit(taken());
    await send(id);
    expect(await scene.get(id)).toMatchObject({ status: 'APPROVED', lifecycleCode: '205' });
  });

  it('later, by an acknowledgement in Error: the same, once', async () => {
    const { id } = await scene.received();
    await answer(id, 'reject', { reason_code: 'DOUBLON', comment: 'Déjà reçue' });
    gateway.onSubmit(taken());
    const message = await send(id);
    expect(await scene.get(id)).toMatchObject({ status: 'REJECTED' });
    const details = [{ level: 'Error', code: 'InvoiceLCRuleError', message: 'No such invoice' }];
    const refused = flow({
      direction: 'Out',
      tracking_id: message?.trackingId ?? '',
      acknowledgement: { status: 'Error', details },
    });
    gateway.onChanges(page([refused, refused]));
    await bench.poll(scene.organisation);
    expect(await scene.get(id)).toMatchObject({ status: 'RECEIVED', lifecycleCode: null });
    expect((await scene.timeline(id)).filter(({ kind }) => kind === 'answer_refused')).toHaveLength(1);
  });

  it('is no refusal when the platform only cannot be reached: the answer stands and waits for a person', async () => {
    const { id } = await scene.received();
    await answer(id, 'approve');
    gateway.onSubmit(failing('network', { sent: 'no' }), failing('network', { sent: 'no' }), failing('network'));
    await send(id);
    await send(id);
    expect(await send(id)).toMatchObject({ dueAt: null, failures: 3 });
    const received = await scene.get(id);
    expect(received).toMatchObject({ status: 'APPROVED' });
    expect((await standing(received)).answers).toMatchObject([{ state: 'dead' }]);
    expect((await scene.timeline(id)).at(-1)).toMatchObject({ kind: 'answer_unclear' });
  });

  it('counts nothing twice when the platform sends our own message back', async () => {
    const { id } = await scene.received();
    await answer(id, 'approve');
    gateway.onSubmit(taken());
    await send(id);
    const echo = flow({ type: 'SupplierInvoiceLC' });
    gateway.files.set(echo.flow_id, gateway.sent.at(-1)?.bytes ?? new Uint8Array());
    await scene.list(echo);
    expect((await scene.timeline(id)).filter(({ kind }) => kind === 'code')).toHaveLength(1);
  });
});
