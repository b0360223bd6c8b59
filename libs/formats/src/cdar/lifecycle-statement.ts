import { AppError, type FieldFault } from '@onefacture/errors';
import type { CivilDate, Decimal } from '@onefacture/invoice';
import { localTimeOf } from '../bindings/time-point.js';
import type { DocumentStatus, LifecycleMessage, MessageParty, StatusCharacteristic } from '../lifecycle-message.js';
import { lifecycleCodeFacts } from './lifecycle-codes.js';

/** An amount that moved, all taxes included, of one VAT rate. */
export interface RatedAmount {
  /** In percent; MDT-224 */
  readonly vat_rate: Decimal;
  /** MDT-215; negative takes an earlier one back */
  readonly amount: Decimal;
  /** Value date, an instant; MDT-219 */
  readonly at?: string;
}

/** What someone states of an invoice, from which a lifecycle message is made. */
export interface LifecycleStatement {
  readonly invoice: {
    readonly number: string;
    readonly type_code: string;
    readonly issue_date: CivilDate;
    readonly seller_siren: string;
    /** When the platform took it: the time of its 200; MDT-95 */
    readonly received_at?: string;
  };
  /** MDT-105 */
  readonly code: string;
  /** When the status was set, an instant; MDT-78 */
  readonly at: string;
  /** When the message is made, an instant; MDT-8. `at` when left out. */
  readonly issued_at?: string;
  /** MDT-4; made of number, code, time and type as the norm's examples do when left out. */
  readonly id?: string;
  /** Who hands the message over; `from` when left out. */
  readonly sender?: MessageParty;
  /** Who states it. Role WK in the transmission phase, with an id in the treatment phase (BR-FR-CDV-07). */
  readonly from: MessageParty;
  readonly to: readonly MessageParty[];
  /** MDT-2; REGULATED when left out, dropped for messages to the tax portal alone (BR-FR-CDV-CL-01). */
  readonly process?: string;
  /** ISO 4217, EUR when left out */
  readonly currency?: string;
  /** 212: what came in (MEN); 211: what was sent (MPA) */
  readonly amounts?: readonly RatedAmount[];
  readonly reason?: Pick<DocumentStatus, 'reason_code' | 'reason' | 'action_code' | 'action' | 'comment'>;
  /** Further figures, for example of a partial approval. */
  readonly characteristics?: readonly StatusCharacteristic[];
}

/** The tax portal as recipient (UNTDID 3035 DFH): number 0000 since XP Z12-012 V1.4. */
export const TAX_PORTAL: MessageParty = { role: 'DFH', id: { scheme: '0238', value: '0000' }, name: 'PPF' };

const AMOUNT_TYPES: Readonly<Record<string, string>> = { '211': 'MPA', '212': 'MEN' };

const amountsOf = (statement: LifecycleStatement): StatusCharacteristic[] => {
  const type = AMOUNT_TYPES[statement.code];
  if (type === undefined) return [];
  return (statement.amounts ?? []).map(({ vat_rate, amount, at }) => ({
    type,
    amount,
    currency: statement.currency ?? 'EUR',
    percent: vat_rate,
    ...(at === undefined ? {} : { at }),
  }));
};

const faultsOf = (statement: LifecycleStatement): FieldFault[] => {
  const { code, amounts = [], reason, from, to } = statement;
  const faults: FieldFault[] = [];
  const required = (field: string, message: string) => faults.push({ field, code: 'REQUIRED', message });
  const facts = lifecycleCodeFacts(code);
  if (facts === undefined) {
    faults.push({ field: 'code', code: 'UNKNOWN', message: `${code} is not a lifecycle code of XP Z12-012.` });
  }
  if (code === '212' && amounts.length === 0) required('amounts', 'Code 212 wants an amount per VAT rate.');
  if (facts?.reasonRequired && reason?.reason_code === undefined) {
    required('reason.reason_code', `Code ${code} wants a reason code.`);
  }
  if (facts?.phase === '23' && from.id === undefined) required('from.id', `Code ${code} wants an issuer with an id.`);
  if (to.length === 0) required('to', 'A message wants a recipient.');
  to.forEach(({ role, electronic_address }, index) => {
    if (role !== 'WK' && role !== 'DFH' && electronic_address === undefined) {
      required(`to[${index}].electronic_address`, 'This recipient wants an electronic address.');
    }
  });
  return faults;
};

const toTaxPortalAlone = (to: readonly MessageParty[]): boolean =>
  to.length === 1 && to[0]?.role === 'DFH' && to[0].id?.scheme === '0238' && to[0].id.value === '0000';

const idOf = ({ invoice, code, at }: LifecycleStatement): string =>
  `${invoice.number}_${code}_${localTimeOf(at)}#${invoice.type_code}_${invoice.issue_date.replaceAll('-', '')}`;

/**
 * The lifecycle message that says `statement` as BR-FR-CDV (FNFE 1.4.0.03) wants it: label, phase and UNTDID 1373 code
 * of the lifecycle code, one MEN (212) or MPA (211) characteristic per VAT rate, guideline and process by recipient.
 * Throws AppError `request.invalid` listing each field that the code makes mandatory and the statement lacks.
 */
export const lifecycleMessageFor = (statement: LifecycleStatement): LifecycleMessage => {
  const { invoice, code, at, from, to, reason } = statement;
  const errors = faultsOf(statement);
  const facts = lifecycleCodeFacts(code);
  if (facts === undefined || errors.length > 0) throw new AppError('request.invalid', { errors });
  const portal = toTaxPortalAlone(to);
  const characteristics = [...amountsOf(statement), ...(statement.characteristics ?? [])];
  const detailed = reason !== undefined || characteristics.length > 0;
  return {
    ...(portal ? {} : { process: statement.process ?? 'REGULATED' }),
    guideline: `urn.cpro.gouv.fr:1p0:CDV:${portal ? 'einvoicingF2' : 'invoice'}`,
    id: statement.id ?? idOf(statement),
    issued_at: statement.issued_at ?? at,
    sender: statement.sender ?? { role: from.role },
    issuer: from,
    recipients: to,
    phase: facts.phase,
    stated_at: at,
    references: [
      {
        number: invoice.number,
        ...(facts.statusCode === undefined ? {} : { status_code: facts.statusCode }),
        type_code: invoice.type_code,
        ...(invoice.received_at === undefined ? {} : { received_at: invoice.received_at }),
        issue_date: invoice.issue_date,
        lifecycle_code: code,
        lifecycle_label: facts.label,
        seller_siren: invoice.seller_siren,
        statuses: detailed ? [{ sequence: 1, ...reason, characteristics }] : [],
      },
    ],
  };
};
