import { type InvoiceDocument, isIban, type OtherParty, type PaymentMeans, type Said } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import { NOT_AVAILABLE } from './not-available.js';
import { partyOf, type UblParty, ublParty } from './ubl-party.js';

/** cac:PaymentMandate: BG-19, and the payer of the French extension. */
export interface UblMandate {
  readonly mandate_id?: string;
  readonly debited_account?: string;
  readonly payer?: UblParty;
}

/** cac:CardAccount: BG-18 with the network, which UBL wants and the model does not know. */
export interface UblCard {
  readonly number?: string;
  readonly holder?: string;
  readonly network?: string;
}

/** cac:PaymentMeans. */
export interface UblPaymentMeans extends Said<Omit<PaymentMeans, 'iban' | 'account_id' | 'card'>> {
  /** BT-9 of a credit note */
  readonly due_date?: string;
  /** BT-84 */
  readonly account_id?: string;
  readonly card?: UblCard;
  readonly mandate?: UblMandate;
}

/** What the model says of payment, where UBL has it in cac:PaymentMeans. */
export interface Payment {
  readonly payment_means?: readonly Said<PaymentMeans>[] | undefined;
  readonly direct_debit?: InvoiceDocument['direct_debit'] | undefined;
  readonly payer?: Said<OtherParty> | undefined;
  /** BT-9, in a credit note only */
  readonly due_date?: string | undefined;
}

/** UNTDID 4461: direct debit, SEPA direct debit. */
const DIRECT_DEBITS: ReadonlySet<string | undefined> = new Set(['49', '59']);
/** UNTDID 4461: not defined. Stands where UBL wants a means and the model has none. */
const NO_MEANS: UblPaymentMeans = { type_code: '1', text: NOT_AVAILABLE };

const meansInUbl = ({ iban, account_id, card, ...same }: Said<PaymentMeans>): UblPaymentMeans => ({
  ...same,
  ...given<UblPaymentMeans>({
    account_id: iban ?? account_id,
    card: card === undefined ? undefined : { ...card, network: NOT_AVAILABLE },
  }),
});

/** UBL says a name once (UBL-SR-46): at the first means that has it. */
const namedOnce = (all: readonly Said<PaymentMeans>[]): Said<PaymentMeans>[] => {
  const said = new Set<string>();
  return all.map(({ text, ...one }) => {
    const key = `${one.type_code} ${text}`;
    if (text === undefined || said.has(key)) return one;
    said.add(key);
    return { ...one, text };
  });
};

/** The name of a means stands for all of its code. */
const namedAll = (all: readonly Said<PaymentMeans>[]): Said<PaymentMeans>[] => {
  const names = new Map<string | undefined, string>();
  for (const { type_code, text } of all) if (text !== undefined && !names.has(type_code)) names.set(type_code, text);
  return all.map((one) => {
    const text = one.text ?? names.get(one.type_code);
    return text === undefined ? one : { ...one, text };
  });
};

/**
 * BG-16 in UBL's shape. Mandate and payer stand at the direct debit, else at the first means; the due date of a credit
 * note at the first; all of them at a means that is not defined where there is none.
 */
export const ublPayment = ({ payment_means = [], direct_debit, payer, due_date }: Payment): UblPaymentMeans[] => {
  const means = namedOnce(payment_means).map(meansInUbl);
  const mandate = given<UblMandate>({
    mandate_id: direct_debit?.mandate_id,
    debited_account: direct_debit?.debited_account,
    payer: ublParty(payer),
  });
  if (mandate === undefined && due_date === undefined) return means;
  if (means.length === 0) means.push(NO_MEANS);
  const debit = Math.max(
    0,
    means.findIndex(({ type_code }) => DIRECT_DEBITS.has(type_code)),
  );
  return means.map((one, at) => ({
    ...one,
    ...(mandate !== undefined && at === debit ? { mandate } : {}),
    ...(due_date !== undefined && at === 0 ? { due_date } : {}),
  }));
};

const meansOf = ({ due_date: _due, mandate: _mandate, account_id, card, ...same }: UblPaymentMeans, leave: Leave) => {
  const { network = NOT_AVAILABLE, ...own } = card ?? {};
  if (network !== NOT_AVAILABLE) leave('cac:CardAccount/cbc:NetworkID', network);
  const iban = account_id !== undefined && isIban(account_id);
  return given<Said<PaymentMeans>>({
    ...same,
    iban: iban ? account_id : undefined,
    account_id: iban ? undefined : account_id,
    card: given<NonNullable<Said<PaymentMeans>['card']>>(own),
  });
};

/** The value that all entries agree on; each other is left. */
const only = <T extends string>(path: string, values: readonly (T | undefined)[], leave: Leave): T | undefined => {
  const found = values.find((value) => value !== undefined);
  for (const value of values) if (value !== undefined && value !== found) leave(path, value);
  return found;
};

const stands = ({ type_code, text }: Said<PaymentMeans>): boolean =>
  type_code !== NO_MEANS.type_code || text !== NOT_AVAILABLE;

/** UBL's means of payment in the model's shape; a second mandate, payer or due date is left. */
export const paymentOf = (
  all: readonly UblPaymentMeans[] = [],
  creditor_id: string | undefined,
  leave: Leave,
): Payment => {
  const due_date = only(
    'cac:PaymentMeans/cbc:PaymentDueDate',
    all.map((one) => one.due_date),
    leave,
  );
  const mandates = all.flatMap(({ mandate }) => mandate ?? []);
  const payers = mandates.flatMap(({ payer }) => payer ?? []);
  for (const { name } of payers.slice(1)) leave('cac:PaymentMandate/cac:PayerParty', name ?? '');
  return {
    due_date,
    payment_means: namedAll(all.flatMap((one) => meansOf(one, leave) ?? []).filter(stands)),
    direct_debit: given<NonNullable<Payment['direct_debit']>>({
      mandate_id: only(
        'cac:PaymentMandate/cbc:ID',
        mandates.map((one) => one.mandate_id),
        leave,
      ),
      creditor_id,
      debited_account: only(
        'cac:PayerFinancialAccount/cbc:ID',
        mandates.map((one) => one.debited_account),
        leave,
      ),
    }),
    payer: partyOf(payers[0], leave),
  };
};
