import type { Account } from '../state/account.js';
import { invalidRequest } from '../wire/fault.js';
import type { Subscription } from '../wire/objects.js';

type Reason = 'cancellation_requested' | 'payment_failed' | 'payment_disputed';

export const isOver = ({ status }: Subscription): boolean => ['canceled', 'incomplete_expired'].includes(status);

/** The latest end of a period among the items. */
export const lastPeriodEnd = ({ items }: Subscription): number =>
  Math.max(...items.data.map((each) => each.current_period_end));
export const firstPeriodEnd = ({ items }: Subscription): number =>
  Math.min(...items.data.map((each) => each.current_period_end));

/** Ends a subscription at once; its open invoice is no longer collected. */
export function cancelNow(account: Account, subscription: Subscription, reason: Reason): Subscription {
  subscription.status = 'canceled';
  subscription.canceled_at ??= account.now;
  subscription.ended_at = account.now;
  if (subscription.cancellation_details !== null) subscription.cancellation_details.reason ??= reason;
  stopCollection(account, subscription);
  account.record('customer.subscription.deleted', subscription);
  return subscription;
}

/** An incomplete subscription that was not paid in time. */
export function expire(account: Account, subscription: Subscription): void {
  for (const invoice of account.books.invoicesOf(subscription.id)) {
    if (invoice.status !== 'open') continue;
    invoice.status = 'void';
    invoice.status_transitions.voided_at = account.now;
    account.record('invoice.voided', invoice);
  }
  account.changeSubscription(subscription, () => {
    subscription.status = 'incomplete_expired';
    subscription.ended_at = account.now;
  });
}

/** Draft and open invoices stay, but are not tried again. */
export function stopCollection(account: Account, { id }: Subscription): void {
  account.books.pendingLines.delete(id);
  for (const invoice of account.books.invoicesOf(id)) {
    if (invoice.status !== 'open' && invoice.status !== 'draft') continue;
    invoice.auto_advance = false;
    invoice.next_payment_attempt = null;
  }
}

export interface CancelWish {
  readonly cancel_at?: number | '' | 'min_period_end' | 'max_period_end' | undefined;
  readonly cancel_at_period_end?: boolean | undefined;
}

/**
 * Schedules or clears an end. The two fields exclude each other in a request. Classic billing shows an end at the
 * period's end in both; flexible billing keeps a date in `cancel_at` and the wish in the boolean apart.
 */
export function scheduleEnd(account: Account, subscription: Subscription, wish: CancelWish): void {
  const { cancel_at: at, cancel_at_period_end: atPeriodEnd } = wish;
  if (at !== undefined && atPeriodEnd !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: cancel_at, cancel_at_period_end.',
      'parameters_exclusive',
      'cancel_at',
    );
  }
  if (atPeriodEnd !== undefined) setPeriodEnd(account, subscription, atPeriodEnd);
  if (at !== undefined) setDate(account, subscription, at);
  const scheduled = subscription.cancel_at !== null || subscription.cancel_at_period_end;
  if (!scheduled) subscription.canceled_at = null;
  else subscription.canceled_at ??= account.now;
  if (subscription.cancellation_details !== null) {
    subscription.cancellation_details.reason = scheduled ? 'cancellation_requested' : null;
  }
}

/** As the portal does it: flexible billing gets the date, classic the boolean. */
export function endByPortal(account: Account, subscription: Subscription): void {
  const flexible = subscription.billing_mode.type === 'flexible';
  scheduleEnd(account, subscription, flexible ? { cancel_at: 'max_period_end' } : { cancel_at_period_end: true });
}

function setPeriodEnd(_: Account, subscription: Subscription, wanted: boolean): void {
  const classic = subscription.billing_mode.type === 'classic';
  const was = subscription.cancel_at_period_end;
  subscription.cancel_at_period_end = wanted;
  if (wanted) subscription.cancel_at = classic ? lastPeriodEnd(subscription) : null;
  else if (was) subscription.cancel_at = null;
}

function setDate(account: Account, subscription: Subscription, at: NonNullable<CancelWish['cancel_at']>): void {
  if (at === '') {
    // The boolean stands for itself: clearing the date does not take it back.
    if (!subscription.cancel_at_period_end) subscription.cancel_at = null;
    return;
  }
  const moment =
    at === 'min_period_end' ? firstPeriodEnd(subscription) : at === 'max_period_end' ? lastPeriodEnd(subscription) : at;
  if (moment <= account.now) {
    throw invalidRequest('`cancel_at` must be in the future.', undefined, 'cancel_at');
  }
  subscription.cancel_at = moment;
  subscription.cancel_at_period_end = false;
}
