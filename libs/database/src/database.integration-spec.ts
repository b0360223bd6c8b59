import type { AppError } from '@onefacture/errors';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../scripts/stack/ports.js';
import { recordAudit } from './audit/audit.js';
import type { Database } from './database.js';
import { addToOutbox } from './outbox/outbox.js';
import { SystemFunctions } from './system-functions.js';
import { startTenants, type TenantBench } from './testing/tenants.js';

let bench: TenantBench;
let database: Database;
beforeAll(async () => {
  bench = await startTenants();
  ({ database } = bench);
});
afterAll(() => bench.stop());

const INSERT_COMPANY = `INSERT INTO companies (organization_id, id, siren, name) VALUES ($1, $2, $3, 'Acme')`;
const company = async (organisation: string, siren = '732829320') => {
  const id = uuidv7();
  await database.inOrganisation(organisation, (tx) => tx.manager.query(INSERT_COMPANY, [organisation, id, siren]));
  return id;
};
const companiesSeenBy = (organisation: string) =>
  database.inOrganisation(organisation, (tx) => tx.manager.query<{ id: string }[]>('SELECT id FROM companies'));

const invoice = async (organisation: string, standing: { status: string; submission_state?: string }) => {
  const [id, companyId] = [uuidv7(), await company(organisation)];
  await database.inOrganisation(organisation, (tx) =>
    tx.manager.query(
      `INSERT INTO invoices (organization_id, id, company_id, profile, type_code, number, currency, issue_date,
         seller_siren, seller_name, buyer_name, net, tax, gross, due, status, submission_state, model, created_at, updated_at)
       VALUES ($1, $2, $3, 'EN16931', '380', 'F-1', 'EUR', '2026-06-01', '732829320', 'Acme', 'Globex', 1, 0, 1, 1, $4, $5,
         '\\x00', now(), now())`,
      [organisation, id, companyId, standing.status, standing.submission_state ?? null],
    ),
  );
  return id;
};
const codeOf = (error: AppError) => error.code;
const remove = (organisation: string, id: string) =>
  database.inOrganisation(organisation, (tx) => tx.manager.query('DELETE FROM invoices WHERE id = $1', [id]));

describe('inOrganisation', () => {
  it('shows the rows of one organisation only', async () => {
    const [one, two] = [await bench.organisation(), await bench.organisation()];
    const id = await company(one);
    expect(await companiesSeenBy(one)).toEqual([{ id }]);
    expect(await companiesSeenBy(two)).toEqual([]);
  });

  it('changes and removes nothing of another organisation', async () => {
    const [one, two] = [await bench.organisation(), await bench.organisation()];
    const id = await company(one);
    await database.inOrganisation(two, async (tx) => {
      await tx.manager.query(`UPDATE companies SET name = 'taken' WHERE id = $1`, [id]);
      await tx.manager.query('DELETE FROM companies WHERE id = $1', [id]);
    });
    expect(await companiesSeenBy(one)).toEqual([{ id }]);
  });

  it('writes no row of another organisation, new or moved', async () => {
    const [one, two] = [await bench.organisation(), await bench.organisation()];
    await company(one);
    const foreign = database.inOrganisation(two, (tx) =>
      tx.manager.query(INSERT_COMPANY, [one, uuidv7(), '552120222']),
    );
    await expect(foreign).rejects.toThrow('row-level security');
    const moved = database.inOrganisation(one, (tx) =>
      tx.manager.query('UPDATE companies SET organization_id = $1', [two]),
    );
    await expect(moved).rejects.toThrow('row-level security');
  });

  it('takes back everything when the work fails', async () => {
    const organisation = await bench.organisation();
    const broken = database.inOrganisation(organisation, async (tx) => {
      await tx.manager.query(INSERT_COMPANY, [organisation, uuidv7(), '732829320']);
      await recordAudit(tx, { actor: 'admin', action: 'company.create', subjectType: 'company' });
      await addToOutbox(tx, [{ queue: 'deliver-webhook', subjectId: uuidv7(), attempt: 1 }]);
      throw new Error('after three writes');
    });
    await expect(broken).rejects.toThrow('after three writes');
    const counts = await database.inOrganisation(organisation, (tx) =>
      tx.manager.query<object[]>(
        'SELECT (SELECT count(*)::int FROM companies) AS companies, (SELECT count(*)::int FROM audit_entries) AS audit',
      ),
    );
    expect(counts).toEqual([{ companies: 0, audit: 0 }]);
  });

  it('leaves no organisation behind on the connection', async () => {
    const single = await bench.open({ maxConnections: 1 });
    const organisation = await bench.organisation();
    await company(organisation);
    const setting = () =>
      single.source.query<{ id: string }[]>(`SELECT current_setting('app.organization_id', true) AS id`);
    await single.inOrganisation(organisation, (tx) => tx.manager.query('SELECT 1'));
    expect((await setting())[0]?.id ?? '').toBe('');
    await single.inOrganisation(organisation, () => Promise.reject(new Error('stop'))).catch(() => undefined);
    expect((await setting())[0]?.id ?? '').toBe('');
    expect(await single.source.query('SELECT id FROM companies')).toEqual([]);
  });

  it('keeps parallel organisations on one pool apart', async () => {
    const organisations = await Promise.all(Array.from({ length: 20 }, () => bench.organisation()));
    const made = await Promise.all(organisations.map((one) => company(one)));
    const seen = await Promise.all(organisations.map(companiesSeenBy));
    expect(seen).toEqual(made.map((id) => [{ id }]));
  });

  it('refuses an id that is none', async () => {
    await expect(database.inOrganisation(`' OR true --`, async () => 1)).rejects.toMatchObject({
      code: 'service.internal',
    });
  });
});

