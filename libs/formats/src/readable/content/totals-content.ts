import type { Decimal, InvoiceDocument } from '@onefacture/invoice';
import type { Due, Entry } from '../readable-view.js';
import { isCredit } from '../words/wording.js';
import { entriesOf, said, type Fact, type Speech } from './saying.js';

/** BG-22 without the amount due. Sums that only repeat the total without VAT are left out. */
export function totalsEntries({ totals = {}, tax_currency: accounting }: InvoiceDocument, speech: Speech): Entry[] {
  const { labels, formats } = speech;
  const { lines, net, allowances, charges, prepaid } = totals;
  const plain = allowances === undefined && charges === undefined && lines !== undefined && net?.equals(lines) === true;
  const less = (value: Decimal): string => formats.amount(value.negated());
  const facts: Fact[] = [
    [labels.linesTotal, plain ? undefined : said(lines, formats.amount), 'BT-106'],
    [labels.allowancesTotal, said(allowances, less), 'BT-107'],
    [labels.chargesTotal, said(charges, formats.amount), 'BT-108'],
    [labels.netTotal, said(net, formats.amount), 'BT-109'],
    [labels.taxTotal, said(totals.tax, formats.amount), 'BT-110'],
    [`${labels.taxAccounting} ${accounting ?? ''}`.trim(), said(totals.tax_accounting, formats.accounting), 'BT-111'],
    [labels.grossTotal, said(totals.gross, formats.amount), 'BT-112'],
    [labels.prepaid, prepaid?.isZero() === true ? undefined : said(prepaid, less), 'BT-113'],
    [labels.rounding, said(totals.rounding, formats.amount), 'BT-114'],
  ];
  return entriesOf(facts).map((entry) => (entry.term === 'BT-112' ? { ...entry, strong: true } : entry));
}

/** BT-115 and what to do about it; undefined when the document does not say it. */
export function dueOf(document: InvoiceDocument, { labels, formats }: Speech): Due | undefined {
  const { due, prepaid } = document.totals ?? {};
  if (due === undefined) return undefined;
  const credit = isCredit(document);
  const settled = due.isZero() && prepaid !== undefined && !prepaid.isZero();
  const before = credit || !due.greaterThan(0) ? undefined : document.due_date;
  const remark = settled ? labels.settled : said(before, (day) => `${labels.before} ${formats.date(day)}`);
  const shown = { label: credit ? labels.dueOfCredit : labels.due, value: formats.amount(due) };
  return remark === undefined ? shown : { ...shown, remark };
}
