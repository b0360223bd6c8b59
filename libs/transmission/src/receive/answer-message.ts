import { AppError, type FieldFault } from '@onefacture/errors';
import {
  lifecycleMessageFor,
  TAX_PORTAL,
  type LifecycleMessage,
  type LifecycleStatement,
  type MessageParty,
  type StatementReason,
  type StatusCharacteristic,
} from '@onefacture/formats';
import { Decimal, STATEMENT_RULES, type InvoiceDocument } from '@onefacture/invoice';
import type { ReceivedInvoice } from '@onefacture/invoicing';
import type { AnswerBody } from './answer-body.js';

/** One answer of a buyer to an invoice he received. */
export interface AnswerStatement {
  /** MDT-4 */
  readonly id: string;
  readonly code: string;
  /** When it is stated: MDT-78 and MDT-8. */
  readonly at: Date;
  readonly said: AnswerBody;
}

/** What the message says of the invoice, as the row and the document have it. */
export interface AnsweredInvoice {
  readonly received: ReceivedInvoice;
  readonly document: InvoiceDocument;
}

/**
 * The lifecycle message by which a buyer answers an invoice: he states it (role BY, by his SIREN) to the seller, at the
 * seller's electronic address, or at his SIREN where the invoice names no address; a refusal (210) goes to the tax portal
 * too. Sources: STATEMENT_RULES, XP Z12-012.
 * Throws AppError `request.invalid` whose fields are members of the answer's body, or `invoice.wrong_state` for what
 * the invoice lacks.
 */
export function answerMessage({ received, document }: AnsweredInvoice, statement: AnswerStatement): LifecycleMessage {
  const { id, code, at, said } = statement;
  const { number, typeCode, issueDate, sellerSiren, buyerSiren } = received;
  const seller = sirenOr(sellerSiren, 'The invoice names no SIREN of its seller');
  const buyer = sirenOr(buyerSiren, 'The invoice names no SIREN of its buyer');
  if (number === null || issueDate === null || typeCode === null) {
    throw notAnswerable('The invoice has no number, date or type');
  }
  const portal = STATEMENT_RULES.get(code)?.tax_portal === 'always';
  const reason = reasonOf(said);
  return stated({
    invoice: {
      number,
      type_code: typeCode,
      issue_date: issueDate,
      seller_siren: seller,
      received_at: received.receivedAt.toISOString(),
    },
    id,
    code,
    at: at.toISOString(),
    from: { role: 'BY', id: { scheme: '0002', value: buyer }, ...named(received.buyerName) },
    to: [sellerParty(seller, received.sellerName, document), ...(portal ? [TAX_PORTAL] : [])],
    currency: received.currency ?? 'EUR',
    ...(reason === undefined ? {} : { reason }),
    ...figuresOf(said, received),
  });
}

function sellerParty(siren: string, name: string | null, { seller }: InvoiceDocument): MessageParty {
  const { scheme, value } = seller?.electronic_address ?? {};
  const address = scheme === undefined || value === undefined ? { scheme: '0225', value: siren } : { scheme, value };
  return { role: 'SE', id: { scheme: '0002', value: siren }, ...named(name), electronic_address: address };
}

const named = (name: string | null): { name?: string } => (name === null ? {} : { name });

function reasonOf(said: AnswerBody): StatementReason | undefined {
  const { comment } = said;
  const reason_code = 'reason_code' in said ? said.reason_code : undefined;
  const action_code = 'expected_action' in said ? said.expected_action : undefined;
  if (comment === undefined && reason_code === undefined && action_code === undefined) return undefined;
  return {
    ...(reason_code === undefined ? {} : { reason_code }),
    ...(action_code === undefined ? {} : { action_code }),
    ...(comment === undefined ? {} : { comment }),
  };
}

type Figures = Pick<LifecycleStatement, 'amounts' | 'characteristics'>;

function figuresOf(said: AnswerBody, { currency, due }: ReceivedInvoice): Figures {
  if ('date' in said) {
    const amounts = said.amounts ?? [{ amount: new Decimal(due ?? 0) }];
    // Midday UTC is the same day in Paris.
    return { amounts: amounts.map((one) => ({ ...one, at: `${said.date}T12:00:00.000Z` })) };
  }
  if (!('approved_amount' in said || 'contested_amount' in said)) return {};
  const figure = (type: string, amount: Decimal | undefined): StatusCharacteristic[] =>
    amount === undefined ? [] : [{ type, amount, currency: currency ?? 'EUR' }];
  const characteristics = [...figure('MAPTTC', said.approved_amount), ...figure('MNATTC', said.contested_amount)];
  return { characteristics };
}

/** The message, or its faults told of the members of the body. */
function stated(statement: LifecycleStatement): LifecycleMessage {
  try {
    return lifecycleMessageFor(statement);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'request.invalid') throw error;
    const errors = (error.options.errors ?? []).map(inBody);
    const [first] = errors;
    const detail = first?.message ?? 'The answer cannot be put into a lifecycle message.';
    if (errors.some(({ field }) => OF_INVOICE.test(field))) throw notAnswerable(detail.replace(/\.$/, ''), errors);
    throw new AppError('request.invalid', { detail, errors });
  }
}

const OF_INVOICE = /^(invoice|from|to|currency|code)\b/;
const inBody = (fault: FieldFault): FieldFault => ({ ...fault, field: fault.field.replace(/^reason\./, '') });

function sirenOr(siren: string | null, lack: string): string {
  if (siren !== null) return siren;
  throw notAnswerable(lack);
}

const notAnswerable = (what: string, errors?: readonly FieldFault[]): AppError =>
  new AppError('invoice.wrong_state', {
    detail: `${what}, so no lifecycle message can answer it: answer the seller by other means.`,
    ...(errors === undefined ? {} : { errors }),
  });
