import { randomUUID } from 'node:crypto';
import { Database } from '@onefacture/database';
import { Mails } from '@onefacture/mail';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { startApi } from '../testing/api-bench.js';

const PASSWORD = 'a long sentence of my own';
const NEXT = 'a long sentence for later';

let api: Awaited<ReturnType<typeof startApi>>;
let sent: MockInstance<Mails['send']>;
beforeAll(async () => {
  api = await startApi({ ...process.env, ONEFACTURE_LOGIN_TRIES: '3' });
});
afterAll(() => api.stop());
beforeEach(() => {
  sent = vi.spyOn(api.app.get(Mails), 'send');
});
afterEach(() => sent.mockRestore());

async function register(more: object = {}) {
  const email = `${randomUUID()}@acme.example`;
  const body = { organization_name: 'Acme SAS', email, password: PASSWORD, ...more };
  const { body: account } = await api.http.post('/auth/register').send(body).expect(201);
  return { email, account, token: tokenOf('verification') };
}

/** The token of the mail that was asked for last. */
function tokenOf(template: string): string {
  const mail = sent.mock.lastCall?.[1];
  expect(mail?.template).toBe(template);
  const link = mail && 'link' in mail.data ? new URL(mail.data.link) : undefined;
  expect(link?.search).toBe('');
  return link?.hash.replace('#token=', '') ?? '';
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const me = (token: string) => api.http.get('/auth/me').set(bearer(token));
const verify = (token: string) => api.http.post('/auth/verify-email').send({ token });
const resend = (token: string) => api.http.post('/auth/resend-verification').set(bearer(token));
const forgot = (email: string) => api.http.post('/auth/forgot-password').send({ email });
const reset = (token: string, password = NEXT) => api.http.post('/auth/reset-password').send({ token, password });
const logIn = (email: string, password: string) => api.http.post('/auth/login').send({ email, password });

describe('confirming an address', () => {
  it('works once, with the token that was mailed', async () => {
    const { email, account, token } = await register({ language: 'en', name: 'Claire' });
    expect(sent.mock.lastCall?.[1]).toMatchObject({
      to: email,
      language: 'en',
      data: { name: 'Claire', link: `http://localhost:8080/account/verify-email#token=${token}`, valid_hours: 48 },
    });
    await verify(token).expect(204);
    expect((await me(account.access_token)).body.user.email_verified_at).toMatch(/^\d{4}-/);
    expect((await verify(token).expect(422)).body.code).toBe('account.link_invalid');
    expect((await resend(account.access_token).expect(409)).body.code).toBe('account.already_verified');
  });

  it('takes the newest link only, and sends no more than five in an hour', async () => {
    const { account, token: first } = await register();
    for (let count = 0; count < 5; count += 1) await resend(account.access_token).expect(202);
    const newest = tokenOf('verification');
    const { headers } = await resend(account.access_token).expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await verify(first).expect(422);
    await verify(newest).expect(204);
  });

  it('takes neither an old token nor one for another purpose', async () => {
    const { email, account, token } = await register();
    await forgot(email).expect(202);
    await verify(tokenOf('password-reset')).expect(422);
    await reset(token).expect(422);
    await api.app
      .get(Database)
      .withoutOrganisation((manager) =>
        manager.query(`SELECT keep_user_token(sha256($1::bytea), $2, 'verify-email', $3, now(), now())`, [
          token,
          account.user.id,
          email,
        ]),
      );
    expect((await verify(token)).status).toBe(422);
  });
});

describe('a forgotten password', () => {
  it('is set anew by the link: sessions end, the lock too, and the address is confirmed', async () => {
    const { email, account } = await register();
    for (let tries = 0; tries < 3; tries += 1) await logIn(email, NEXT).expect(401);
    await logIn(email, PASSWORD).expect(429);
    await forgot(email.toUpperCase()).expect(202);
    const token = tokenOf('password-reset');
    expect(sent.mock.lastCall?.[1]).toMatchObject({ to: email, language: 'fr', data: { valid_minutes: 60 } });
    expect((await reset(token, email)).body.errors).toMatchObject([{ field: 'password', code: 'INVALID' }]);
    await reset(token).expect(204);
    await reset(token).expect(422);
    const { body } = await logIn(email, NEXT).expect(200);
    expect((await me(body.access_token)).body.user.email_verified_at).not.toBeNull();
    expect([(await me(account.access_token)).status, (await logIn(email, PASSWORD)).status]).toEqual([401, 401]);
    const trail = await api.app
      .get(Database)
      .inOrganisation(account.organization.id, (tx) =>
        tx.manager.query<object[]>(`SELECT actor FROM audit_entries WHERE action = 'user.reset_password'`),
      );
    expect(trail).toEqual([{ actor: `user:${account.user.id}` }]);
  });

  it('gives one of two at the same moment the link', async () => {
    const { email } = await register();
    await forgot(email).expect(202);
    const token = tokenOf('password-reset');
    const answers = await Promise.all([NEXT, `${NEXT} 2`].map(async (one) => (await reset(token, one)).status));
    expect(answers.toSorted((one, other) => one - other)).toEqual([204, 422]);
  });

  it('answers the same for nobody, without a mail, and mails five times at most', async () => {
    const { email } = await register();
    const before = sent.mock.calls.length;
    const answers = [];
    for (const one of [email, `${randomUUID()}@nobody.example`, ...Array.from({ length: 6 }, () => email)]) {
      const { status, text } = await forgot(one);
      answers.push([status, text]);
    }
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]).toEqual([202, '']);
    expect(sent.mock.calls.length - before).toBe(5);
  });
});
