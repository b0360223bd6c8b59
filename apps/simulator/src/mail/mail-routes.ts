import { notFound } from '../http/wire-error.js';
import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/router.js';
import { mailsPage } from './mail-page.js';
import { MailTray } from './mail-tray.js';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
/** What a mail says is somebody else's: shown, but nothing in it runs, loads or is sent. */
const CAGED = {
  ...HTML,
  'content-security-policy': "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'",
};

/** A tray and the routes that show it. */
export function mailbox(): { tray: MailTray; routes: Route[] } {
  const tray = new MailTray();
  return { tray, routes: mailRoutes(tray) };
}

/** The tray for people (a page, to those who accept HTML) and for tests (JSON, `?to=` narrows). */
function mailRoutes(tray: MailTray): Route[] {
  const path = '/_simulator/mails';
  return [
    {
      method: 'GET',
      path,
      handle(exchange) {
        const mails = tray.mails(exchange.url.searchParams.get('to'));
        if (!wantsPage(exchange)) return exchange.send(200, { data: mails });
        exchange.send(200, mailsPage(mails), HTML);
      },
    },
    {
      method: 'GET',
      path: `${path}/{id}`,
      handle(exchange) {
        const mail = tray.mails().find(({ id }) => String(id) === exchange.param('id'));
        if (mail === undefined) throw notFound('No such mail');
        if (!wantsPage(exchange)) return exchange.send(200, mail);
        exchange.send(200, mail.html, CAGED);
      },
    },
    {
      method: 'DELETE',
      path,
      handle(exchange) {
        tray.reset();
        exchange.send(204);
      },
    },
  ];
}

const wantsPage = (exchange: Exchange): boolean => exchange.header('accept')?.includes('text/html') === true;
