import { attach, addCard, type CardEntry } from '../make/payment-method.js';
import { addCustomer } from '../make/customer.js';
import { addTaxId, taxIdsOf } from '../make/tax-id.js';
import type { Account } from '../state/account.js';
import type { CheckoutPlan } from '../state/books.js';
import { customerOf, invoiceOf } from '../state/lookup.js';
import { invalidRequest } from '../wire/fault.js';
import type { CheckoutSession, Customer, Invoice, PaymentMethod, Subscription } from '../wire/objects.js';
import { wholeAddress } from '../wire/params.js';
import { begin } from './beginning.js';
import { refusalFault, refusalOf } from './cards.js';
import { intentOf, settle } from './collection.js';
import { totalsWithTax } from './checkout-totals.js';

export interface Buyer {
  readonly email: string;
  readonly name: string;
  readonly country: string;
  readonly vatNumber: string;
  /** null for a bank transfer, or where nothing has to be paid */
  readonly card: CardEntry | null;
  readonly transfer: boolean;
}

/** The buyer pays on the page: customer, subscription, first invoice, and the session is complete. */
export function completeCheckout(account: Account, session: CheckoutSession, buyer: Buyer): CheckoutSession {
  const plan = account.books.checkoutPlans.get(session.id);
  if (plan === undefined || session.status !== 'open') throw invalidRequest('This Checkout Session is no longer open.');
  const method = payingCard(account, session, plan, buyer);
  const customer = buyingCustomer(account, session, plan, buyer);
  if (method !== null) attach(account, method, customer.id);
  const subscription = subscribe(account, session, plan, { customer, method, transfer: buyer.transfer });
  const { tax, total } = totalsWithTax(account, session, customer);
  const invoice = invoiceOf(account, subscription.latest_invoice ?? '');
  Object.assign(session, {
    status: 'complete',
    url: null,
    customer: customer.id,
    subscription: subscription.id,
    invoice: invoice.id,
    amount_total: total,
    payment_status: paymentStatus(invoice),
  });
  session.total_details = { amount_discount: 0, amount_shipping: 0, amount_tax: tax };
  if (session.automatic_tax.enabled) session.automatic_tax.status = 'complete';
  session.customer_details = {
    address: wholeAddress({ country: buyer.country }),
    business_name: null,
    email: customer.email ?? buyer.email,
    individual_name: null,
    name: buyer.name || (customer.name ?? null),
    phone: null,
    tax_exempt: customer.tax_exempt ?? 'none',
    tax_ids: taxIdsOf(account, customer.id).map(({ type, value }) => ({ type, value })),
  };
  account.record('checkout.session.completed', session);
  return session;
}

/** Money of a bank transfer arrives for an open invoice. */
export function receiveTransfer(account: Account, invoice: Invoice): void {
  if (invoice.status !== 'open') throw invalidRequest(`Invoice is ${invoice.status}, not open.`);
  const intent = intentOf(account, invoice);
  Object.assign(intent, {
    status: 'succeeded',
    amount_received: intent.amount,
    payment_method_types: ['customer_balance'],
  });
  settle(account, invoice, intent);
  const session = sessionOfInvoice(account, invoice);
  if (session === undefined) return;
  session.payment_status = 'paid';
  account.record('checkout.session.async_payment_succeeded', session);
}

/** The transfer of a session will not come: its subscription ends unpaid. */
export function failTransfer(account: Account, invoice: Invoice): void {
  const session = sessionOfInvoice(account, invoice);
  if (session === undefined) throw invalidRequest('No unpaid Checkout Session has this invoice.');
  account.record('checkout.session.async_payment_failed', session);
}

const sessionOfInvoice = ({ books }: Account, { id }: Invoice): CheckoutSession | undefined =>
  [...books.sessions.values()].find((each) => each.invoice === id && each.payment_status === 'unpaid');

/** The card, once it is known that it pays. */
function payingCard(
  account: Account,
  session: CheckoutSession,
  plan: CheckoutPlan,
  buyer: Buyer,
): PaymentMethod | null {
  if (buyer.transfer) {
    if (!session.payment_method_types.includes('customer_balance')) throw invalidRequest('No bank transfer here.');
    return null;
  }
  if (buyer.card === null) {
    if (plan.trialEnd !== null && session.payment_method_collection === 'if_required') return null;
    throw invalidRequest('Missing required param: card.', 'parameter_missing', 'card');
  }
  const method = addCard(account, buyer.card, { email: buyer.email, name: buyer.name });
  const refusal = refusalOf(account, method, true);
  if (refusal === null) return method;
  account.books.paymentMethods.delete(method.id);
  throw refusalFault(refusal, method);
}

function buyingCustomer(account: Account, session: CheckoutSession, plan: CheckoutPlan, buyer: Buyer): Customer {
  const known = session.customer === null ? undefined : customerOf(account, session.customer);
  const place = { country: buyer.country };
  const customer =
    known ??
    addCustomer(account, { email: buyer.email, name: buyer.name, address: place, preferred_locales: [], metadata: {} });
  if (known !== undefined && plan.updatesCustomer) {
    account.change('customer.updated', known, () => {
      known.address = wholeAddress(place);
      if (buyer.name !== '') known.name = buyer.name;
    });
  }
  if (session.tax_id_collection?.enabled === true && buyer.vatNumber !== '') {
    addTaxId(account, customer.id, { type: 'eu_vat', value: buyer.vatNumber });
  }
  return customer;
}

function subscribe(
  account: Account,
  session: CheckoutSession,
  plan: CheckoutPlan,
  { customer, method, transfer }: { customer: Customer; method: PaymentMethod | null; transfer: boolean },
): Subscription {
  const items = plan.items.flatMap(({ price, quantity }) => {
    const own = account.books.prices.get(price?.id ?? '');
    return own === undefined ? [] : [{ price: own, quantity: quantity ?? 1, metadata: {} }];
  });
  return begin(
    account,
    {
      customer,
      items,
      trialEnd: plan.trialEnd,
      missingPaymentMethod: plan.missingPaymentMethod,
      billingMode: plan.billingMode,
      collectionMethod: transfer ? 'send_invoice' : 'charge_automatically',
      daysUntilDue: transfer ? 30 : null,
      defaultMethod: method?.id ?? null,
      metadata: { ...plan.metadata },
      description: plan.description,
      automaticTax: session.automatic_tax.enabled,
      bankTransfer: transfer,
    },
    'error_if_incomplete',
    { ownerPresent: true },
  );
}

const paymentStatus = ({ status, amount_due }: Invoice): CheckoutSession['payment_status'] => {
  if (amount_due === 0) return 'no_payment_required';
  return status === 'paid' ? 'paid' : 'unpaid';
};
