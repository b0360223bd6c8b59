import { randomUUID } from 'node:crypto';
import { DatabaseSettings } from '@onefacture/config';
import { Database } from '@onefacture/database';
import { MailEntity } from '@onefacture/mail';
import { Envelope } from '@onefacture/security';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startApi } from '../testing/api-bench.js';

const PASSWORD = 'a long sentence of my own';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi(process.env);
});
afterAll(() => api.stop());

const Account = z.object({
  access_token: z.string(),
  user: z.object({ id: z.uuid() }),
  organization: z.object({ id: z.uuid() }),
});
const newEmail = () => `${randomUUID()}@acme.example`;

async function register(email = newEmail()) {
  const body = { organization_name: 'Acme SAS', email, password: PASSWORD, name: 'Claire' };
  const account = Account.parse((await api.http.post('/auth/register').send(body).expect(201)).body);
  return { email, id: account.user.id, token: account.access_token, organization: account.organization.id };
}
type Registered = Awaited<ReturnType<typeof register>>;

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const members = (token: string) => api.http.get('/v1/organization/members').set(bearer(token));
const changeRole = (token: string, id: string, role: string) =>
  api.http.patch(`/v1/organization/members/${id}`).set(bearer(token)).send({ role });
const remove = (token: string, id: string) => api.http.delete(`/v1/organization/members/${id}`).set(bearer(token));
const invite = (token: string, email: string, role = 'member') =>
  api.http.post('/v1/organization/invitations').set(bearer(token)).send({ email, role });
const accept = (body: object) => api.http.post('/auth/accept-invitation').send(body);

