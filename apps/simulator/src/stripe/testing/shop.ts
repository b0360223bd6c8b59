import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { Stripe } from 'stripe';
import { startStripeSimulator, type RunningStripe, type StripeSettings } from '../stripe-simulator.js';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A seller: the simulator, stripe-node, a product with prices, and a receiver of events. */
export interface Shop {
  readonly simulator: RunningStripe;
  readonly stripe: Stripe;
  readonly monthly: Stripe.Price;
  readonly yearly: Stripe.Price;
  readonly received: Received[];
  readonly receiverUrl: string;
  /** the status the receiver answers with */
  answer: number;
  control(path: string, body?: object): Promise<unknown>;
  /** A customer with a card that is charged by default. */
  customer(card?: string): Promise<Stripe.Customer>;
  /** Types of the events so far, oldest first, without those of the catalogue. */
  eventTypes(): Promise<string[]>;
  close(): Promise<void>;
}

/** The id of what is one, or was expanded. */
export const idOf = (value: string | { id?: string } | null): string =>
  typeof value === 'string' ? value : (value?.id ?? '');

export const WEBHOOK_SECRET = 'whsec_test_secret';

export const clientOf = ({ host, port, secretKey }: RunningStripe, key = secretKey): Stripe =>
  new Stripe(key, { host, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });

export async function openShop(settings: Partial<StripeSettings> = {}): Promise<Shop> {
  const received: Received[] = [];
  const shop: { answer: number } = { answer: 200 };
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(shop.answer).end();
    });
  });
  const receiverUrl = await listen(receiver);
  const simulator = await startStripeSimulator({
    port: 0,
    webhook: { url: receiverUrl, secret: WEBHOOK_SECRET },
    retryMs: [5, 5],
    ...settings,
  });
  const stripe = clientOf(simulator);
  const product = await stripe.products.create({ name: 'Pro' });
  const price = (lookup_key: string, interval: 'month' | 'year', unit_amount: number): Promise<Stripe.Price> =>
    stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount,
      lookup_key,
      transfer_lookup_key: true,
      recurring: { interval },
    });
  const monthly = await price('demo_pro_monthly', 'month', 1900);
  const yearly = await price('demo_pro_yearly', 'year', 19_000);
  await simulator.settled();
  return Object.assign(shop, {
    simulator,
    stripe,
    monthly,
    yearly,
    received,
    receiverUrl,
    async control(path: string, body: object = {}): Promise<unknown> {
      const response = await fetch(`${simulator.url}/_simulator/stripe/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    async customer(card = 'pm_card_visa') {
      const made = await stripe.customers.create({ email: 'a@example.fr', name: 'Acme' });
      const method = await stripe.paymentMethods.attach(card, { customer: made.id });
      return stripe.customers.update(made.id, { invoice_settings: { default_payment_method: method.id } });
    },
    async eventTypes() {
      const all = await stripe.events.list({ limit: 100 });
      const own = all.data.filter(({ type }) => !/^(product|price)\./.test(type));
      return own.map(({ type }): string => type).toReversed();
    },
    async close() {
      await simulator.stop();
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    },
  });
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      resolve(`http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/hook`);
    });
  });
}
