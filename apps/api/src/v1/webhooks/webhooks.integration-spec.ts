import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { QUICK_START_TEXT } from '../../../../../test/e2e/invoices.js';
import { startReceiver, type Receiver } from '../../../../../libs/webhooks/src/testing/receiver.js';
import { startApi } from '../../testing/api-bench.js';

let api: Awaited<ReturnType<typeof startApi>>;
let receiver: Receiver;
let key: string;
beforeAll(async () => {
  const environment = { ...process.env, ONEFACTURE_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8' };
  [api, receiver] = await Promise.all([startApi(environment), startReceiver()]);
  ({ api_key: key } = await api.sandbox());
});
afterAll(() => Promise.all([api.stop(), receiver.stop()]));

const get = (path: string) => api.http.get(path).set('X-API-Key', key);
const post = (path: string, body: object) => api.http.post(path).set('X-API-Key', key).send(body);

async function endpoint(more: object = {}) {
  const path = `/${uuidv7()}`;
  const { body } = await post('/v1/webhooks', { url: receiver.url(path), ...more }).expect(201);
  return { path, id: String(body.id), body };
}

describe('the routes of an endpoint', () => {
  it('show all but what is secret', async () => {
    const more = {
      headers: { Authorization: 'Bearer hush' },
      allowed_ips: ['127.0.0.1'],
      payload: 'full',
      retry_schedule: [5],
    };
    const { id, body } = await endpoint(more);
    const shown = await get(`/v1/webhooks/${id}`).expect(200);
    expect(shown.body).toMatchObject({
      header_names: ['authorization'],
      allowed_ips: ['127.0.0.1'],
      payload: 'full',
      retry_schedule: [5],
      max_concurrency: 3,
      rate_limit: null,
      client_certificate: null,
      failing_since: null,
    });
    expect(shown.text).not.toContain('hush');
    expect(shown.text).not.toContain(body.secret);
  });

  it('name every fault of what is given', async () => {
    const wrong = { url: receiver.url('/'), headers: { host: 'x' }, allowed_ips: ['x'], event_types: ['x'] };
    const { body } = await post('/v1/webhooks', wrong).expect(422);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'event_types[0]',
      'headers.host',
      'allowed_ips[0]',
    ]);
  });

  it('rotate its keys, whose public halves anybody can read until they end', async () => {
    const { id, body } = await endpoint();
    const rotated = await post(`/v1/webhooks/${id}/rotate-secret`, {}).expect(200);
    expect(rotated.body.secret).not.toBe(body.secret);
    const known = await api.http.get(`/.well-known/webhook-keys?webhook_id=${id}`).expect(200);
    expect(known.body.keys).toMatchObject([
      { public_key: rotated.body.public_key, algorithm: 'ed25519', expires_at: null },
      { public_key: body.public_key, expires_at: rotated.body.previous_keys_expire_at },
    ]);
    await post(`/v1/webhooks/${id}/rotate-secret`, { revoke: true }).expect(200);
    const after = await api.http.get(`/.well-known/webhook-keys?webhook_id=${id}`).expect(200);
    expect(after.body.keys).toHaveLength(1);
    await api.http.get(`/.well-known/webhook-keys?webhook_id=${uuidv7()}`).expect(404);
    await api.http.get('/.well-known/webhook-keys').expect(422);
  });

  it('send an example, which is on record', async () => {
    const { id, path } = await endpoint();
    const sent = await post(`/v1/webhooks/${id}/test`, { type: 'inbox.received' }).expect(200);
    expect(sent.body).toMatchObject({ result: 'succeeded', response_status: 204, event_type: 'inbox.received' });
    expect(JSON.parse(receiver.at(path)[0]?.body ?? '')).toMatchObject({ type: 'inbox.received' });
    const listed = await get(`/v1/webhooks/${id}/attempts?result=succeeded&response_status=204`).expect(200);
    expect(listed.body.data).toEqual([sent.body]);
    expect((await get(`/v1/webhooks/${id}/attempts?result=failed`).expect(200)).body.data).toEqual([]);
    await post(`/v1/webhooks/${id}/test`, { type: 'invoice.shredded' }).expect(422);
  });

  it('refuse to recover or replay what is disabled', async () => {
    const { id } = await endpoint({ enabled: false });
    const { body } = await post(`/v1/webhooks/${id}/recover`, { since: '2026-01-01T00:00:00Z' }).expect(409);
    expect(body.code).toBe('webhook.endpoint_disabled');
  });
});

describe('events', () => {
  it('are listed with schema and example', async () => {
    const { body } = await get('/v1/webhooks/event-types').expect(200);
    const types = body.data.map(({ type }: { type: string }) => type);
    expect(types).toEqual(expect.arrayContaining(['invoice.paid', 'inbox.received', 'platform.degraded']));
    expect(body.data[0]).toMatchObject({ schema: { type: 'object' }, example: { type: types[0] } });
  });

  it('are read as a feed, brought back to an endpoint, and emptied', async () => {
    const { id, path } = await endpoint({ event_types: ['invoice.cancelled'], enabled: false });
    const begin = new Date().toISOString();
    const made = await api.http
      .post('/v1/invoices')
      .set({ 'X-API-Key': key, 'Content-Type': 'application/json' })
      .send(QUICK_START_TEXT)
      .expect(201);
    await post(`/v1/invoices/${made.body.id}/cancel`, {}).expect(200);
    // Events wait for the transactions of other spec files too.
    const feed = await vi.waitFor(async () => {
      const page = await get('/v1/events?type=invoice.*').expect(200);
      expect(page.body.data).toHaveLength(1);
      return page;
    }, 20_000);
    const [event] = feed.body.data;
    expect(event).toMatchObject({ type: 'invoice.cancelled', data: { invoice_id: made.body.id, status: 'CANCELLED' } });
    const rest = await get(`/v1/events?after=${feed.body.next_cursor}`).expect(200);
    expect(rest.body).toEqual({ data: [], next_cursor: feed.body.next_cursor, has_more: false });
    await get('/v1/events?after=nonsense').expect(422);
    const url = receiver.url(path);
    await api.http
      .put(`/v1/webhooks/${id}`)
      .set('X-API-Key', key)
      .send({ url, event_types: ['invoice.*'] })
      .expect(200);
    const recovered = await post(`/v1/webhooks/${id}/recover`, { since: begin }).expect(202);
    expect(recovered.body).toEqual({ recovered: 1, more: false });
    const { body } = await get(`/v1/webhooks/deliveries?message_id=${event.id}&webhook_id=${id}`).expect(200);
    expect(body.data).toMatchObject([{ webhook_id: id, state: 'pending' }]);
    expect((await get(`/v1/webhooks/deliveries/${body.data[0].id}/attempts`).expect(200)).body.data).toEqual([]);
    await api.http.delete(`/v1/events/${event.id}/content`).set('X-API-Key', key).expect(204);
    expect((await get('/v1/events').expect(200)).body.data[0]).toMatchObject({ id: event.id, data: null });
  });
});
