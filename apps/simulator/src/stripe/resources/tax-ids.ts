import { endpoint, type Endpoint } from '../endpoint.js';
import { addTaxId, taxIdsOf } from '../make/tax-id.js';
import type { Account } from '../state/account.js';
import { customerOf } from '../state/lookup.js';
import { noSuch } from '../wire/fault.js';
import { pageOf } from '../wire/lists.js';
import type { TaxId } from '../wire/objects.js';
import { filled, paging } from '../wire/params.js';

export const taxIdEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/customers/{customer}/tax_ids', { type: filled, value: filled }, (params, { account, ids }) =>
    addTaxId(account, customerOf(account, ids('customer')).id, params),
  ),
  endpoint('GET', '/v1/customers/{customer}/tax_ids', paging, (params, { account, ids }) => {
    const { id } = customerOf(account, ids('customer'));
    return pageOf(taxIdsOf(account, id), `/v1/customers/${id}/tax_ids`, params);
  }),
  endpoint('GET', '/v1/customers/{customer}/tax_ids/{id}', {}, (_, { account, ids }) =>
    taxIdOf(account, ids('customer'), ids('id')),
  ),
  endpoint('DELETE', '/v1/customers/{customer}/tax_ids/{id}', {}, (_, { account, ids }) => {
    const found = taxIdOf(account, ids('customer'), ids('id'));
    account.books.taxIds.delete(found.id);
    account.record('customer.tax_id.deleted', found);
    return { id: found.id, object: 'tax_id', deleted: true };
  }),
];

function taxIdOf(account: Account, customer: string, id: string): TaxId {
  const found = account.books.taxIds.get(id);
  if (found === undefined || found.customer !== customer) throw noSuch('tax_id', id);
  return found;
}
