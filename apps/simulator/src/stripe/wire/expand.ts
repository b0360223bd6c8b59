import type { Account } from '../state/account.js';
import { invalidRequest } from './fault.js';
import { listOf } from './lists.js';

const MAX_DEPTH = 4;

/** A copy of an answer with what was asked for in full in the place of its id. */
export function expanded(answer: object, paths: readonly string[] | undefined, account: Account): object {
  const copy = structuredClone(answer);
  for (const path of paths ?? []) {
    const parts = path.split('.');
    if (parts.length > MAX_DEPTH + (parts[0] === 'data' ? 1 : 0)) {
      throw invalidRequest(`You cannot expand more than ${MAX_DEPTH} levels of a property.`, undefined, 'expand');
    }
    descend(copy, parts, path, account);
  }
  return copy;
}

function descend(holder: object, [name = '', ...rest]: readonly string[], path: string, account: Account): void {
  if (Array.isArray(holder)) {
    for (const each of holder) {
      if (typeof each === 'object' && each !== null) descend(each, [name, ...rest], path, account);
    }
    return;
  }
  const value = memberOf(holder, name, path, account);
  if (value === null || value === undefined) return;
  Reflect.set(holder, name, value);
  if (rest.length > 0 && typeof value === 'object') descend(value, rest, path, account);
}

function memberOf(holder: object, name: string, path: string, account: Account): unknown {
  const held = new Map(Object.entries(holder)).get(name) ?? included(holder, name, account);
  if (held === undefined) throw invalidRequest(`This property cannot be expanded (${path}).`, undefined, 'expand');
  if (typeof held === 'string') return inFull(held, path, account);
  if (Array.isArray(held))
    return held.map((each: unknown) => (typeof each === 'string' ? inFull(each, path, account) : each));
  return held;
}

function inFull(id: string, path: string, account: Account): object {
  const found = account.books.any(id);
  if (found !== undefined) return structuredClone(found);
  if (account.books.deletedCustomers.has(id)) return { id, object: 'customer', deleted: true };
  throw invalidRequest(`This property cannot be expanded (${path}).`, undefined, 'expand');
}

/** Members that are left out unless they are asked for. */
function included(holder: object, name: string, { books }: Account): unknown {
  if (name in holder) return null;
  const { id, object } = { id: '', object: '', ...holder };
  if (object === 'customer' && name === 'tax_ids') {
    const own = [...books.taxIds.values()].filter((each) => each.customer === id);
    return structuredClone(listOf(own, `/v1/customers/${id}/tax_ids`));
  }
  if (object === 'customer' && name === 'subscriptions') {
    const live = books.subscriptionsOf(id).filter(({ status }) => status !== 'canceled');
    return structuredClone(listOf(live.toReversed(), `/v1/customers/${id}/subscriptions`));
  }
  if (object === 'checkout.session' && name === 'line_items') {
    const items = books.checkoutPlans.get(id)?.items ?? [];
    return structuredClone(listOf([...items], `/v1/checkout/sessions/${id}/line_items`));
  }
  if (object === 'invoice' && name === 'payments') {
    const own = [...books.invoicePayments.values()].filter(({ invoice }) => invoice === id);
    return structuredClone(listOf(own, `/v1/invoice_payments?invoice=${id}`));
  }
  return undefined;
}
