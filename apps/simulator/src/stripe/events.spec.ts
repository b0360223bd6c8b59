import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShop, WEBHOOK_SECRET, type Shop } from './testing/shop.js';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  shop.received.length = 0;
});
afterEach(() => shop.close());

const namesOf = (): string[] =>
  shop.received.map(({ body }) => (JSON.parse(body) as { data: { object: { name: string } } }).data.object.name);
const make = async (...names: string[]): Promise<string[]> => {
  const made: string[] = [];
  for (const name of names) made.push((await shop.stripe.customers.create({ name })).id);
  await shop.simulator.settled();
  return made;
};
const undelivered = async (): Promise<string[]> =>
  (await shop.stripe.events.list({ delivery_success: false })).data.map(({ type }) => type);

describe('events go wrong on purpose', () => {
  it('they come in order when nothing is asked', async () => {
    await make('a', 'b', 'c', 'd');
    expect(namesOf()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('twice', async () => {
    await shop.control('events/behaviour', { duplicate_rate: 1 });
    await make('a');
    expect(namesOf()).toEqual(['a', 'a']);
    expect(new Set(shop.received.map(({ body }) => (JSON.parse(body) as { id: string }).id)).size).toBe(1);
  });

  it('in another order: held, and let go backwards or by their ids', async () => {
    await shop.control('events/behaviour', { hold: true });
    await make('a', 'b', 'c');
    expect(namesOf()).toEqual([]);
    expect(await shop.control('events/release', { order: 'reversed', times: 2 })).toEqual({ released: 3 });
    expect(namesOf()).toEqual(['c', 'b', 'a', 'c', 'b', 'a']);
    await make('d');
    const [event] = (await shop.stripe.events.list({ type: 'customer.created' })).data;
    await shop.control('events/release', { order: [event?.id] });
    expect(namesOf().at(-1)).toBe('d');
  });

  it('shuffled on their way', async () => {
    await shop.control('events/behaviour', { reorder_rate: 1, seed: 7 });
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    await make(...names);
    expect(namesOf().toSorted()).toEqual(names);
  });

  it('late', async () => {
    await shop.control('events/behaviour', { delay_ms: 30, types: ['customer.created'] });
    await make('a');
    expect(namesOf()).toEqual(['a']);
  });

  it('not at all: dropped ones are listed as undelivered, lost ones are not', async () => {
    await shop.control('events/behaviour', { drop_rate: 1 });
    await make('a');
    expect([namesOf(), await undelivered()]).toEqual([[], ['customer.created']]);
    await shop.control('events/behaviour', { lose_rate: 1 });
    await make('b');
    expect([namesOf(), await undelivered()]).toEqual([[], ['customer.created']]);
    await shop.control('events/behaviour', {});
    const [event] = (await shop.stripe.events.list({ delivery_success: false })).data;
    await shop.control(`events/${event?.id}/resend`);
    expect([namesOf(), await undelivered()]).toEqual([['a'], []]);
  });

  it('made up, as of another account or in live mode', async () => {
    await shop.control('events', {
      type: 'customer.subscription.deleted',
      object: { id: 'sub_x' },
      account: 'acct_other',
      livemode: true,
    });
    const [last] = shop.received;
    const event = shop.stripe.webhooks.constructEvent(
      last?.body ?? '',
      `${last?.headers['stripe-signature']}`,
      WEBHOOK_SECRET,
    );
    expect(event).toMatchObject({ account: 'acct_other', livemode: true, data: { object: { id: 'sub_x' } } });
  });
});

describe('webhook endpoints', () => {
  it('get what they asked for, signed with their own secret', async () => {
    const { stripe, receiverUrl, received } = shop;
    const made = await stripe.webhookEndpoints.create({
      url: `${receiverUrl}/second`,
      enabled_events: ['customer.deleted'],
      api_version: '2026-10-28.endive',
      metadata: { catalogue: 'demo' },
    });
    expect(made.secret).toMatch(/^whsec_/);
    expect((await stripe.webhookEndpoints.retrieve(made.id)).secret).toBeUndefined();
    const [id = ''] = await make('a');
    expect(received).toHaveLength(1);
    await stripe.customers.del(id);
    await shop.simulator.settled();
    const verified = received.filter(({ body, headers }) => {
      try {
        return stripe.webhooks.constructEvent(body, `${headers['stripe-signature']}`, made.secret ?? '');
      } catch {
        return false;
      }
    });
    expect(verified).toHaveLength(1);
    await stripe.webhookEndpoints.update(made.id, { enabled_events: ['*'], disabled: true });
    expect((await stripe.webhookEndpoints.list()).data.map(({ status }) => status).toSorted()).toEqual([
      'disabled',
      'enabled',
    ]);
    expect(await stripe.webhookEndpoints.del(made.id)).toMatchObject({ deleted: true });
  });

  it('are signed with both secrets while one is rolled', async () => {
    const { stripe, received } = shop;
    const [endpoint] = (await stripe.webhookEndpoints.list()).data;
    const rolled = (await shop.control(`webhook_endpoints/${endpoint?.id}/roll`)) as { secret: string };
    await make('a');
    const [last] = received;
    for (const secret of [WEBHOOK_SECRET, rolled.secret]) {
      expect(
        stripe.webhooks.constructEvent(last?.body ?? '', `${last?.headers['stripe-signature']}`, secret).type,
      ).toBe('customer.created');
    }
  });
});

describe('the control', () => {
  it('lets requests go wrong, before or after they were carried out', async () => {
    const { stripe } = shop;
    await shop.control('mishaps', {
      kind: 'answer',
      operation: 'POST /v1/customers',
      status: 500,
      body: { error: { type: 'api_error', message: 'x' } },
    });
    await expect(stripe.customers.create({ name: 'a' })).rejects.toMatchObject({ statusCode: 500 });
    expect((await stripe.customers.list()).data).toHaveLength(0);
    await shop.control('mishaps', { kind: 'answer_lost', operation: 'POST /v1/customers' });
    // stripe-node asks again by itself when a connection is cut, under the same key.
    const made = await stripe.customers.create({ name: 'b' }, { idempotencyKey: 'k' });
    expect(made.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await stripe.customers.list()).data.map(({ id }) => id)).toEqual([made.id]);
  });

  it('tells what was asked, what was sent, and forgets it all', async () => {
    const { simulator, stripe } = shop;
    await stripe.customers.create({ metadata: { uuid: 'u-1' } }, { idempotencyKey: 'cust-u-1' });
    await simulator.settled();
    const read = async (path: string): Promise<unknown> =>
      (await fetch(`${simulator.url}/_simulator/stripe/${path}`)).json();
    const { data } = (await read('requests')) as { data: object[] };
    expect(data.at(-1)).toMatchObject({
      operation: 'POST /v1/customers',
      params: { metadata: { uuid: 'u-1' } },
      idempotency_key: 'cust-u-1',
      status: 200,
    });
    expect(((await read('deliveries')) as { data: object[] }).data.at(-1)).toMatchObject({
      type: 'customer.created',
      state: 'delivered',
      attempts: 1,
      last_status: 200,
    });
    await shop.control('clock', { days: 400 });
    await shop.control('reset');
    expect(await read('state')).toMatchObject({
      customers: 0,
      events: 0,
      ahead_seconds: 0,
      webhook_endpoints: [{ url: shop.receiverUrl }],
    });
    await expect(shop.control('clock', { to: 'soon' })).rejects.toThrow(/400/);
    await expect(shop.control('transfers', { invoice: 'in_no' })).rejects.toThrow(/404/);
  });
});
