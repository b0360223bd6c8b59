import { randomUUID } from 'node:crypto';
import { ApiKeys, KeyVerifier, OrganisationKeys, type Registered, type SignedInMember } from '@onefacture/accounts';
import { eraseOrganisation, PeopleFunctions } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { DocumentsService, type OpenInvoice } from '@onefacture/invoicing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeBroker, type FakeBroker } from '../../libs/security/src/testing/fake-broker.js';
import { startData, type DataBench } from './data-bench.js';

const DAY_MS = 86_400_000;
const LIVE = { name: 'user:1', mode: 'live' } as const;
let broker: FakeBroker;
let bench: DataBench;
let owner: Client;
beforeAll(async () => {
  broker = await startFakeBroker('onefacture');
  bench = await startData({
    ONEFACTURE_KMS_URL: broker.url,
    ONEFACTURE_KMS_TOKEN: broker.token,
    ONEFACTURE_KMS_CACHE_TTL: '0s',
  });
  owner = new Client(bench.dsn);
  await owner.connect();
  // The processes that make documents start with the first of them.
  await furnished();
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await bench?.stop();
  await broker?.stop();
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const memberOf = ({ user, organisation }: Registered): SignedInMember => ({
  ...{ userId: user.id, organizationId: organisation.id },
  ...{ sessionId: randomUUID(), role: 'owner' },
});
const erasureOf = (account: Registered) => bench.erasures.get(account.organisation.id);
const run = async (account: Registered) =>
  bench.eraser.run({ organization_id: account.organisation.id, id: (await erasureOf(account)).id });
/** Lets the time come at which something is due, and does it. */
async function comeDue(account: Registered): Promise<void> {
  bench.clock.reach((await erasureOf(account)).dueAt);
  await run(account);
}
const rowsOf = async (organization: string): Promise<Record<string, number>> => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await owner.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM ${name} WHERE organization_id = $1`,
      [organization],
    );
    if (rows[0]?.count) counts[name] = rows[0].count;
  }
  return counts;
};
const actionsOf = async (organization: string): Promise<string[]> => {
  const { rows } = await owner.query<{ action: string }>(
    'SELECT action FROM audit_entries WHERE organization_id = $1 ORDER BY id',
    [organization],
  );
  return rows.map(({ action }) => action);
};

/** An invoice of a live organisation that was filed, with its documents. */
async function filed(organization: string, number: string, issue_date: string): Promise<OpenInvoice> {
  const made = await bench.create(organization, { number, issue_date, due_date: undefined }, LIVE);
  const where = [organization, made.entity.id];
  await owner.query(`UPDATE invoices SET submission_state = 'sending' WHERE organization_id = $1 AND id = $2`, where);
  await bench.app.get(DocumentsService).freeze(made.entity);
  await owner.query(
    `UPDATE invoices SET status = 'SUBMITTED', number_spent = true, submission_state = 'accepted', submission_due_at = now()
       WHERE organization_id = $1 AND id = $2`,
    where,
  );
  return made;
}

async function received(organization: string, receivedAt: string, original: string | null): Promise<void> {
  await owner.query(
    `INSERT INTO received_invoices (organization_id, id, connection_id, flow_id, platform, flow_type, flow_syntax,
       flow_updated_at, state, status, original, due_at, received_at, created_at, updated_at)
     VALUES ($1, $2::uuid, $2::uuid, $2::uuid::text, 'sandbox', 'SupplierInvoice', 'CII', now(), 'unreadable', 'RECEIVED', $3, now(), $4,
       now(), now())`,
    [organization, randomUUID(), original, receivedAt],
  );
}

/** Everything that is easily made, in both halves. */
async function furnished(): Promise<{ account: Registered; key: string; testKey: string }> {
  const account = await bench.register();
  const { id, twinId = '' } = account.organisation;
  await filed(id, 'F-2026-1', '2026-06-01');
  await filed(id, 'F-2024-1', '2024-02-01');
  await bench.create(id, { number: 'DRAFT-1' }, LIVE);
  await bench.create(twinId, { number: 'T-1' });
  await received(id, '2025-03-01', 'file');
  await received(id, '2026-03-01', null);
  const issue = (organization: string, mode: 'test' | 'live') =>
    bench.within(organization, (tx) =>
      bench.app
        .get(ApiKeys)
        .issue(tx, mode, { label: 'ERP', scopes: ['admin'], allowed_ips: [], expires_at: undefined }, 'user:1'),
    );
  const [key, testKey] = [(await issue(id, 'live')).secret, (await issue(twinId, 'test')).secret];
  for (const one of [key, testKey]) await bench.app.get(KeyVerifier).verify(one, '127.0.0.1');
  return { account, key, testKey };
}

const KEPT = [
  { what: 'invoices', until: '2034-12-31', count: 1 },
  { what: 'invoices', until: '2036-12-31', count: 1 },
  { what: 'received_invoices', until: '2035-12-31', count: 1 },
];

describe('an erasure', () => {
  it('is asked for with the password, waits two weeks and names what will be kept', async () => {
    const { account } = await furnished();
    const member = memberOf(account);
    expect(await codeOf(erasureOf(account))).toBe('request.not_found');
    expect(await codeOf(bench.erasures.request(member, 'another sentence', '127.0.0.1'))).toBe('request.invalid');
    const asked = await bench.erase(account);
    expect(asked).toMatchObject({ state: 'waiting', erasedAt: null, kept: KEPT });
    expect(asked.eraseAt.getTime()).toBe(bench.clock.now().getTime() + 14 * DAY_MS);
    expect(await codeOf(bench.erase(account))).toBe('data.erasure_pending');
    expect(await rowsOf(account.organisation.id)).toMatchObject({ mails: 2, data_erasures: 1, members: 1 });
    await run(account);
    expect((await erasureOf(account)).state).toBe('waiting');
  });

  it('can be taken back while it waits, and asked for again', async () => {
    const account = await bench.register();
    const { id } = await bench.erase(account);
    expect(await bench.erasures.cancel(memberOf(account))).toMatchObject({
      state: 'cancelled',
      cancelledBy: `user:${account.user.id}`,
    });
    expect(await codeOf(bench.erasures.cancel(memberOf(account)))).toBe('request.not_found');
    bench.clock.pass(20 * DAY_MS);
    await bench.eraser.run({ organization_id: account.organisation.id, id });
    expect(await rowsOf(account.organisation.id)).toMatchObject({ members: 1 });
    expect((await bench.erase(account)).id).not.toBe(id);
    const actions = await actionsOf(account.organisation.id);
    expect(actions.filter((action) => action.startsWith('data.'))).toEqual([
      'data.erasure_requested',
      'data.erasure_cancelled',
      'data.erasure_requested',
    ]);
  });

  it('is refused while a subscription runs, and ends when one begins meanwhile', async () => {
    const account = await bench.register();
    const pay = (status: string) =>
      owner.query('UPDATE subscriptions SET status = $2 WHERE organization_id = $1', [account.organisation.id, status]);
    await pay('active');
    expect(await codeOf(bench.erase(account))).toBe('data.subscription_live');
    await pay('cancelled');
    await bench.erase(account);
    await pay('trialing');
    await comeDue(account);
    expect(await erasureOf(account)).toMatchObject({ state: 'cancelled', cancelledBy: 'worker', dueAt: null });
    expect(await rowsOf(account.organisation.id)).toMatchObject({ members: 1 });
  });

  it('leaves what the law has it keep, and nothing else', async () => {
    const { account, key, testKey } = await furnished();
    const { id, twinId = '' } = account.organisation;
    await owner.query(`UPDATE billing_customers SET stripe_customer_id = $2 WHERE organization_id = $1`, [
      id,
      `cus_${id}`,
    ]);
    const before = await rowsOf(id);
    expect(before).toMatchObject({ invoices: 3, received_invoices: 2, api_keys: 1, members: 1 });
    await bench.erase(account);
    await comeDue(account);
    expect(await erasureOf(account)).toMatchObject({ state: 'retained', kept: KEPT });
    const after = await rowsOf(id);
    expect(Object.keys(after).toSorted()).toEqual([
      'audit_entries',
      'companies',
      'data_erasures',
      'documents',
      'invoice_events',
      'invoices',
      'received_invoices',
    ]);
    expect(after).toMatchObject({ invoices: 2, received_invoices: 1, companies: 1, documents: 4 });
    expect(await rowsOf(twinId)).toEqual({});
    expect(bench.forgotten).toContain(`cus_${id}`);
    expect(await bench.app.get(PeopleFunctions).findUser(account.user.id)).toBeUndefined();
    for (const one of [key, testKey]) {
      expect(await codeOf(bench.app.get(KeyVerifier).verify(one, '127.0.0.1'))).toBe('auth.unauthenticated');
    }
    const { rows } = await owner.query('SELECT name, settings, twin_id FROM organizations WHERE id = ANY ($1)', [
      [id, twinId],
    ]);
    expect(rows).toEqual([{ name: 'erased', settings: {}, twin_id: null }]);
    const due = await owner.query(
      `SELECT 1 FROM due_work('infinity', 1000) WHERE organization_id = $1 AND queue <> 'erase-data'`,
      [id],
    );
    expect(due.rows).toEqual([]);
    // Repeating it changes nothing.
    await run(account);
    expect(await rowsOf(id)).toEqual(after);
  });

  it('keeps the audit trail as it was, and adds to it', async () => {
    const { account } = await furnished();
    const { id } = account.organisation;
    const before = await actionsOf(id);
    await bench.erase(account);
    await comeDue(account);
    const after = await actionsOf(id);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toEqual(['data.erasure_requested', 'data.erased']);
    const { rows } = await owner.query<{ details: object }>(
      `SELECT details FROM audit_entries WHERE organization_id = $1 AND action = 'data.erased'`,
      [id],
    );
    expect(rows[0]?.details).toEqual({ invoices: 2, received_invoices: 1, kept_until: '2036-12-31' });
  });

  it('lets nobody change what is kept, and the operator read it', async () => {
    const { account } = await furnished();
    const { id } = account.organisation;
    await bench.erase(account);
    await comeDue(account);
    const change = bench.within(id, (tx) => tx.manager.query(`UPDATE invoices SET number = 'X'`));
    expect(await codeOf(change)).toContain('what is kept of an erased organisation is not changed');
    const issuing = bench.within(id, (tx) =>
      bench.app
        .get(ApiKeys)
        .issue(tx, 'live', { label: 'again', scopes: ['admin'], allowed_ips: [], expires_at: undefined }, 'admin'),
    );
    expect(await codeOf(issuing)).toBe('data.organization_erased');
    expect(await codeOf(bench.erasures.cancel(memberOf(account)))).toBe('data.erasure_begun');
    const made = await bench.exports.requestFor(id, 'admin');
    await bench.writer.run({ organization_id: id, id: made.id });
    const paths = [...(await bench.files(id, made.id)).keys()];
    expect(paths.filter((path) => path.endsWith('.pdf'))).toHaveLength(2);
    expect(paths.filter((path) => path.includes('DRAFT-1'))).toEqual([]);
    // What was received was written by hand, and is nothing that was ever sealed.
    expect(paths.filter((path) => path.startsWith('unreadable/'))).toHaveLength(1);
  });

  it('spares people who belong to another organisation too', async () => {
    const [account, other] = [await bench.register(), await bench.register()];
    await owner.query(`INSERT INTO members (organization_id, user_id, role) VALUES ($1, $2, 'admin')`, [
      account.organisation.id,
      other.user.id,
    ]);
    await bench.erase(account);
    await comeDue(account);
    const people = bench.app.get(PeopleFunctions);
    expect(await people.findUser(account.user.id)).toBeUndefined();
    expect(await people.findUser(other.user.id)).toMatchObject({ email: other.user.email });
    expect(await people.membershipsOf(other.user.id)).toMatchObject([{ organization_id: other.organisation.id }]);
    expect((await rowsOf(other.organisation.id))['members']).toBe(1);
  });

  it('is done at once where nothing is kept', async () => {
    const account = await bench.register();
    await bench.create(account.organisation.id, { number: 'DRAFT-1' }, LIVE);
    await bench.erase(account);
    await comeDue(account);
    expect(await erasureOf(account)).toMatchObject({ state: 'done', kept: [], dueAt: null });
    expect(Object.keys(await rowsOf(account.organisation.id))).toEqual(['audit_entries', 'data_erasures']);
  });

  it('goes on as retention ends, and destroys the organisation’s own key with the last of it', async () => {
    const { account } = await furnished();
    const { id } = account.organisation;
    await bench.app.get(OrganisationKeys).assign(id, undefined, 'admin');
    await filed(id, 'F-2026-2', '2026-07-01');
    await bench.erase(account);
    await comeDue(account);
    const seen: unknown[] = [];
    for (let steps = 0; steps < 5 && (await erasureOf(account)).state === 'retained'; steps += 1) {
      seen.push((await erasureOf(account)).dueAt?.toISOString());
      expect((await bench.app.get(OrganisationKeys).get(id)).state).toBe('active');
      await comeDue(account);
    }
    expect(seen).toEqual(['2035-01-01T02:00:00.000Z', '2036-01-01T02:00:00.000Z', '2037-01-01T02:00:00.000Z']);
    expect(await erasureOf(account)).toMatchObject({ state: 'done', dueAt: null });
    expect((await bench.app.get(OrganisationKeys).get(id)).state).toBe('destroyed');
    expect(Object.keys(await rowsOf(id))).toEqual(['audit_entries', 'data_erasures', 'organisation_keys']);
    expect(await actionsOf(id)).toContain('organisation_key.destroy');
  });

  it('is tried again when others cannot be told', async () => {
    const account = await bench.register();
    const { id } = account.organisation;
    await bench.app.get(OrganisationKeys).assign(id, undefined, 'admin');
    await bench.erase(account);
    broker.fault = (_, response) => response.writeHead(500).end();
    await comeDue(account);
    const postponed = await erasureOf(account);
    expect(postponed.state).toBe('running');
    expect(postponed.dueAt?.getTime()).toBe(bench.clock.now().getTime() + 60_000);
    broker.fault = undefined;
    await comeDue(account);
    expect(await erasureOf(account)).toMatchObject({ state: 'done' });
  });
});

describe('the database', () => {
  it('erases no organisation whose erasure is not due', async () => {
    const account = await bench.register();
    const erase = () => bench.within(account.organisation.id, (tx) => eraseOrganisation(tx, bench.clock.now()));
    expect(await codeOf(erase())).toContain('no erasure of this organisation is due');
    await bench.erase(account);
    expect(await codeOf(erase())).toContain('no erasure of this organisation is due');
    await owner.query(`UPDATE data_erasures SET state = 'running' WHERE organization_id = $1`, [
      account.organisation.id,
    ]);
    expect(await codeOf(erase())).toContain('no erasure of this organisation is due');
  });

  it('erases only the organisation that is meant', async () => {
    const [{ account }, other] = [await furnished(), await furnished()];
    const before = await rowsOf(other.account.organisation.id);
    await bench.erase(account);
    await comeDue(account);
    expect(await rowsOf(other.account.organisation.id)).toEqual(before);
  });
});
