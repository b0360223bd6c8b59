import { Client as DatabaseClient } from 'pg';
import { Stripe } from 'stripe';
import { expect } from 'vitest';
import { z } from 'zod';
import { startForwardedStripe, type ForwardedStripe } from '../billing/forwarded-stripe.js';
import { openAccount, type Account } from '../e2e/accounts.js';
import { checked, type Answer, type Client } from '../e2e/client.js';
import { freshNumber, invoiceBody } from '../e2e/invoices.js';
import { startStack, type Stack } from '../e2e/stack.js';

/** Waits as long as an event takes from Stripe to the worker and back. */
export const PATIENT = { timeout: 20_000, interval: 200 };
/** A card that pays. */
export const GOOD_CARD = '4242424242424242';

const Moment = z.iso.datetime().nullable();
const Subscription = z.looseObject({
  plan: z.string(),
  status: z.string(),
  billing_cycle: z.string().nullable(),
  in_grace_period: z.boolean(),
  grace_period_ends_at: Moment,
  current_period_end: Moment,
  trial_ends_at: Moment,
  cancel_at_period_end: z.boolean(),
  over_limit: z.boolean(),
  features: z.array(z.string()),
});
type Subscription = z.output<typeof Subscription>;
const Invoices = z.object({
  data: z.array(
    z.looseObject({
      status: z.string(),
      net: z.number(),
      total: z.number(),
      url: z.url().nullable(),
      lines: z.array(z.looseObject({ amount: z.number() })),
    }),
  ),
});
const Opened = z.object({ url: z.url() });
const IssuedKey = z.object({ api_key: z.string() });

/** Both processes selling one catalogue, with the simulated Stripe. */
export interface Shop {
  readonly stack: Stack;
  readonly stripe: ForwardedStripe;
  /** Calls of ours to Stripe, to see for ourselves. */
  readonly atStripe: Stripe;
  /** A company that just signed up. */
  company(): Promise<Company>;
  /** How Stripe calls a price. */
  priceId(plan: string, cycle: 'monthly' | 'yearly'): Promise<string>;
  /** What time does to everybody: the months after sign-up are over. */
  endGrace(company: Company): Promise<void>;
  /** All that Stripe told of a company was looked into; there is no further look before tomorrow. */
  quiet(company: Company): Promise<void>;
  /** The hour is over: the worker does its round of payments. */
  nextRound(): Promise<void>;
  stop(): Promise<void>;
}

/** A company as customer of the shop. */
export interface Company {
  readonly account: Account;
  /** Calls of its owner. */
  readonly client: Client;
  /** Calls of its program. */
  readonly key: Client;
  subscription(): Promise<Subscription>;
  /** Waits until the event arrived and the worker looked. */
  becomes(wanted: object): Promise<void>;
  /** Opens a page to pay on. @returns its url */
  checkout(wanted: object): Promise<string>;
  /** Opens the page and pays there, then waits until the subscription is as wanted. */
  buy(wanted: { readonly plan: string; readonly cycle?: string }, then: object): Promise<void>;
  /** Sends a form of the portal page. */
  inPortal(action: 'change' | 'cancel' | 'resume', fields?: Readonly<Record<string, string>>): Promise<void>;
  /** Stores an invoice under a number of its own. */
  create(): Promise<Answer>;
  /** Invoices for the subscription, newest first. */
  bills(): Promise<z.output<typeof Invoices>['data']>;
}

/** Opens a shop of its own for one spec file. */
export async function openShop(catalogue: string, settings: Readonly<Record<string, string>> = {}): Promise<Shop> {
  let stack: Stack | undefined;
  const stripe = await startForwardedStripe(catalogue, () => `${stack?.api.url}/billing/stripe-webhook`);
  const running = await startStack({ settings: { ...stripe.settings, ...settings } }).catch(async (error: unknown) => {
    await stripe.stop();
    throw error;
  });
  stack = running;
  /** One statement as the owner of the database: what no route does. @returns how many rows it met */
  const sql = async (statement: string, values: readonly unknown[] = []): Promise<number> => {
    const database = new DatabaseClient({ connectionString: running.dsn });
    await database.connect();
    try {
      return (await database.query(statement, [...values])).rowCount ?? 0;
    } finally {
      await database.end();
    }
  };
  const { host, port, secretKey } = stripe.simulator;
  const atStripe = new Stripe(secretKey, { host, port, protocol: 'http', telemetry: false });
  return {
    stack: running,
    stripe,
    atStripe,
    company: () => companyOf(running),
    async priceId(plan, cycle) {
      const [price] = (await atStripe.prices.list({ lookup_keys: [`${catalogue}_${plan}_${cycle}`] })).data;
      if (!price) throw new Error(`no price ${plan} ${cycle} was set up`);
      return price.id;
    },
    async endGrace({ account }) {
      const over = 'UPDATE subscriptions SET grace_period_ends_at = now() WHERE organization_id = $1';
      await sql(over, [account.organization.id]);
    },
    async quiet({ account }) {
      await stripe.control('settled');
      const looked = `SELECT FROM billing_customers WHERE organization_id = $1 AND sync_due_at > now() + interval '1 hour'`;
      await expect.poll(() => sql(looked, [account.organization.id]), PATIENT).toBe(1);
    },
    async nextRound() {
      await running.worker.stop();
      await sql(`UPDATE rounds SET next_at = now() WHERE name = 'payments'`);
      await running.worker.start();
    },
    async stop() {
      await running.stop();
      await stripe.stop();
    },
  };
}

async function companyOf({ anyone }: Stack): Promise<Company> {
  const account = await openAccount(anyone, { siren: '732829320' });
  const { client } = account;
  const issued = checked(await client.post('/v1/api-keys', { label: 'erp' }), 201);
  const key = anyone.withKey(IssuedKey.parse(issued.json).api_key, account.organization.id);
  const subscription = async () => Subscription.parse(checked(await client.get('/billing/subscription'), 200).json);
  const becomes = (wanted: object) => expect.poll(subscription, PATIENT).toMatchObject(wanted);
  const checkout = async (wanted: object) =>
    Opened.parse(checked(await client.post('/billing/checkout', wanted), 200).json).url;
  return {
    account,
    client,
    key,
    subscription,
    becomes,
    checkout,
    async buy(wanted, then) {
      await pay(await checkout(wanted));
      await becomes(then);
    },
    async inPortal(action, fields = {}) {
      const { url } = Opened.parse(checked(await client.post('/billing/portal', {}), 200).json);
      await sendForm(`${url}/${action}`, fields);
    },
    create: () => key.post('/v1/invoices', invoiceBody({ number: freshNumber() })),
    bills: async () => Invoices.parse(checked(await client.get('/billing/invoices'), 200).json).data,
  };
}

/** Pays as the form of the page does. */
export const pay = (url: string, card = GOOD_CARD): Promise<void> =>
  sendForm(url, { card_number: card, card_expiry: '12/34', card_cvc: '123', country: 'FR', name: 'Acme' });

/** Posts a form of a page of Stripe's, which leads on where it is taken. */
export async function sendForm(url: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const { status } = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  if (status !== 303) throw new Error(`the page answered ${status}`);
}
