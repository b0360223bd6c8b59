import { type Decimal, type Line, type PrecedingInvoice, type Said, ZERO } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import { attributeOf, namedAttribute } from '../item-attribute.js';
import { reshape } from '../reshape.js';
import type { Currencies } from '../writing.js';
import { splitAllowanceCharges, type UblAllowanceCharge, ublAllowanceCharges } from './ubl-allowance-charge.js';
import { deliveryOf, type UblDelivery, ublDelivery } from './ubl-delivery.js';
import { lineReferencesOf, type UblDocumentReference, ublLineReferences } from './ubl-document-reference.js';
import { NOT_AVAILABLE } from './not-available.js';
import { noteOf, type UblNote, ublNote } from './ubl-note.js';
import { partyOf, type UblParty, ublParty } from './ubl-party.js';
import { leaveOtherTax, taxTotalsOf, type UblTaxTotal, ublTaxCategory, ublTaxTotals } from './ubl-tax.js';

/** cac:BillingReference of a line: a preceding invoice, or the line's own place in this one. */
export interface UblLineReference extends Said<PrecedingInvoice> {
  /** EXT-FR-FE-163 */
  readonly kind?: string;
  /** EXT-FR-FE-162 */
  readonly parent_id?: string;
}

/** A reference to a line of another document, which UBL wants even where only the document is known. */
export interface UblOtherLine {
  readonly line?: string;
  readonly document?: string;
}

type Restructured =
  | 'allowances'
  | 'charges'
  | 'attachments'
  | 'invoiced_objects'
  | 'notes'
  | 'parent_id'
  | 'kind'
  | 'preceding_invoices'
  | 'order_line_reference'
  | 'order_reference'
  | 'despatch_advice_reference'
  | 'despatch_advice_line_reference'
  | 'receiving_advice_reference'
  | 'receiving_advice_line_reference'
  | 'delivery'
  | 'delivery_date'
  | 'seller'
  | 'tax_amount'
  | 'tax_amount_accounting';

/** A line as cac:InvoiceLine and cac:CreditNoteLine spell it. */
export interface UblLine extends Said<Omit<Line, Restructured>> {
  readonly notes?: readonly UblNote[];
  readonly tax_scheme?: string;
  readonly allowance_charges?: readonly UblAllowanceCharge[];
  readonly documents?: readonly UblDocumentReference[];
  readonly references?: readonly UblLineReference[];
  readonly order?: UblOtherLine;
  readonly despatch?: UblOtherLine;
  readonly receipt?: UblOtherLine;
  readonly delivery?: UblDelivery;
  readonly seller?: UblParty;
  readonly tax_totals?: readonly UblTaxTotal[];
}

/** What a line needs to know of its document. */
export interface LineContext extends Currencies {
  /** BT-1: the line's own place names it. */
  readonly number?: string | undefined;
}

const otherLine = (line: string | undefined, document: string | undefined): UblOtherLine | undefined =>
  line === undefined && document === undefined
    ? undefined
    : given<UblOtherLine>({ line: line ?? NOT_AVAILABLE, document });

/** UBL wants an amount beside the price before discount. */
const discountInUbl = ({ gross_price, price_discount, unit_price }: Said<Line>): Decimal | undefined => {
  if (price_discount !== undefined || gross_price === undefined) return price_discount;
  return unit_price === undefined ? ZERO : gross_price.minus(unit_price);
};

