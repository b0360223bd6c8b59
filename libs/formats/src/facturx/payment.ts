import { entryRows, heading, present, type BlockContext } from './block.js';
import { groupsOf } from './numbers.js';

/** How and when to pay; nothing when the invoice says nothing about it. */
export function drawPayment({ sheet, invoice, labels, formats }: BlockContext): void {
  const entries = present([
    [labels.dueDate, invoice.due_date === undefined ? undefined : formats.date(invoice.due_date)],
    [labels.terms, invoice.payment_terms],
    ...(invoice.payment_means ?? []).flatMap((means): [string, string | undefined][] => [
      [labels.means, labels.paymentMeans[means.type_code] ?? means.type_code],
      [labels.iban, means.iban === undefined ? undefined : groupsOf(means.iban, [4])],
      [labels.bic, means.bic],
      [labels.accountName, means.account_name],
      [labels.remittance, means.remittance_information],
    ]),
  ]);
  if (entries.length === 0) return;
  heading(sheet, labels.payment);
  for (const row of entryRows(entries, sheet.left, sheet.width)) sheet.row(row);
  sheet.skip(14);
}
