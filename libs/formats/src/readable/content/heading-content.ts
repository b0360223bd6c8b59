import type { InvoiceDocument, PrecedingInvoice, Said } from '@onefacture/invoice';
import type { Entry } from '../readable-view.js';
import { frameOf, periodOf, titleWord } from '../words/wording.js';
import { entriesOf, joined, said, type Fact, type Speech } from './saying.js';

/** What stands beside the title: dates, the invoice it corrects, usual references, nature, currency. */
export function headingFacts(document: InvoiceDocument, speech: Speech): Entry[] {
  const { labels, formats } = speech;
  const { currency, period } = document;
  return entriesOf([
    [labels.issueDate, said(document.issue_date, formats.date), 'BT-2'],
    [labels.dueDate, said(document.due_date, formats.date), 'BT-9'],
    ...precedingFacts(document.preceding_invoices, 'BG-3', speech),
    [labels.deliveryDate, said(document.delivery_date, formats.date), 'BT-72'],
    [labels.period, said(period, (one) => periodOf(one, labels, formats)), 'BG-14'],
    [labels.orderReference, document.order_reference, 'BT-13'],
    [labels.contractReference, document.contract_reference, 'BT-12'],
    [labels.buyerReference, document.buyer_reference, 'BT-10'],
    [labels.billingFrame, frameOf(document.billing_frame, labels), 'BT-23'],
    [labels.currency, currency === 'EUR' ? undefined : currency, 'BT-5'],
  ]);
}

/** Invoices that this one, or a line of it, goes back to: `INV-1 du 1 juin 2026 (Facture d'acompte)`. */
export function precedingFacts(
  invoices: readonly Said<PrecedingInvoice>[] | undefined,
  term: string,
  { labels, formats }: Speech,
): Fact[] {
  return (invoices ?? []).map(({ number, issue_date: date, type_code: type }): Fact => {
    const dated = said(date, (day) => `${labels.dated} ${formats.date(day)}`);
    const kind = said(type, (code) => `(${titleWord(code, labels) ?? code})`);
    return [labels.precedingInvoice, joined([number, dated, kind], ' '), term];
  });
}
