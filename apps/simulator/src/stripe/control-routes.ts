import { z } from 'zod';
import { mishap } from '../http/mishaps.js';
import type { Exchange } from '../http/exchange.js';
import type { Handler, Route } from '../http/router.js';
import type { ApiDesk } from './api-desk.js';
import { intervalsAfter } from './life/calendar.js';
import { refusalOfCode } from './life/cards.js';
import { failTransfer, receiveTransfer } from './life/checkout.js';
import { passTime } from './life/passage.js';
import { endpointOf } from './resources/webhook-endpoints.js';
import { eventOf } from './resources/events.js';
import { API_VERSION, type Account } from './state/account.js';
import { invoiceOf, methodOf } from './state/lookup.js';
import { invalidRequest, StripeFault } from './wire/fault.js';
import { newId } from './wire/ids.js';

const count = z.number().int().min(0).max(1000).default(0);
const clockWish = z.union([
  z.strictObject({
    to: z.union([z.number().int(), z.iso.datetime().transform((text) => Math.floor(Date.parse(text) / 1000))]),
  }),
  z.strictObject({
    seconds: z.number().int().min(0).default(0),
    hours: count,
    days: count,
    months: count,
    years: count,
  }),
]);
const rate = z.number().min(0).max(1);
const behaviour = z.strictObject({
  hold: z.boolean().optional(),
  duplicate_rate: rate.optional(),
  reorder_rate: rate.optional(),
  drop_rate: rate.optional(),
  lose_rate: rate.optional(),
  delay_ms: z.number().int().min(0).max(60_000).optional(),
  types: z.array(z.string()).optional(),
  seed: z.number().int().optional(),
});
const release = z.strictObject({
  order: z.union([z.enum(['made', 'reversed', 'shuffled']), z.array(z.string())]).default('made'),
  times: z.number().int().min(1).max(10).default(1),
});
const madeUp = z.strictObject({
  type: z.string().min(1),
  object: z.record(z.string(), z.unknown()),
  account: z.string().optional(),
  livemode: z.boolean().default(false),
  api_version: z.string().default(API_VERSION),
});
const conduct = z.strictObject({ payment_method: z.string(), refuse: z.union([z.string(), z.null()]) });
const transfer = z.strictObject({ invoice: z.string(), outcome: z.enum(['arrives', 'fails']).default('arrives') });
const dunning = z.strictObject({ after_retries: z.enum(['cancel', 'unpaid', 'past_due']) });

const route = (method: Route['method'], path: string, handle: Handler): Route => ({
  method,
  path: `/_simulator/stripe${path}`,
  handle: inStripeWords(handle),
});

/** For tests and people: time, events and their fate, cards, transfers, faults. */
export function controlRoutes(account: Account, desk: ApiDesk, reset: () => void): Route[] {
  return [
    route('GET', '/state', (exchange) => exchange.send(200, stateOf(account))),
    route('GET', '/requests', (exchange) => exchange.send(200, { data: desk.seen })),
    route('GET', '/deliveries', (exchange) => exchange.send(200, { data: deliveriesOf(account) })),
    route('POST', '/clock', async (exchange) => {
      const wish = await exchange.json(clockWish);
      const steps = passTime(account, momentOf(account, wish));
      await account.courier.settled();
      exchange.send(200, { now: account.now, steps });
    }),
    route('POST', '/settled', async (exchange) => {
      await account.courier.settled();
      exchange.send(204);
    }),
    route('POST', '/mishaps', async (exchange) => {
      account.mishaps.add(await exchange.json(mishap));
      exchange.send(204);
    }),
    route('POST', '/dunning', async (exchange) => {
      account.afterRetries = (await exchange.json(dunning)).after_retries;
      exchange.send(204);
    }),
    route('POST', '/cards', async (exchange) => {
      const { payment_method: id, refuse } = await exchange.json(conduct);
      account.books.cards.set(methodOf(account, id).id, {
        refusal: refuse === null ? null : refusalOfCode(refuse),
        attaches: false,
      });
      exchange.send(204);
    }),
    route('POST', '/transfers', async (exchange) => {
      const { invoice, outcome } = await exchange.json(transfer);
      (outcome === 'arrives' ? receiveTransfer : failTransfer)(account, invoiceOf(account, invoice));
      exchange.send(204);
    }),
    route('POST', '/reset', (exchange) => {
      reset();
      exchange.send(204);
    }),
    ...eventRoutes(account),
  ];
}

function eventRoutes(account: Account): Route[] {
  const { courier } = account;
  return [
    route('POST', '/events/behaviour', async (exchange) => {
      const wish = await exchange.json(behaviour);
      courier.behave(Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)));
      exchange.send(204);
    }),
    route('POST', '/events/release', async (exchange) => {
      const { order, times } = await exchange.json(release);
      const released = courier.release(order, times);
      await courier.settled();
      exchange.send(200, { released });
    }),
    route('POST', '/events/{id}/resend', async (exchange) => {
      courier.resend(eventOf(account, exchange.param('id')));
      await courier.settled();
      exchange.send(204);
    }),
    route('POST', '/events', async (exchange) => {
      const { type, object, account: of, livemode, api_version } = await exchange.json(madeUp);
      const event = account.record(type, object);
      Object.assign(event, { livemode, api_version, ...(of === undefined ? {} : { account: of }) });
      await courier.settled();
      exchange.send(201, { id: event.id });
    }),
    route('POST', '/webhook_endpoints/{id}/roll', (exchange) => {
      const { id } = endpointOf(account, exchange.param('id'));
      const secret = newId('whsec', 32);
      courier.secrets.set(id, [secret, ...(courier.secrets.get(id) ?? []).slice(0, 1)]);
      exchange.send(200, { secret });
    }),
  ];
}

function momentOf(account: Account, wish: z.output<typeof clockWish>): number {
  if ('to' in wish) return wish.to;
  const { seconds, hours, days, months, years } = wish;
  const later = intervalsAfter(account.now, { interval: 'month', interval_count: 1 }, months + years * 12);
  return later + days * 86_400 + hours * 3600 + seconds;
}

function stateOf({ books, clock, events, courier, afterRetries }: Account): object {
  return {
    now: clock.now,
    ahead_seconds: clock.ahead,
    after_retries: afterRetries,
    behaviour: courier.behaviour,
    customers: books.customers.size,
    prices: books.prices.size,
    checkout_sessions: books.sessions.size,
    subscriptions: [...books.subscriptions.values()].map(({ id, status, customer }) => ({ id, status, customer })),
    invoices: books.invoices.size,
    events: events.length,
    webhook_endpoints: [...books.endpoints.values()].map(({ id, url, status }) => ({ id, url, status })),
  };
}

const deliveriesOf = ({ courier }: Account): object[] =>
  courier.deliveries.map(({ event, ...rest }) => ({ ...rest, event: event.id, type: event.type }));

/** Faults of the control in the same words as those of the API. */
function inStripeWords(handle: Handler): Handler {
  return async (exchange: Exchange) => {
    try {
      await handle(exchange);
    } catch (error) {
      const fault =
        error instanceof StripeFault ? error : invalidRequest(error instanceof Error ? error.message : 'fault');
      exchange.send(fault.status, fault.body);
    }
  };
}
