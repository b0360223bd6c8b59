import { z } from 'zod';
import { PROFILES } from './body/body-schema.js';
import { VAT_CATEGORIES } from './codes/vat.js';
import type { Invoice } from './invoice.js';
import { Decimal, decimal, decimalText } from './money.js';

const exact = z.string().transform((text, ctx): Decimal => {
  const read = decimal(text);
  if (read !== undefined) return read;
  ctx.issues.push({ code: 'custom', message: 'is not an exact decimal', input: text });
  return z.NEVER;
});
const text = z.string();
const optional = z.string().optional();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const period = z.object({ start_date: date.optional(), end_date: date.optional() });

const party = z.object({
  name: text,
  trading_name: optional,
  siren: optional,
  siret: optional,
  vat_number: optional,
  tax_registration: optional,
  legal_information: optional,
  address: z.object({
    line1: optional,
    line2: optional,
    line3: optional,
    postal_code: optional,
    city: optional,
    subdivision: optional,
    country_code: text,
  }),
  electronic_address: z.object({ scheme: text, value: text }).optional(),
  contact: z.object({ name: optional, phone: optional, email: optional }).optional(),
  email: optional,
});

const line = z.object({
  id: text,
  name: text,
  description: optional,
  note: optional,
  seller_item_id: optional,
  quantity: exact,
  unit_code: text,
  unit_price: exact,
  tax_category: z.enum(VAT_CATEGORIES),
  tax_rate: exact.optional(),
  period: period.optional(),
  net_amount: exact,
});

const storedInvoice = z.object({
  profile: z.enum(PROFILES),
  type_code: text,
  number: text,
  currency: text,
  issue_date: date,
  due_date: date.optional(),
  billing_frame: optional,
  buyer_reference: optional,
  order_reference: optional,
  contract_reference: optional,
  notes: z.array(z.object({ subject: optional, content: text })),
  preceding_invoices: z.array(z.object({ number: text, issue_date: date.optional() })),
  seller: party,
  buyer: party,
  delivery_date: date.optional(),
  period: period.optional(),
  payment_terms: optional,
  payment_means: z
    .object({
      type_code: text,
      remittance_information: optional,
      iban: optional,
      account_name: optional,
      bic: optional,
    })
    .optional(),
  lines: z.array(line),
  vat_breakdown: z.array(
    z.object({
      tax_category: z.enum(VAT_CATEGORIES),
      tax_rate: exact.optional(),
      taxable_amount: exact,
      tax_amount: exact,
      exemption_reason: optional,
      exemption_code: optional,
    }),
  ),
  totals: z.object({ lines: exact, net: exact, tax: exact, gross: exact, prepaid: exact, due: exact }),
  derived: z.array(
    z.object({ field: text, value: text, source: z.enum(['settings', 'computed', 'law']), reason: text }),
  ),
});

/** Compile-time proof that the schema forgets no member of the model: a member missing there fails here. */
type Forgotten<Model, Schema> = {
  [Member in Exclude<keyof Model, keyof Schema>]: Member;
};
const nothingForgotten: Forgotten<Invoice, z.output<typeof storedInvoice>> &
  Forgotten<Invoice['seller'], z.output<typeof party>> &
  Forgotten<Invoice['lines'][number], z.output<typeof line>> = {};

/** The invoice as JSON text for a store that keeps no types: decimals are strings, absent members are left out. */
export function invoiceToStored(invoice: Invoice): string {
  return JSON.stringify(plain(invoice));
}

/**
 * Reads what `invoiceToStored` wrote. The store is a border: the shape is checked, and a text that does not fit throws
 * (ZodError, or SyntaxError when it is no JSON).
 */
export function invoiceFromStored(json: string): Invoice {
  return { ...nothingForgotten, ...storedInvoice.parse(JSON.parse(json)) };
}

/** Decimals as text, all the way down; what is undefined is left out. */
export function plain(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return decimalText(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]: [string, unknown]) => [name, plain(member)]),
  );
}
