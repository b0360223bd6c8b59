import { type InvoiceDocument, profileOf, type Said, type Totals } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import { reshape } from '../reshape.js';
import { type CiiAllowanceCharge, ciiAllowanceCharges, splitAllowanceCharges } from './cii-allowance-charge.js';
import { type CiiDocument, ciiDocuments, referencesOf } from './cii-document.js';
import { type CiiAmount, type CiiLine, ciiLine, ciiTaxTotals, lineOf, taxTotalsOf } from './cii-line.js';
import { type CiiParty, ciiParty, partyOf } from './cii-party.js';
import { type CiiPayment, ciiPayment, paymentOf } from './cii-payment.js';
import { type CiiTax, ciiTaxes, taxesOf } from './cii-tax.js';

/** The parties of an invoice, by role. */
const ROLES = [
  'seller',
  'buyer',
  'payee',
  'tax_representative',
  'buyer_agent',
  'payer',
  'sales_agent',
  'invoicee',
  'invoicer',
  'delivery',
] as const;
type Role = (typeof ROLES)[number];

type Restructured =
  | Role
  | 'profile'
  | 'lines'
  | 'allowances'
  | 'charges'
  | 'attachments'
  | 'invoiced_objects'
  | 'tender_reference'
  | 'payment_means'
  | 'direct_debit'
  | 'vat_breakdown'
  | 'totals'
  | 'tax_point_date'
  | 'tax_point_code';

type Parties = { readonly [R in Role]?: CiiParty };

/** An invoice in the shape of CII: what the model says once, where CII says it in another place or more often. */
export interface CiiInvoice extends Omit<InvoiceDocument, Restructured>, Parties, CiiPayment {
  readonly lines?: readonly CiiLine[];
  readonly documents?: readonly CiiDocument[];
  readonly allowance_charges?: readonly CiiAllowanceCharge[];
  readonly vat_breakdown?: readonly CiiTax[];
  readonly totals?: Said<Omit<Totals, 'tax' | 'tax_accounting'>> & { readonly tax_totals?: readonly CiiAmount[] };
}

const totalsInCii = (totals: InvoiceDocument['totals'], document: InvoiceDocument): CiiInvoice['totals'] => {
  if (totals === undefined) return undefined;
  const { tax, tax_accounting, ...same } = totals;
  return given({ ...same, tax_totals: ciiTaxTotals(tax, tax_accounting, document) });
};

/** The model in CII's shape. */
export const ciiOf = (document: InvoiceDocument): CiiInvoice => {
  const {
    profile: _profile,
    lines,
    allowances,
    charges,
    attachments,
    invoiced_objects,
    tender_reference,
    ...rest
  } = document;
  const { payment_means, direct_debit, vat_breakdown, totals, tax_point_date, tax_point_code, ...same } = rest;
  const parties: { [R in Role]?: CiiParty | undefined } = {};
  for (const role of ROLES) parties[role] = ciiParty(document[role]);
  return (
    given<CiiInvoice>({
      ...same,
      ...parties,
      ...ciiPayment({ payment_means, direct_debit }),
      vat_breakdown: ciiTaxes({ vat_breakdown, tax_point_date, tax_point_code }),
      totals: totalsInCii(totals, document),
      documents: ciiDocuments({ attachments, invoiced_objects, tender_reference }),
      allowance_charges: ciiAllowanceCharges(allowances, charges),
      lines: lines?.map((line) => ciiLine(line, document)),
    }) ?? {}
  );
};

const totalsInModel = (totals: CiiInvoice['totals'], view: CiiInvoice, leave: Leave): Said<Totals> | undefined => {
  if (totals === undefined) return undefined;
  const { tax, accounting } = taxTotalsOf(totals.tax_totals, view, leave);
  return reshape(totals, TOTALS_LEFT, { tax, tax_accounting: accounting });
};

const TOTALS_LEFT = new Set(['tax_totals'] as const);
const LEFT = new Set(['documents', 'allowance_charges', 'creditor_id', 'payment_reference', 'mandate_id'] as const);

/** CII's shape in the model's; `profile` is set where BT-24 names one. */
export const documentOf = (view: CiiInvoice, leave: Leave): InvoiceDocument => {
  const parties: { [R in Role]?: ReturnType<typeof partyOf> } = {};
  for (const role of ROLES) if (view[role] !== undefined) parties[role] = partyOf(view[role], leave);
  return reshape(
    view,
    LEFT,
    parties,
    paymentOf(view, leave),
    taxesOf(view.vat_breakdown, leave),
    referencesOf(view.documents, leave),
    splitAllowanceCharges(view.allowance_charges, leave),
    {
      profile: profileOf(view.specification),
      totals: totalsInModel(view.totals, view, leave),
      lines: view.lines?.map((line) => lineOf(line, view, leave)),
    },
  );
};
