import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import { EventFeedRepository } from '../feed/event-feed.repository.js';
import { startReceiver, status, type Receiver, type Reply } from '../testing/receiver.js';
import { startWebhooks, type WebhooksBench } from '../testing/webhooks-bench.js';

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
  const { endpoint } = await bench.create(organisation, { url: receiver.url(path) });
  const [made] = await bench.publish(organisation);
  const id = made?.id ?? '';
  return {
    organisation,
    endpoint,
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

describe('a receiver that says stop', () => {
  it('gets this message no more, and goes on with the next', async () => {
    const one = await told(status(400, { 'webhook-delivery': 'abort-message' }));
    await one.attempt();
    expect(await one.state()).toMatchObject({ state: 'failed', attempts: 1, error: 'The receiver asked to stop.' });
    expect(await one.standing()).toMatchObject({ enabled: true, failingSince: null });
  });
});

describe('an overloaded receiver', () => {
  it.each([429, 502, 504])(
    'is left alone after %d: its next message waits too, without burning an attempt',
    async (code) => {
      const one = await told(status(code));
      const [another] = await bench.publish(one.organisation);
      await one.attempt();
      expect(secondsUntil((await one.state()).dueAt)).toBeGreaterThanOrEqual(10);
      await bench.deliver(one.organisation, another?.id ?? '');
      expect(receiver.at(one.path)).toHaveLength(1);
      const waiting = await bench.delivery(one.organisation, another?.id ?? '');
      expect(waiting).toMatchObject({ state: 'pending', attempts: 0, tries: 2 });
      expect(secondsUntil(waiting.dueAt)).toBeGreaterThanOrEqual(9);
      bench.clock.reach(waiting.dueAt);
      await bench.deliver(one.organisation, another?.id ?? '');
      expect(receiver.at(one.path)).toHaveLength(2);
      expect(await one.standing()).toMatchObject({ coolUntil: null, failingSince: null, overloads: 0 });
    },
  );
});

describe('the attempts', () => {
  it('are on record one by one, with what was sent and answered', async () => {
    const one = await told(status(500, {}, 'x'.repeat(20_000)), status(200, {}, 'thanks'));
    await one.attempt();
    await one.next();
    const attempts = await bench.within(one.organisation, (tx) =>
      new AttemptRepository(tx).list({ deliveryId: one.id, limit: 10 }),
    );
    expect(attempts).toMatchObject([
      { number: 2, result: 'succeeded', responseStatus: 200, responseBody: 'thanks', responseTruncated: false },
      { number: 1, result: 'failed', responseStatus: 500, responseTruncated: true, eventType: 'invoice.paid' },
    ]);
    expect(attempts[1]?.responseBody).toHaveLength(16_384);
    expect(attempts[0]?.requestHeaders['webhook-id']).toBe(receiver.at(one.path)[0]?.headers['webhook-id']);
    const failed = await bench.within(one.organisation, (tx) =>
      new AttemptRepository(tx).list({ endpointId: one.endpoint.id, result: 'failed', limit: 10 }),
    );
    expect(failed.map(({ number }) => number)).toEqual([1]);
  });
});

/** An endpoint that always answers 500, and another that is told of it. */
async function dying() {
  const organisation = await bench.organisation();
  const [dead, alive] = [`/${uuidv7()}`, `/${uuidv7()}`];
  const { endpoint } = await bench.create(organisation, { url: receiver.url(dead) });
  await bench.create(organisation, { url: receiver.url(alive), event_types: ['webhook.*'] });
  const standing = () => bench.within(organisation, (tx) => bench.endpoints.get(tx, endpoint.id));
  const fail = async (hours: number, reply: Reply = status(500)) => {
    bench.clock.pass(hours * 3_600_000);
    receiver.reply(dead, reply);
    const made = await bench.publish(organisation);
    await bench.deliver(organisation, made.find(({ endpoint_id }) => endpoint_id === endpoint.id)?.id ?? '');
  };
  const heard = async () => {
    for (const id of await bench.pending(organisation)) await bench.deliver(organisation, id);
    return receiver.at(alive).map(({ body }) => JSON.parse(body) as { type: string; data: object });
  };
  return { organisation, endpoint, dead, standing, fail, heard };
}

describe('an endpoint at which everything fails', () => {
  it('warns at 50, 70 and 90 percent of five days, then is disabled, and the others are told', async () => {
    const one = await dying();
    await one.fail(0);
    for (let turn = 0; turn < 10; turn += 1) await one.fail(12);
    expect(await one.standing()).toMatchObject({ enabled: false, disabledReason: 'Every attempt failed for 5 days.' });
    const heard = await one.heard();
    expect(heard.map(({ type, data }) => [type, 'percent' in data ? data.percent : undefined])).toEqual([
      ['webhook.endpoint.failing', 50],
      ['webhook.endpoint.failing', 70],
      ['webhook.endpoint.failing', 90],
      ['webhook.endpoint.disabled', undefined],
    ]);
    expect(heard.at(-1)?.data).toMatchObject({ webhook_id: one.endpoint.id });
  });

  it('is not disabled when something succeeds in between, nor for a failure now and then', async () => {
    const one = await dying();
    for (let turn = 0; turn < 8; turn += 1) await one.fail(12);
    await one.fail(12, status(204));
    expect(await one.standing()).toMatchObject({ enabled: true, failingSince: null, warnedPercent: 0 });
    for (let turn = 0; turn < 8; turn += 1) await one.fail(12);
    for (let turn = 0; turn < 8; turn += 1) await one.fail(40);
    expect(await one.standing()).toMatchObject({ enabled: true });
  });

  it('tells the others when a delivery failed for good, but not about such telling itself', async () => {
    const one = await told(...Array.from({ length: 4 }, () => status(500)));
    const path = `/${uuidv7()}`;
    await bench.create(one.organisation, { url: receiver.url(path), event_types: ['webhook.delivery.exhausted'] });
    for (let turn = 0; turn < 4; turn += 1) await one.next();
    const [telling, ...more] = await bench.pending(one.organisation);
    expect(more).toEqual([]);
    await bench.deliver(one.organisation, telling ?? '');
    expect(JSON.parse(receiver.at(path)[0]?.body ?? '')).toMatchObject({
      type: 'webhook.delivery.exhausted',
      data: { delivery_id: one.id, webhook_id: one.endpoint.id, event_type: 'invoice.paid', attempts: 4 },
    });
  });
});

describe('a recovery', () => {
  it('sends what failed and what happened while it was disabled, once, however often it is asked for', async () => {
    const one = await told(status(410));
    const since = new Date(bench.clock.now().getTime() - 1_000);
    await one.attempt();
    await bench.publish(one.organisation);
    const recover = () =>
      bench.within(one.organisation, (tx) => bench.recovery.recover(tx, 'key:1', one.endpoint.id, since));
    await expect(recover()).rejects.toMatchObject({ code: 'webhook.endpoint_disabled' });
    await expect(one.replay()).rejects.toMatchObject({ code: 'webhook.endpoint_disabled' });
    await bench.within(one.organisation, (tx) =>
      bench.endpoints.update(tx, 'key:1', one.endpoint.id, { url: one.endpoint.url }),
    );
    expect(await recover()).toEqual({ recovered: 2, more: false });
    expect(await recover()).toEqual({ recovered: 0, more: false });
    for (const id of await bench.pending(one.organisation)) await bench.deliver(one.organisation, id);
    expect(await recover()).toEqual({ recovered: 0, more: false });
    const ids = receiver.at(one.path).map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([3, 2]);
  });

  it('leaves out what happened before, or before the endpoint was there', async () => {
    const organisation = await bench.organisation();
    await bench.publish(organisation);
    const early = bench.clock.now();
    bench.clock.pass(1_000);
    const { endpoint } = await bench.create(organisation, { url: receiver.url('/late') });
    const recover = (since: Date) =>
      bench.within(organisation, (tx) => bench.recovery.recover(tx, 'key:1', endpoint.id, since));
    expect(await recover(early)).toEqual({ recovered: 0, more: false });
  });
});

describe('content that is removed', () => {
  it('is sent no more, is shown no more, and leaves a trace', async () => {
    const one = await told(status(500, {}, 'your number was 42'));
    await one.attempt();
    const { messageId } = await one.state();
    await bench.within(one.organisation, (tx) => bench.recovery.expunge(tx, 'key:1', messageId));
    await one.next();
    expect(await one.state()).toMatchObject({
      state: 'failed',
      error: 'The message was expunged.',
      responseBody: null,
    });
    expect(receiver.at(one.path)).toHaveLength(1);
    const rows = await vi.waitFor(async () => {
      const [events, attempts] = await bench.within(one.organisation, async (tx) => [
        await new EventFeedRepository(tx).after(undefined, { limit: 10 }),
        await new AttemptRepository(tx).list({ deliveryId: one.id, limit: 10 }),
      ]);
      expect(events).toHaveLength(1);
      expect(attempts).toHaveLength(1);
      return [events, attempts];
    }, 20_000);
    expect(JSON.stringify(rows)).not.toContain('your number');
    await expect(one.replay()).rejects.toMatchObject({ code: 'webhook.message_expunged' });
    const rewritten = bench.within(one.organisation, (tx) =>
      tx.manager.query(`UPDATE webhook_messages SET body = 'forged' WHERE id = $1`, [messageId]),
    );
    await expect(rewritten).rejects.toThrow('not rewritten');
  });
});

describe('an organisation whose receivers hang', () => {
  it('leaves half of the calls to the others', async () => {
    const narrow = await startWebhooks({ ONEFACTURE_WEBHOOK_CONCURRENCY: '6' });
    const held: (() => void)[] = [];
    const hang: Reply = (response) => held.push(() => response.writeHead(204).end());
    const [dead, quick] = [await narrow.organisation(), await narrow.organisation()];
    for (let turn = 0; turn < 8; turn += 1) {
      const path = `/${uuidv7()}`;
      receiver.reply(path, hang);
      await narrow.create(dead, { url: receiver.url(path) });
    }
    const path = `/${uuidv7()}`;
    await narrow.create(quick, { url: receiver.url(path) });
    const [hanging, [first]] = [await narrow.publish(dead), await narrow.publish(quick)];
    const calls = hanging.map(({ id }) => narrow.deliver(dead, id));
    await vi.waitFor(() => expect(held).toHaveLength(3));
    await narrow.deliver(quick, first?.id ?? '');
    expect(receiver.at(path)).toHaveLength(1);
    expect(held).toHaveLength(3);
    for (const answer of held) answer();
    const pauses = await Promise.all(calls);
    expect(pauses.filter((pause) => pause > 0)).toHaveLength(5);
    expect(await narrow.pending(dead)).toHaveLength(5);
    await narrow.stop();
  });
});

describe('a receiver that wants few calls a second', () => {
  it('gets them, and the rest later without burning an attempt', async () => {
    const organisation = await bench.organisation();
    const path = `/${uuidv7()}`;
    receiver.reply(path);
    const { endpoint } = await bench.create(organisation, { url: receiver.url(path), rate_limit: 1 });
    expect(endpoint.rateLimit).toBe(1);
    const made = [];
    for (let count = 0; count < 3; count += 1) made.push(...(await bench.publish(organisation)));
    await Promise.all(made.map(({ id }) => bench.deliver(organisation, id)));
    const rows = await Promise.all(made.map(({ id }) => bench.delivery(organisation, id)));
    const waiting = rows.filter(({ state }) => state === 'pending');
    expect(waiting.length).toBeGreaterThanOrEqual(1);
    expect(receiver.at(path)).toHaveLength(rows.length - waiting.length);
    expect(waiting.every(({ attempts, dueAt }) => attempts === 0 && (secondsUntil(dueAt) ?? 0) > 1)).toBe(true);
  });
});
