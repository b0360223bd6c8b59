import type { Exchange } from '../../http/exchange.js';
import { lastPeriodEnd } from '../life/ending.js';
import { passTime } from '../life/passage.js';
import type { Account } from '../state/account.js';
import type { Customer, Invoice, PortalConfiguration, PortalSession, Price, Subscription } from '../wire/objects.js';
import { cardFields, faultBox } from './card-fields.js';
import { faultWords } from './checkout-page.js';
import { day, fieldsOf, html, languageOf, money, page, seeOther, sendPage, type Language } from './layout.js';
import { actInPortal, offeredPrices, type PortalView } from './portal-actions.js';
import { PORTAL_WORDS } from './portal-words.js';

/** A link of the portal holds this long. */
const VALID_SECONDS = 3600;

/** `GET /p/session/{id}`: subscription, cards, invoices. */
export function showPortal(exchange: Exchange, account: Account): void {
  passTime(account, account.now);
  const view = viewOf(exchange, account);
  const language = languageOf(exchange, view?.session.locale);
  if (view === undefined) return sendGone(exchange, language);
  sendPage(exchange, 200, portalPage(account, view, language, { done: exchange.url.searchParams.get('done') }));
}

/** `POST /p/session/{id}/{action}`: does it, and shows the page again. */
export async function changeInPortal(exchange: Exchange, account: Account): Promise<void> {
  const fields = await fieldsOf(exchange);
  passTime(account, account.now);
  const view = viewOf(exchange, account);
  const language = languageOf(exchange, view?.session.locale, fields.get('lang') ?? undefined);
  if (view === undefined) return sendGone(exchange, language);
  let done: string;
  try {
    done = actInPortal(account, view, { action: exchange.param('action'), fields, language });
  } catch (error) {
    const fault = faultWords(error, language);
    return sendPage(exchange, 402, portalPage(account, view, language, { fault }));
  }
  seeOther(exchange, `/p/session/${view.session.id}?lang=${language}&done=${done}`);
}

function viewOf(exchange: Exchange, { books, now }: Account): PortalView | undefined {
  const session: PortalSession | undefined = books.portalSessions.get(exchange.param('id'));
  const customer = books.customers.get(session?.customer ?? '');
  const configuration = books.portalConfigurations.get(session?.configuration ?? '');
  if (session === undefined || customer === undefined || configuration === undefined) return undefined;
  if (session.created + VALID_SECONDS < now) return undefined;
  const subscription = books.subscriptionsOf(customer.id).findLast(({ status }) => !/canceled|expired/.test(status));
  return { session, customer, configuration, subscription };
}

function sendGone(exchange: Exchange, language: Language): void {
  const [title, words] = PORTAL_WORDS[language].gone;
  sendPage(exchange, 404, page(language, title, `<h1>${title}</h1><p>${words}</p>`, { self: exchange.url.pathname }));
}

interface Shown {
  readonly fault?: string;
  readonly done?: string | null;
}

function portalPage(account: Account, view: PortalView, language: Language, { fault, done }: Shown): string {
  const words = PORTAL_WORDS[language];
  const { session, customer, configuration, subscription } = view;
  const said = new Map<string, string>(Object.entries(words.done)).get(done ?? '');
  const note = said === undefined ? '' : `<p class="done" role="status">${said}</p>`;
  const back = session.return_url === null ? undefined : { url: session.return_url, label: words.back };
  const form = (action: string, inner: string): string =>
    `<form method="post" action="/p/session/${session.id}/${action}"><input type="hidden" name="lang" value="${language}">${inner}</form>`;
  const parts = [
    `<h1>${words.title}</h1>${faultBox(fault)}${note}`,
    subscription === undefined ? `<p>${words.none}</p>` : subscriptionPart(account, view, subscription, language, form),
    methodsPart(account, customer, configuration, language, form),
    detailsPart(customer, configuration, language, form),
    configuration.features.invoice_history.enabled ? invoicesPart(account, customer, language) : '',
  ];
  return page(language, words.title, parts.join('\n'), { self: `/p/session/${session.id}`, back });
}

type Form = (action: string, inner: string) => string;

