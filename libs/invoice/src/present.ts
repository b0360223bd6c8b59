import { LosslessNumber } from 'lossless-json';
import type { Invoice, InvoiceDocument } from './invoice.js';
import { Decimal, decimalText } from './money.js';

/** A JSON value whose numbers are literals, so that `150.00` stays `150.00` when lossless-json writes it. */
export type LosslessJson =
  string | boolean | null | LosslessNumber | readonly LosslessJson[] | { readonly [member: string]: LosslessJson };

/** Fewest decimals a member is shown with; members not named here are shown with as many as they need. */
const SCALE: Readonly<Record<string, number>> = {
  unit_price: 2,
  gross_price: 2,
  price_discount: 2,
  net_amount: 2,
  gross_amount: 2,
  amount: 2,
  base_amount: 2,
  taxable_amount: 2,
  tax_amount: 2,
  tax_amount_accounting: 2,
  lines: 2,
  allowances: 2,
  charges: 2,
  net: 2,
  tax: 2,
  tax_accounting: 2,
  gross: 2,
  prepaid: 2,
  rounding: 2,
  due: 2,
};

/**
 * The invoice as the public JSON shows it, for lossless-json's `stringify`: amounts with 2 decimals, prices with 2 to 6,
 * quantities and rates with as many as they have; absent members are left out.
 */
export function presentInvoice(invoice: Invoice | InvoiceDocument): { readonly [member: string]: LosslessJson } {
  return members(invoice);
}

/** One decimal as a JSON number with at least `scale` decimals. */
export function jsonNumber(value: Decimal, scale = 0): LosslessNumber {
  return new LosslessNumber(decimalText(value, scale));
}

function members(value: object): { readonly [member: string]: LosslessJson } {
  const shown: [string, LosslessJson][] = [];
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (member !== undefined) shown.push([name, shownAs(name, member)]);
  }
  return Object.fromEntries(shown);
}

function shownAs(name: string, value: unknown): LosslessJson {
  if (Decimal.isDecimal(value)) return jsonNumber(value, SCALE[name] ?? 0);
  if (Array.isArray(value)) return value.map((entry: unknown) => shownAs('', entry));
  if (typeof value === 'object' && value !== null) return members(value);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
