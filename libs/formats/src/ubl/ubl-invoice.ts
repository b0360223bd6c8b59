import { type InvoiceDocument, profileOf, type Said, type Totals } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import { reshape } from '../reshape.js';
import {
  logisticsInUbl,
  splitAllowanceCharges,
  type UblAllowanceCharge,
  ublAllowanceCharges,
} from './ubl-allowance-charge.js';
import { referencesOf, type UblDocumentReference, ublDocumentReferences } from './ubl-document-reference.js';
import { NOT_AVAILABLE } from './not-available.js';
import { deliveryOf, type UblDelivery, ublDelivery } from './ubl-delivery.js';
import { lineOf, type UblLine, ublLine } from './ubl-line.js';
import { noteOf, type UblNote, ublNote } from './ubl-note.js';
import { creditorOf, partyOf, type UblMainParty, type UblParty, ublParty } from './ubl-party.js';
import { paymentOf, type UblPaymentMeans, ublPayment } from './ubl-payment.js';
import { taxTotalsOf, type UblTaxTotal, ublTaxTotals } from './ubl-tax.js';

type Restructured =
  | 'profile'
  | 'notes'
  | 'lines'
  | 'seller'
  | 'buyer'
  | 'payee'
  | 'tax_representative'
  | 'buyer_agent'
  | 'payer'
  | 'sales_agent'
  | 'invoicee'
  | 'invoicer'
  | 'tax_point_code'
  | 'period'
  | 'delivery_date'
  | 'delivery'
  | 'payment_means'
  | 'direct_debit'
  | 'allowances'
  | 'charges'
  | 'logistics_charges'
  | 'attachments'
  | 'invoiced_objects'
  | 'vat_breakdown'
  | 'totals';

/** An invoice or credit note in the shape of UBL: what the model says in another place, or in another form. */
export interface UblInvoice extends Omit<InvoiceDocument, Restructured> {
  /** cbc:UBLVersionID, which the namespace says already */
  readonly ubl_version?: string;
  readonly notes?: readonly UblNote[];
  readonly lines?: readonly UblLine[];
  readonly seller?: UblMainParty;
  readonly buyer?: UblMainParty;
  readonly payee?: UblParty;
  readonly tax_representative?: UblParty;
  /** BG-14 with BT-8 */
  readonly period?: NonNullable<InvoiceDocument['period']> & { readonly tax_point_code?: string };
  readonly delivery?: UblDelivery;
  readonly payment_means?: readonly UblPaymentMeans[];
  readonly allowance_charges?: readonly UblAllowanceCharge[];
  readonly documents?: readonly UblDocumentReference[];
  readonly tax_totals?: readonly UblTaxTotal[];
  readonly totals?: Said<Omit<Totals, 'tax' | 'tax_accounting'>>;
}

const mainParty = (
  own: UblParty | undefined,
  agent: UblParty | undefined,
  service_provider: UblParty | undefined,
): UblMainParty | undefined => given<UblMainParty>({ ...own, agent, service_provider });

const partiesInUbl = (document: InvoiceDocument) => {
  const { seller, buyer, payee, tax_representative, buyer_agent, sales_agent, invoicee, invoicer } = document;
  const creditor = document.direct_debit?.creditor_id;
  const [ofSeller, ofPayee] = payee === undefined ? [creditor, undefined] : [undefined, creditor];
  return {
    seller: mainParty(ublParty(seller, ofSeller), ublParty(sales_agent), ublParty(invoicer)),
    buyer: mainParty(ublParty(buyer), ublParty(buyer_agent), ublParty(invoicee)),
    payee: ublParty(payee, ofPayee),
    tax_representative: ublParty(tax_representative),
  };
};

const settlementInUbl = (document: InvoiceDocument, creditNote: boolean) => {
  const { payment_means, direct_debit, payer, due_date, vat_breakdown = [], totals = {} } = document;
  const { tax, tax_accounting, ...sums } = totals;
  const charges = [...(document.charges ?? []), ...(document.logistics_charges ?? []).map(logisticsInUbl)];
  const accounting = document.tax_currency === undefined ? undefined : tax_accounting;
  return {
    payment_means: ublPayment({ payment_means, direct_debit, payer, due_date: creditNote ? due_date : undefined }),
    due_date: creditNote ? undefined : due_date,
    allowance_charges: ublAllowanceCharges(document.allowances, charges),
    tax_totals: ublTaxTotals({ tax, accounting }, vat_breakdown, document),
    totals: given<NonNullable<UblInvoice['totals']>>(sums),
  };
};

