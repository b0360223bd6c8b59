import type { Exchange } from '../../http/exchange.js';
import { completeCheckout, type Buyer } from '../life/checkout.js';
import { totalsWithTax } from '../life/checkout-totals.js';
import { passTime } from '../life/passage.js';
import type { Account } from '../state/account.js';
import { StripeFault } from '../wire/fault.js';
import type { CheckoutSession } from '../wire/objects.js';
import { cardFields, declineWords, faultBox, PageFault, readCard } from './card-fields.js';
import { CHECKOUT_WORDS, COUNTRIES } from './checkout-words.js';
import { day, fieldsOf, html, languageOf, money, page, seeOther, sendPage, type Language } from './layout.js';

/** `GET /c/pay/{id}`: what is bought, and a form to pay it. */
export function showCheckout(exchange: Exchange, account: Account): void {
  passTime(account, account.now);
  const session = account.books.sessions.get(exchange.param('id'));
  const language = languageOf(exchange, session?.locale);
  if (session === undefined || session.status !== 'open') return sendClosed(exchange, session, language);
  sendPage(exchange, 200, checkoutPage(account, session, language, new URLSearchParams()));
}

/** `POST /c/pay/{id}`: pays, and goes back to whoever sells; a refusal shows the page again. */
export async function payCheckout(exchange: Exchange, account: Account): Promise<void> {
  const fields = await fieldsOf(exchange);
  passTime(account, account.now);
  const session = account.books.sessions.get(exchange.param('id'));
  const language = languageOf(exchange, session?.locale, fields.get('lang') ?? undefined);
  if (session === undefined || session.status !== 'open') return sendClosed(exchange, session, language);
  try {
    completeCheckout(account, session, buyerOf(account, session, fields, language));
  } catch (error) {
    const fault = faultWords(error, language);
    return sendPage(exchange, 402, checkoutPage(account, session, language, fields, fault));
  }
  seeOther(exchange, (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id));
}

/** What a page says of a fault; what is no fault of the form goes on. */
export function faultWords(error: unknown, language: Language): string {
  if (error instanceof PageFault) return error.message;
  if (error instanceof StripeFault) {
    return declineWords(error.message, [error.error.decline_code, error.error.code], language);
  }
  throw error;
}

function buyerOf(account: Account, session: CheckoutSession, fields: URLSearchParams, language: Language): Buyer {
  const words = CHECKOUT_WORDS[language];
  const customer = account.books.customers.get(session.customer ?? '');
  const email = (fields.get('email') ?? customer?.email ?? session.customer_email ?? '').trim();
  if (customer === undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) throw new PageFault(words.faults.email);
  const country = fields.get('country') ?? 'FR';
  if (!COUNTRIES.some(({ code }) => code === country)) throw new PageFault(words.faults.country);
  const transfer = fields.get('method') === 'customer_balance';
  const card = transfer ? null : readCard(fields, language, account.now);
  if (!transfer && card === null && needsCard(account, session)) throw new PageFault(words.faults.card);
  return {
    email,
    name: (fields.get('name') ?? '').trim(),
    country,
    vatNumber: (fields.get('vat_number') ?? '').trim(),
    card,
    transfer,
  };
}

const needsCard = ({ books }: Account, session: CheckoutSession): boolean =>
  session.payment_method_collection !== 'if_required' || books.checkoutPlans.get(session.id)?.trialEnd === null;

function sendClosed(exchange: Exchange, session: CheckoutSession | undefined, language: Language): void {
  const words = CHECKOUT_WORDS[language];
  const [title, text] = session?.status === 'complete' ? words.complete : words.gone;
  const url = session?.status === 'complete' ? session.success_url : session?.cancel_url;
  const link = url
    ? `<p><a href="${html(url.replaceAll('{CHECKOUT_SESSION_ID}', session?.id ?? ''))}">${words.goBack}</a></p>`
    : '';
  sendPage(
    exchange,
    session === undefined ? 404 : 410,
    page(language, title, `<h1>${title}</h1><p>${text}</p>${link}`, { self: exchange.url.pathname }),
  );
}

