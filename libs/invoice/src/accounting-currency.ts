import type { InvoiceBody } from './body/body-amounts.js';
import type { Derivation, Invoice } from './invoice.js';
import { decimalText, roundCents } from './money.js';

/** Lists one member that completion filled in. */
export type Recorder = (field: string, value: string, source: Derivation['source'], reason: string) => void;

/** BT-111: as given, else BT-110 at the exchange rate. */
export function accountingTax(
  body: InvoiceBody,
  tax: Invoice['totals']['tax'],
  record: Recorder,
): Pick<Invoice['totals'], 'tax_accounting'> {
  const given = body.totals.tax_accounting;
  if (given !== undefined) return { tax_accounting: given };
  const { exchange_rate: exchange, tax_currency: currency } = body;
  if (currency === undefined || exchange?.rate === undefined) return {};
  const converted = roundCents(tax.times(exchange.rate));
  const reason = `the VAT at ${decimalText(exchange.rate)}, in ${currency} (BT-111, BR-FR-CO-12)`;
  record('totals.tax_accounting', decimalText(converted, 2), 'computed', reason);
  return { tax_accounting: converted };
}

/** EXT-FR-FE-BG-13: from the currency of the invoice to that of the VAT accounts, where no others are told. */
export function exchangeRate(
  { exchange_rate: said, ...body }: InvoiceBody,
  record: Recorder,
): Invoice['exchange_rate'] {
  if (said === undefined) return undefined;
  let rate = said;
  const told = { source_currency: body.currency, target_currency: body.tax_currency };
  for (const member of ['source_currency', 'target_currency'] as const) {
    const currency = told[member];
    if (rate[member] !== undefined || currency === undefined) continue;
    rate = { ...rate, [member]: currency };
    const source =
      member === 'source_currency' ? 'the currency of the invoice (BT-5)' : 'the currency of the VAT (BT-6)';
    record(`exchange_rate.${member}`, currency, 'computed', source);
  }
  return rate;
}
