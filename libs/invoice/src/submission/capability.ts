import type { FieldFault } from '@onefacture/errors';
import { kindFaults } from '../body/sub-lines.js';
import type { Invoice } from '../invoice.js';
import { fitsDigits } from '../money.js';
import { profileFaults } from '../profiles.js';

/** What an invoice was made of: a JSON body, or the caller’s own file, which travels as it is. */
export type Origin = 'body' | 'file';

/** What the profile cannot carry, which a file does all the same, and BR-FR-CO-12 for currencies. */
export function* capability(invoice: Invoice, origin: Origin): Generator<FieldFault> {
  if (invoice.profile === 'MINIMUM') {
    const remedy =
      origin === 'file' ? 'send a file of BASIC_WL or more' : 'change it to BASIC_WL or more, or send your own file';
    const message = `is stored, but the French network takes no documents of profile MINIMUM: ${remedy}`;
    yield { field: 'profile', code: 'INVALID', message };
    return;
  }
  if (origin === 'body') yield* profileFaults(invoice);
  yield* kindFaults(invoice.lines, invoice.profile);
  const { currency, tax_currency: taxCurrency, totals } = invoice;
  if (currency === 'EUR') return;
  const why = `an invoice in ${currency} states its VAT in euros too`;
  if (taxCurrency !== 'EUR') {
    yield { field: 'tax_currency', code: 'BR-FR-CO-12', message: `must be EUR: ${why} (BT-6 and BT-111)` };
  } else if (totals.tax_accounting === undefined) {
    yield { field: 'totals.tax_accounting', code: 'BR-FR-CO-12', message: `is required to submit: ${why} (BT-111)` };
  }
}

/** The official rules add up in double precision; above this many digits before the point they fail on right sums. */
const PROVABLE_DIGITS = 13;

export function* sizes(invoice: Invoice): Generator<FieldFault> {
  const message =
    `makes an amount of more than ${PROVABLE_DIGITS} digits before the point, ` +
    'which the official checks cannot add up exactly (BR-CO-10): split the invoice';
  for (const [index, line] of invoice.lines.entries()) {
    if (line.net_amount === undefined || fitsDigits(line.net_amount, PROVABLE_DIGITS)) continue;
    yield { field: `lines[${index}].quantity`, code: 'INVALID', message };
  }
  for (const name of ['net', 'gross', 'due'] as const) {
    if (fitsDigits(invoice.totals[name], PROVABLE_DIGITS)) continue;
    yield { field: `totals.${name}`, code: 'INVALID', message };
  }
}
