import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Catalogues, setUpStripe } from '@onefacture/billing';
import { BillingSettings } from '@onefacture/config';
import { startStripeSimulator, type RunningStripe } from '../../apps/simulator/src/stripe/stripe-simulator.js';

const SECRET = 'whsec_of_the_tests';

/** The simulated Stripe with a catalogue set up, and what the product needs to use it. */
export interface ForwardedStripe {
  readonly simulator: RunningStripe;
  readonly settings: Readonly<Record<string, string>>;
  /** Asks its control, `control('clock', {months: 1})`; events are sent before it answers. */
  control(path: string, body?: object): Promise<void>;
  stop(): Promise<void>;
}

/** @param webhook where its events go; asked only then, for the simulator is there before the api has an address */
export async function startForwardedStripe(catalogue: string, webhook: () => string): Promise<ForwardedStripe> {
  const forwarder = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = { 'stripe-signature': String(request.headers['stripe-signature']) };
      const forward = async () => fetch(webhook(), { method: 'POST', headers, body: Buffer.concat(chunks) });
      void forward().then(
        ({ status }) => response.writeHead(status).end(),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => {
    forwarder.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(forwarder.address() as AddressInfo).port}/`;
  const simulator = await startStripeSimulator({ port: 0, retryMs: [20], webhook: { url, secret: SECRET } });
  const settings = {
    ONEFACTURE_BILLING_CATALOGUE: catalogue,
    ONEFACTURE_STRIPE_SECRET_KEY: simulator.secretKey,
    ONEFACTURE_STRIPE_API_BASE_URL: simulator.url,
    ONEFACTURE_STRIPE_WEBHOOK_SECRET: SECRET,
  };
  const billing = BillingSettings.from(settings);
  await setUpStripe(billing, { catalogue: Catalogues.load(billing).current, publicBaseUrl: 'http://localhost:8080' });
  return {
    simulator,
    settings,
    async control(path, body = {}) {
      const answer = await fetch(`${simulator.url}/_simulator/stripe/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    },
    async stop() {
      await simulator.stop();
      await new Promise((closed) => {
        forwarder.close(closed);
        forwarder.closeAllConnections();
      });
    },
  };
}
