import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { writeCdar, type LifecycleMessage } from '@onefacture/formats';
import { answerRefusal, BUYER_ANSWERS, explainReason, type BuyerAnswer, type StatusAmount } from '@onefacture/invoice';
import { ReceivedInvoiceRepository, ReceivedVault, type Actor, type ReceivedInvoice } from '@onefacture/invoicing';
import { Clock, parisDay } from '@onefacture/observability';
import { checkMessage } from '@onefacture/validation';
import { uuidv7 } from 'uuidv7';
import { MessagesService } from '../messages/messages.service.js';
import { sourceKeyOf } from '../track/lifecycle-facts.js';
import type { AnswerBody } from './answer-body.js';
import { answerMessage } from './answer-message.js';
import { isSelfBilled } from './received-flow.js';
import { ReceivedRecorder } from './received-recorder.js';

/** What a buyer says of invoices he received: counted at once, and told to the platform. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly vault: ReceivedVault,
    private readonly messages: MessagesService,
    private readonly recorder: ReceivedRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Records an answer and queues its lifecycle message, in the caller's transaction. Should the platform refuse the
   * message, the invoice is where it was before, and the answer can be given again.
   * @throws AppError request.not_found, invoice.wrong_state, request.invalid with every fault
   */
  async answer(
    tx: OrganisationTransaction,
    actor: Actor,
    id: string,
    { name, said }: { readonly name: BuyerAnswer; readonly said: AnswerBody },
  ): Promise<ReceivedInvoice> {
    const received = await new ReceivedInvoiceRepository(tx).lock(id);
    const refusal = refusalOf(name, received);
    if (refusal !== undefined) throw new AppError('invoice.wrong_state', { detail: refusal });
    const contents = await this.vault.contents(tx, id);
    if (contents === undefined) throw new AppError('invoice.wrong_state', { detail: NO_FILE });
    // Messages have whole seconds: the event and its message say the same time.
    const at = new Date(Math.floor(this.clock.now().getTime() / 1_000) * 1_000);
    assertPast(said, parisDay(at));
    const messageId = uuidv7();
    const code = BUYER_ANSWERS[name];
    const answered = { received, document: contents.document };
    const message = answerMessage(answered, { id: `${received.number}_${code}_${messageId}`, code, at, said });
    assertOfficial(message);
    await this.recorder.record(tx, received, {
      sourceKey: sourceKeyOf(message, code),
      kind: 'code',
      code,
      messageId,
      at,
      origin: 'caller',
      amounts: amountsOf(message),
      reason: { ...reasonOf(said), message_id: messageId },
    });
    await this.messages.answer(tx, received, { id: messageId, code, message });
    await recordAudit(tx, {
      actor: actor.name,
      action: `inbox.${name.replaceAll('-', '_')}`,
      subjectType: 'received_invoice',
      subjectId: id,
    });
    return received;
  }
}

const NO_FILE = 'The file of this invoice was not fetched yet, or cannot be read: there is nothing to answer.';
const SELF_BILLED = 'Its buyer issued this invoice in your name: you are its seller, and only the buyer answers it.';

/** Why an answer does not fit a received invoice, as a sentence, or undefined when it does. */
export function refusalOf(name: BuyerAnswer, received: ReceivedInvoice): string | undefined {
  if (received.state !== 'stored') return NO_FILE;
  if (isSelfBilled(received)) return SELF_BILLED;
  const { status, lifecycleCode } = received;
  return answerRefusal(name, { status, ...(lifecycleCode === null ? {} : { lifecycle_code: lifecycleCode }) });
}

function assertPast(said: AnswerBody, today: string): void {
  if (!('date' in said) || said.date <= today) return;
  const message = `must not be after today, ${today} in Paris; got ${said.date}`;
  throw new AppError('request.invalid', {
    detail: `date ${message}.`,
    errors: [{ field: 'date', code: 'INVALID', message }],
  });
}

/** The message is held against the official rules (BR-FR-CDV) before anybody is told. */
function assertOfficial(message: LifecycleMessage): void {
  const broken = checkMessage(Buffer.from(writeCdar(message), 'utf8')).filter(({ severity }) => severity === 'error');
  const [first] = broken;
  if (first === undefined) return;
  const errors = broken.map(({ code, message: why }) => ({ field: '', code, message: why }));
  throw new AppError('request.invalid', { detail: `${first.code}: ${first.message}`, errors });
}

function amountsOf({ references: [reference] }: LifecycleMessage): StatusAmount[] {
  return (reference?.statuses ?? [])
    .flatMap(({ characteristics }) => characteristics)
    .flatMap(({ type, amount, percent }) =>
      amount === undefined ? [] : [{ type, amount, ...(percent === undefined ? {} : { vat_rate: percent }) }],
    );
}

function reasonOf(said: AnswerBody): Record<string, unknown> {
  const code = 'reason_code' in said ? said.reason_code : undefined;
  const { en, fr } = code === undefined ? { en: null, fr: null } : explainReason(code);
  return {
    code: code ?? null,
    message: en,
    message_fr: fr,
    comment: said.comment ?? null,
    action: ('expected_action' in said ? said.expected_action : undefined) ?? null,
    ...('date' in said ? { value_date: said.date } : {}),
  };
}
