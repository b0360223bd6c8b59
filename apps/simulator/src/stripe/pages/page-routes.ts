import type { Route } from '../../http/router.js';
import type { Account } from '../state/account.js';
import { payCheckout, showCheckout } from './checkout-page.js';

/** The pages that a browser is sent to. */
export function pageRoutes(account: Account): Route[] {
  return [
    { method: 'GET', path: '/c/pay/{id}', handle: (exchange) => showCheckout(exchange, account) },
    { method: 'POST', path: '/c/pay/{id}', handle: (exchange) => payCheckout(exchange, account) },
  ];
}
