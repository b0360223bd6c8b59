import { Stripe } from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOf, idOf, openShop, WEBHOOK_SECRET, type Shop } from './testing/shop.js';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

describe('the catalogue', () => {
  it('finds prices by lookup key, by search and by filter', async () => {
    const { stripe, monthly } = shop;
    const { data } = await stripe.prices.list({ lookup_keys: ['demo_pro_monthly', 'other'], expand: ['data.product'] });
    expect(data).toMatchObject([{ id: monthly.id, unit_amount: 1900, product: { name: 'Pro' } }]);
    expect(String(data[0]?.unit_amount_decimal)).toBe('1900');
    const found = await stripe.prices.search({ query: "active:'true' AND lookup_key:'demo_pro_yearly'" });
    expect(found.data.map(({ unit_amount }) => unit_amount)).toEqual([19_000]);
    const byCycle = await stripe.prices.list({ recurring: { interval: 'month' }, type: 'recurring', active: true });
    expect(byCycle.data.map(({ id }) => id)).toEqual([monthly.id]);
  });

  it('keeps a lookup key for one price, and hands it over when asked', async () => {
    const { stripe, monthly } = shop;
    const again = {
      product: idOf(monthly.product),
      currency: 'eur',
      unit_amount: 2100,
      recurring: { interval: 'month' },
    } as const;
    await expect(stripe.prices.create({ ...again, lookup_key: 'demo_pro_monthly' })).rejects.toThrow(
      /already uses that lookup key/,
    );
    const next = await stripe.prices.create({ ...again, lookup_key: 'demo_pro_monthly', transfer_lookup_key: true });
    expect((await stripe.prices.retrieve(monthly.id)).lookup_key).toBeNull();
    await stripe.prices.update(monthly.id, { active: false, metadata: { a: '1' } });
    expect((await stripe.prices.list({ active: true, lookup_keys: ['demo_pro_monthly'] })).data[0]?.id).toBe(next.id);
  });

  it('changes and searches products', async () => {
    const { stripe } = shop;
    const made = await stripe.products.create({ id: 'onefacture_pro', name: 'X', metadata: { plan: 'pro' } });
    await expect(stripe.products.create({ id: made.id, name: 'X' })).rejects.toMatchObject({
      code: 'resource_already_exists',
    });
    await stripe.products.update(made.id, { description: 'Y', metadata: { plan: '', more: '1' } });
    const { data } = await stripe.products.search({ query: "metadata['more']:'1'" });
    expect(data).toMatchObject([{ id: made.id, description: 'Y', metadata: { more: '1' } }]);
    expect(await stripe.products.del(made.id)).toMatchObject({ deleted: true });
  });
});

describe('customers', () => {
  it('are kept with tax ids, and gone when deleted', async () => {
    const { stripe } = shop;
    const made = await stripe.customers.create({
      metadata: { uuid: 'u-1' },
      tax_id_data: [{ type: 'fr_siren', value: '303 265 045' }],
    });
    expect(made).toMatchObject({ email: null, metadata: { uuid: 'u-1' } });
    await stripe.customers.createTaxId(made.id, { type: 'eu_vat', value: 'FR40303265045' });
    const whole = await stripe.customers.retrieve(made.id, { expand: ['tax_ids', 'subscriptions'] });
    expect(whole).toMatchObject({
      tax_ids: {
        data: [
          { type: 'fr_siren', value: '303265045' },
          { type: 'eu_vat', country: 'FR' },
        ],
      },
      subscriptions: { data: [] },
    });
    await expect(stripe.customers.createTaxId(made.id, { type: 'fr_siren', value: '12' })).rejects.toMatchObject({
      code: 'tax_id_invalid',
    });
    const found = await stripe.customers.search({ query: "metadata['uuid']:'u-1'" });
    expect(found.data.map(({ id }) => id)).toEqual([made.id]);
    await stripe.customers.del(made.id);
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ deleted: true });
    await expect(stripe.customers.update(made.id, { name: 'X' })).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('are listed page by page', async () => {
    const { stripe } = shop;
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.unshift((await stripe.customers.create({})).id);
    const first = await stripe.customers.list({ limit: 2 });
    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([ids.slice(0, 2), true]);
    const last = await stripe.customers.list({ limit: 3, starting_after: ids[1] });
    expect([last.data.map(({ id }) => id), last.has_more]).toEqual([ids.slice(2), false]);
    const all: string[] = [];
    for await (const each of stripe.customers.list({ limit: 2 })) all.push(each.id);
    expect(all).toEqual(ids);
    expect((await stripe.customers.list({ ending_before: ids[2], limit: 1 })).data[0]?.id).toBe(ids[1]);
  });
});

