import type { Stripe } from 'stripe';
import { z } from 'zod';
import type { Account } from '../state/account.js';
import { newId, newInvoicePrefix } from '../wire/ids.js';
import type { Customer } from '../wire/objects.js';
import { address, cleared, mergedMetadata, metadata, text, unused, whole, wholeAddress } from '../wire/params.js';
import { methodToUse } from './payment-method.js';

const email = z.union([cleared, text.regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'not a valid email address')]);
export const customerShape = {
  address: z.union([cleared, address]).optional(),
  balance: whole.optional(),
  description: text.optional(),
  email: email.optional(),
  invoice_settings: z.object({ default_payment_method: text.optional() }).optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  phone: text.optional(),
  preferred_locales: z.array(text).optional(),
  tax_exempt: z.enum(['none', 'exempt', 'reverse']).optional(),
  ...unused<Stripe.CustomerUpdateParams>(
    ...(['business_name', 'individual_name', 'cash_balance', 'invoice_prefix'] as const),
    ...(['next_invoice_sequence', 'shipping', 'source', 'tax', 'validate'] as const),
  ),
};
export type CustomerTerms = z.output<z.ZodObject<typeof customerShape>>;

export function addCustomer(account: Account, params: CustomerTerms): Customer {
  const customer: Customer = {
    id: newId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: account.now,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newInvoicePrefix(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
  account.books.customers.set(customer.id, customer);
  writeCustomer(account, customer, params);
  account.record('customer.created', customer);
  return customer;
}

export function writeCustomer(account: Account, customer: Customer, params: CustomerTerms): void {
  const { invoice_settings: settings } = params;
  if (params.address !== undefined) customer.address = params.address === '' ? null : wholeAddress(params.address);
  if (params.balance !== undefined) customer.balance = params.balance;
  if (params.description !== undefined) customer.description = params.description || null;
  if (params.email !== undefined) customer.email = params.email || null;
  if (params.metadata !== undefined) customer.metadata = mergedMetadata(customer.metadata, params.metadata);
  if (params.name !== undefined) customer.name = params.name || null;
  if (params.phone !== undefined) customer.phone = params.phone || null;
  if (params.preferred_locales !== undefined) customer.preferred_locales = params.preferred_locales;
  if (params.tax_exempt !== undefined) customer.tax_exempt = params.tax_exempt;
  const method = settings?.default_payment_method;
  if (method !== undefined) {
    customer.invoice_settings.default_payment_method =
      method === '' ? null : methodToUse(account, method, customer.id).id;
  }
}
