import { verifyWebhook } from '@onefacture/security';
import { Webhook } from 'standardwebhooks';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startReceiver, status, type Received, type Receiver, type Reply } from '../testing/receiver.js';
import { startWebhooks, type WebhooksBench } from '../testing/webhooks-bench.js';
import { DeliveryRepository } from './delivery.repository.js';

let bench: WebhooksBench;
let receiver: Receiver;
beforeAll(async () => {
  [bench, receiver] = await Promise.all([startWebhooks(), startReceiver()]);
});
afterAll(() => Promise.all([bench.stop(), receiver.stop()]));

/** One organisation with one endpoint at a path of its own, told once. */
async function told(...replies: Reply[]) {
  const organisation = await bench.organisation();
  const path = `/${uuidv7()}`;
  receiver.reply(path, ...replies);
  const { endpoint, secret } = await bench.create(organisation, { url: receiver.url(path) });
  const [made] = await bench.publish(organisation);
  const id = made?.id ?? '';
  return {
    organisation,
    endpoint,
    secret,
    path,
    id,
    attempt: () => bench.deliver(organisation, id),
    state: () => bench.delivery(organisation, id),
    /** Lets the time of the next attempt come, and makes it. */
    async next() {
      bench.clock.reach((await bench.delivery(organisation, id)).dueAt);
      await bench.deliver(organisation, id);
    },
    replay: () => bench.within(organisation, (tx) => bench.deliveries.replay(tx, 'key:1', id)),
    standing: () => bench.within(organisation, (tx) => bench.endpoints.get(tx, endpoint.id)),
  };
}
const secondsUntil = (due: Date | null) => (due ? (due.getTime() - bench.clock.now().getTime()) / 1_000 : null);

