import { applyDecorators, Body, Controller, Param, Post } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { BUYER_ANSWERS, type BuyerAnswer } from '@onefacture/invoice';
import { presentReceived } from '@onefacture/invoicing';
import {
  answerBodySchemas,
  AnswersService,
  givenAnswers,
  possibleAnswers,
  type AnswerBody,
} from '@onefacture/transmission';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Idempotent, Transaction } from '../../http/idempotent.js';
import { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { invoiceActor } from '../invoices/invoice-http.js';
import { AnsweredOut } from './inbox-shapes.js';

const SENT =
  'It counts at once and is sent to the platform as a lifecycle message; should the platform refuse it, the invoice is ' +
  'where it was before, `answers` says why, and the answer can be given again.';

interface Described {
  readonly id: string;
  readonly summary: string;
  readonly what?: string;
  readonly example: object;
}

/** One answer: its route, its transaction and its place in the documentation. */
const Answer = (name: BuyerAnswer, { id, summary, what, example }: Described): MethodDecorator =>
  applyDecorators(
    Post(name),
    Idempotent(),
    Operation({
      id,
      tag: 'Inbox',
      summary: `${summary} (${BUYER_ANSWERS[name]})`,
      description: what === undefined ? SENT : `${what} ${SENT}`,
      body: { schema: answerBodySchemas[name], examples: { answer: { summary, value: example } } },
      answers: { 202: { description: 'Counted, and queued for the platform', schema: AnsweredOut } },
      faults: ['request.not_found', 'invoice.wrong_state'],
    }),
  );

const Said = (name: BuyerAnswer): ParameterDecorator =>
  Body(new ZodBody<AnswerBody>(answerBodySchemas[name], { exactNumbers: true }));

@Scopes('inbox')
@Controller('v1/inbox/:id')
export class InboxAnswersController {
  constructor(private readonly answers: AnswersService) {}

  @Answer('take-charge', { id: 'takeChargeOfInvoice', summary: 'Say that you have an invoice in hand', example: {} })
  async takeCharge(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Said('take-charge') said: AnswerBody,
  ): Promise<Reply> {
    return this.answer(tx, caller, id, { name: 'take-charge', said });
  }

  @Answer('approve', { id: 'approveInvoice', summary: 'Approve an invoice', example: { comment: 'Bon à payer' } })
  async approve(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Said('approve') said: AnswerBody,
  ): Promise<Reply> {
    return this.answer(tx, caller, id, { name: 'approve', said });
  }

  @Answer('partial-approve', {
    id: 'partiallyApproveInvoice',
    summary: 'Approve part of an invoice',
    example: { reason_code: 'QTE_ERR', comment: '2 ramettes manquent.', approved_amount: 1191, contested_amount: 9 },
  })
  async approveInPart(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Said('partial-approve') said: AnswerBody,
  ): Promise<Reply> {
    return this.answer(tx, caller, id, { name: 'partial-approve', said });
  }

  @Answer('dispute', {
    id: 'disputeInvoice',
    summary: 'Contest an invoice',
    what: 'Takes an approval back.',
    example: { reason_code: 'LIVR_INCOMP', comment: 'La livraison est incomplète.', expected_action: 'CNP' },
  })
  async dispute(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Said('dispute') said: AnswerBody,
  ): Promise<Reply> {
    return this.answer(tx, caller, id, { name: 'dispute', said });
  }

  @Answer('suspend', {
    id: 'suspendInvoice',
    summary: 'Suspend an invoice until something that is missing comes',
    what: 'The seller completes it (209).',
    example: { reason_code: 'JUSTIF_ABS', comment: 'Joignez le bon de livraison.', expected_action: 'PIN' },
  })
  async suspend(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Said('suspend') said: AnswerBody,
  ): Promise<Reply> {
    return this.answer(tx, caller, id, { name: 'suspend', said });
  }

  @Answer('reject', {
    id: 'rejectInvoice',
    summary: 'Refuse an invoice',
    what: 'The tax portal is told too, and nobody can undo it; an approved invoice is disputed or suspended first.',
    example: { reason_code: 'TX_TVA_ERR', comment: 'Le taux applicable est 5,5 %.', expected_action: 'NIN' },
  })
  async reject(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Said('reject') said: AnswerBody,
  ): Promise<Reply> {
    return this.answer(tx, caller, id, { name: 'reject', said });
  }

  @Answer('payment-sent', {
    id: 'reportPaymentSent',
    summary: 'Say that you have paid an invoice',
    what: 'The amount is all that is due when you name none; the seller says what he received (212).',
    example: { date: '2026-07-15' },
  })
  async paymentSent(
    @Transaction() tx: OrganisationTransaction,
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Said('payment-sent') said: AnswerBody,
  ): Promise<Reply> {
    return this.answer(tx, caller, id, { name: 'payment-sent', said });
  }

  private async answer(
    tx: OrganisationTransaction,
    caller: Caller,
    id: string,
    answer: Parameters<AnswersService['answer']>[3],
  ): Promise<Reply> {
    const received = await this.answers.answer(tx, invoiceActor(caller), id, answer);
    const answers = await givenAnswers(tx, id);
    return new Reply(202, { ...presentReceived(received), answers, actions: possibleAnswers(received) });
  }
}
