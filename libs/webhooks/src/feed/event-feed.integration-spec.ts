import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from '../../../../test/services/postgres.js';
import { publishWebhook } from '../messages/publish-webhook.js';
import { startWebhooks, type WebhooksBench } from '../testing/webhooks-bench.js';
import { EventFeedRepository, type FeedEvent, type FeedPosition } from './event-feed.repository.js';

let bench: WebhooksBench;
beforeAll(async () => {
  bench = await startWebhooks();
});
afterAll(() => bench.stop());

const read = (organisation: string, position?: FeedPosition, more: { limit?: number; types?: string[] } = {}) =>
  bench.within(organisation, (tx) => new EventFeedRepository(tx).after(position, { limit: 100, ...more }));
/** All of an organisation's events once there are so many: a transaction elsewhere that ends just now may delay a look. */
const told = (organisation: string, count: number) =>
  vi.waitFor(async () => {
    const events = await read(organisation);
    expect(events).toHaveLength(count);
    return events;
  }, 10_000);
const types = (events: readonly FeedEvent[]) => events.map(({ type }) => type);

describe('the feed', () => {
  it('tells every event, oldest first, to organisations without an endpoint too', async () => {
    const organisation = await bench.organisation();
    await bench.publish(organisation, 'invoice.submitted');
    await bench.publish(organisation, 'invoice.paid');
    const events = await told(organisation, 2);
    expect(types(events)).toEqual(['invoice.submitted', 'invoice.paid']);
    expect(JSON.parse(events[0]?.body ?? '')).toMatchObject({ type: 'invoice.submitted', data: { sequence: 7 } });
    expect(types(await read(organisation, events[0]))).toEqual(['invoice.paid']);
    expect(await read(organisation, events[1])).toEqual([]);
    expect(types(await read(organisation, undefined, { types: ['invoice.paid'] }))).toEqual(['invoice.paid']);
    expect(await read(await bench.organisation())).toEqual([]);
  });

  it('tells no event before one that may still come earlier, so that a cursor misses none', async () => {
    const organisation = await bench.organisation();
    let commit: (() => void) | undefined;
    const slow = bench.within(organisation, async (tx) => {
      await publishWebhook(tx, { type: 'invoice.cancelled', subjectId: organisation, at: bench.clock.now(), data: {} });
      await new Promise<void>((resolve) => {
        commit = resolve;
      });
    });
    await expect.poll(() => commit).toBeDefined();
    await bench.publish(organisation, 'invoice.paid');
    expect(await read(organisation)).toEqual([]);
    commit?.();
    await slow;
    await told(organisation, 2);
    const pages: string[] = [];
    let position: FeedPosition | undefined;
    for (let page = await read(organisation, position, { limit: 1 }); page.length > 0;) {
      pages.push(...types(page));
      position = page.at(-1);
      page = await read(organisation, position, { limit: 1 });
    }
    expect(pages).toEqual(['invoice.cancelled', 'invoice.paid']);
  });
});

describe('a transaction of another database', () => {
  it('keeps no event back, however long it runs', async () => {
    const neighbour = await createTestDatabase();
    const client = new Client({ connectionString: neighbour.dsn });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT pg_current_xact_id()');
      const organisation = await bench.organisation();
      await bench.publish(organisation, 'invoice.paid');
      expect(types(await told(organisation, 1))).toEqual(['invoice.paid']);
    } finally {
      await client.end();
      await neighbour.drop();
    }
  });
});

describe('a full payload', () => {
  it('is made only for an endpoint that wants it; the others and the feed stay thin', async () => {
    const organisation = await bench.organisation();
    const url = 'http://127.0.0.1:9999/';
    let asked = 0;
    const more = () => {
      asked += 1;
      return { invoice: { number: 'F-1', totals: { gross: '12.50' } } };
    };
    const tell = () =>
      bench.within(organisation, (tx) =>
        publishWebhook(tx, { type: 'invoice.paid', subjectId: organisation, at: bench.clock.now(), data: {}, more }),
      );
    await bench.create(organisation, { url });
    await tell();
    expect(asked).toBe(0);
    await bench.create(organisation, { url, payload: 'full' });
    await tell();
    expect(asked).toBe(1);
    const bodies = await bench.within(organisation, (tx) =>
      tx.manager.query<{ body: string; full_body: string | null }[]>(
        'SELECT body, full_body FROM webhook_messages ORDER BY id',
      ),
    );
    expect(bodies.map(({ full_body }) => full_body !== null)).toEqual([false, true]);
    expect(JSON.parse(bodies[1]?.full_body ?? '')).toMatchObject({ data: { invoice: { number: 'F-1' } } });
    expect(bodies.map(({ body }) => body.includes('F-1'))).toEqual([false, false]);
  });
});