/** The mail of an invitation as its reader finds it: language, words and token. */
async function mailTo(organization: string, email: string) {
  const database = api.app.get(Database);
  const mails = await database.inOrganisation(organization, (tx) =>
    tx.manager.find(MailEntity, { where: { template: 'invitation' }, order: { id: 'DESC' } }),
  );
  const envelope = api.app.get(Envelope, { strict: false });
  for (const { id, content, language } of mails) {
    const place = { organization_id: organization, row: id, column: 'mails.content' };
    const open = await envelope.openText(content ?? Buffer.alloc(0), place);
    const { to, data } = z.object({ to: z.string(), data: z.record(z.string(), z.unknown()) }).parse(JSON.parse(open));
    if (to === email) return { language, data, token: /#token=(.+)$/.exec(String(data['link']))?.[1] ?? '' };
  }
  throw new Error(`no mail to ${email}`);
}

/** A statement with every right. */
async function asOwner(sql: string, values: unknown[]): Promise<void> {
  const client = new Client(api.app.get(DatabaseSettings).dsn.reveal());
  await client.connect();
  await client.query(sql, values);
  await client.end();
}

const toPlan = (organization: string, plan: string) =>
  asOwner('UPDATE subscriptions SET plan_override = $2 WHERE organization_id = $1', [organization, plan]);

/** Somebody new who joined by invitation. */
async function newcomer(owner: Registered, role: string) {
  const email = newEmail();
  await invite(owner.token, email, role).expect(201);
  const { token } = await mailTo(owner.organization, email);
  const { body } = await accept({ token, password: PASSWORD }).expect(200);
  const joined = z.object({ user_id: z.uuid(), session: z.object({ access_token: z.string() }) }).parse(body);
  return { email, id: joined.user_id, token: joined.session.access_token };
}

describe('invitations', () => {
  it('bring in somebody new, who is signed in with an address known to be theirs', async () => {
    const owner = await register();
    const email = newEmail();
    const { body: invitation } = await invite(owner.token, email.toUpperCase(), 'admin').expect(201);
    expect(invitation).toMatchObject({ email, role: 'admin', language: 'fr', invited_by: owner.id });
    const mail = await mailTo(owner.organization, email);
    expect(mail).toMatchObject({
      language: 'fr',
      data: { organization: 'Acme SAS', inviter: 'Claire', role: 'admin', valid_days: 7 },
    });
    expect(mail.token).toMatch(/^ofi_/);
    const { body } = await accept({ token: mail.token, name: 'Paul', password: PASSWORD }).expect(200);
    expect(body).toMatchObject({
      organization: { id: owner.organization, name: 'Acme SAS' },
      role: 'admin',
      session: { token_type: 'Bearer', organization_id: owner.organization },
    });
    const { body: seen } = await members(body.session.access_token).expect(200);
    expect(seen.data).toEqual([
      { user_id: owner.id, email: owner.email, name: 'Claire', role: 'owner', joined_at: expect.any(String) },
      { user_id: body.user_id, email, name: 'Paul', role: 'admin', joined_at: expect.any(String) },
    ]);
    const me = await api.http.get('/auth/me').set(bearer(body.session.access_token)).expect(200);
    expect(me.body.user.email_verified_at).not.toBeNull();
    await api.http.post('/auth/login').send({ email, password: PASSWORD }).expect(200);
    const { body: again } = await accept({ token: mail.token, password: PASSWORD }).expect(422);
    expect(again.code).toBe('account.link_invalid');
  });

  it('bring in somebody who has an account, without signing them in', async () => {
    const [owner, guest] = [await register(), await register()];
    await invite(owner.token, guest.email, 'viewer').expect(201);
    const { token } = await mailTo(owner.organization, guest.email);
    const { body } = await accept({ token, password: 'something else entirely' }).expect(200);
    expect(body).toMatchObject({ user_id: guest.id, role: 'viewer', session: null });
    const me = await api.http.get('/auth/me').set(bearer(guest.token)).expect(200);
    expect(me.body.organizations.map(({ id }: { id: string }) => id)).toEqual([guest.organization, owner.organization]);
    await api.http.post('/auth/login').send({ email: guest.email, password: PASSWORD }).expect(200);
    expect((await invite(owner.token, guest.email).expect(409)).body.code).toBe('member.already_member');
  });

  it('want a password from somebody new, and stay open until one comes', async () => {
    const owner = await register();
    const email = newEmail();
    await invite(owner.token, email).expect(201);
    const { token } = await mailTo(owner.organization, email);
    const { body } = await accept({ token }).expect(422);
    expect(body.errors).toMatchObject([{ field: 'password', code: 'REQUIRED' }]);
    await accept({ token, password: email }).expect(422);
    await accept({ token, password: PASSWORD }).expect(200);
  });

  it('end when taken back, replaced, too old, or altered', async () => {
    const owner = await register();
    const email = newEmail();
    await invite(owner.token, email).expect(201);
    const first = await mailTo(owner.organization, email);
    const { body: second } = await invite(owner.token, email, 'viewer').expect(201);
    const { token } = await mailTo(owner.organization, email);
    const list = () => api.http.get('/v1/organization/invitations').set(bearer(owner.token)).expect(200);
    expect((await list()).body.data).toEqual([second]);
    const stranger = await register();
    const elsewhere = token.replace(/^ofi_[^.]+/, `ofi_${Buffer.alloc(16).toString('base64url')}`);
    for (const bad of [first.token, `${token.slice(0, -1)}_`, elsewhere, 'x'.repeat(43)]) {
      expect((await accept({ token: bad, password: PASSWORD }).expect(422)).body.code).toBe('account.link_invalid');
    }
    const drop = (who: string) => api.http.delete(`/v1/organization/invitations/${second.id}`).set(bearer(who));
    await drop(stranger.token).expect(404);
    await drop(owner.token).expect(204);
    await drop(owner.token).expect(404);
    await accept({ token, password: PASSWORD }).expect(422);
    await invite(owner.token, email).expect(201);
    const late = await mailTo(owner.organization, email);
    await asOwner('UPDATE invitations SET expires_at = now() WHERE organization_id = $1', [owner.organization]);
    await accept({ token: late.token, password: PASSWORD }).expect(422);
    expect((await list()).body.data).toEqual([]);
  });

  it('are for owners and admins, and no admin makes an owner', async () => {
    const owner = await register();
    const [admin, member] = [await newcomer(owner, 'admin'), await newcomer(owner, 'member')];
    await invite(member.token, newEmail()).expect(403);
    await invite(admin.token, newEmail(), 'owner').expect(403);
    await invite(admin.token, newEmail(), 'admin').expect(201);
    await invite(owner.token, newEmail(), 'owner').expect(201);
    await api.http.get('/v1/organization/invitations').set(bearer(member.token)).expect(403);
    await api.http.get('/v1/organization/members').expect(401);
    expect((await members(member.token).expect(200)).body.data).toHaveLength(3);
  });
});

describe('members', () => {
  it('change role at once', async () => {
    const owner = await register();
    const member = await newcomer(owner, 'member');
    await invite(member.token, newEmail()).expect(403);
    const { body } = await changeRole(owner.token, member.id, 'admin').expect(200);
    expect(body).toMatchObject({ user_id: member.id, role: 'admin' });
    await invite(member.token, newEmail()).expect(201);
    await changeRole(owner.token, member.id, 'king').expect(422);
    await changeRole(owner.token, randomUUID(), 'viewer').expect(404);
  });

  it('are out at once when removed, and may leave', async () => {
    const owner = await register();
    const [one, other] = [await newcomer(owner, 'viewer'), await newcomer(owner, 'viewer')];
    await remove(one.token, other.id).expect(403);
    await remove(one.token, one.id).expect(204);
    await members(one.token).expect(401);
    await remove(owner.token, other.id).expect(204);
    await members(other.token).expect(401);
    await remove(owner.token, other.id).expect(404);
    expect((await members(owner.token)).body.data).toHaveLength(1);
  });

  it('keep their last owner, and admins do not touch owners', async () => {
    const owner = await register();
    const admin = await newcomer(owner, 'admin');
    for (const attempt of [changeRole(owner.token, owner.id, 'admin'), remove(owner.token, owner.id)]) {
      expect((await attempt.expect(409)).body.code).toBe('member.last_owner');
    }
    await changeRole(admin.token, owner.id, 'viewer').expect(403);
    await changeRole(admin.token, admin.id, 'owner').expect(403);
    await remove(admin.token, owner.id).expect(403);
    await changeRole(owner.token, admin.id, 'owner').expect(200);
    await changeRole(owner.token, owner.id, 'viewer').expect(200);
    await changeRole(owner.token, admin.id, 'viewer').expect(403);
  });

  it('keep one owner when two leave at the same moment', async () => {
    const owner = await register();
    const second = await newcomer(owner, 'owner');
    const answers = await Promise.all([remove(owner.token, owner.id), remove(second.token, second.id)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  });

  it('are nobody else’s to see or change', async () => {
    const [ours, theirs] = [await register(), await register()];
    expect((await members(theirs.token)).body.data.map(({ user_id }: { user_id: string }) => user_id)).toEqual([
      theirs.id,
    ]);
    await changeRole(theirs.token, ours.id, 'viewer').expect(404);
    await remove(theirs.token, ours.id).expect(404);
  });
});

describe('seats', () => {
  let everybody: typeof api;
  beforeAll(async () => {
    everybody = api;
    api = await startApi({ ...process.env, ONEFACTURE_BILLING_CATALOGUE: 'rubis' });
  });
  afterAll(async () => {
    await api.stop();
    api = everybody;
  });

  it('are those of the plan; an open invitation holds one', async () => {
    const owner = await register();
    expect((await invite(owner.token, newEmail()).expect(402)).body).toMatchObject({
      code: 'billing.plan_limit_reached',
      reason: 'free_limit_seats',
      limit: 1,
      current: 1,
    });
    await toPlan(owner.organization, 'business');
    await newcomer(owner, 'member');
    const answers = await Promise.all(Array.from({ length: 6 }, () => invite(owner.token, newEmail())));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 201, 402, 402, 402]);
    const open = answers.find(({ status }) => status === 201)?.body;
    await api.http.delete(`/v1/organization/invitations/${open.id}`).set(bearer(owner.token)).expect(204);
    await newcomer(owner, 'viewer');
    await invite(owner.token, newEmail()).expect(402);
  });

  it('may be gone when an invitation is accepted', async () => {
    const owner = await register();
    await toPlan(owner.organization, 'business');
    const email = newEmail();
    await invite(owner.token, email).expect(201);
    const { token } = await mailTo(owner.organization, email);
    await toPlan(owner.organization, 'free');
    expect((await accept({ token, password: PASSWORD }).expect(402)).body.code).toBe('billing.plan_limit_reached');
    await toPlan(owner.organization, 'business');
    await accept({ token, password: PASSWORD }).expect(200);
  });
});