function checkoutPage(
  account: Account,
  session: CheckoutSession,
  language: Language,
  typed: URLSearchParams,
  fault?: string,
): string {
  const words = CHECKOUT_WORDS[language];
  const back = session.cancel_url === null ? undefined : { url: session.cancel_url, label: words.goBack };
  const body = `<h1>${words.title}</h1>${faultBox(fault)}${summary(account, session, language)}
<form method="post" action="?lang=${language}"><input type="hidden" name="lang" value="${language}">
${contactFields(account, session, language, typed)}${methodFields(session, language)}
<button type="submit">${session.amount_total === 0 ? words.startTrial : words.pay}</button></form>`;
  return page(language, words.title, body, { self: `/c/pay/${session.id}`, back });
}

function summary(account: Account, session: CheckoutSession, language: Language): string {
  const words = CHECKOUT_WORDS[language];
  const plan = account.books.checkoutPlans.get(session.id);
  const currency = session.currency ?? 'eur';
  const rows = (plan?.items ?? []).map(({ description, price, quantity }) => {
    const each = money(price?.unit_amount ?? 0, currency, language);
    const per = words.per[price?.recurring?.interval === 'year' ? 'year' : 'month'];
    return `<tr><td>${html(description ?? '')}${quantity === 1 ? '' : ` × ${quantity}`}</td><td>${each} ${per}</td></tr>`;
  });
  const customer = account.books.customers.get(session.customer ?? '');
  const { tax, total } =
    customer === undefined ? { tax: 0, total: session.amount_total ?? 0 } : totalsWithTax(account, session, customer);
  const taxRow = session.automatic_tax.enabled
    ? `<tr><td>${words.tax}</td><td>${(customer?.address ?? null) === null ? words.taxLater : money(tax, currency, language)}</td></tr>`
    : '';
  const trialEnd = plan?.trialEnd ?? null;
  const trial = trialEnd === null ? '' : `<p>${words.trialUntil(day(trialEnd, language))}</p>`;
  return `<table>${rows.join('')}${taxRow}<tr><th>${words.dueNow}</th><th>${money(total, currency, language)}</th></tr></table>${trial}`;
}

function contactFields(account: Account, session: CheckoutSession, language: Language, typed: URLSearchParams): string {
  const words = CHECKOUT_WORDS[language];
  const customer = account.books.customers.get(session.customer ?? '');
  const value = (name: string, otherwise: string | null | undefined): string =>
    html(typed.get(name) ?? otherwise ?? '');
  const country = typed.get('country') ?? customer?.address?.country ?? 'FR';
  const options = COUNTRIES.map(
    ({ code, ...names }) => `<option value="${code}"${code === country ? ' selected' : ''}>${names[language]}</option>`,
  );
  const known = customer?.email ?? null;
  const email =
    known === null
      ? `<label for="email">${words.email}</label><input id="email" name="email" type="email" autocomplete="email" value="${value('email', session.customer_email)}">`
      : `<p>${words.email} : ${html(known)}</p>`;
  const vat =
    session.tax_id_collection?.enabled === true
      ? `<label for="vat">${words.vatNumber}</label><input id="vat" name="vat_number" value="${value('vat_number', '')}" placeholder="FR40303265045">`
      : '';
  return `${email}<label for="name">${words.name}</label><input id="name" name="name" autocomplete="organization" value="${value('name', customer?.name)}">
<label for="country">${words.country}</label><select id="country" name="country" autocomplete="country">${options.join('')}</select>${vat}`;
}

function methodFields({ payment_method_types: types }: CheckoutSession, language: Language): string {
  const words = CHECKOUT_WORDS[language];
  if (!types.includes('customer_balance')) {
    return `<input type="hidden" name="method" value="card">${cardFields(language)}`;
  }
  return `<fieldset><legend>${words.method}</legend><label class="choice"><input type="radio" name="method" value="card" checked>${words.byCard}</label>
<label class="choice"><input type="radio" name="method" value="customer_balance">${words.byTransfer}</label></fieldset>${cardFields(language)}`;
}
