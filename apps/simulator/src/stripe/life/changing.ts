import { invoiceLine } from '../make/invoice-line.js';
import { planOf } from '../make/price.js';
import { newItem } from '../make/subscription.js';
import type { Account } from '../state/account.js';
import { invalidRequest } from '../wire/fault.js';
import type { InvoiceLine, Price, Subscription, SubscriptionItem } from '../wire/objects.js';
import { invoicePeriod, periodLines } from './beginning.js';
import { periodEnd } from './calendar.js';
import { collectPeriod } from './passage.js';

export interface ItemChange {
  readonly id?: string | undefined;
  readonly price?: Price | undefined;
  readonly quantity?: number | undefined;
  readonly deleted?: boolean | undefined;
}
export type Proration = 'create_prorations' | 'always_invoice' | 'none';

/**
 * Changes the items. Within a period the rest of the old price is credited and that of the new one charged, on the
 * next invoice or on one of its own; another interval, or a new anchor, begins a new period that is invoiced at once.
 */
export function changeItems(
  account: Account,
  subscription: Subscription,
  changes: readonly ItemChange[],
  { proration, anchorNow }: { proration: Proration; anchorNow: boolean },
): void {
  const before = structuredClone(subscription.items.data);
  account.changeSubscription(subscription, () => {
    for (const change of changes) applyChange(account, subscription, change);
  });
  const after = subscription.items.data;
  if (new Set(after.map(({ price }) => `${price.recurring?.interval} ${price.recurring?.interval_count}`)).size > 1) {
    throw invalidRequest('All prices on a subscription must have the same `recurring.interval`.', undefined, 'items');
  }
  if (subscription.status === 'trialing') return;
  const [was, is] = [before[0]?.price.recurring, after[0]?.price.recurring];
  const newCycle = anchorNow || was?.interval !== is?.interval || was?.interval_count !== is?.interval_count;
  const credits = proration === 'none' ? [] : before.flatMap((item) => rest(account, subscription, item, -1));
  if (newCycle) {
    restartPeriod(account, subscription);
    account.books.pendingLines.set(subscription.id, [...waiting(account, subscription), ...credits]);
    const invoice = invoicePeriod(account, subscription, 'subscription_update', periodLines(account, subscription));
    collectPeriod(account, subscription, invoice);
    return;
  }
  if (proration === 'none') return;
  const charges = after.flatMap((item) => rest(account, subscription, item, 1));
  const lines = withoutUnchanged(before, after, [...credits, ...charges]);
  account.books.pendingLines.set(subscription.id, [...waiting(account, subscription), ...lines]);
  if (proration !== 'always_invoice' || lines.length === 0) return;
  collectPeriod(account, subscription, invoicePeriod(account, subscription, 'subscription_update', []));
}

const waiting = ({ books }: Account, { id }: Subscription): InvoiceLine[] => books.pendingLines.get(id) ?? [];

function applyChange(account: Account, subscription: Subscription, { id, price, quantity, deleted }: ItemChange): void {
  const { data } = subscription.items;
  if (id === undefined) {
    const [first] = data;
    if (price === undefined || first === undefined) {
      throw invalidRequest('Missing required param: items[0][price].', 'parameter_missing', 'items[0][price]');
    }
    const period = { start: account.now, end: first.current_period_end };
    data.push(newItem(account, subscription.id, { price, quantity: quantity ?? 1, metadata: {} }, period));
    return;
  }
  const item = data.find((each) => each.id === id);
  if (item === undefined) {
    throw invalidRequest(`No such subscription item: '${id}'`, 'resource_missing', 'items[0][id]');
  }
  if (deleted === true) {
    if (data.length === 1) throw invalidRequest('A subscription must have at least one active plan.');
    data.splice(data.indexOf(item), 1);
    return;
  }
  if (price !== undefined) {
    if (price.currency !== subscription.currency) {
      throw invalidRequest(`The price's currency must be ${subscription.currency}.`, undefined, 'items[0][price]');
    }
    item.price = structuredClone(price);
    item.plan = planOf(price);
  }
  if (quantity !== undefined) item.quantity = quantity;
}

function restartPeriod(account: Account, subscription: Subscription): void {
  account.changeSubscription(subscription, () => {
    subscription.billing_cycle_anchor = account.now;
    for (const item of subscription.items.data) {
      item.current_period_start = account.now;
      item.current_period_end = periodEnd(
        account.now,
        account.now,
        item.price.recurring ?? { interval: 'month', interval_count: 1 },
      );
    }
    if (subscription.cancel_at !== null && subscription.cancel_at_period_end) {
      subscription.cancel_at = subscription.items.data[0]?.current_period_end ?? null;
    }
  });
}

/** What is left of a period for an item, as a line: sign 1 charges it, −1 credits it. */
function rest(account: Account, subscription: Subscription, item: SubscriptionItem, sign: 1 | -1): InvoiceLine[] {
  const { current_period_start: start, current_period_end: end } = item;
  const left = Math.max(0, Math.min(end - account.now, end - start));
  const quantity = item.quantity ?? 1;
  const full = (item.price.unit_amount ?? 0) * quantity;
  const amount = Math.round((full * left) / (end - start));
  const name = account.books.products.get(item.price.product)?.name ?? item.price.product;
  return [
    invoiceLine({
      amount: sign * amount || 0,
      price: item.price,
      quantity,
      description: sign === 1 ? `Remaining time on ${quantity} × ${name}` : `Unused time on ${quantity} × ${name}`,
      period: { start: account.now, end },
      subscription: subscription.id,
      item: item.id,
      proration: true,
    }),
  ];
}

/** An item that stayed as it was is neither credited nor charged. */
function withoutUnchanged(
  before: readonly SubscriptionItem[],
  after: readonly SubscriptionItem[],
  lines: InvoiceLine[],
): InvoiceLine[] {
  const same = new Set(
    after
      .filter((item) =>
        before.some((old) => old.id === item.id && old.price.id === item.price.id && old.quantity === item.quantity),
      )
      .map(({ id }) => id),
  );
  return lines.filter(({ parent }) => !same.has(parent?.subscription_item_details?.subscription_item ?? ''));
}
