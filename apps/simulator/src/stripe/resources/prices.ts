import type { Stripe } from 'stripe';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import { addPrice, interval, recurringShape, takeLookupKey } from '../make/price.js';
import { addProduct } from '../make/product.js';
import { named, priceOf } from '../state/lookup.js';
import { invalidRequest } from '../wire/fault.js';
import { pageOf, searchPage } from '../wire/lists.js';
import { filled, flag, isWithin, mergedMetadata, metadata, paging, text, unused, when, whole } from '../wire/params.js';
import { searchTest } from '../wire/search-query.js';

const taxBehavior = z.enum(['exclusive', 'inclusive', 'unspecified']);
const decimal = z.string().regex(/^\d{1,12}(?:\.\d{1,12})?$/, 'not a decimal');
const shared = {
  active: flag.optional(),
  lookup_key: z.string().max(200).optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: flag.optional(),
};

export const priceEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST',
    '/v1/prices',
    {
      ...shared,
      currency: filled,
      unit_amount: whole.optional(),
      unit_amount_decimal: decimal.optional(),
      product: filled.optional(),
      product_data: z
        .object({ name: filled, id: filled.optional(), metadata: metadata.optional(), active: flag.optional() })
        .optional(),
      recurring: recurringShape.optional(),
      ...unused<Stripe.PriceCreateParams>(
        'billing_scheme',
        'currency_options',
        'custom_unit_amount',
        'transform_quantity',
      ),
    },
    (params, { account }) => {
      const amount =
        params.unit_amount ??
        (params.unit_amount_decimal === undefined ? undefined : Number(params.unit_amount_decimal));
      if (amount === undefined || !Number.isSafeInteger(amount) || amount < 0) {
        throw invalidRequest('A price needs a unit amount in whole cents.', 'parameter_missing', 'unit_amount');
      }
      if ((params.product === undefined) === (params.product_data === undefined)) {
        throw invalidRequest('You must specify either `product` or `product_data`.', 'parameter_missing', 'product');
      }
      takeLookupKey(account, params.lookup_key, params.transfer_lookup_key === true);
      const product =
        params.product_data === undefined
          ? named(account.books.products, 'product', params.product ?? '', 'product')
          : addProduct(account, params.product_data);
      return addPrice(account, product, { ...params, unit_amount: amount });
    },
  ),
  endpoint(
    'GET',
    '/v1/prices/search',
    { query: filled, limit: whole.optional(), page: filled.optional() },
    (params, { account }) => {
      const matches = searchTest(params.query);
      const found = [...account.books.prices.values()].filter(matches);
      return searchPage(found, '/v1/prices/search', params.limit, params.page);
    },
  ),
  endpoint('GET', '/v1/prices/{id}', {}, (_, { account, ids }) => priceOf(account, ids('id'))),
  endpoint(
    'POST',
    '/v1/prices/{id}',
    { ...shared, ...unused<Stripe.PriceUpdateParams>('currency_options') },
    (params, { account, ids }) => {
      const price = priceOf(account, ids('id'));
      if (params.lookup_key !== price.lookup_key)
        takeLookupKey(account, params.lookup_key, params.transfer_lookup_key === true);
      return account.change('price.updated', price, () => {
        if (params.active !== undefined) price.active = params.active;
        if (params.lookup_key !== undefined) price.lookup_key = params.lookup_key || null;
        if (params.metadata !== undefined) price.metadata = mergedMetadata(price.metadata, params.metadata);
        if (params.nickname !== undefined) price.nickname = params.nickname || null;
        if (params.tax_behavior !== undefined) price.tax_behavior = params.tax_behavior;
      });
    },
  ),
  endpoint(
    'GET',
    '/v1/prices',
    {
      ...paging,
      active: flag.optional(),
      created: when.optional(),
      currency: text.optional(),
      lookup_keys: z.array(text).max(10, 'You may only specify up to 10 lookup keys.').optional(),
      product: text.optional(),
      recurring: z
        .object({ interval: interval.optional(), usage_type: text.optional(), meter: text.optional() })
        .optional(),
      type: z.enum(['one_time', 'recurring']).optional(),
    },
    (params, { account }) => {
      const found = [...account.books.prices.values()].filter(
        (each) =>
          (params.active === undefined || each.active === params.active) &&
          (params.currency === undefined || each.currency === params.currency) &&
          (params.lookup_keys === undefined ||
            (each.lookup_key !== null && params.lookup_keys.includes(each.lookup_key))) &&
          (params.product === undefined || each.product === params.product) &&
          (params.recurring?.interval === undefined || each.recurring?.interval === params.recurring.interval) &&
          (params.type === undefined || each.type === params.type) &&
          isWithin(each.created, params.created),
      );
      return pageOf(found, '/v1/prices', params);
    },
  ),
];
