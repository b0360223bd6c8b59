import { z } from 'zod';
import { brandOf, conductOf, conductOfNumber, refusalFault, TEST_METHODS } from '../life/cards.js';
import type { Account } from '../state/account.js';
import { methodOf } from '../state/lookup.js';
import { invalidRequest } from '../wire/fault.js';
import { newId } from '../wire/ids.js';
import type { PaymentMethod } from '../wire/objects.js';
import { address, text, wholeAddress } from '../wire/params.js';

export const billing = z.object({
  address: address.optional(),
  email: text.optional(),
  name: text.optional(),
  phone: text.optional(),
});
export interface CardEntry {
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
}
type Billing = z.output<typeof billing>;

/** The method under an id, attached to the customer; `pm_card_visa` and its kin make a card of their own. */
export function methodToUse(account: Account, id: string, customer: string): PaymentMethod {
  const number = TEST_METHODS[id];
  const year = new Date(account.now * 1000).getUTCFullYear() + 2;
  const method =
    number === undefined ? methodOf(account, id) : addCard(account, { number, exp_month: 12, exp_year: year });
  if (method.customer === customer) return method;
  if (method.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.');
  }
  return attach(account, method, customer);
}

/** Attaches a card; one that is refused at once cannot be attached. */
export function attach(account: Account, method: PaymentMethod, customer: string): PaymentMethod {
  const conduct = conductOf(account, method);
  if (conduct !== undefined && conduct.refusal !== null && !conduct.attaches)
    throw refusalFault(conduct.refusal, method);
  method.customer = customer;
  account.record('payment_method.attached', method);
  return method;
}

export function detach(account: Account, method: PaymentMethod): PaymentMethod {
  const { customer } = method;
  const holder = customer === null ? undefined : account.books.customers.get(customer);
  if (holder?.invoice_settings.default_payment_method === method.id)
    holder.invoice_settings.default_payment_method = null;
  for (const each of account.books.subscriptions.values()) {
    if (each.default_payment_method === method.id) each.default_payment_method = null;
  }
  method.customer = null;
  account.record('payment_method.detached', method, { customer });
  return method;
}

export function addCard(account: Account, entry: CardEntry, details: Billing = {}): PaymentMethod {
  const number = entry.number.replaceAll(/[\s-]/g, '');
  const method: PaymentMethod = {
    id: newId('pm', 24),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: billingDetails(details),
    card: {
      brand: brandOf(number),
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'FR',
      display_brand: brandOf(number),
      exp_month: entry.exp_month,
      exp_year: entry.exp_year,
      fingerprint: newId('fp').slice(3),
      funding: 'credit',
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: [brandOf(number)], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: account.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
  account.books.paymentMethods.set(method.id, method);
  account.books.cards.set(method.id, conductOfNumber(number));
  return method;
}

export function billingDetails({ address: place, email, name, phone }: Billing): PaymentMethod['billing_details'] {
  return {
    address: wholeAddress(place),
    email: email ?? null,
    name: name ?? null,
    phone: phone ?? null,
    tax_id: null,
  };
}
