import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import { cancelNow } from '../life/ending.js';
import { addCustomer, customerShape, writeCustomer } from '../make/customer.js';
import { methodToUse } from '../make/payment-method.js';
import { addTaxId, taxIdShape } from '../make/tax-id.js';
import { customerOf } from '../state/lookup.js';
import { pageOf, searchPage } from '../wire/lists.js';
import { filled, isWithin, paging, text, when, whole } from '../wire/params.js';
import { searchTest } from '../wire/search-query.js';

export const customerEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST',
    '/v1/customers',
    {
      ...customerShape,
      payment_method: filled.optional(),
      tax_id_data: z.array(taxIdShape).optional(),
      test_clock: text.optional(),
    },
    (params, { account }) => {
      const customer = addCustomer(account, params);
      for (const each of params.tax_id_data ?? []) addTaxId(account, customer.id, each);
      if (params.payment_method !== undefined) methodToUse(account, params.payment_method, customer.id);
      return customer;
    },
  ),
  endpoint(
    'GET',
    '/v1/customers/search',
    { query: filled, limit: whole.optional(), page: filled.optional() },
    (params, { account }) => {
      const matches = searchTest(params.query);
      const found = [...account.books.customers.values()].filter(matches);
      return searchPage(found, '/v1/customers/search', params.limit, params.page);
    },
  ),
  endpoint('GET', '/v1/customers/{id}', {}, (_, { account, ids }) => {
    const id = ids('id');
    return account.books.deletedCustomers.has(id) ? { id, object: 'customer', deleted: true } : customerOf(account, id);
  }),
  endpoint('POST', '/v1/customers/{id}', customerShape, (params, { account, ids }) => {
    const customer = customerOf(account, ids('id'));
    return account.change('customer.updated', customer, () => writeCustomer(account, customer, params));
  }),
  endpoint('DELETE', '/v1/customers/{id}', {}, (_, { account, ids }) => {
    const customer = customerOf(account, ids('id'));
    for (const each of account.books.subscriptionsOf(customer.id)) {
      if (!['canceled', 'incomplete_expired'].includes(each.status)) cancelNow(account, each, 'cancellation_requested');
    }
    account.books.customers.delete(customer.id);
    account.books.deletedCustomers.add(customer.id);
    account.record('customer.deleted', customer);
    return { id: customer.id, object: 'customer', deleted: true };
  }),
  endpoint(
    'GET',
    '/v1/customers',
    { ...paging, email: text.optional(), created: when.optional(), test_clock: text.optional() },
    (params, { account }) => {
      const found = [...account.books.customers.values()].filter(
        (each) => (params.email === undefined || each.email === params.email) && isWithin(each.created, params.created),
      );
      return pageOf(found, '/v1/customers', params);
    },
  ),
  endpoint(
    'GET',
    '/v1/customers/{id}/payment_methods',
    { ...paging, type: text.optional(), allow_redisplay: text.optional() },
    (params, { account, ids }) => {
      const { id } = customerOf(account, ids('id'));
      const found = account.books.methodsOf(id).filter(({ type }) => params.type === undefined || type === params.type);
      return pageOf(found, `/v1/customers/${id}/payment_methods`, params);
    },
  ),
];
