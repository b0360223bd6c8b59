import { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';

/** Any number, as long as every process of the product uses the same: one migrator at a time. */
const MIGRATION_LOCK = 7_305_120_931;

async function asOwner<T>(dsn: string, work: (owner: DataSource) => Promise<T>): Promise<T> {
  // One connection: the advisory lock belongs to the session that runs the migrations.
  const owner = new DataSource({ type: 'postgres', url: dsn, migrations: MIGRATIONS, poolSize: 1 });
  await owner.initialize();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(owner);
  } finally {
    await owner.destroy();
  }
}

/**
 * Brings the schema to the newest version, as the owner the dsn names. Safe to call from several processes at once.
 * @returns the names of the migrations that were applied, oldest first
 */
export async function migrateUp(dsn: string): Promise<string[]> {
  return asOwner(dsn, async (owner) => (await owner.runMigrations({ transaction: 'each' })).map(({ name }) => name));
}

/**
 * Reverts the newest `steps` migrations; all of them with `'all'`.
 * @returns how many were reverted
 */
export async function migrateDown(dsn: string, steps: number | 'all' = 1): Promise<number> {
  return asOwner(dsn, async (owner) => {
    const applied = await owner
      .query<{ count: string }[]>('SELECT count(*) FROM migrations')
      .then((rows) => Number(rows[0]?.count ?? 0));
    const wanted = Math.min(steps === 'all' ? applied : steps, applied);
    for (let step = 0; step < wanted; step += 1) await owner.undoLastMigration({ transaction: 'each' });
    return wanted;
  });
}