/** The model's line in UBL's shape. */
export const ublLine = (line: Said<Line>, context: LineContext): UblLine => {
  const { allowances, charges, attachments, invoiced_objects, notes, parent_id, kind, ...rest } = line;
  const { preceding_invoices = [], order_line_reference, order_reference, ...more } = rest;
  const { despatch_advice_reference, despatch_advice_line_reference, ...further } = more;
  const { receiving_advice_reference, receiving_advice_line_reference, delivery, delivery_date, ...left } = further;
  const { seller, tax_amount, tax_amount_accounting, ...same } = left;
  const place = given<UblLineReference>({ kind, parent_id });
  return {
    ...ublTaxCategory(same),
    ...given<UblLine>({
      net_amount: same.net_amount ?? (kind === undefined ? undefined : ZERO),
      price_discount: discountInUbl(line),
      attributes: same.attributes?.map(namedAttribute),
      notes: notes?.map(ublNote),
      allowance_charges: ublAllowanceCharges(allowances, charges),
      documents: ublLineReferences({ invoiced_objects, attachments }),
      references: [...(place === undefined ? [] : [{ ...place, number: context.number }]), ...preceding_invoices],
      order: otherLine(order_line_reference, order_reference),
      despatch: otherLine(despatch_advice_line_reference, despatch_advice_reference),
      receipt: otherLine(receiving_advice_line_reference, receiving_advice_reference),
      delivery: ublDelivery(delivery, delivery_date),
      seller: ublParty(seller),
      tax_totals: ublTaxTotals({ tax: tax_amount, accounting: tax_amount_accounting }, [], context),
    }),
  };
};

const isOwnPlace = (reference: UblLineReference, number: string | undefined): boolean =>
  number !== undefined && reference.number === number && (reference.kind ?? reference.parent_id) !== undefined;

const precedingOf = (references: readonly UblLineReference[], leave: Leave): Said<PrecedingInvoice>[] =>
  references.flatMap(({ kind, parent_id, ...same }) => {
    if (kind !== undefined) leave('cac:BillingReference/cac:InvoiceDocumentReference/cbc:DocumentStatusCode', kind);
    if (parent_id !== undefined) leave('cac:BillingReference/cac:BillingReferenceLine/cbc:ID', parent_id);
    return given<Said<PrecedingInvoice>>(same) ?? [];
  });

/** The line of another document, unless it stands there only because the schema wants one. */
const lineIn = ({ line, document }: UblOtherLine): string | undefined =>
  line === NOT_AVAILABLE && document !== undefined ? undefined : line;

const taxesOf = (view: UblLine, context: LineContext, leave: Leave) => {
  if (view.tax_totals === undefined) return undefined;
  const { tax, tax_accounting, vat_breakdown } = taxTotalsOf(view.tax_totals, context, leave);
  if (vat_breakdown.length > 0) leave('cac:TaxTotal/cac:TaxSubtotal', view.id ?? '');
  return { tax_amount: tax, tax_amount_accounting: tax_accounting };
};

const referencesOf = (references: readonly UblLineReference[], { number }: LineContext, leave: Leave) => {
  const place = references.find((reference) => isOwnPlace(reference, number));
  const others = references.filter((reference) => reference !== place);
  return { kind: place?.kind, parent_id: place?.parent_id, preceding_invoices: precedingOf(others, leave) };
};

/** UBL's line in the model's shape. */
export const lineOf = (view: UblLine, context: LineContext, leave: Leave): Said<Line> => {
  const { allowance_charges, documents, references, order, despatch, receipt, delivery } = view;
  leaveOtherTax(view, leave);
  return reshape(
    view,
    VIEW_ONLY,
    allowance_charges && splitAllowanceCharges(allowance_charges, leave),
    documents && lineReferencesOf(documents, leave),
    references && referencesOf(references, context, leave),
    taxesOf(view, context, leave),
    {
      attributes: view.attributes?.map(attributeOf),
      notes: view.notes?.flatMap((note) => noteOf(note) ?? []),
      order_line_reference: order && lineIn(order),
      order_reference: order?.document,
      despatch_advice_line_reference: despatch && lineIn(despatch),
      despatch_advice_reference: despatch?.document,
      receiving_advice_line_reference: receipt && lineIn(receipt),
      receiving_advice_reference: receipt?.document,
      delivery: delivery && deliveryOf(delivery),
      delivery_date: delivery?.date,
      seller: partyOf(view.seller, leave),
    },
  );
};

const VIEW_ONLY = new Set([
  'tax_scheme',
  'allowance_charges',
  'documents',
  'references',
  'order',
  'despatch',
  'receipt',
  'tax_totals',
] as const);
