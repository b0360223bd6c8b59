import type { InvoiceDocument, PaymentMeans, Said } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';

/** ram:SpecifiedTradeSettlementPaymentMeans. */
export interface CiiPaymentMeans extends Said<Omit<PaymentMeans, 'remittance_information'>> {
  /** BT-91 */
  readonly debited_account?: string;
}

/** Payment as CII spreads it over the settlement. */
export interface CiiPayment {
  /** BT-90 */
  readonly creditor_id?: string;
  /** BT-83 */
  readonly payment_reference?: string;
  /** BT-89 */
  readonly mandate_id?: string;
  readonly payment_means?: readonly CiiPaymentMeans[];
}

/** BG-16 and BG-19 in the model. */
export interface PaymentTerms {
  readonly payment_means?: readonly Said<PaymentMeans>[] | undefined;
  readonly direct_debit?: InvoiceDocument['direct_debit'] | undefined;
}

/** UNTDID 4461: direct debit, SEPA direct debit. */
const DIRECT_DEBITS: ReadonlySet<string | undefined> = new Set(['49', '59']);

/** Where the account to be debited stands: at the direct debit, else at the first means, else at one of its own. */
const withDebited = (means: readonly CiiPaymentMeans[], account: string | undefined): readonly CiiPaymentMeans[] => {
  if (account === undefined) return means;
  if (means.length === 0) return [{ debited_account: account }];
  const at = Math.max(
    0,
    means.findIndex(({ type_code }) => DIRECT_DEBITS.has(type_code)),
  );
  return means.map((one, index) => (index === at ? { ...one, debited_account: account } : one));
};

/** BG-16 and BG-19 in CII's shape: BT-83, BT-89 and BT-90 stand once, at the invoice. */
export const ciiPayment = ({ payment_means = [], direct_debit }: PaymentTerms): CiiPayment => {
  const means = payment_means.flatMap(
    ({ remittance_information: _reference, ...one }) => given<CiiPaymentMeans>(one) ?? [],
  );
  return (
    given<CiiPayment>({
      payment_means: withDebited(means, direct_debit?.debited_account),
      payment_reference: payment_means.find((one) => one.remittance_information !== undefined)?.remittance_information,
      creditor_id: direct_debit?.creditor_id,
      mandate_id: direct_debit?.mandate_id,
    }) ?? {}
  );
};

/** CII's payment in the model's shape: BT-83 belongs to every means, or to one that says nothing else. */
export const paymentOf = (
  { payment_means = [], payment_reference, creditor_id, mandate_id }: CiiPayment,
  leave: Leave,
): PaymentTerms => {
  const debited = payment_means.find(({ debited_account }) => debited_account !== undefined)?.debited_account;
  for (const { debited_account: other } of payment_means) {
    if (other !== undefined && other !== debited) leave('PayerPartyDebtorFinancialAccount/IBANID', other);
  }
  const reference = given({ remittance_information: payment_reference });
  const means = payment_means.flatMap(
    ({ debited_account: _account, ...one }) => given<Said<PaymentMeans>>({ ...one, ...reference }) ?? [],
  );
  return {
    payment_means: means.length > 0 || reference === undefined ? means : [reference],
    direct_debit: given({ mandate_id, creditor_id, debited_account: debited }),
  };
};
