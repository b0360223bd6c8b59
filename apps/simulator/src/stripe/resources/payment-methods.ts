import type { Stripe } from 'stripe';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import { TEST_METHODS } from '../life/cards.js';
import { addCard, billing, billingDetails, detach, methodToUse } from '../make/payment-method.js';
import { methodOf, named } from '../state/lookup.js';
import { invalidRequest } from '../wire/fault.js';
import { pageOf } from '../wire/lists.js';
import { filled, mergedMetadata, metadata, paging, text, unused, whole } from '../wire/params.js';

export const paymentMethodEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST',
    '/v1/payment_methods',
    {
      type: z.enum(['card', 'customer_balance']),
      card: z
        .object({
          number: filled.optional(),
          token: filled.optional(),
          exp_month: whole.optional(),
          exp_year: whole.optional(),
          cvc: text.optional(),
        })
        .optional(),
      billing_details: billing.optional(),
      metadata: metadata.optional(),
      ...unused<Stripe.PaymentMethodCreateParams>('allow_redisplay', 'customer_balance'),
    },
    ({ card, billing_details, metadata: given }, { account }) => {
      const number = card?.number ?? TEST_METHODS[card?.token?.replace('tok_', 'pm_card_') ?? ''];
      if (number === undefined) throw invalidRequest('Missing required param: card.', 'parameter_missing', 'card');
      const year = new Date(account.now * 1000).getUTCFullYear() + 2;
      const made = addCard(
        account,
        { number, exp_month: card?.exp_month ?? 12, exp_year: card?.exp_year ?? year },
        billing_details,
      );
      made.metadata = mergedMetadata(null, given);
      return made;
    },
  ),
  endpoint('GET', '/v1/payment_methods/{id}', {}, (_, { account, ids }) => methodOf(account, ids('id'))),
  endpoint(
    'POST',
    '/v1/payment_methods/{id}',
    {
      billing_details: billing.optional(),
      metadata: metadata.optional(),
      ...unused<Stripe.PaymentMethodUpdateParams>('card', 'allow_redisplay'),
    },
    (params, { account, ids }) => {
      const method = methodOf(account, ids('id'));
      return account.change('payment_method.updated', method, () => {
        if (params.billing_details !== undefined) method.billing_details = billingDetails(params.billing_details);
        if (params.metadata !== undefined) method.metadata = mergedMetadata(method.metadata, params.metadata);
      });
    },
  ),
  endpoint('POST', '/v1/payment_methods/{id}/attach', { customer: filled }, ({ customer }, { account, ids }) => {
    named(account.books.customers, 'customer', customer, 'customer');
    return methodToUse(account, ids('id'), customer);
  }),
  endpoint('POST', '/v1/payment_methods/{id}/detach', {}, (_, { account, ids }) => {
    const method = methodOf(account, ids('id'));
    if (method.customer === null)
      throw invalidRequest('The payment method you provided is not attached to a customer.');
    return detach(account, method);
  }),
  endpoint(
    'GET',
    '/v1/payment_methods',
    { ...paging, customer: filled.optional(), type: text.optional(), allow_redisplay: text.optional() },
    (params, { account }) => {
      const found = [...account.books.paymentMethods.values()].filter(
        (each) =>
          (params.customer === undefined ? each.customer === null : each.customer === params.customer) &&
          (params.type === undefined || each.type === params.type),
      );
      return pageOf(found, '/v1/payment_methods', params);
    },
  ),
];
