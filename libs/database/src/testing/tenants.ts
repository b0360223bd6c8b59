import { uuidv7 } from 'uuidv7';
import { Database, type PoolOptions } from '../database.js';
import { createTestDatabase } from '../../../../test/services/postgres.js';

/** A migrated database of its own, its pool as role onefacture_app, and organisations on demand. */
export interface TenantBench {
  /** The owner's. */
  readonly dsn: string;
  readonly database: Database;
  /** Another pool on the same database. */
  open(options?: Partial<PoolOptions>): Promise<Database>;
  /** A fresh organisation. @returns its id */
  organisation(): Promise<string>;
  stop(): Promise<void>;
}

export async function startTenants(): Promise<TenantBench> {
  const { dsn, drop } = await createTestDatabase();
  const pools: Database[] = [];
  const open = async (options: Partial<PoolOptions> = {}) => {
    const settings = { dsn, maxConnections: 10, connectTimeoutMs: 5_000, statementCache: true, ...options };
    const pool = await Database.open(settings);
    pools.push(pool);
    return pool;
  };
  const database = await open();
  const organisation = async () => {
    const id = uuidv7();
    await database.inOrganisation(id, (tx) =>
      tx.manager.query(`INSERT INTO organizations (id, name, mode) VALUES ($1, 'Acme', 'test')`, [id]),
    );
    return id;
  };
  const stop = async () => {
    await Promise.all(pools.map((pool) => pool.close()));
    await drop();
  };
  return { dsn, database, open, organisation, stop };
}
