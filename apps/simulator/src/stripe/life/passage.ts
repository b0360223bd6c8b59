import { addInvoice } from '../make/invoice.js';
import type { Account } from '../state/account.js';
import type { CheckoutSession, Invoice, Subscription } from '../wire/objects.js';
import { invoicePeriod, periodLines } from './beginning.js';
import { DAY, periodEnd } from './calendar.js';
import { collect, methodFor, noteFailure, subscriptionOfInvoice } from './collection.js';
import { cancelNow, expire, isOver, lastPeriodEnd } from './ending.js';

const INCOMPLETE_FOR = 23 * 3600;
const TRIAL_NOTICE = 3 * DAY;

interface Due {
  readonly at: number;
  readonly act: () => void;
}

/** Lets time pass up to a moment: what falls due on the way happens in its order, at its own time. */
export function passTime(account: Account, until: number): number {
  for (let count = 0; count < 10_000; count += 1) {
    const due = earliest(account);
    if (due === undefined || due.at > until) {
      account.clock.moveTo(until);
      return count;
    }
    account.clock.moveTo(due.at);
    due.act();
  }
  throw new Error('time does not pass: too much falls due');
}

function earliest(account: Account): Due | undefined {
  const { subscriptions, invoices, sessions } = account.books;
  let first: Due | undefined;
  const consider = (due: Due | undefined): void => {
    if (due !== undefined && (first === undefined || due.at < first.at)) first = due;
  };
  for (const each of subscriptions.values())
    if (!isOver(each)) for (const due of ofSubscription(account, each)) consider(due);
  for (const each of invoices.values()) consider(ofInvoice(account, each));
  for (const each of sessions.values()) consider(ofSession(account, each));
  return first;
}

function ofSubscription(account: Account, subscription: Subscription): Due[] {
  const { status, cancel_at: cancelAt, trial_end: trialEnd, created } = subscription;
  if (status === 'paused') return [];
  const due: Due[] = [];
  if (cancelAt !== null)
    due.push({ at: cancelAt, act: () => void cancelNow(account, subscription, 'cancellation_requested') });
  if (status === 'incomplete') {
    due.push({ at: created + INCOMPLETE_FOR, act: () => expire(account, subscription) });
    return due;
  }
  if (status === 'trialing' && trialEnd !== null) {
    if (!account.books.trialNotices.has(subscription.id)) {
      due.push({ at: Math.max(created, trialEnd - TRIAL_NOTICE), act: () => announceTrialEnd(account, subscription) });
    }
    due.push({ at: trialEnd, act: () => endTrial(account, subscription) });
    return due;
  }
  due.push({ at: lastPeriodEnd(subscription), act: () => renew(account, subscription) });
  return due;
}

function ofInvoice(account: Account, invoice: Invoice): Due | undefined {
  if (invoice.status !== 'open') return undefined;
  if (invoice.next_payment_attempt !== null) {
    return { at: invoice.next_payment_attempt, act: () => retry(account, invoice) };
  }
  if (invoice.due_date === null || account.books.overdue.has(invoice.id)) return undefined;
  return { at: invoice.due_date, act: () => becomeOverdue(account, invoice) };
}

function ofSession(account: Account, session: CheckoutSession): Due | undefined {
  if (session.status !== 'open') return undefined;
  return {
    at: session.expires_at,
    act: () => {
      session.status = 'expired';
      session.url = null;
      account.record('checkout.session.expired', session);
    },
  };
}

function announceTrialEnd(account: Account, subscription: Subscription): void {
  account.books.trialNotices.add(subscription.id);
  account.record('customer.subscription.trial_will_end', subscription);
}

/** The trial is over: the first period that costs, or what was wished for where there is no way to pay. */
export function endTrial(account: Account, subscription: Subscription): void {
  const method = methodFor(account, subscription);
  const sent = subscription.collection_method === 'send_invoice';
  const wish = subscription.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice';
  if (method === undefined && !sent && wish === 'cancel') {
    cancelNow(account, subscription, 'payment_failed');
    return;
  }
  if (method === undefined && !sent && wish === 'pause') {
    account.changeSubscription(subscription, () => {
      subscription.status = 'paused';
    });
    account.record('customer.subscription.paused', subscription);
    return;
  }
  if (subscription.cancel_at_period_end) {
    cancelNow(account, subscription, 'cancellation_requested');
    return;
  }
  nextPeriod(account, subscription, true);
}

/** The period is over: the next one is invoiced and collected, unless an end was asked for. */
function renew(account: Account, subscription: Subscription): void {
  if (subscription.cancel_at_period_end) {
    cancelNow(account, subscription, 'cancellation_requested');
    return;
  }
  nextPeriod(account, subscription, false);
}

function nextPeriod(account: Account, subscription: Subscription, afterTrial: boolean): void {
  const unpaid = subscription.status === 'unpaid';
  account.changeSubscription(subscription, () => {
    if (afterTrial) subscription.status = 'active';
    for (const item of subscription.items.data) {
      const start = item.current_period_end;
      item.current_period_start = start;
      item.current_period_end = periodEnd(
        subscription.billing_cycle_anchor,
        start,
        item.price.recurring ?? { interval: 'month', interval_count: 1 },
      );
    }
  });
  if (unpaid) {
    // Invoices of an unpaid subscription stay drafts.
    const draft = addInvoice(account, subscription, 'subscription_cycle', periodLines(account, subscription));
    draft.auto_advance = false;
    return;
  }
  collectPeriod(
    account,
    subscription,
    invoicePeriod(account, subscription, 'subscription_cycle', periodLines(account, subscription)),
  );
}

/** Collects the invoice of a period by itself, where that is the way of the subscription. */
export function collectPeriod(account: Account, subscription: Subscription, invoice: Invoice): void {
  if (invoice.status !== 'open' || subscription.collection_method === 'send_invoice') return;
  const refusal = collect(account, invoice, methodFor(account, subscription));
  if (refusal !== null) noteFailure(account, invoice);
}

function retry(account: Account, invoice: Invoice): void {
  const subscription = subscriptionOfInvoice(account, invoice);
  const method = subscription === undefined ? undefined : methodFor(account, subscription);
  invoice.next_payment_attempt = null;
  if (collect(account, invoice, method) === null) return;
  if (noteFailure(account, invoice) || subscription === undefined) return;
  if (account.afterRetries === 'cancel') cancelNow(account, subscription, 'payment_failed');
  if (account.afterRetries === 'unpaid') {
    account.changeSubscription(subscription, () => {
      subscription.status = 'unpaid';
    });
  }
}

function becomeOverdue(account: Account, invoice: Invoice): void {
  account.books.overdue.add(invoice.id);
  account.record('invoice.overdue', invoice);
  const subscription = subscriptionOfInvoice(account, invoice);
  if (subscription?.status !== 'active') return;
  account.changeSubscription(subscription, () => {
    subscription.status = 'past_due';
  });
}

/** Starts a subscription that was paused again, with a new period. */
export function resume(account: Account, subscription: Subscription): Subscription {
  account.changeSubscription(subscription, () => {
    subscription.status = 'active';
    subscription.billing_cycle_anchor = account.now;
    for (const item of subscription.items.data) {
      item.current_period_start = account.now;
      item.current_period_end = periodEnd(
        account.now,
        account.now,
        item.price.recurring ?? { interval: 'month', interval_count: 1 },
      );
    }
  });
  account.record('customer.subscription.resumed', subscription);
  collectPeriod(
    account,
    subscription,
    invoicePeriod(account, subscription, 'subscription_cycle', periodLines(account, subscription)),
  );
  return subscription;
}
