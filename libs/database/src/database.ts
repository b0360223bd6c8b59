import { AppError } from '@onefacture/errors';
import { DataSource, getMetadataArgsStorage, type EntityManager, type QueryRunner } from 'typeorm';
import { OrganisationTransaction } from './organisation-transaction.js';
import { pipeliningClient } from './pipelining-client.js';
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
        Client: pipeliningClient({ named: options.statementCache }),
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
    // The id is a uuid, so it may stand in the statement itself, which spares a round trip.
    const opening = `START TRANSACTION; SET LOCAL app.organization_id = '${organizationId}'`;
    return this.transaction(opening, (manager) => work(new OrganisationTransaction(organizationId, manager)));
  }

  /**
   * Runs `work` in one transaction that sees no row of any organisation; what SystemFunctions is built on.
   * @throws AppError `service.unavailable` when no connection can be had in time
   */
  async withoutOrganisation<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction('START TRANSACTION', work);
  }

  /**
   * One statement that sees no row of any organisation.
   * @throws AppError `service.unavailable` when no connection can be had in time
   */
  async query(sql: string, parameters: unknown[] = []): Promise<unknown> {
    const runner = this.source.createQueryRunner();
    try {
      await connect(runner);
      return await runner.query(sql, parameters);
    } finally {
      await runner.release();
    }
  }

  /** True when Postgres answers. */
  async isReady(): Promise<boolean> {
    return this.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async transaction<T>(opening: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await connect(runner);
      const begun = begin(runner, opening);
      try {
        const result = await work(runner.manager);
        await begun;
        await runner.commitTransaction();
        return result;
      } catch (cause) {
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
        // When the opening failed, all that followed it failed for that reason.
        await begun;
        throw cause;
      }
    } finally {
      await runner.release();
    }
  }
}

async function connect(runner: QueryRunner): Promise<void> {
  await available(runner.connect());
}

/**
 * Opens a transaction without waiting: the first statement of the work follows on the same connection, in the same
 * write. TypeORM's own startTransaction would wait for an answer.
 */
function begin(runner: QueryRunner, opening: string): Promise<unknown> {
  const begun = available(runner.query(opening));
  begun.catch(() => undefined);
  Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
  return begun;
}

async function available<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw new AppError('service.unavailable', { retryAfterSeconds: 2, cause });
  }
}
