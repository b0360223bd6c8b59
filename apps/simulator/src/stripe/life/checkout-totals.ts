import type { Account } from '../state/account.js';
import type { CheckoutSession, Customer } from '../wire/objects.js';
import { taxationOf, taxOn } from './tax.js';

/** The tax that automatic tax adds on the page, and the total with it. */
export function totalsWithTax(
  account: Account,
  session: CheckoutSession,
  customer: Customer,
): { tax: number; total: number } {
  const items = account.books.checkoutPlans.get(session.id)?.items ?? [];
  const taxation = session.automatic_tax.enabled ? taxationOf(account, customer) : null;
  const subtotal = session.amount_subtotal ?? 0;
  if (taxation === null) return { tax: 0, total: subtotal };
  let [tax, total] = [0, subtotal];
  for (const { amount_subtotal: amount, price } of items) {
    const inclusive = price?.tax_behavior === 'inclusive';
    const part = taxOn(amount, taxation.basisPoints, inclusive);
    tax += part;
    if (!inclusive) total += part;
  }
  return { tax, total };
}
