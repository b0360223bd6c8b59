import { randomUUID } from 'node:crypto';
import { Memberships } from '@onefacture/accounts';
import { JwtService } from '@nestjs/jwt';
import { SecuritySettings } from '@onefacture/config';
import { Database } from '@onefacture/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../testing/api-bench.js';

const PASSWORD = 'a long sentence of my own';
const WRONG = 'a long sentence of another';

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
const me = (token: string) => api.http.get('/auth/me').set(bearer(token));
const logIn = (email: string, password = PASSWORD) => api.http.post('/auth/login').send({ email, password });
const refresh = (token: string, more: object = {}) =>
  api.http.post('/auth/refresh').send({ refresh_token: token, ...more });

const claims = () => ({ sub: randomUUID(), org: randomUUID(), sid: randomUUID() });
const change = (token: string, current_password: string, new_password: string) =>
  api.http.post('/auth/change-password').set(bearer(token)).send({ current_password, new_password });

/** What an organisation's transaction sees of a table. */
const rowsOf = (organization: string, sql: string) =>
  api.app.get(Database).inOrganisation(organization, (tx) => tx.manager.query<Record<string, unknown>[]>(sql));

describe('registering', () => {
  it('opens a live organisation with its test half, and signs its owner in', async () => {
    const { account } = await register({ email: newEmail().toUpperCase(), siren: '732829320' });
    const { body } = await me(account.access_token).expect(200);
    expect(body).toEqual({
      user: { ...account.user, created_at: body.user.created_at },
      organization: account.organization,
      role: 'owner',
      organizations: [{ id: account.organization.id, name: 'Acme SAS', role: 'owner' }],
      billing: {
        plan: 'free',
        status: 'none',
        in_grace_period: expect.any(Boolean),
        grace_period_ends_at: body.billing.grace_period_ends_at,
        payment_grace_ends_at: null,
        cancel_scheduled: false,
        unpaid_invoice: null,
      },
    });
    expect(body.organization).toMatchObject({ name: 'Acme SAS', mode: 'live', jurisdiction: 'FR' });
    expect(body.user).toMatchObject({ email: body.user.email.toLowerCase(), language: 'fr', email_verified_at: null });
    expect((await api.http.get('/users/me').set(bearer(account.access_token))).body).toEqual(body);
  });

  it('joins the halves to each other, with the company, the sandbox connection and the trail', async () => {
    const { account } = await register({ siren: '732829320', name: 'Claire', language: 'en' });
    const { id, test_organization_id: twin } = account.organization;
    expect(await rowsOf(id, 'SELECT id, mode, twin_id FROM organizations')).toEqual([
      { id, mode: 'live', twin_id: twin },
    ]);
    expect(await rowsOf(twin, 'SELECT id, mode, twin_id FROM organizations')).toEqual([
      { id: twin, mode: 'test', twin_id: id },
    ]);
    expect(await rowsOf(id, 'SELECT siren, name FROM companies')).toEqual([{ siren: '732829320', name: 'Acme SAS' }]);
    expect(await rowsOf(twin, 'SELECT platform FROM platform_connections')).toEqual([{ platform: 'sandbox' }]);
    expect(await rowsOf(id, 'SELECT user_id, role FROM members')).toEqual([
      { user_id: account.user.id, role: 'owner' },
    ]);
    const trail = await rowsOf(id, 'SELECT actor, action FROM audit_entries ORDER BY id');
    expect(trail.map(({ action }) => action)).toEqual(['company.create', 'organization.create', 'member.create']);
    expect(new Set(trail.map(({ actor }) => actor))).toEqual(new Set([`user:${account.user.id}`]));
    expect(await rowsOf(id, 'SELECT template, language, state FROM mails')).toEqual([
      { template: 'verification', language: 'en', state: 'waiting' },
    ]);
  });

  it('leaves nothing behind when the SIREN is wrong, and the e-mail free', async () => {
    const email = newEmail();
    const wanted = { organization_name: 'Acme', email, password: PASSWORD };
    const { body } = await api.http
      .post('/auth/register')
      .send({ ...wanted, siren: '732829321' })
      .expect(422);
    expect(body.errors).toMatchObject([{ field: 'siren', code: 'INVALID' }]);
    await api.http.post('/auth/register').send(wanted).expect(201);
  });

  it('refuses an e-mail that is taken, however it is written, and says no more', async () => {
    const { email } = await register();
    const again = { organization_name: 'Other', email: ` ${email.toUpperCase()} `, password: WRONG };
    const { body } = await api.http.post('/auth/register').send(again).expect(409);
    expect(body).toMatchObject({ code: 'account.email_taken', errors: [] });
    expect(body.detail).not.toContain(email);
  });

  it('takes one of many who register the same e-mail at the same moment', async () => {
    const body = { organization_name: 'Acme', email: newEmail(), password: PASSWORD };
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => (await api.http.post('/auth/register').send(body)).status),
    );
    expect(answers.toSorted((one, other) => one - other)).toEqual([201, 409, 409, 409, 409]);
  });

  it.each([
    ['short', 'eleven char', 'TOO_SHORT'],
    ['long', 'x'.repeat(201), 'TOO_LONG'],
  ])('refuses a %s password', async (_, password) => {
    const wanted = { organization_name: 'Acme', email: newEmail(), password };
    const { body } = await api.http.post('/auth/register').send(wanted).expect(422);
    expect(body.errors).toMatchObject([{ field: 'password' }]);
  });

  it('refuses the e-mail as password', async () => {
    const email = newEmail();
    const wanted = { organization_name: 'Acme', email, password: email.toUpperCase() };
    const { body } = await api.http.post('/auth/register').send(wanted).expect(422);
    expect(body.errors).toMatchObject([{ field: 'password', code: 'INVALID' }]);
  });
});

