import type { FieldFault } from '@onefacture/errors';
import { faultsOf, MOST_FAULTS } from './body/faults.js';
import type { Invoice, InvoiceDocument, Profile } from './invoice.js';
import { ZERO } from './money.js';
import { LINELESS_PROFILES } from './profiles.js';
import { plain } from './stored.js';
import { storedInvoiceSchema } from './stored-schema.js';
import { countsInTotals } from './totals.js';

/** A document put in order for storage, or what it lacks (at most 100 faults, with the term in the sentence). */
export type DocumentReading = { readonly invoice: Invoice } | { readonly faults: readonly FieldFault[] };

/**
 * The complete model of a document that came in, for storage beside its bytes: what the document says and nothing else.
 * Nothing is completed or derived; only VAT total and prepaid amount become zero where the document says none, which is
 * what their absence means (BR-CO-15, BR-CO-16). What no invoice can lack is a REQUIRED fault that names its term.
 */
export function invoiceFromDocument(document: InvoiceDocument, profile: Profile): DocumentReading {
  const { totals } = document;
  const said = plain({
    ...document,
    profile,
    notes: document.notes ?? [],
    preceding_invoices: document.preceding_invoices ?? [],
    lines: document.lines ?? [],
    vat_breakdown: document.vat_breakdown ?? [],
    totals: totals && { ...totals, tax: totals.tax ?? ZERO, prepaid: totals.prepaid ?? ZERO },
    derived: [],
  });
  const parsed = storedInvoiceSchema.safeParse(said);
  if (!parsed.success) return { faults: faultsOf(parsed.error.issues, said).map(withTerm) };
  const faults = [...missing(parsed.data)].slice(0, MOST_FAULTS).map(withTerm);
  return faults.length > 0 ? { faults } : { invoice: parsed.data };
}

const COUNTED = ['quantity', 'unit_code', 'unit_price', 'tax_category', 'net_amount'] as const;

const required = (field: string): FieldFault => ({ field, code: 'REQUIRED', message: 'is required' });

/** What the model leaves optional for the sake of some profile, where this document's profile demands it. */
function* missing(invoice: Invoice): Generator<FieldFault> {
  if (invoice.totals.lines === undefined && invoice.profile !== 'MINIMUM') yield required('totals.lines');
  if (LINELESS_PROFILES.has(invoice.profile)) return;
  if (invoice.lines.length === 0) yield required('lines');
  for (const [index, line] of invoice.lines.entries()) {
    if (!countsInTotals(line)) continue;
    for (const member of COUNTED) {
      if (line[member] === undefined) yield required(`lines[${index}].${member}`);
    }
  }
}

/** The terms of the members that no document may lack. */
const TERMS: Readonly<Record<string, string>> = {
  number: 'BT-1, the invoice number',
  issue_date: 'BT-2, the date of issue',
  type_code: 'BT-3, the type of document',
  currency: 'BT-5, the currency',
  seller: 'BG-4, the seller',
  'seller.name': 'BT-27, the seller’s name',
  buyer: 'BG-7, the buyer',
  'buyer.name': 'BT-44, the buyer’s name',
  totals: 'BG-22, the totals',
  'totals.lines': 'BT-106, the sum of the lines',
  'totals.net': 'BT-109, the total without VAT',
  'totals.gross': 'BT-112, the total with VAT',
  'totals.due': 'BT-115, the amount left to pay',
  lines: 'BG-25, at least one line',
  'lines.id': 'BT-126, the line number',
  'lines.name': 'BT-153, the name of the article',
  'lines.quantity': 'BT-129, the quantity',
  'lines.unit_code': 'BT-130, the unit',
  'lines.unit_price': 'BT-146, the price of one unit',
  'lines.tax_category': 'BT-151, the VAT category',
  'lines.net_amount': 'BT-131, the amount of the line',
  'lines.allowances.amount': 'BT-136, the amount of the allowance',
  'lines.charges.amount': 'BT-141, the amount of the charge',
  'lines.notes.content': 'BT-127, the text of the note',
  'lines.classifications.code': 'BT-158, the class of the article',
  'vat_breakdown.tax_category': 'BT-118, the VAT category',
  'vat_breakdown.taxable_amount': 'BT-116, the taxable amount',
  'vat_breakdown.tax_amount': 'BT-117, the VAT amount',
  'allowances.amount': 'BT-92, the amount of the allowance',
  'allowances.tax_category': 'BT-95, its VAT category',
  'charges.amount': 'BT-99, the amount of the charge',
  'charges.tax_category': 'BT-102, its VAT category',
  'notes.content': 'BT-22, the text of the note',
  'preceding_invoices.number': 'BT-25, the number of the earlier invoice',
  'payment_means.type_code': 'BT-81, the means of payment',
  'attachments.id': 'BT-122, the reference of the supporting document',
  'seller.electronic_address.scheme': 'BT-34-1, the scheme of the seller’s electronic address',
  'buyer.electronic_address.scheme': 'BT-49-1, the scheme of the buyer’s electronic address',
};

function withTerm(fault: FieldFault): FieldFault {
  const term = TERMS[fault.field.replaceAll(/\[\d+\]/g, '')];
  if (fault.code !== 'REQUIRED' || term === undefined) return fault;
  return { ...fault, message: `is required: the document does not say ${term}` };
}
