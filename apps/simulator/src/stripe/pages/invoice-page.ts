import type { Exchange } from '../../http/exchange.js';
import { receiveTransfer } from '../life/checkout.js';
import { passTime } from '../life/passage.js';
import { addCard, attach } from '../make/payment-method.js';
import { payInvoice } from '../resources/invoices.js';
import type { Account } from '../state/account.js';
import type { Invoice } from '../wire/objects.js';
import { cardFields, faultBox, PageFault, readCard } from './card-fields.js';
import { faultWords } from './checkout-page.js';
import { day, fieldsOf, html, languageOf, money, page, seeOther, sendPage, type Language } from './layout.js';
import { simplePdf } from './simple-pdf.js';

const WORDS = {
  fr: {
    title: (number: string): string => `Facture ${number}`,
    gone: 'Facture inconnue',
    from: 'De',
    to: 'À',
    date: 'Date',
    due: 'Échéance',
    subtotal: 'Sous-total',
    tax: 'TVA',
    total: 'Total',
    toPay: 'Reste à payer',
    paid: 'Cette facture est payée.',
    status: { void: 'Cette facture est annulée.', uncollectible: 'Cette facture est abandonnée.', draft: 'Brouillon.' },
    pay: 'Payer par carte',
    transfer: 'Virement bancaire',
    iban: 'Virez le montant sur cet IBAN fictif, avec le numéro de la facture en référence :',
    arrive: 'Simuler la réception du virement',
    card: 'Le numéro de carte manque.',
    pdf: 'Télécharger en PDF',
  },
  en: {
    title: (number: string): string => `Invoice ${number}`,
    gone: 'Unknown invoice',
    from: 'From',
    to: 'To',
    date: 'Date',
    due: 'Due',
    subtotal: 'Subtotal',
    tax: 'VAT',
    total: 'Total',
    toPay: 'Amount due',
    paid: 'This invoice is paid.',
    status: { void: 'This invoice is void.', uncollectible: 'This invoice is given up.', draft: 'Draft.' },
    pay: 'Pay by card',
    transfer: 'Bank transfer',
    iban: 'Transfer the amount to this fictitious IBAN, with the invoice number as reference:',
    arrive: 'Simulate the arrival of the transfer',
    card: 'The card number is missing.',
    pdf: 'Download as PDF',
  },
} as const;

/** `GET /i/{id}`: the hosted page of an invoice, where an open one is paid. */
export function showInvoice(exchange: Exchange, account: Account): void {
  passTime(account, account.now);
  const invoice = account.books.invoices.get(exchange.param('id'));
  const language = languageOf(exchange, null);
  if (invoice === undefined) return sendGone(exchange, language);
  sendPage(exchange, 200, invoicePage(invoice, language));
}

/** `POST /i/{id}`: pays by card, or lets the transfer arrive. */
export async function payOnPage(exchange: Exchange, account: Account): Promise<void> {
  const fields = await fieldsOf(exchange);
  passTime(account, account.now);
  const invoice = account.books.invoices.get(exchange.param('id'));
  const language = languageOf(exchange, null, fields.get('lang') ?? undefined);
  if (invoice === undefined) return sendGone(exchange, language);
  try {
    if (fields.get('method') === 'customer_balance') receiveTransfer(account, invoice);
    else payByCard(account, invoice, fields, language);
  } catch (error) {
    return sendPage(exchange, 402, invoicePage(invoice, language, faultWords(error, language)));
  }
  seeOther(exchange, `/i/${invoice.id}?lang=${language}`);
}

/** `GET /i/{id}/pdf`: one page with the same lines. */
export function sendInvoicePdf(exchange: Exchange, account: Account): void {
  const invoice = account.books.invoices.get(exchange.param('id'));
  const language = languageOf(exchange, null);
  if (invoice === undefined || invoice.number === null) return sendGone(exchange, language);
  const words = WORDS[language];
  const amount = (cents: number): string => money(cents, invoice.currency, language);
  const lines = [
    words.title(invoice.number),
    `${words.date} : ${day(invoice.created, language)}`,
    `${words.to} : ${invoice.customer_name ?? invoice.customer_email ?? invoice.customer ?? ''}`,
    ...invoice.lines.data.map((line) => `${line.description ?? ''} : ${amount(line.amount)}`),
    `${words.total} : ${amount(invoice.total)}`,
  ];
  exchange.send(200, simplePdf(lines), { 'content-type': 'application/pdf' });
}