describe('signing in', () => {
  it('gives tokens that work, for the password however its accents are composed', async () => {
    const { email } = await register({ password: 'une phrase très à moi'.normalize('NFD') });
    const { body } = await logIn(email.toUpperCase(), 'une phrase très à moi'.normalize('NFC')).expect(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    await me(body.access_token).expect(200);
  });

  it('answers the same for a wrong password and for nobody', async () => {
    const { email } = await register();
    const [wrong, nobody] = [await logIn(email, WRONG), await logIn(newEmail(), WRONG)];
    const { request_id: _, ...told } = nobody.body;
    expect(wrong.body).toEqual({ ...told, request_id: wrong.body.request_id });
    expect(wrong.status).toBe(nobody.status);
    expect(wrong).toMatchObject({ status: 401, body: { code: 'auth.wrong_credentials' } });
  });

  it('locks an e-mail after too many tries, whether or not somebody has it', async () => {
    const { email } = await register();
    for (const one of [email, newEmail()]) {
      for (let tries = 0; tries < 3; tries += 1) await logIn(one, WRONG).expect(401);
      const locked = await logIn(one).expect(429);
      expect(locked.body).toMatchObject({ code: 'auth.locked', retryable: true });
      expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    }
  });

  it('judges no more tries at once than it allows one after the other', async () => {
    const { email } = await register();
    const answers = await Promise.all(Array.from({ length: 8 }, async () => (await logIn(email, WRONG)).status));
    expect(answers.toSorted((one, other) => one - other)).toEqual([401, 401, 401, 429, 429, 429, 429, 429]);
  });

  it('forgets failures once the right password came', async () => {
    const { email } = await register();
    for (let round = 0; round < 3; round += 1) {
      await logIn(email, WRONG).expect(401);
      await logIn(email).expect(200);
    }
    expect((await logIn(email)).status).toBe(200);
  });

  it('is refused for an organisation one does not belong to', async () => {
    const [{ email }, { account }] = [await register(), await register()];
    const body = { email, password: PASSWORD, organization_id: account.organization.id };
    expect((await api.http.post('/auth/login').send(body).expect(403)).body.code).toBe('auth.forbidden');
  });
});

describe('access tokens', () => {
  it.each([
    ['none', () => ''],
    ['no token', () => 'Bearer x'],
    ['another secret', () => `Bearer ${new JwtService({ secret: 'of somebody else' }).sign(claims())}`],
  ])('are needed: %s is refused', async (_, header) => {
    const { body } = await api.http.get('/auth/me').set({ Authorization: header() }).expect(401);
    expect(body).toMatchObject({ code: 'auth.unauthenticated' });
  });

  const issued = { issuer: 'http://localhost:8080', audience: 'onefacture' };

  it('made with our secret are refused with another issuer, audience, algorithm, time or session', async () => {
    const { account } = await register();
    const secret = api.app.get(SecuritySettings).jwtSecret.reveal();
    const { sub, org, sid } = new JwtService({}).decode<ReturnType<typeof claims>>(account.access_token);
    const mine = { sub, org, sid };
    const sign = (payload: object, options: object) => new JwtService({ secret }).sign(payload, options);
    await me(sign(mine, issued)).expect(200);
    const refused = [
      sign(mine, { ...issued, issuer: 'https://elsewhere.example' }),
      sign(mine, { ...issued, audience: 'somebody' }),
      sign(mine, { ...issued, algorithm: 'HS512' }),
      sign(mine, { ...issued, expiresIn: -1 }),
      sign({ ...mine, sid: randomUUID() }, issued),
      sign({ ...mine, org: randomUUID() }, issued),
      sign({ ...mine, sub: randomUUID() }, issued),
      sign({ sub: 1 }, issued),
      `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${account.access_token.split('.')[1]}.`,
    ];
    const answers = await Promise.all(refused.map(async (token) => (await me(token)).status));
    expect(answers).toEqual(refused.map(() => 401));
  });

  it('of many people at the same moment are not mixed up', async () => {
    const accounts = await Promise.all(Array.from({ length: 6 }, () => register()));
    const asked = accounts.flatMap((one) => [one, one, one]);
    const answers = await Promise.all(asked.map(async ({ account }) => (await me(account.access_token)).body.user.id));
    expect(answers).toEqual(asked.map(({ account }) => account.user.id));
  });

  it('open nothing that is for keys, and keys nothing that is for people', async () => {
    const { account } = await register();
    const { api_key } = await api.sandbox();
    const asUser = await api.http.get('/v1/invoices').set(bearer(account.access_token));
    const asKey = await api.http.get('/auth/me').set('X-API-Key', api_key);
    expect([asUser.status, asKey.status]).toEqual([401, 401]);
  });

  it('follow the membership: who is removed is out', async () => {
    const { account } = await register();
    await me(account.access_token).expect(200);
    await rowsOf(account.organization.id, 'DELETE FROM members');
    await api.app.get(Memberships).forgetEverywhere(account.user.id);
    expect((await me(account.access_token)).status).toBe(401);
    expect((await refresh(account.refresh_token)).status).toBe(403);
  });
});

describe('refreshing', () => {
  it('gives new tokens each time', async () => {
    const { account } = await register();
    const { body: second } = await refresh(account.refresh_token).expect(200);
    const { body: third } = await refresh(second.refresh_token).expect(200);
    expect(new Set([account.refresh_token, second.refresh_token, third.refresh_token]).size).toBe(3);
    await me(third.access_token).expect(200);
    expect((await refresh(third.refresh_token, { organization_id: randomUUID() })).status).toBe(403);
    expect((await refresh(third.refresh_token)).status).toBe(200);
  });

  it('forgives a token that comes twice at the same moment, and ends the session for an older one', async () => {
    const { account } = await register();
    const { body: second } = await refresh(account.refresh_token).expect(200);
    await refresh(account.refresh_token).expect(401);
    const { body: third } = await refresh(second.refresh_token).expect(200);
    await refresh(account.refresh_token).expect(401);
    expect([(await refresh(third.refresh_token)).status, (await me(third.access_token)).status]).toEqual([401, 401]);
  });

  it('lets one of many at the same moment through', async () => {
    const { account } = await register();
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(account.refresh_token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const token = answers.find(({ status }) => status === 200)?.body.refresh_token;
    expect((await refresh(token)).status).toBe(200);
  });

  it.each(['', 'x', 'ofr_AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])(
    'refuses %j',
    async (token) => {
      expect((await refresh(token)).status).toBeGreaterThanOrEqual(401);
    },
  );
});

describe('signing out', () => {
  it('ends the access token and the refresh token at once, and no other session', async () => {
    const { email, account } = await register();
    const { body: other } = await logIn(email).expect(200);
    const logOut = () => api.http.post('/auth/logout').set(bearer(account.access_token));
    expect([(await logOut()).status, (await logOut()).status]).toEqual([204, 401]);
    expect((await refresh(account.refresh_token)).status).toBe(401);
    expect((await me(other.access_token)).status).toBe(200);
  });
});

describe('changing the password', () => {
  it('ends the other sessions and keeps this one', async () => {
    const { email, account } = await register();
    const { body: other } = await logIn(email).expect(200);
    await change(account.access_token, PASSWORD, WRONG).expect(204);
    expect([(await me(account.access_token)).status, (await me(other.access_token)).status]).toEqual([200, 401]);
    expect([(await logIn(email)).status, (await logIn(email, WRONG)).status]).toEqual([401, 200]);
  });

  it('wants the password in use, and another one', async () => {
    const { email, account } = await register();
    const faults = [
      await change(account.access_token, WRONG, WRONG),
      await change(account.access_token, PASSWORD, PASSWORD),
      await change(account.access_token, PASSWORD, email),
    ].map(({ status, body }) => [status, body.errors?.[0]?.field, body.errors?.[0]?.code]);
    expect(faults).toEqual([
      [422, 'current_password', 'MISMATCH'],
      [422, 'new_password', 'INVALID'],
      [422, 'new_password', 'INVALID'],
    ]);
  });
});
