import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAudit } from './audit/audit.js';
import type { Database } from './database.js';
import { together, type OrganisationTransaction } from './organisation-transaction.js';
import { startTenants, type TenantBench } from './testing/tenants.js';

let bench: TenantBench;
let database: Database;
beforeAll(async () => {
  bench = await startTenants();
  ({ database } = bench);
});
afterAll(() => bench.stop());

const addCompany = (tx: OrganisationTransaction, siren: string) =>
  tx.manager.query(`INSERT INTO companies (organization_id, id, siren, name) VALUES ($1, $2, $3, 'Acme')`, [
    tx.organizationId,
    uuidv7(),
    siren,
  ]);
const countCompanies = (organisation: string) =>
  database.inOrganisation(organisation, (tx) =>
    tx.manager.query<{ count: number }[]>('SELECT count(*)::int AS count FROM companies'),
  );
const audit = (tx: OrganisationTransaction) =>
  recordAudit(tx, { actor: 'admin', action: 'company.create', subjectType: 'company' });

describe('statements that do not wait for each other', () => {
  it('run in the order they were asked for, the opening of the transaction first', async () => {
    const organisation = await bench.organisation();
    const seen = await database.inOrganisation(organisation, async (tx) => {
      const names = Array.from({ length: 20 }, (_, index) => `step ${index}`);
      const rows = names.map((name) =>
        tx.manager.query<object[]>(
          `SELECT $1::text AS name, current_setting('app.organization_id') AS organisation, pg_current_xact_id()::text AS xact`,
          [name],
        ),
      );
      const answers = (await Promise.all(rows)).flat();
      expect(answers).toMatchObject(names.map((name) => ({ name, organisation })));
      return answers;
    });
    expect(new Set(seen.map((row) => (row as { xact: string }).xact)).size).toBe(1);
  });

  it('fail together, for the reason of the first, and leave nothing', async () => {
    const organisation = await bench.organisation();
    const broken = database.inOrganisation(organisation, (tx) =>
      together([addCompany(tx, '732829320'), addCompany(tx, '732829320'), audit(tx), addCompany(tx, '552120222')]),
    );
    await expect(broken).rejects.toThrow('duplicate key');
    expect(await countCompanies(organisation)).toEqual([{ count: 0 }]);
  });

  it('leave a connection that works after a failure', async () => {
    const single = await bench.open({ maxConnections: 1 });
    const organisation = await bench.organisation();
    for (const named of ['SELECT 1/$1::int', 'SELECT none FROM companies WHERE siren = $1']) {
      const broken = single.inOrganisation(organisation, (tx) => tx.manager.query(named, [0]));
      await expect(broken).rejects.toThrow(/division by zero|does not exist/);
    }
    await single.inOrganisation(organisation, (tx) => addCompany(tx, '732829320'));
    expect(await countCompanies(organisation)).toEqual([{ count: 1 }]);
  });

  it('keep savepoints of a transaction within a transaction', async () => {
    const organisation = await bench.organisation();
    await database.inOrganisation(organisation, async (tx) => {
      await addCompany(tx, '732829320');
      const inner = tx.manager.transaction(async (manager) => {
        await manager.query(`UPDATE companies SET name = 'changed'`);
        throw new Error('only the inner one');
      });
      await expect(inner).rejects.toThrow('only the inner one');
    });
    const names = await database.inOrganisation(organisation, (tx) => tx.manager.query('SELECT name FROM companies'));
    expect(names).toEqual([{ name: 'Acme' }]);
  });
});

describe('a connection that is lost', () => {
  it('under the opening of a transaction is service.unavailable', async () => {
    const single = await bench.open({ maxConnections: 1 });
    const runner = single.source.createQueryRunner();
    const connection = (await runner.connect()) as { connection: { stream: { destroy: () => void } } };
    await runner.release();
    const lost = single.inOrganisation(uuidv7(), async (tx) => {
      connection.connection.stream.destroy();
      await tx.manager.query('SELECT 1');
    });
    await expect(lost).rejects.toMatchObject({ code: 'service.unavailable' });
    expect(await single.isReady()).toBe(true);
  });
});
