import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, startApi } from '../../testing/api-bench.js';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi(process.env);
});
afterAll(() => api.stop());

describe('key routes', () => {
  it('opens a sandbox whose key works, and revokes a second key', async () => {
    const { api_key } = await api.sandbox();
    const made = await api.http
      .post('/v1/api-keys')
      .set('X-API-Key', api_key)
      .send({ label: 'second', scopes: ['admin'] })
      .expect(201);
    expect(made.body).toMatchObject({ label: 'second', scopes: ['admin'], revoked_at: null });
    expect(made.body.api_key).toMatch(/^ofx_test_/);
    const listed = await api.http.get('/v1/api-keys').set('X-API-Key', made.body.api_key).expect(200);
    expect(listed.body.data.map((key: { label: string }) => key.label)).toEqual(['second', 'sandbox']);
    expect(listed.text).not.toContain(made.body.api_key);
    await api.http.delete(`/v1/api-keys/${made.body.id}`).set('X-API-Key', api_key).expect(204);
    const refused = await api.http.get('/v1/api-keys').set('X-API-Key', made.body.api_key).expect(401);
    expect(refused.body).toMatchObject({ code: 'auth.unauthenticated', detail: 'This API key was revoked.' });
  });

  it('replays a POST with an Idempotency-Key, whatever the order of members', async () => {
    const { api_key } = await api.sandbox();
    const post = (body: string, key: string = randomUUID()) =>
      api.http
        .post('/v1/companies')
        .set({ 'X-API-Key': api_key, 'Idempotency-Key': key, 'Content-Type': 'application/json' })
        .send(body);
    const key = randomUUID();
    const first = await post('{"siren":"732829320","name":"Acme"}', key).expect(201);
    const second = await post('{"name": "Acme", "siren": "732829320"}', `"${key}"`).expect(201);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.headers['location']).toBe(first.headers['location']);
    expect(second.text).toBe(first.text);
    expect((await post('{"siren":"552120222","name":"Globex"}', key).expect(422)).body.code).toBe(
      'idempotency.mismatch',
    );
    expect((await post('{"siren":"732829320","name":"Acme"}').expect(409)).body.code).toBe('company.duplicate_siren');
    expect((await post('{}', 'é').expect(400)).body.code).toBe('request.header_missing');
  });

  it('takes 20 parallel posts with one key as one', async () => {
    const { api_key } = await api.sandbox();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.http
          .post('/v1/companies')
          .set({ 'X-API-Key': api_key, 'Idempotency-Key': key })
          .send({ siren: '732829320', name: 'Acme' }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toSatisfy((seen: Set<number>) =>
      [...seen].every((status) => status === 201 || status === 409),
    );
    expect(answers.filter(({ status, headers }) => status === 201 && !headers['idempotency-replayed'])).toHaveLength(1);
    const { body } = await api.http.get('/v1/companies').set('X-API-Key', api_key).expect(200);
    expect(body.data).toHaveLength(1);
  });

  it('asks for the scope', async () => {
    const { api_key } = await api.sandbox();
    const reader = await api.http
      .post('/v1/api-keys')
      .set('X-API-Key', api_key)
      .send({ label: 'reader', scopes: ['invoices:read'] })
      .expect(201);
    const { body } = await api.http.get('/v1/api-keys').set('X-API-Key', reader.body.api_key).expect(403);
    expect(body).toMatchObject({ code: 'auth.forbidden', detail: 'This key lacks the scope admin.' });
  });

  it('never lets one organisation see or touch what another has', async () => {
    const [one, two] = [await api.sandbox(), await api.sandbox()];
    const company = await api.http
      .post('/v1/companies')
      .set('X-API-Key', one.api_key)
      .send({ siren: '732829320', name: 'Acme' })
      .expect(201);
    const keys = await api.http.get('/v1/api-keys').set('X-API-Key', one.api_key).expect(200);
    const asTwo = { 'X-API-Key': two.api_key };
    await api.http.get(`/v1/companies/${company.body.id}`).set(asTwo).expect(404);
    await api.http.put(`/v1/companies/${company.body.id}`).set(asTwo).send({ name: 'Mine' }).expect(404);
    await api.http.delete(`/v1/api-keys/${keys.body.data[0].id}`).set(asTwo).expect(404);
    expect((await api.http.get('/v1/companies').set(asTwo).expect(200)).body.data).toEqual([]);
    expect((await api.http.get(`/v1/companies/${company.body.id}`).set('X-API-Key', one.api_key)).body.name).toBe(
      'Acme',
    );
  });
});

describe('admin routes', () => {
  const admin = { Authorization: `Bearer ${ADMIN_KEY}` };

  it('makes a live organisation and its first key', async () => {
    const { body } = await api.http
      .post('/v1/admin/organizations')
      .set(admin)
      .send({ name: 'Acme SAS', mode: 'live', siren: '732829320' })
      .expect(201);
    expect(body).toMatchObject({ name: 'Acme SAS', mode: 'live', jurisdiction: 'FR' });
    const key = await api.http
      .post('/v1/admin/api-keys')
      .set(admin)
      .send({ organization_id: body.id, label: 'my-key' })
      .expect(201);
    expect(key.body.api_key).toMatch(/^ofx_live_/);
    const companies = await api.http.get('/v1/companies').set('X-API-Key', key.body.api_key).expect(200);
    expect(companies.body.data).toMatchObject([{ siren: '732829320', name: 'Acme SAS' }]);
    const list = await api.http.get('/v1/admin/organizations?limit=1').set(admin).expect(200);
    expect(list.body.data[0].id).toBe(body.id);
    const next = await api.http
      .get('/v1/admin/organizations')
      .query({ limit: 1, cursor: list.body.next_cursor })
      .set(admin)
      .expect(200);
    expect(next.body.data[0].id).not.toBe(body.id);
  });

  it('is closed to everybody else', async () => {
    const { api_key } = await api.sandbox();
    for (const headers of [{}, { Authorization: 'Bearer wrong' }, { 'X-API-Key': api_key }]) {
      const { body } = await api.http.post('/v1/admin/organizations').set(headers).send({}).expect(401);
      expect(body.code).toBe('auth.unauthenticated');
    }
  });

  it('names every fault of a body', async () => {
    const { body } = await api.http
      .post('/v1/admin/api-keys')
      .set(admin)
      .send({ organization_id: 'x', label: 'l'.repeat(101), scopes: ['everything'], colour: 'red' })
      .expect(422);
    expect(body.errors.map(({ field, code }: { field: string; code: string }) => [field, code]).toSorted()).toEqual([
      ['colour', 'UNKNOWN'],
      ['label', 'TOO_LONG'],
      ['organization_id', 'INVALID'],
      ['scopes[0]', 'INVALID'],
    ]);
    await api.http
      .post('/v1/admin/api-keys')
      .set(admin)
      .send({ organization_id: randomUUID(), label: 'x' })
      .expect(422);
  });
});
