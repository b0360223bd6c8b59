import { changeItems } from '../life/changing.js';
import { cancelNow, endByPortal, scheduleEnd } from '../life/ending.js';
import { addCard, attach } from '../make/payment-method.js';
import type { Account } from '../state/account.js';
import type { Customer, PortalConfiguration, PortalSession, Price, Subscription } from '../wire/objects.js';
import { PageFault, readCard } from './card-fields.js';
import { CHECKOUT_WORDS } from './checkout-words.js';
import type { Language } from './layout.js';
import { PORTAL_WORDS } from './portal-words.js';

export interface PortalView {
  readonly session: PortalSession;
  readonly customer: Customer;
  readonly configuration: PortalConfiguration;
  /** the one that is not over */
  readonly subscription: Subscription | undefined;
}

interface Wish {
  readonly action: string;
  readonly fields: URLSearchParams;
  readonly language: Language;
}

/** Does what a form of the portal asks, as far as its configuration offers it; gives the name of what was done. */
export function actInPortal(account: Account, view: PortalView, wish: Wish): string {
  const { features } = view.configuration;
  const { action } = wish;
  if (action === 'card' && features.payment_method_update.enabled) return saveCard(account, view, wish);
  if (action === 'details' && features.customer_update.enabled) return saveDetails(account, view.customer, wish);
  const { subscription } = view;
  if (subscription !== undefined) {
    if (action === 'cancel' && features.subscription_cancel.enabled) return cancel(account, view, subscription);
    if (action === 'resume') return resume(account, subscription);
    if (action === 'change' && features.subscription_update.enabled) return change(account, view, subscription, wish);
  }
  throw new PageFault(PORTAL_WORDS[wish.language].faults.closed);
}

/** The prices that a subscription may change to: those configured, else all in use of the same currency. */
export function offeredPrices(
  { books }: Account,
  { features }: PortalConfiguration,
  subscription: Subscription,
): Price[] {
  const configured = features.subscription_update.products ?? [];
  const ids = configured.flatMap(({ prices }) => prices);
  const current = subscription.items.data[0]?.price.id;
  return [...books.prices.values()].filter(
    (each) =>
      each.active &&
      each.recurring !== null &&
      each.currency === subscription.currency &&
      each.id !== current &&
      (ids.length === 0 || ids.includes(each.id)),
  );
}

function cancel(account: Account, { configuration }: PortalView, subscription: Subscription): string {
  if (configuration.features.subscription_cancel.mode === 'immediately') {
    cancelNow(account, subscription, 'cancellation_requested');
  } else account.changeSubscription(subscription, () => endByPortal(account, subscription));
  return 'canceled';
}

function resume(account: Account, subscription: Subscription): string {
  account.changeSubscription(subscription, () => {
    scheduleEnd(
      account,
      subscription,
      subscription.cancel_at_period_end ? { cancel_at_period_end: false } : { cancel_at: '' },
    );
  });
  return 'resumed';
}

function change(
  account: Account,
  { configuration }: PortalView,
  subscription: Subscription,
  { fields, language }: Wish,
): string {
  const price = offeredPrices(account, configuration, subscription).find(({ id }) => id === fields.get('price'));
  if (price === undefined) throw new PageFault(PORTAL_WORDS[language].faults.price);
  const { proration_behavior: wanted } = configuration.features.subscription_update;
  const proration = wanted === 'none' ? 'none' : wanted === 'always_invoice' ? 'always_invoice' : 'create_prorations';
  changeItems(account, subscription, [{ id: subscription.items.data[0]?.id, price }], { proration, anchorNow: false });
  return 'changed';
}

function saveCard(account: Account, { customer, subscription }: PortalView, { fields, language }: Wish): string {
  const card = readCard(fields, language, account.now);
  if (card === null) throw new PageFault(PORTAL_WORDS[language].faults.card);
  const made = addCard(account, card, { email: customer.email ?? undefined, name: customer.name ?? undefined });
  try {
    attach(account, made, customer.id);
  } catch (error) {
    account.books.paymentMethods.delete(made.id);
    throw error;
  }
  account.change('customer.updated', customer, () => {
    customer.invoice_settings.default_payment_method = made.id;
  });
  if (subscription !== undefined && subscription.default_payment_method !== null) {
    account.changeSubscription(subscription, () => {
      subscription.default_payment_method = made.id;
    });
  }
  return 'card';
}

function saveDetails(account: Account, customer: Customer, { fields, language }: Wish): string {
  const email = (fields.get('email') ?? '').trim();
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) throw new PageFault(CHECKOUT_WORDS[language].faults.email);
  account.change('customer.updated', customer, () => {
    customer.email = email;
  });
  return 'details';
}