describe('events', () => {
  it('are signed and sent, and can be read again', async () => {
    const { stripe, simulator, received } = shop;
    const customer = await stripe.customers.create({ name: 'Acme' });
    await simulator.settled();
    const last = received.at(-1);
    const event = stripe.webhooks.constructEvent(
      last?.body ?? '',
      String(last?.headers['stripe-signature']),
      WEBHOOK_SECRET,
    );
    expect(event).toMatchObject({
      type: 'customer.created',
      api_version: '2026-10-28.endive',
      data: { object: { id: customer.id } },
    });
    expect(event.request?.id).toMatch(/^req_/);
    const kept = await stripe.events.retrieve(event.id);
    expect(kept).toMatchObject({ type: event.type, pending_webhooks: 0 });
    expect(() =>
      stripe.webhooks.constructEvent(`${last?.body} `, String(last?.headers['stripe-signature']), WEBHOOK_SECRET),
    ).toThrow(Stripe.errors.StripeSignatureVerificationError);
  });

  it('are sent again when refused, and listed as undelivered', async () => {
    const { stripe, simulator } = shop;
    shop.answer = 500;
    await stripe.customers.create({});
    await simulator.settled();
    await expect
      .poll(async () => (await stripe.events.list({ delivery_success: false })).data.map(({ type }) => type))
      .toEqual(['customer.created']);
    await expect.poll(() => shop.received.filter(({ body }) => body.includes('customer.created')).length).toBe(3);
    shop.answer = 200;
    const [event] = (await stripe.events.list({ delivery_success: false })).data;
    await shop.control(`events/${event?.id}/resend`);
    expect((await stripe.events.list({ delivery_success: false })).data).toEqual([]);
  });
});

const wrong = async (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('a caller', () => {
  it('needs the key and the version', async () => {
    await expect(clientOf(shop.simulator, 'sk_test_other').customers.list()).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    );
    const response = await fetch(`${shop.simulator.url}/v1/customers`, {
      headers: { authorization: `Bearer ${shop.simulator.secretKey}`, 'stripe-version': '2020-01-01' },
    });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { type: 'invalid_request_error' } }]);
    const unknown = await fetch(`${shop.simulator.url}/v1/coffee`);
    expect(unknown.status).toBe(404);
  });

  it('gets the same answer under the same key, faults too, and a fault for other parameters', async () => {
    const { stripe } = shop;
    const once = await stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k-1' });
    const twice = await stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k-1' });
    expect(twice.id).toBe(once.id);
    expect(twice.lastResponse.headers['idempotent-replayed']).toBe('true');
    await expect(stripe.customers.create({ name: 'B' }, { idempotencyKey: 'k-1' })).rejects.toBeInstanceOf(
      Stripe.errors.StripeIdempotencyError,
    );
    const customer = once.id;
    const attach = (): Promise<unknown> =>
      stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer }, { idempotencyKey: 'k-2' });
    const first: unknown = await attach().catch((error: unknown) => error);
    const second: unknown = await attach().catch((error: unknown) => error);
    expect(first).toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'generic_decline',
      statusCode: 402,
    });
    expect(second).toMatchObject({ headers: { 'idempotent-replayed': 'true' } });
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  it('hears which parameter is wrong', async () => {
    const { stripe } = shop;
    expect(await wrong(stripe.prices.create({ currency: 'eur', product: 'prod_no', unit_amount: 1 }))).toMatchObject({
      code: 'resource_missing',
      param: 'product',
    });
    expect(await wrong(stripe.customers.create({ nonsense: 1 } as object))).toMatchObject({
      code: 'parameter_unknown',
      param: 'nonsense',
    });
    expect(await wrong(stripe.products.create({ ...{ name: undefined as unknown as string } }))).toMatchObject({
      code: 'parameter_missing',
      param: 'name',
    });
    expect(await wrong(stripe.customers.list({ limit: 101 }))).toMatchObject({ param: 'limit' });
  });
});
