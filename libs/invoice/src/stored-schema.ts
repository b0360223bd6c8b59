import { z } from 'zod';
import { VAT_CATEGORIES } from './codes/vat.js';
import type { Invoice } from './invoice.js';
import { decimal, type Decimal } from './money.js';
import { PROFILES } from './profiles.js';

const exact = z.string().transform((text, ctx): Decimal => {
  const read = decimal(text);
  if (read !== undefined) return read;
  ctx.issues.push({ code: 'custom', message: 'is not an exact decimal', input: text });
  return z.NEVER;
});
const text = z.string();
const optional = z.string().optional();
const amount = exact.optional();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is not a date of the form 2026-06-01' });
const day = date.optional();
const category = z.enum(VAT_CATEGORIES);
const list = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).optional();

const period = z.object({ start_date: day, end_date: day }).optional();
const identifier = z.object({ scheme: optional, value: text });
const note = z.object({ subject: optional, content: text });
const precedingInvoice = z.object({ number: text, issue_date: day, type_code: optional });
const deliveryTerms = z.object({ code: optional, location: optional }).optional();
const attachment = z.object({
  id: text,
  description: optional,
  url: optional,
  file: z.object({ filename: optional, mime_type: optional, base64: text }).optional(),
});

const address = z
  .object({
    line1: optional,
    line2: optional,
    line3: optional,
    postal_code: optional,
    city: optional,
    subdivision: optional,
    country_code: optional,
  })
  .optional();
const partyMembers = {
  trading_name: optional,
  siren: optional,
  siret: optional,
  identifiers: list(identifier),
  legal_registration: identifier.optional(),
  vat_number: optional,
  tax_registration: optional,
  legal_information: optional,
  address,
  electronic_address: z.object({ scheme: text, value: text }).optional(),
  contact: z.object({ name: optional, department: optional, phone: optional, email: optional }).optional(),
  role_code: optional,
};
const party = z.object({ ...partyMembers, name: text, email: optional });
const otherParty = z.object({ ...partyMembers, name: optional }).optional();
const delivery = z.object({ name: optional, siret: optional, identifiers: list(identifier), address }).optional();

const allowanceCharge = z.object({
  amount: exact,
  base_amount: amount,
  percentage: amount,
  reason: optional,
  reason_code: optional,
});
const grounds = { exemption_reason: optional, exemption_code: optional };
const documentAllowanceCharge = allowanceCharge.extend({ tax_category: category, tax_rate: amount, ...grounds });

const paymentMeans = z.object({
  type_code: text,
  text: optional,
  remittance_information: optional,
  iban: optional,
  account_id: optional,
  account_name: optional,
  bic: optional,
  card: z.object({ number: optional, holder: optional }).optional(),
});

const line = z.object({
  id: text,
  parent_id: optional,
  kind: optional,
  notes: list(note),
  invoiced_objects: list(identifier),
  name: text,
  description: optional,
  seller_item_id: optional,
  buyer_item_id: optional,
  standard_item_id: identifier.optional(),
  classifications: list(z.object({ code: text, list_id: optional, list_version: optional })),
  origin_country: optional,
  attributes: list(z.object({ name: optional, code: optional, value: optional, measure: amount, unit_code: optional })),
  quantity: amount,
  unit_code: optional,
  unit_price: amount,
  price_base_quantity: amount,
  price_base_unit: optional,
  gross_price: amount,
  price_discount: amount,
  order_line_reference: optional,
  order_reference: optional,
  despatch_advice_reference: optional,
  despatch_advice_line_reference: optional,
  receiving_advice_reference: optional,
  receiving_advice_line_reference: optional,
  preceding_invoices: list(precedingInvoice),
  attachments: list(attachment),
  buyer_accounting_reference: optional,
  period,
  delivery_date: day,
  delivery,
  delivery_terms: deliveryTerms,
  seller: otherParty,
  allowances: list(allowanceCharge),
  charges: list(allowanceCharge),
  tax_category: category.optional(),
  tax_rate: amount,
  ...grounds,
  net_amount: amount,
  tax_amount: amount,
  tax_amount_accounting: amount,
  gross_amount: amount,
});

/** The whole model as stored JSON: decimals are strings, absent members are left out. */
export const storedInvoiceSchema = z.object({
  profile: z.enum(PROFILES),
  specification: optional,
  type_code: text,
  number: text,
  currency: text,
  tax_currency: optional,
  issue_date: date,
  due_date: day,
  tax_point_date: day,
  tax_point_code: optional,
  billing_frame: optional,
  buyer_reference: optional,
  project_reference: optional,
  contract_reference: optional,
  order_reference: optional,
  sales_order_reference: optional,
  receiving_advice_reference: optional,
  despatch_advice_reference: optional,
  tender_reference: optional,
  invoiced_objects: list(identifier),
  buyer_accounting_reference: optional,
  notes: z.array(note),
  preceding_invoices: z.array(precedingInvoice),
  seller: party,
  buyer: party,
  payee: otherParty,
  tax_representative: otherParty,
  buyer_agent: otherParty,
  payer: otherParty,
  sales_agent: otherParty,
  invoicee: otherParty,
  invoicer: otherParty,
  delivery_date: day,
  delivery,
  delivery_terms: deliveryTerms,
  period,
  payment_terms: optional,
  payment_means: z.preprocess(listOfOne, list(paymentMeans)),
  direct_debit: z.object({ mandate_id: optional, creditor_id: optional, debited_account: optional }).optional(),
  allowances: list(documentAllowanceCharge),
  charges: list(documentAllowanceCharge),
  logistics_charges: list(
    z.object({ description: text, amount: exact, tax_category: category.optional(), tax_rate: amount, ...grounds }),
  ),
  exchange_rate: z.object({ source_currency: optional, target_currency: optional, rate: amount, date: day }).optional(),
  attachments: list(attachment),
  lines: z.array(z.preprocess(notesOfNote, line)),
  vat_breakdown: z.array(
    z.object({
      tax_category: category,
      tax_rate: amount,
      taxable_amount: exact,
      tax_amount: exact,
      ...grounds,
    }),
  ),
  totals: z.object({
    lines: amount,
    allowances: amount,
    charges: amount,
    net: exact,
    tax: exact,
    tax_accounting: amount,
    gross: exact,
    prepaid: exact,
    rounding: amount,
    due: exact,
  }),
  derived: z.array(
    z.object({ field: text, value: text, source: z.enum(['settings', 'computed', 'law']), reason: text }),
  ),
});

/** Rows stored before the model held several means of payment have one object. */
function listOfOne(stored: unknown): unknown {
  return typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? [stored] : stored;
}

/** Rows stored before a line held several notes have one text. */
function notesOfNote(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('note' in stored)) return stored;
  const { note: content, ...rest } = stored;
  return { ...rest, notes: [{ content }] };
}

/** The paths of every member, all the way down: `lines.seller.address.city`. */
type Paths<Value> = Value extends string | number | boolean | Decimal
  ? never
  : Value extends readonly (infer Entry)[]
    ? Paths<Entry>
    : {
        [Member in keyof Value & string]-?: Member | `${Member}.${Paths<NonNullable<Value[Member]>>}`;
      }[keyof Value & string];
type Read = z.output<typeof storedInvoiceSchema>;
type Forgotten = Exclude<Paths<Invoice>, Paths<Read>>;

/** Compile-time proof that the schema forgets no member at any depth: the path of one it lacks stands in the error. */
export const nothingForgotten: [Forgotten] extends [never] ? true : Forgotten = true;
