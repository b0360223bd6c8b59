import type { Stripe } from 'stripe';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import { addPrice, recurringShape } from '../make/price.js';
import { addProduct, productShape, writeProduct } from '../make/product.js';
import { priceOf, productOf } from '../state/lookup.js';
import { invalidRequest } from '../wire/fault.js';
import { pageOf, searchPage } from '../wire/lists.js';
import { filled, flag, isWithin, metadata, paging, text, unused, when, whole } from '../wire/params.js';
import { searchTest } from '../wire/search-query.js';

const defaultPrice = z.object({
  currency: filled,
  unit_amount: whole,
  recurring: recurringShape.optional(),
  tax_behavior: text.optional(),
  metadata: metadata.optional(),
});

export const productEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST',
    '/v1/products',
    {
      ...productShape,
      name: filled,
      id: filled.optional(),
      type: text.optional(),
      default_price_data: defaultPrice.optional(),
    },
    (params, { account }) => {
      const product = addProduct(account, params);
      if (params.default_price_data !== undefined) {
        product.default_price = addPrice(account, product, params.default_price_data).id;
      }
      return product;
    },
  ),
  endpoint(
    'GET',
    '/v1/products/search',
    { query: filled, limit: whole.optional(), page: filled.optional() },
    (params, { account }) => {
      const matches = searchTest(params.query);
      const found = [...account.books.products.values()].filter(matches);
      return searchPage(found, '/v1/products/search', params.limit, params.page);
    },
  ),
  endpoint('GET', '/v1/products/{id}', {}, (_, { account, ids }) => productOf(account, ids('id'))),
  endpoint(
    'POST',
    '/v1/products/{id}',
    { ...productShape, name: filled.optional(), default_price: text.optional() },
    (params, { account, ids }) => {
      const product = productOf(account, ids('id'));
      return account.change('product.updated', product, () => {
        writeProduct(account, product, params);
        if (params.name !== undefined) product.name = params.name;
        if (params.default_price !== undefined) product.default_price = priceOf(account, params.default_price).id;
      });
    },
  ),
  endpoint('DELETE', '/v1/products/{id}', {}, (_, { account, ids }) => {
    const { id } = productOf(account, ids('id'));
    if ([...account.books.prices.values()].some(({ product }) => product === id)) {
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
    }
    account.books.products.delete(id);
    return { id, object: 'product', deleted: true };
  }),
  endpoint(
    'GET',
    '/v1/products',
    {
      ...paging,
      active: flag.optional(),
      ids: z.array(text).optional(),
      created: when.optional(),
      ...unused<Stripe.ProductListParams>('shippable', 'type', 'url'),
    },
    (params, { account }) => {
      const found = [...account.books.products.values()].filter(
        (each) =>
          (params.active === undefined || each.active === params.active) &&
          (params.ids === undefined || params.ids.includes(each.id)) &&
          isWithin(each.created, params.created),
      );
      return pageOf(found, '/v1/products', params);
    },
  ),
];
