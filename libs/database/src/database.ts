import { AppError } from '@onefacture/errors';
import { DataSource, getMetadataArgsStorage, type QueryRunner } from 'typeorm';
import { NamedStatementClient } from './named-statements.js';
import { OrganisationTransaction } from './organisation-transaction.js';
import { SnakeNaming } from './snake-naming.js';

/** What a pool needs; `DatabaseSettings` of libs/config satisfies it. */
export interface PoolOptions {
  readonly dsn: string;
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  readonly statementCache: boolean;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/**
 * The pool of role `onefacture_app`, and the only door to tenant tables. Row-level security is forced, so a query
 * outside `inOrganisation` sees nothing; what has no organisation yet goes through `SystemFunctions`.
 */
export class Database {
  private constructor(readonly source: DataSource) {}

  /** Opens the pool. Entities are all classes decorated so far, so import the libs first. */
  static async open(options: PoolOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: options.dsn,
      entities: getMetadataArgsStorage().tables.flatMap(({ target }) => (typeof target === 'function' ? [target] : [])),
      namingStrategy: new SnakeNaming(),
      synchronize: false,
      poolSize: options.maxConnections,
      connectTimeoutMS: options.connectTimeoutMs,
      extra: {
        options: '-c role=onefacture_app',
        ...(options.statementCache ? { Client: NamedStatementClient } : {}),
      },
      // A connection lost while idle is replaced by the next query; without a handler it would end the process.
      poolErrorHandler: () => undefined,
    });
    await source.initialize();
    return new Database(source);
  }

  /**
   * Runs `work` in one transaction of one organisation: all of it is committed, or nothing.
   * @throws AppError `service.unavailable` when no connection can be had in time
   */
  async inOrganisation<T>(organizationId: string, work: (tx: OrganisationTransaction) => Promise<T>): Promise<T> {
    if (!UUID.test(organizationId)) throw new AppError('service.internal', { cause: 'organisation id is no uuid' });
    const runner = this.source.createQueryRunner();
    try {
      await begin(runner, organizationId);
      const result = await work(new OrganisationTransaction(organizationId, runner.manager));
      await runner.commitTransaction();
      return result;
    } catch (cause) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw cause;
    } finally {
      await runner.release();
    }
  }

  /** True when Postgres answers. */
  async isReady(): Promise<boolean> {
    return this.source.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

async function begin(runner: QueryRunner, organizationId: string): Promise<void> {
  try {
    await runner.connect();
    await runner.startTransaction();
  } catch (cause) {
    throw new AppError('service.unavailable', { retryAfterSeconds: 2, cause });
  }
  await runner.query(`SELECT set_config('app.organization_id', $1, true)`, [organizationId]);
}
