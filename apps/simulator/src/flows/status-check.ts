import type { InvoiceFacts } from '../documents/invoice-facts.js';
import { fromCents, toCents } from '../documents/money.js';
import type { StatusMessage } from '../documents/status-message.js';
import { acknowledgeOnly, refusal, type Step } from '../life/outcomes.js';

/** A message whose comment says this is acknowledged in error. */
const REFUSED_COMMENT = 'REFUSE-ME';

/**
 * How a posted lifecycle message is acknowledged. A buyer's is about an invoice that another platform took in, so only
 * a seller's has to name one of ours.
 */
export function planMessage(message: StatusMessage, invoice: InvoiceFacts | undefined): Step[] {
  const { code, issuer, number, sellerSiren, comment = '' } = message;
  if (comment.includes(REFUSED_COMMENT)) return [refusal('InvoiceLCRuleError', 'The comment asked for a refusal')];
  if (invoice === undefined && issuer !== 'BY') {
    return [refusal('InvoiceLCRuleError', `No invoice ${number} of ${sellerSiren} was deposited here`)];
  }
  const fault = code === '212' ? amountFault(message, invoice) : undefined;
  return fault === undefined ? acknowledgeOnly() : [refusal('InvoiceLCAmountError', fault)];
}

/** BR-FR-CDV-14: at least one MEN, each with an amount and a VAT rate; the rate must be one of the invoice. */
function amountFault({ amounts }: StatusMessage, invoice: InvoiceFacts | undefined): string | undefined {
  const collected = amounts.filter(({ type }) => type === 'MEN');
  if (collected.length === 0) return 'Status 212 has no amount of type MEN';
  if (collected.some(({ amount, rate }) => amount === undefined || rate === undefined)) {
    return 'An amount of type MEN lacks its value or its VAT rate';
  }
  const rates = invoice?.vat.map(({ rate }) => rate);
  const strange = collected.find(({ rate = '' }) => rates && !rates.includes(fromCents(toCents(rate))));
  return strange && `VAT rate ${strange.rate} is not on the invoice`;
}
