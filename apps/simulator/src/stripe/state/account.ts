import { isDeepStrictEqual } from 'node:util';
import { Mishaps } from '../../http/mishaps.js';
import { newId } from '../wire/ids.js';
import type { StripeEvent, Subscription } from '../wire/objects.js';
import { Books } from './books.js';
import { Clock } from './clock.js';
import { Courier } from './courier.js';

export const API_VERSION = '2026-10-28.endive';

/** What becomes of a subscription once every attempt to collect has failed. */
export type AfterRetries = 'cancel' | 'unpaid' | 'past_due';

/** One Stripe account in test mode: what it holds, its time and its events. */
export class Account {
  readonly books = new Books();
  readonly clock = new Clock();
  readonly courier: Courier;
  readonly mishaps = new Mishaps();
  readonly events: StripeEvent[] = [];
  /** where pages are, without a slash at the end */
  baseUrl = '';
  afterRetries: AfterRetries = 'cancel';
  /** the request being served, which its events name */
  request: StripeEvent['request'] = null;

  constructor(retryMs: readonly number[]) {
    this.courier = new Courier(this.books.endpoints, retryMs);
  }

  get now(): number {
    return this.clock.now;
  }

  /** Records an event about an object as it is now, and sends it. */
  record(type: string, object: object, previous?: Record<string, unknown>): StripeEvent {
    const event: StripeEvent = {
      id: newId('evt', 24),
      object: 'event',
      api_version: API_VERSION,
      created: this.now,
      data: {
        object: structuredClone(object),
        ...(previous === undefined ? {} : { previous_attributes: previous }),
      },
      livemode: false,
      pending_webhooks: 0,
      request: this.request ?? { id: null, idempotency_key: null },
      type,
    };
    this.events.push(event);
    this.courier.announce(event);
    return event;
  }

  /** Changes an object and records what changed; nothing when nothing did. */
  change<T extends object>(type: string, object: T, work: (object: T) => void): T {
    const before = new Map(Object.entries(structuredClone(object)));
    work(object);
    const changed = Object.entries(object).filter(([name, value]) => !isDeepStrictEqual(before.get(name), value));
    if (changed.length === 0) return object;
    const previous = changed.map(([name]): [string, unknown] => [name, before.get(name) ?? null]);
    this.record(type, object, Object.fromEntries(previous));
    return object;
  }

  changeSubscription(subscription: Subscription, work: (subscription: Subscription) => void): Subscription {
    return this.change('customer.subscription.updated', subscription, work);
  }

  reset(): void {
    this.books.clear();
    this.courier.clear();
    this.mishaps.clear();
    this.events.length = 0;
    this.clock.restore(0);
    this.afterRetries = 'cancel';
  }
}
