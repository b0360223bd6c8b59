import type { InvoiceDocument } from '@onefacture/invoice';
import { adjustmentsTable } from './content/adjustment-content.js';
import { furtherSections, mentionsSection } from './content/further-content.js';
import { headingFacts } from './content/heading-content.js';
import { linesTable } from './content/line-content.js';
import { mainParties, otherParties } from './content/party-content.js';
import { paymentSection } from './content/payment-content.js';
import { entriesOf, said, type Speech } from './content/saying.js';
import { dueOf, totalsEntries } from './content/totals-content.js';
import { vatTable } from './content/vat-content.js';
import type { ReadableView } from './readable-view.js';
import type { Labels } from './words/labels.js';
import { formatsFor, groupsOf } from './words/numbers.js';
import { kindOf, numbered, remarksOf, titleOf } from './words/wording.js';

/**
 * All that an invoice says, ready to be shown: every member of the model, whatever is missing. Of an embedded file only
 * name, type and description are said, not its bytes. Pure and linear in the size of the document.
 *
 * @param remarks sentences for the reader about what the file holds and the model does not, shown last
 */
export function readableOf(document: InvoiceDocument, labels: Labels, remarks: readonly string[] = []): ReadableView {
  const speech: Speech = { labels, formats: formatsFor(labels.locale, document.currency, document.tax_currency) };
  return {
    language: labels.language,
    title: titleOf(document, labels),
    kind: kindOf(document, labels),
    number: numbered(document, labels).join(''),
    kindRemarks: remarksOf(document, labels),
    facts: headingFacts(document, speech),
    parties: mainParties(document, speech),
    others: otherParties(document, speech),
    lines: linesTable(document.lines, speech),
    adjustments: adjustmentsTable(document, speech),
    vat: vatTable(document.vat_breakdown, speech),
    totals: totalsEntries(document, speech),
    due: dueOf(document, speech),
    payment: paymentSection(document, speech),
    mentions: mentionsSection(document, speech),
    further: furtherSections(document, speech),
    remarks,
    seller: sellerOf(document, labels),
  };
}

/** What the law wants at the foot of each page. */
function sellerOf({ seller = {} }: InvoiceDocument, labels: Labels): ReadableView['seller'] {
  const { name = '', siren, vat_number: vat } = seller;
  const numbers = entriesOf([
    ['SIREN', said(siren, (digits) => groupsOf(digits, [3]))],
    [labels.vatNumber, vat],
  ]);
  return { name, numbers: numbers.map(({ label, value }) => `${label} ${value}`) };
}
