import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../testing/api-bench.js';

const PASSWORD = 'a long sentence of my own';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi({ ...process.env, ONEFACTURE_LOGIN_TRIES: '3' });
});
afterAll(() => api.stop());

const newEmail = () => `${randomUUID()}@acme.example`;

async function register(more: object = {}) {
  const email = newEmail();
  const body = { organization_name: 'Acme SAS', email, password: PASSWORD, ...more };
  const { body: account } = await api.http.post('/auth/register').send(body).expect(201);
  return { email, account };
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('registering', () => {
  it('opens a live organisation with its test half, and signs its owner in', async () => {
    const { account, email } = await register({ siren: '732829320', name: 'Claire' });
    expect(account).toMatchObject({ user: { email, name: 'Claire' } });
  });
});

describe('signing out', () => {
  it('ends the access token at once', async () => {
    const { account } = await register();
    const logOut = () => api.http.post('/auth/logout').set(bearer(account.access_token));
    expect([(await logOut()).status, (await logOut()).status]).toEqual([204, 401]);
  });
});
