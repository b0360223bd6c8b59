import { z } from 'zod';
import type { Account } from '../state/account.js';
import { invalidRequest } from '../wire/fault.js';
import { newId } from '../wire/ids.js';
import type { TaxId } from '../wire/objects.js';
import { filled } from '../wire/params.js';

export const taxIdShape = z.object({ type: filled, value: filled });

/** What a value of a type looks like; a type that is not here takes any value. */
const FORMS: Readonly<Record<string, RegExp>> = {
  eu_vat: /^(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[0-9A-Z+*]{2,13}$/,
  fr_siren: /^\d{9}$/,
  fr_siret: /^\d{14}$/,
  fr_spi: /^\d{13}$/,
  gb_vat: /^GB(?:\d{9}|\d{12})$/,
  ch_vat: /^CHE\d{9}(?:MWST|TVA|IVA)$/,
};

export const taxIdsOf = ({ books }: Account, customer: string): TaxId[] =>
  [...books.taxIds.values()].filter((each) => each.customer === customer);

export function addTaxId(account: Account, customer: string, { type, value }: z.output<typeof taxIdShape>): TaxId {
  const plain = value.replaceAll(/[\s.-]/g, '').toUpperCase();
  if (FORMS[type]?.test(plain) === false) {
    throw invalidRequest(`Invalid value for ${type}.`, 'tax_id_invalid', 'value');
  }
  const isEuropean = type === 'eu_vat';
  const taxId: TaxId = {
    id: newId('txi', 24),
    object: 'tax_id',
    country: isEuropean ? plain.slice(0, 2).replace('EL', 'GR') : type.slice(0, 2).toUpperCase(),
    created: account.now,
    customer,
    customer_account: null,
    livemode: false,
    owner: { type: 'customer', customer, customer_account: null },
    type,
    value: plain,
    verification: {
      status: isEuropean ? 'verified' : 'unavailable',
      verified_address: null,
      verified_name: null,
    },
  };
  account.books.taxIds.set(taxId.id, taxId);
  account.record('customer.tax_id.created', taxId);
  return taxId;
}
