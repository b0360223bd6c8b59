import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startApi } from '../../testing/api-bench.js';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi({ ...process.env, ONEFACTURE_TRUSTED_PROXIES: '1' });
});
afterAll(() => api.stop());

const Key = z.object({ id: z.uuid(), api_key: z.string() });
const asKey = (key: string) => ({ 'X-API-Key': key });
const from = (address: string) => ({ 'X-Forwarded-For': address });
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const list = (headers: object) => api.http.get('/v1/api-keys').set({ ...headers });

async function issue(headers: object, more: object = {}, query = '') {
  const { body } = await api.http
    .post(`/v1/api-keys${query}`)
    .set({ ...headers })
    .send({ label: 'ERP', ...more })
    .expect(201);
  return Key.parse(body);
}
async function register() {
  const email = `${randomUUID()}@acme.example`;
  const account = { organization_name: 'Acme SAS', email, password: 'a long sentence of my own' };
  const { body } = await api.http.post('/auth/register').send(account).expect(201);
  return z.object({ access_token: z.string() }).parse(body).access_token;
}

describe('where a key works from', () => {
  it('is everywhere, or the addresses it names', async () => {
    const { api_key: admin } = await api.sandbox();
    const key = await issue(asKey(admin), { allowed_ips: ['203.0.113.0/24', '2001:db8::1'] });
    for (const address of ['203.0.113.7', '2001:db8::1']) {
      await list({ ...asKey(key.api_key), ...from(address) }).expect(200);
    }
    const refused = await list({ ...asKey(key.api_key), ...from('198.51.100.1') }).expect(403);
    expect(refused.body).toMatchObject({
      code: 'auth.forbidden',
      detail: 'This key may not be used from this address.',
    });
    await list({ ...asKey(admin), ...from('198.51.100.1') }).expect(200);
  });

  it('is changed at once, with the label', async () => {
    const { api_key: admin } = await api.sandbox();
    const key = await issue(asKey(admin));
    const change = (body: object) => api.http.patch(`/v1/api-keys/${key.id}`).set(asKey(admin)).send(body);
    const use = () => list({ ...asKey(key.api_key), ...from('198.51.100.1') });
    await use().expect(200);
    const { body } = await change({ label: 'Office', allowed_ips: ['203.0.113.0/24'] }).expect(200);
    expect(body).toMatchObject({ id: key.id, label: 'Office', allowed_ips: ['203.0.113.0/24'] });
    expect(body).not.toHaveProperty('api_key');
    await use().expect(403);
    await change({ allowed_ips: [] }).expect(200);
    await use().expect(200);
    expect((await list(asKey(admin))).body.data[0]).toMatchObject({ label: 'Office', allowed_ips: [] });
    await change({}).expect(422);
    await change({ allowed_ips: ['example.com'] }).expect(422);
    const stranger = await api.sandbox();
    await api.http.patch(`/v1/api-keys/${key.id}`).set(asKey(stranger.api_key)).send({ label: 'mine' }).expect(404);
  });
});

describe('rotation', () => {
  it('makes a key like the old one, and both work for a while', async () => {
    const { api_key: admin } = await api.sandbox();
    const more = { scopes: ['webhooks', 'admin'], allowed_ips: ['203.0.113.0/24'] };
    const old = await issue(asKey(admin), more);
    const rotate = (key: string, body: object = {}) =>
      api.http
        .post(`/v1/api-keys/${old.id}/rotate`)
        .set({ ...asKey(admin), 'Idempotency-Key': key })
        .send(body);
    const idempotencyKey = randomUUID();
    const { body } = await rotate(idempotencyKey, { overlap_seconds: 3_600 }).expect(201);
    expect(body).toMatchObject({ label: 'ERP', ...more, expires_at: null, previous: { id: old.id } });
    expect(body.api_key).not.toBe(old.api_key);
    const end = Date.parse(body.previous.expires_at) - Date.now();
    expect(end).toBeGreaterThan(3_500_000);
    expect(end).toBeLessThanOrEqual(3_600_000);
    for (const key of [old.api_key, body.api_key]) {
      await list({ ...asKey(key), ...from('203.0.113.1') }).expect(200);
    }
    const again = await rotate(idempotencyKey, { overlap_seconds: 3_600 }).expect(201);
    expect(again.body).toEqual(body);
    expect((await list(asKey(admin))).body.data).toHaveLength(3);
  });

  it('ends the old key at once when nothing overlaps, also where it was just used', async () => {
    const { api_key: admin } = await api.sandbox();
    const old = await issue(asKey(admin));
    await list(asKey(old.api_key)).expect(200);
    const rotate = () => api.http.post(`/v1/api-keys/${old.id}/rotate`).set(asKey(admin)).send({ overlap_seconds: 0 });
    const { body } = await rotate().expect(201);
    expect((await list(asKey(old.api_key)).expect(401)).body.detail).toBe('This API key has expired.');
    await list(asKey(body.api_key)).expect(200);
    await api.http.delete(`/v1/api-keys/${old.id}`).set(asKey(admin)).expect(204);
    await rotate().expect(404);
  });

  it('never makes a key live longer than it would have', async () => {
    const { api_key: admin } = await api.sandbox();
    const expires_at = new Date(Date.now() + 60_000).toISOString();
    const old = await issue(asKey(admin), { expires_at });
    const { body } = await api.http.post(`/v1/api-keys/${old.id}/rotate`).set(asKey(admin)).send({}).expect(201);
    expect(body.previous.expires_at).toBe(expires_at);
    const stranger = await api.sandbox();
    await api.http.post(`/v1/api-keys/${body.id}/rotate`).set(asKey(stranger.api_key)).send({}).expect(404);
  });
});

describe('keys by a signed-in member', () => {
  it('are those of the live organisation, or of its test half', async () => {
    const token = await register();
    const live = await issue(bearer(token));
    const test = await issue(bearer(token), {}, '?mode=test');
    expect(live.api_key).toMatch(/^ofx_live_/);
    expect(test.api_key).toMatch(/^ofx_test_/);
    expect((await list(bearer(token))).body.data.map(({ id }: { id: string }) => id)).toEqual([live.id]);
    const ofTest = await api.http.get('/v1/api-keys?mode=test').set(bearer(token)).expect(200);
    expect(ofTest.body.data.map(({ id }: { id: string }) => id)).toEqual([test.id]);
    await api.http.get('/v1/invoices').set(asKey(test.api_key)).expect(200);
    await api.http.get('/v1/api-keys?mode=live').set(asKey(test.api_key)).expect(403);
    const path = `/v1/api-keys/${test.id}`;
    await api.http.patch(`${path}?mode=test`).set(bearer(token)).send({ label: 'Try' }).expect(200);
    const rotated = await api.http.post(`${path}/rotate?mode=test`).set(bearer(token)).send({}).expect(201);
    expect(rotated.body).toMatchObject({ label: 'Try', api_key: expect.stringMatching(/^ofx_test_/) });
    await api.http.delete(path).set(bearer(token)).expect(404);
    await api.http.delete(`${path}?mode=test`).set(bearer(token)).expect(204);
    await list(asKey(test.api_key)).expect(401);
  });

  it('need a test half, where the test half is meant', async () => {
    const { api_key: admin } = await api.sandbox();
    await api.http.get('/v1/api-keys?mode=test').set(asKey(admin)).expect(200);
    expect((await list({}).expect(401)).body.code).toBe('auth.unauthenticated');
  });
});
