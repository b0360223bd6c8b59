import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStripeSettings } from './settings.js';
import { openShop } from './testing/shop.js';

describe('readStripeSettings', () => {
  it('has a default for everything', () => {
    expect(readStripeSettings({})).toEqual({
      host: '127.0.0.1',
      port: 9091,
      secretKey: 'sk_test_simulator',
      webhook: null,
      publicUrl: null,
      file: '.data/simulator/stripe.json',
    });
  });

  it('listens next to the platform', () => {
    expect(readStripeSettings({ SIMULATOR_ADDR: '0.0.0.0:8090' })).toMatchObject({ host: '0.0.0.0', port: 8091 });
    expect(readStripeSettings({ SIMULATOR_ADDR: ':0' }).port).toBe(0);
    expect(readStripeSettings({ SIMULATOR_STRIPE_ADDR: ':8123' }).port).toBe(8123);
  });

  it('takes a receiver with its secret, and names every fault', () => {
    const url = 'http://127.0.0.1:8080/billing/stripe-webhook';
    const set = { SIMULATOR_STRIPE_WEBHOOK_URL: url, SIMULATOR_STRIPE_WEBHOOK_SECRET: 'whsec_1' };
    expect(readStripeSettings(set).webhook).toEqual({ url, secret: 'whsec_1' });
    expect(() =>
      readStripeSettings({ SIMULATOR_STRIPE_ADDR: 'here', SIMULATOR_STRIPE_SECRET_KEY: 'sk_live_1' }),
    ).toThrow(/SIMULATOR_STRIPE_ADDR.*SIMULATOR_STRIPE_SECRET_KEY/);
    expect(() => readStripeSettings({ SIMULATOR_STRIPE_WEBHOOK_SECRET: 'whsec_1' })).toThrow(/wants its url/);
  });
});

describe('the file', () => {
  it('carries the account over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stripe-simulator-'));
    const file = join(folder, 'deep', 'stripe.json');
    const before = await openShop({ file });
    const customer = await before.customer();
    const { id } = await before.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: before.monthly.id }],
    });
    await before.control('clock', { days: 10 });
    const ahead = (await before.stripe.subscriptions.retrieve(id)).created;
    await before.close();
    const after = await openShop({ file });
    const kept = await after.stripe.subscriptions.retrieve(id, {
      expand: ['latest_invoice', 'default_payment_method'],
    });
    expect(kept).toMatchObject({ status: 'active', created: ahead, latest_invoice: { status: 'paid' } });
    await after.control('clock', { days: 22 });
    expect((await after.stripe.invoices.list({ subscription: id })).data).toHaveLength(2);
    await after.close();
    rmSync(folder, { recursive: true });
  });
});