/** UBL wants an order beside a sales order. */
const orderInUbl = ({ order_reference, sales_order_reference }: InvoiceDocument): string | undefined =>
  order_reference ?? (sales_order_reference === undefined ? undefined : NOT_AVAILABLE);

/** The model in UBL's shape: that of an Invoice, or of a CreditNote. */
export const ublOf = (document: InvoiceDocument, creditNote: boolean): UblInvoice => {
  const { lines, notes, invoiced_objects, attachments, project_reference, period, tax_point_code } = document;
  const { delivery, delivery_date } = document;
  const project = creditNote ? project_reference : undefined;
  return (
    given<UblInvoice>({
      ...document,
      ...partiesInUbl(document),
      ...settlementInUbl(document, creditNote),
      notes: notes?.map(ublNote),
      period: given<NonNullable<UblInvoice['period']>>({ ...period, tax_point_code }),
      order_reference: orderInUbl(document),
      project_reference: creditNote ? undefined : project_reference,
      documents: ublDocumentReferences({ invoiced_objects, attachments }, project),
      delivery: ublDelivery(delivery, delivery_date),
      lines: lines?.map((line) => ublLine(line, document)),
    }) ?? {}
  );
};

const partiesOf = ({ seller, buyer, payee, tax_representative }: UblInvoice, leave: Leave) => ({
  seller: partyOf(seller, leave),
  buyer: partyOf(buyer, leave),
  payee: partyOf(payee, leave),
  tax_representative: partyOf(tax_representative, leave),
  buyer_agent: partyOf(buyer?.agent, leave),
  sales_agent: partyOf(seller?.agent, leave),
  invoicee: partyOf(buyer?.service_provider, leave),
  invoicer: partyOf(seller?.service_provider, leave),
});

const settlementOf = (view: UblInvoice, leave: Leave) => {
  const creditor = creditorOf([view.payee, view.seller], leave);
  const { due_date, payment_means, direct_debit, payer } = paymentOf(view.payment_means, creditor, leave);
  if (view.due_date !== undefined && due_date !== undefined && due_date !== view.due_date) {
    leave('cac:PaymentMeans/cbc:PaymentDueDate', due_date);
  }
  const { vat_breakdown, tax, tax_accounting } = taxTotalsOf(view.tax_totals, view, leave);
  return {
    payment_means,
    direct_debit,
    payer,
    due_date: view.due_date ?? due_date,
    vat_breakdown,
    totals: given<Said<Totals>>({ ...view.totals, tax, tax_accounting }),
  };
};

const LEFT = new Set(['ubl_version', 'tax_totals', 'allowance_charges', 'documents'] as const);

/** UBL's shape in the model's; `profile` is set where BT-24 names one. */
export const documentOf = (view: UblInvoice, creditNote: boolean, leave: Leave): InvoiceDocument => {
  const { period, delivery, order_reference } = view;
  const { tax_point_code, ...dates } = period ?? {};
  const references = referencesOf(view.documents, creditNote, leave);
  const placeholder = order_reference === NOT_AVAILABLE && view.sales_order_reference !== undefined;
  return reshape(
    view,
    LEFT,
    partiesOf(view, leave),
    settlementOf(view, leave),
    references,
    splitAllowanceCharges(view.allowance_charges, leave),
    {
      profile: profileOf(view.specification),
      order_reference: placeholder ? undefined : order_reference,
      project_reference: view.project_reference ?? references.project_reference,
      notes: view.notes?.flatMap((note) => noteOf(note) ?? []),
      period: given<NonNullable<InvoiceDocument['period']>>(dates),
      tax_point_code,
      delivery: deliveryOf(delivery),
      delivery_date: delivery?.date,
      lines: view.lines?.map((line) => lineOf(line, view, leave)),
    },
  );
};