describe('outside an organisation', () => {
  it('a query sees nothing and writes nothing', async () => {
    const organisation = await bench.organisation();
    await company(organisation);
    const tables = ['organizations', 'companies', 'invoices', 'audit_entries'];
    const seen = await Promise.all(tables.map((table) => database.query(`SELECT * FROM ${table}`)));
    expect(seen).toEqual([[], [], [], []]);
    const written = database.source.query(INSERT_COMPANY, [organisation, uuidv7(), '552120222']);
    await expect(written).rejects.toThrow('row-level security');
  });

  it('runs as the application, not as the owner', async () => {
    expect(await database.source.query('SELECT current_user AS role')).toEqual([{ role: 'onefacture_app' }]);
  });
});

describe('what is kept', () => {
  it('a draft may go, with its history', async () => {
    const organisation = await bench.organisation();
    const id = await invoice(organisation, { status: 'DRAFT' });
    await database.inOrganisation(organisation, (tx) =>
      tx.manager.query(
        `INSERT INTO invoice_events (organization_id, id, invoice_id, source_key, kind, at, recorded_at, event, status, origin)
         VALUES ($1, $2, $3, 'created', 'created', now(), now(), 'invoice.created', 'DRAFT', 'caller')`,
        [organisation, uuidv7(), id],
      ),
    );
    await remove(organisation, id);
    const left = await database.inOrganisation(organisation, (tx) =>
      tx.manager.query<object[]>('SELECT id FROM invoices UNION ALL SELECT id FROM invoice_events'),
    );
    expect(left).toEqual([]);
  });

  it.each([
    { status: 'SUBMITTED' },
    { status: 'REJECTED' },
    { status: 'CANCELLED' },
    { status: 'DRAFT', submission_state: 'queued' },
  ])('an invoice does not go once it left its draft: $status $submission_state', async (standing) => {
    const organisation = await bench.organisation();
    const id = await invoice(organisation, standing);
    await expect(remove(organisation, id)).rejects.toThrow('left DRAFT is kept');
  });

  it('an idle test organisation goes with all it has, by the system function alone', async () => {
    const organisation = await bench.organisation();
    await invoice(organisation, { status: 'PAID' });
    await database.inOrganisation(organisation, (tx) =>
      tx.manager.query(`UPDATE organizations SET last_used_at = '2020-01-01' WHERE id = $1`, [organisation]),
    );
    const direct = database.inOrganisation(organisation, (tx) => tx.manager.query('DELETE FROM organizations'));
    await expect(direct).rejects.toThrow('permission denied');
    const system = new SystemFunctions(database);
    expect(await system.purgeIdleTestOrganisations(new Date('2020-06-01'))).toBe(1);
    expect(await system.findOrganisation(organisation)).toBeUndefined();
    expect(await companiesSeenBy(organisation)).toEqual([]);
  });
});

const prepared = async (pool: Database) => {
  const organisation = await bench.organisation();
  return pool.inOrganisation(organisation, async (tx) => {
    await tx.manager.query('SELECT id FROM companies WHERE siren = $1', ['732829320']);
    await tx.manager.query('SELECT id FROM companies WHERE siren = $1', ['552120222']);
    return tx.manager.query<{ statement: string }[]>(
      `SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%FROM companies WHERE siren%'`,
    );
  });
};

describe('statement names', () => {
  it('are given, and reused', async () => {
    const pool = await bench.open({ statementCache: true, maxConnections: 1 });
    expect(await prepared(pool)).toHaveLength(1);
    expect(await prepared(pool)).toHaveLength(1);
  });

  it('are not given where the setting is off', async () => {
    expect(await prepared(await bench.open({ statementCache: false, maxConnections: 1 }))).toEqual([]);
  });
});

describe('a database that does not answer', () => {
  it('is service.unavailable, with a time to come back', async () => {
    const lost = await bench.open({ maxConnections: 1, connectTimeoutMs: 200 });
    const held = lost.source.createQueryRunner();
    await held.connect();
    const failure = await lost.inOrganisation(uuidv7(), async () => 1).catch((error: AppError) => error);
    expect(failure).toMatchObject({ code: 'service.unavailable', options: { retryAfterSeconds: 2 } });
    await expect(new SystemFunctions(lost).findApiKey('nobody').catch(codeOf)).resolves.toBe('service.unavailable');
    expect(await lost.isReady()).toBe(false);
    await held.release();
    expect(await lost.isReady()).toBe(true);
  });

  it('fails the boot when nobody listens', async () => {
    const dsn = `postgres://nobody@127.0.0.1:${await freePort(0)}/none`;
    await expect(bench.open({ dsn })).rejects.toThrow('ECONNREFUSED');
  });
});

describe('SystemFunctions', () => {
  it('lists organisations newest first, by pages', async () => {
    const system = new SystemFunctions(database);
    const [older, newer] = [await bench.organisation(), await bench.organisation()];
    const page = await system.listOrganisations(1);
    expect(page).toMatchObject([{ id: newer, mode: 'test', name: 'Acme', jurisdiction: 'FR' }]);
    expect(await system.listOrganisations(1, newer)).toMatchObject([{ id: older }]);
  });

  it('counts what waits in the outbox', async () => {
    const system = new SystemFunctions(await bench.open());
    const organisation = await bench.organisation();
    const before = await system.outboxDepth();
    await database.inOrganisation(organisation, (tx) =>
      addToOutbox(tx, [
        { queue: 'deliver-webhook', subjectId: uuidv7(), attempt: 1 },
        { queue: 'track-status', subjectId: uuidv7(), attempt: 4, dueAt: new Date('2030-01-01') },
      ]),
    );
    const { waiting, oldest } = await system.outboxDepth();
    expect(waiting - before.waiting).toBe(2);
    expect(oldest).toBeInstanceOf(Date);
  });
});