describe('a delivery', () => {
  it('arrives signed, in both forms, and is over', async () => {
    const one = await told();
    await one.attempt();
    const [first] = receiver.at(one.path);
    const { headers = {}, body = '' }: Partial<Received> = first ?? {};
    expect(JSON.parse(body)).toMatchObject({ type: 'invoice.paid', data: { status: 'PAID', sequence: 7 } });
    expect(headers['content-type']).toBe('application/json');
    const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    expect(new Webhook(one.secret).verify(body, plain)).toEqual(JSON.parse(body));
    expect(() => new Webhook(one.secret).verify(`${body} `, plain)).toThrow('signature');
    expect(headers['x-onefacture-signature']).toMatch(/^t=\d+,v1=[\da-f]{64}$/);
    expect(await one.state()).toMatchObject({
      state: 'delivered',
      attempts: 1,
      dueAt: null,
      responseStatus: 204,
      error: null,
      lastAttemptAt: bench.clock.now(),
    });
  });

  it('is made once, however often its job comes', async () => {
    const one = await told();
    await Promise.all([one.attempt(), one.attempt(), one.attempt()]);
    await one.attempt();
    expect(receiver.at(one.path)).toHaveLength(1);
  });

  it('is not made before its time', async () => {
    const one = await told(status(500));
    await one.attempt();
    await one.attempt();
    expect(receiver.at(one.path)).toHaveLength(1);
  });

  it('is repeated by the schedule, and failed after it', async () => {
    const one = await told(...Array.from({ length: 9 }, () => status(500, {}, 'out of order')));
    await one.attempt();
    expect(await one.state()).toMatchObject({
      state: 'pending',
      attempts: 1,
      responseStatus: 500,
      responseBody: 'out of order',
      error: 'The receiver answered 500.',
    });
    const waits: (number | null)[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      waits.push(secondsUntil((await one.state()).dueAt));
      await one.next();
    }
    const off = [5, 300, 1_800].map((seconds, turn) => Math.abs((waits[turn] ?? 0) / seconds - 1));
    expect(Math.max(...off)).toBeLessThanOrEqual(0.2001);
    expect(await one.state()).toMatchObject({ state: 'failed', attempts: 4, dueAt: null });
    expect(receiver.at(one.path)).toHaveLength(4);
    expect(await one.standing()).toMatchObject({ enabled: true });
  });

  it('asks for a new job at every attempt, due when the row is', async () => {
    const one = await told(status(500), status(500));
    await one.attempt();
    const first = await one.state();
    await one.next();
    const second = await one.state();
    expect(await bench.asked(one.id)).toEqual([
      { attempt: 1, due_at: null },
      { attempt: 2, due_at: first.dueAt },
      { attempt: 3, due_at: second.dueAt },
    ]);
  });

  it('is the same message at every attempt, signed anew', async () => {
    const one = await told(status(500), status(503));
    await one.attempt();
    await one.next();
    await one.next();
    const seen = receiver.at(one.path);
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1);
    expect(new Set(seen.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(seen.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
    const now = bench.clock.now().getTime() / 1_000;
    const last = seen.at(-1);
    const headers = Object.fromEntries(
      Object.entries(last?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    expect(verifyWebhook(headers, last?.body ?? '', one.secret, now)).toBe(true);
  });

  it('waits as long as the receiver asks, within twice what was planned, or five minutes for an overload', async () => {
    const one = await told(status(429, { 'retry-after': '200' }));
    await one.attempt();
    expect(secondsUntil((await one.state()).dueAt)).toBe(200);
    const two = await told(status(429, { 'retry-after': '3600' }));
    await two.attempt();
    expect(secondsUntil((await two.state()).dueAt)).toBe(300);
    const date = new Date(Math.ceil(bench.clock.now().getTime() / 1_000) * 1_000 + 7_200_000);
    const three = await told(status(503, { 'retry-after': date.toUTCString() }));
    await three.attempt();
    const waits = secondsUntil((await three.state()).dueAt) ?? 0;
    expect([waits >= 8, waits <= 12]).toEqual([true, true]);
  });

  it('ends with 410, which disables the endpoint', async () => {
    const one = await told(status(410));
    const [another] = await bench.publish(one.organisation);
    await one.attempt();
    expect(await one.state()).toMatchObject({ state: 'failed', attempts: 1, dueAt: null });
    expect(await one.standing()).toMatchObject({ enabled: false, disabledReason: 'The receiver answered 410 Gone.' });
    expect(await bench.publish(one.organisation)).toEqual([]);
    await bench.deliver(one.organisation, another?.id ?? '');
    expect(await bench.delivery(one.organisation, another?.id ?? '')).toMatchObject({
      state: 'failed',
      attempts: 0,
      error: 'The endpoint is disabled.',
    });
    expect(receiver.at(one.path)).toHaveLength(1);
  });

  it('does not follow a redirect', async () => {
    const one = await told(status(302, { location: receiver.url('/elsewhere') }));
    await one.attempt();
    expect(await one.state()).toMatchObject({ state: 'pending', responseStatus: 302 });
    expect(receiver.at('/elsewhere')).toEqual([]);
  });

  it('keeps the beginning of a long answer only', async () => {
    const one = await told(status(500, {}, `begin\u0000${'x'.repeat(200_000)}`));
    await one.attempt();
    const { responseBody } = await one.state();
    expect(responseBody?.startsWith('beginxxx')).toBe(true);
    expect(responseBody?.length).toBe(16_383);
  });

  it('fails when the receiver is silent, and is repeated', async () => {
    const one = await told(() => undefined);
    await one.attempt();
    expect(await one.state()).toMatchObject({ state: 'pending', responseStatus: null, attempts: 1 });
    expect((await one.state()).error).toContain('did not answer in time');
    await one.next();
    expect(await one.state()).toMatchObject({ state: 'delivered', attempts: 2, error: null });
  });

  it('goes to no address that is refused meanwhile', async () => {
    const one = await told();
    await bench.within(one.organisation, (tx) =>
      tx.manager.query(`UPDATE webhook_endpoints SET url = 'http://169.254.169.254/'`),
    );
    await one.attempt();
    expect(await one.state()).toMatchObject({ state: 'pending', responseStatus: null, attempts: 1 });
    expect((await one.state()).error).toContain('not a public address');
  });

  it('comes back when the worker died during the call', async () => {
    const one = await told();
    const { attempts, dueAt } = await one.state();
    const lease = new Date(bench.clock.now().getTime() + 6_000);
    await bench.within(one.organisation, (tx) => new DeliveryRepository(tx).update(one.id, { dueAt: lease }));
    await one.attempt();
    expect(receiver.at(one.path)).toHaveLength(0);
    expect(dueAt).toEqual(bench.clock.now());
    await one.next();
    expect(await one.state()).toMatchObject({ state: 'delivered', attempts: attempts + 1 });
  });
});

describe('a replay', () => {
  it('sends again what was delivered or failed, the same message, the schedule from its start', async () => {
    const one = await told(...Array.from({ length: 4 }, () => status(500)));
    for (let turn = 0; turn < 4; turn += 1) await one.next();
    expect(await one.state()).toMatchObject({ state: 'failed' });
    expect(await one.replay()).toMatchObject({ state: 'pending', attempts: 0 });
    await one.attempt();
    expect(await one.state()).toMatchObject({ state: 'delivered', attempts: 1 });
    await one.replay();
    await one.attempt();
    const seen = receiver.at(one.path);
    expect(seen).toHaveLength(6);
    expect(new Set(seen.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1);
  });

  it('has the word over a call that is still under way', async () => {
    const held: (() => void)[] = [];
    const one = await told((response) => held.push(() => response.writeHead(500).end()));
    const under = one.attempt();
    await vi.waitFor(() => expect(held).toHaveLength(1));
    await one.replay();
    for (const answer of held) answer();
    await under;
    expect(await one.state()).toMatchObject({ state: 'pending', attempts: 0, dueAt: bench.clock.now() });
    await one.attempt();
    expect(await one.state()).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('is not there for another organisation', async () => {
    const one = await told();
    const another = await bench.organisation();
    const replay = bench.within(another, (tx) => bench.deliveries.replay(tx, 'key:1', one.id));
    await expect(replay).rejects.toMatchObject({ code: 'request.not_found' });
  });
});

describe('a slow endpoint', () => {
  it('holds a few calls and steps aside with the others, so that nobody else waits', async () => {
    const organisation = await bench.organisation();
    const [slow, quick] = [`/${uuidv7()}`, `/${uuidv7()}`];
    const held: (() => void)[] = [];
    receiver.reply(
      slow,
      ...Array.from({ length: 6 }, (): Reply => (response) => held.push(() => response.writeHead(204).end())),
    );
    const { endpoint } = await bench.create(organisation, { url: receiver.url(slow) });
    await bench.create(organisation, { url: receiver.url(quick) });
    const made = (await Promise.all(Array.from({ length: 6 }, () => bench.publish(organisation)))).flat();
    const [ofSlow, ofQuick] = [true, false].map((is) => made.filter((one) => (one.endpoint_id === endpoint.id) === is));
    const calls = (ofSlow ?? []).map(({ id }) => bench.deliver(organisation, id));
    await Promise.all((ofQuick ?? []).map(({ id }) => bench.deliver(organisation, id)));
    expect(receiver.at(quick).length).toBeGreaterThanOrEqual(3);
    await vi.waitFor(() => expect(held).toHaveLength(3));
    expect(receiver.at(slow)).toHaveLength(3);
    for (const answer of held) answer();
    await Promise.all(calls);
    const states = await Promise.all((ofSlow ?? []).map(({ id }) => bench.delivery(organisation, id)));
    expect(states.map(({ state }) => state).toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => 'delivered'),
      ...Array.from({ length: 3 }, () => 'pending'),
    ]);
    expect(states.every(({ attempts, state }) => attempts === (state === 'delivered' ? 1 : 0))).toBe(true);
  });
});