function payByCard(account: Account, invoice: Invoice, fields: URLSearchParams, language: Language): void {
  const card = readCard(fields, language, account.now);
  if (card === null) throw new PageFault(WORDS[language].card);
  const method = addCard(account, card);
  try {
    attach(account, method, invoice.customer ?? '');
    payInvoice(account, invoice, method, true);
  } catch (error) {
    account.books.paymentMethods.delete(method.id);
    throw error;
  }
  const customer = account.books.customers.get(invoice.customer ?? '');
  const subscription = account.books.subscriptions.get(invoice.parent?.subscription_details?.subscription ?? '');
  if (customer !== undefined) customer.invoice_settings.default_payment_method = method.id;
  if (subscription !== undefined) {
    account.changeSubscription(subscription, () => {
      subscription.default_payment_method = method.id;
    });
  }
}

function sendGone(exchange: Exchange, language: Language): void {
  const { gone } = WORDS[language];
  sendPage(exchange, 404, page(language, gone, `<h1>${gone}</h1>`, { self: exchange.url.pathname }));
}

const row = (name: string, value: string): string => `<tr><td>${name}</td><td>${value}</td></tr>`;

function invoicePage(invoice: Invoice, language: Language, fault?: string): string {
  const words = WORDS[language];
  const title = words.title(invoice.number ?? '');
  const amount = (cents: number): string => money(cents, invoice.currency, language);
  const facts = [
    row(words.from, html(invoice.account_name ?? '')),
    row(words.to, html(invoice.customer_name ?? invoice.customer_email ?? invoice.customer ?? '')),
    row(words.date, day(invoice.created, language)),
    invoice.due_date === null ? '' : row(words.due, day(invoice.due_date, language)),
  ];
  const lines = invoice.lines.data.map((line) => row(html(line.description ?? ''), amount(line.amount)));
  const tax = (invoice.total_taxes ?? []).reduce((sum, each) => sum + each.amount, 0);
  const totals = [
    row(words.subtotal, amount(invoice.subtotal)),
    (invoice.total_taxes ?? []).length === 0 ? '' : row(words.tax, amount(tax)),
    row(`<strong>${words.total}</strong>`, `<strong>${amount(invoice.total)}</strong>`),
    row(words.toPay, amount(invoice.amount_remaining)),
  ];
  const body = `<h1>${html(title)}</h1>${faultBox(fault)}<table>${facts.join('')}</table><table>${lines.join('')}</table><table>${totals.join('')}</table>
<p><a href="/i/${invoice.id}/pdf?lang=${language}">${words.pdf}</a></p>${payPart(invoice, language)}`;
  return page(language, title, body, { self: `/i/${invoice.id}` });
}

function payPart(invoice: Invoice, language: Language): string {
  const words = WORDS[language];
  if (invoice.status === 'paid') return `<p class="done" role="status">${words.paid}</p>`;
  if (invoice.status !== 'open') {
    return `<p>${new Map<string, string>(Object.entries(words.status)).get(invoice.status ?? '') ?? ''}</p>`;
  }
  const form = (inner: string): string =>
    `<form method="post" action="/i/${invoice.id}"><input type="hidden" name="lang" value="${language}">${inner}</form>`;
  const byTransfer =
    invoice.collection_method === 'send_invoice'
      ? `<h2>${words.transfer}</h2><p>${words.iban} <code>FR76 3000 6000 0112 3456 7890 189</code></p>${form(`<input type="hidden" name="method" value="customer_balance"><button class="plain" type="submit">${words.arrive}</button>`)}`
      : '';
  return `<h2>${words.pay}</h2>${form(`${cardFields(language)}<button type="submit">${words.pay}</button>`)}${byTransfer}`;
}
