import type { Route } from '../../http/router.js';
import type { Account } from '../state/account.js';
import { payCheckout, showCheckout } from './checkout-page.js';
import { payOnPage, sendInvoicePdf, showInvoice } from './invoice-page.js';
import { changeInPortal, showPortal } from './portal-page.js';

/** The pages that a browser is sent to. */
export function pageRoutes(account: Account): Route[] {
  return [
    { method: 'GET', path: '/c/pay/{id}', handle: (exchange) => showCheckout(exchange, account) },
    { method: 'POST', path: '/c/pay/{id}', handle: (exchange) => payCheckout(exchange, account) },
    { method: 'GET', path: '/p/session/{id}', handle: (exchange) => showPortal(exchange, account) },
    { method: 'POST', path: '/p/session/{id}/{action}', handle: (exchange) => changeInPortal(exchange, account) },
    { method: 'GET', path: '/i/{id}', handle: (exchange) => showInvoice(exchange, account) },
    { method: 'POST', path: '/i/{id}', handle: (exchange) => payOnPage(exchange, account) },
    { method: 'GET', path: '/i/{id}/pdf', handle: (exchange) => sendInvoicePdf(exchange, account) },
  ];
}
