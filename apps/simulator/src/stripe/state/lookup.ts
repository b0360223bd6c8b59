import { invalidRequest, noSuch, noSuchParam } from '../wire/fault.js';
import type { Customer, Invoice, PaymentMethod, Price, Product, Subscription } from '../wire/objects.js';
import type { Account } from './account.js';

/** The objects that a path names; 404 where there is none. */
export const customerOf = ({ books }: Account, id: string): Customer => there(books.customers, 'customer', id);
export const productOf = ({ books }: Account, id: string): Product => there(books.products, 'product', id);
export const priceOf = ({ books }: Account, id: string): Price => there(books.prices, 'price', id);
export const methodOf = ({ books }: Account, id: string): PaymentMethod =>
  there(books.paymentMethods, 'PaymentMethod', id);
export const subscriptionOf = ({ books }: Account, id: string): Subscription =>
  there(books.subscriptions, 'subscription', id);
export const invoiceOf = ({ books }: Account, id: string): Invoice => there(books.invoices, 'invoice', id);

/** The object that a parameter names; 400 where there is none. */
export function named<T>(map: ReadonlyMap<string, T>, kind: string, id: string, param: string): T {
  const found = map.get(id);
  if (found === undefined) throw noSuchParam(kind, id, param);
  return found;
}

/** A price that a line names: there, in use, recurring. */
export function recurringPrice({ books }: Account, id: string, param: string): Price {
  const price = named(books.prices, 'price', id, param);
  if (!price.active) {
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', undefined, param);
  }
  if (price.recurring === null) {
    throw invalidRequest('This field only accepts prices with `type=recurring`.', undefined, param);
  }
  return price;
}

function there<T>(map: ReadonlyMap<string, T>, kind: string, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw noSuch(kind, id);
  return found;
}