function subscriptionPart(
  account: Account,
  { configuration }: PortalView,
  subscription: Subscription,
  language: Language,
  form: Form,
): string {
  const words = PORTAL_WORDS[language];
  const { subscription_cancel: cancel, subscription_update: update } = configuration.features;
  const end = subscription.cancel_at ?? lastPeriodEnd(subscription);
  const ending = subscription.cancel_at !== null || subscription.cancel_at_period_end;
  const items = subscription.items.data.map(
    ({ price }) => `<tr><td>${html(nameOf(account, price))}</td><td>${priceWords(price, language)}</td></tr>`,
  );
  const status = new Map<string, string>(Object.entries(words.status)).get(subscription.status) ?? subscription.status;
  const button = ending
    ? form('resume', `<button type="submit">${words.resume}</button>`)
    : cancel.enabled
      ? form(
          'cancel',
          `<p class="note">${words.cancelNote(day(end, language))}</p><button class="danger" type="submit">${words.cancel}</button>`,
        )
      : '';
  const others = offeredPrices(account, configuration, subscription);
  const options = others.map(
    (each) => `<option value="${each.id}">${html(nameOf(account, each))}, ${priceWords(each, language)}</option>`,
  );
  const change =
    update.enabled && others.length > 0
      ? `<h2>${words.change}</h2>${form('change', `<label for="price">${words.newPlan}</label><select id="price" name="price">${options.join('')}</select><button class="plain" type="submit">${words.confirmChange}</button>`)}`
      : '';
  return `<p><strong>${status}</strong>. ${ending ? words.ends(day(end, language)) : words.renews(day(end, language))}</p>
<table>${items.join('')}</table>${button}${change}`;
}

function methodsPart(
  { books }: Account,
  customer: Customer,
  { features }: PortalConfiguration,
  language: Language,
  form: Form,
): string {
  const words = PORTAL_WORDS[language];
  const standard = customer.invoice_settings.default_payment_method;
  const rows = books.methodsOf(customer.id).map(({ id, card }) => {
    const expiry = `${String(card?.exp_month ?? 0).padStart(2, '0')}/${card?.exp_year ?? ''}`;
    const mark = id === standard ? ` (${words.standard})` : '';
    return `<tr><td>${html(card?.brand ?? '')} •••• ${html(card?.last4 ?? '')}${mark}</td><td>${words.expires} ${expiry}</td></tr>`;
  });
  const list = rows.length === 0 ? `<p>${words.noMethod}</p>` : `<table>${rows.join('')}</table>`;
  const add = features.payment_method_update.enabled
    ? form('card', `${cardFields(language)}<button class="plain" type="submit">${words.addCard}</button>`)
    : '';
  return `<h2>${words.methods}</h2>${list}${add}`;
}

function detailsPart(customer: Customer, { features }: PortalConfiguration, language: Language, form: Form): string {
  const { enabled, allowed_updates: allowed } = features.customer_update;
  if (!enabled || !allowed.includes('email')) return '';
  const words = PORTAL_WORDS[language];
  const field = `<label for="email">${words.email}</label><input id="email" name="email" type="email" autocomplete="email" value="${html(customer.email ?? '')}">`;
  return `<h2>${words.details}</h2>${form('details', `${field}<button class="plain" type="submit">${words.save}</button>`)}`;
}

function invoicesPart({ books }: Account, customer: Customer, language: Language): string {
  const words = PORTAL_WORDS[language];
  const own = [...books.invoices.values()].filter((each) => each.customer === customer.id && each.status !== 'draft');
  const rows = own.toReversed().map((each: Invoice) => {
    const status = new Map<string, string>(Object.entries(words.invoiceStatus)).get(each.status ?? '') ?? '';
    const amount = money(each.total, each.currency, language);
    return `<tr><td><a href="/i/${each.id}?lang=${language}">${html(each.number ?? '')}</a>, ${day(each.created, language)}, ${status}</td><td>${amount}</td></tr>`;
  });
  return `<h2>${words.invoices}</h2>${rows.length === 0 ? `<p>${words.noInvoice}</p>` : `<table>${rows.join('')}</table>`}`;
}

const nameOf = ({ books }: Account, { product }: Price): string => books.products.get(product)?.name ?? product;

function priceWords({ unit_amount: amount, currency, recurring }: Price, language: Language): string {
  const per = PORTAL_WORDS[language].per[recurring?.interval === 'year' ? 'year' : 'month'];
  return `${money(amount ?? 0, currency, language)} ${per}`;
}
