import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Client as DatabaseClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, type Client } from './client.js';
import { runGuide } from './guide.js';
import { mailedToken, mailsTo } from './mails.js';
import { Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const PASSWORD = 'a long sentence of my own';
const NEXT = 'another long sentence';

const Tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.literal(900),
  organization_id: z.uuid(),
});
const Registered = Tokens.extend({
  user: z.object({ id: z.uuid(), email: z.string() }),
  organization: z.object({ id: z.uuid(), mode: z.literal('live'), test_organization_id: z.uuid() }),
  role: z.literal('owner'),
});
const Me = z.object({
  user: z.object({ id: z.uuid(), email_verified_at: z.string().nullable() }),
  organization: z.object({ id: z.uuid() }),
  role: z.string(),
  billing: z.object({ plan: z.string(), unpaid_invoice: z.null(), cancel_scheduled: z.boolean() }),
});

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ settings: { ONEFACTURE_LOGIN_TRIES: '4' } });
});
afterAll(() => stack?.stop());

const as = (tokens: { access_token: string }): Client => stack.anyone.withBearer(tokens.access_token);
const logIn = (email: string, password: string) => stack.anyone.post('/auth/login', { email, password });
const refresh = (token: string) => stack.anyone.post('/auth/refresh', { refresh_token: token });
const codeOf = (answer: { json: unknown }) => Problem.parse(answer.json).code;

async function register(more: object = {}) {
  const email = `${randomUUID()}@acme.example`;
  const body = { organization_name: 'Acme SAS', email, password: PASSWORD, ...more };
  return { email, ...Registered.parse(checked(await stack.anyone.post('/auth/register', body), 201).json) };
}

/** What somebody learns of an address by trying. */
async function told(address: string) {
  const refused = await logIn(address, NEXT);
  const forgotten = await stack.anyone.post('/auth/forgot-password', { email: address });
  const { request_id: _, ...problem } = Problem.parse(refused.json);
  return { problem, status: refused.status, forgotten: [forgotten.status, forgotten.text] };
}

describe('somebody who opens an account', () => {
  it('is known by it: signs in, goes on, signs out', async () => {
    const account = await register({ siren: '732829320' });
    const tokens = Tokens.parse(checked(await logIn(account.email, PASSWORD), 200).json);
    expect(tokens.organization_id).toBe(account.organization.id);
    const me = Me.parse(checked(await as(tokens).get('/auth/me'), 200).json);
    expect(me).toMatchObject({
      user: { id: account.user.id, email_verified_at: null },
      organization: { id: account.organization.id },
      role: 'owner',
      billing: { plan: 'free', unpaid_invoice: null, cancel_scheduled: false },
    });
    const next = Tokens.parse(checked(await refresh(tokens.refresh_token), 200).json);
    checked(await as(next).get('/users/me'), 200);
    checked(await as(next).post('/auth/logout'), 204);
    expect([(await as(next).get('/auth/me')).status, (await refresh(next.refresh_token)).status]).toEqual([401, 401]);
  });

  it('is written to in French or in English, and the link confirms the address', async () => {
    for (const [language, subject] of [
      ['fr', /adresse e-mail/],
      ['en', /e-mail address/],
    ] as const) {
      const account = await register({ language });
      const token = await mailedToken(stack.simulatorUrl, account.email, subject);
      checked(await stack.anyone.post('/auth/verify-email', { token }), 204);
      const { user } = Me.parse(checked(await as(account).get('/auth/me'), 200).json);
      expect(user.email_verified_at).not.toBeNull();
      expect(await mailsTo(stack.simulatorUrl, account.email)).toHaveLength(1);
    }
  });
});

describe('somebody who guesses', () => {
  it('is locked out, and the owner comes back by a mailed link', async () => {
    const account = await register({ language: 'en' });
    const answers = [];
    for (let tries = 0; tries < 4; tries += 1) answers.push(codeOf(await logIn(account.email, NEXT)));
    expect(new Set(answers)).toEqual(new Set(['auth.wrong_credentials']));
    const locked = await logIn(account.email, PASSWORD);
    expect([locked.status, codeOf(locked)]).toEqual([429, 'auth.locked']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);

    checked(await stack.anyone.post('/auth/forgot-password', { email: account.email }), 202);
    const token = await mailedToken(stack.simulatorUrl, account.email, /new password/);
    checked(await stack.anyone.post('/auth/reset-password', { token, password: NEXT }), 204);
    expect((await as(account).get('/auth/me')).status).toBe(401);
    const tokens = Tokens.parse(checked(await logIn(account.email, NEXT), 200).json);
    checked(await as(tokens).post('/auth/change-password', { current_password: NEXT, new_password: PASSWORD }), 204);
    checked(await logIn(account.email, PASSWORD), 200);
  });

  it('learns of nobody whether they have an account', async () => {
    const { email } = await register();
    const nobody = `${randomUUID()}@nobody.example`;
    expect(await told(email)).toEqual(await told(nobody));
  });

  it('finds no secret in what the database keeps', async () => {
    const account = await register();
    const database = new DatabaseClient({ connectionString: stack.dsn });
    await database.connect();
    const { rows } = await database.query(
      `SELECT to_jsonb(u) AS row FROM users u UNION ALL SELECT to_jsonb(s) FROM sessions s
         UNION ALL SELECT to_jsonb(t) FROM user_tokens t UNION ALL SELECT to_jsonb(m) FROM mails m`,
    );
    await database.end();
    const text = JSON.stringify(rows);
    expect(text).toContain(account.user.id);
    for (const secret of [PASSWORD, account.refresh_token, account.refresh_token.split('.')[1] ?? 'x']) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });
});

it('the guide runs as it stands', async () => {
  const { folder, status, stderr } = await runGuide('docs/guides/accounts.md', stack.api.url, '');
  expect(status, stderr).toBe(0);
  await rm(folder, { recursive: true, force: true });
});
