import type { Invoice } from './invoice.js';
import { Decimal, decimalText } from './money.js';
import { storedInvoiceSchema } from './stored-schema.js';

/** The invoice as JSON text for a store that keeps no types: decimals are strings, absent members are left out. */
export function invoiceToStored(invoice: Invoice): string {
  return JSON.stringify(plain(invoice));
}

/**
 * Reads what `invoiceToStored` wrote, today or before the model grew. The store is a border: the shape is checked, and a
 * text that does not fit throws (ZodError, or SyntaxError when it is no JSON).
 */
export function invoiceFromStored(json: string): Invoice {
  return storedInvoiceSchema.parse(JSON.parse(json));
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
