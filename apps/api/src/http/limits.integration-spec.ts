import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../testing/api-bench.js';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi({
    ...process.env,
    ONEFACTURE_RATE_LIMIT_PER_MIN: '5',
    ONEFACTURE_AUTH_FAILURES_PER_MIN: '2',
    // A limit no run of this file reaches, in a window that other files share by address.
    ONEFACTURE_SANDBOX_CREDENTIALS_PER_HOUR: '50000',
  });
});
afterAll(() => api.stop());

describe('the limit per key', () => {
  it('counts down, then refuses until the window has moved', async () => {
    const { api_key } = await api.sandbox();
    const answers = [];
    for (let call = 0; call < 7; call += 1) answers.push(await api.http.get('/v1/companies').set('X-API-Key', api_key));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(answers[0]?.headers).toMatchObject({
      'ratelimit-policy': '"key";q=5;w=60',
      'ratelimit-limit': '5',
      'ratelimit-remaining': '4',
    });
    const refused = answers.at(-1);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused?.headers['ratelimit']).toMatch(/^"key";r=0;t=\d+$/);
    expect(refused?.body).toMatchObject({ code: 'request.rate_limited', retryable: true });
  });

  it('is of each key by itself', async () => {
    const { api_key } = await api.sandbox();
    const { headers } = await api.http.get('/v1/companies').set('X-API-Key', api_key).expect(200);
    expect(headers['ratelimit-remaining']).toBe('4');
  });

  it('does not hold for health', async () => {
    for (let call = 0; call < 10; call += 1) await api.http.get('/livez').expect(200);
    expect((await api.http.get('/livez')).headers).not.toHaveProperty('ratelimit');
  });
});

describe('what comes before the body', () => {
  it('is the key: nobody without one makes us read', async () => {
    const { body } = await api.http.post('/v1/companies').set('Content-Type', 'application/json').send('{').expect(401);
    expect(body.code).toBe('auth.unauthenticated');
    await api.http.post('/v1/companies').set('X-API-Key', 'ofx_live_x').send({}).expect(401);
  });
});

describe('a 401', () => {
  const KEY = 'ApiKey realm="onefacture"';
  const BEARER = 'Bearer realm="onefacture"';

  it.each([
    ['a key', '/v1/companies', KEY],
    ['a signed-in member', '/auth/me', BEARER],
    ['a key or a member', '/v1/api-keys', `${KEY}, ${BEARER}`],
    ['the operator', '/v1/admin/organizations', BEARER],
  ])('tells that %s is wanted', async (_, path, challenge) => {
    const { headers } = await api.http.get(path).expect(401);
    expect(headers['www-authenticate']).toBe(challenge);
  });

  it('tells that the token that was sent is no good', async () => {
    const { headers } = await api.http.get('/v1/api-keys').set('Authorization', 'Bearer of-old').expect(401);
    expect(headers['www-authenticate']).toBe(`${KEY}, ${BEARER}, error="invalid_token"`);
  });
});

describe('in production', () => {
  it('there is no sandbox', async () => {
    const production = await startApi({
      ...process.env,
      ONEFACTURE_ENV: 'production',
      ONEFACTURE_BCRYPT_COST: '10',
      ONEFACTURE_HASH_PEPPER: 'a-pepper-of-thirty-two-characters',
      ONEFACTURE_JWT_SECRET: 'a-secret-of-thirty-two-characters',
      ONEFACTURE_ENCRYPTION_KEY: 'ab'.repeat(32),
      ONEFACTURE_SANDBOX_CLIENT_SECRET: 'a-sandbox-secret-of-our-own',
    });
    const { body } = await production.http.post('/v1/sandbox/credentials').expect(404);
    await production.stop();
    expect(body.detail).toBe('There is no sandbox in production.');
  });
});
