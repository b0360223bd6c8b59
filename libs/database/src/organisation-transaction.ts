import type { EntityManager } from 'typeorm';

/**
 * A transaction in which Postgres shows and takes the rows of one organisation only. Repositories are built on it
 * (`new InvoiceRepository(tx)`) and die with it; there is no other way to reach a tenant table.
 */
export class OrganisationTransaction {
  constructor(
    readonly organizationId: string,
    readonly manager: EntityManager,
  ) {}
}

/**
 * Runs work on another organisation in the same transaction, and comes back to the first: for the two halves of a
 * live and test pair, which are made together. Not beside other work of the transaction.
 */
export async function inTwin<T>(
  tx: OrganisationTransaction,
  twinId: string,
  work: (twin: OrganisationTransaction) => Promise<T>,
): Promise<T> {
  await enter(tx, twinId);
  const result = await work(new OrganisationTransaction(twinId, tx.manager));
  await enter(tx, tx.organizationId);
  return result;
}

async function enter(tx: OrganisationTransaction, organizationId: string): Promise<void> {
  await tx.manager.query(`SELECT set_config('app.organization_id', $1, true)`, [organizationId]);
}

/**
 * Waits for statements that were sent one after the other without waiting; Postgres runs them in that order. When one
 * fails, the later ones fail with it: the first tells why.
 * @throws what the first failed one threw
 */
export async function together(statements: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(statements)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}

/**
 * Runs work that may fail within a transaction that goes on: when it throws, what it did is undone and the error is
 * thrown on. Not for two works at the same time.
 */
export async function undoneWhenItFails<T>(tx: OrganisationTransaction, work: () => Promise<T>): Promise<T> {
  await tx.manager.query('SAVEPOINT undone_when_it_fails');
  try {
    const result = await work();
    await tx.manager.query('RELEASE SAVEPOINT undone_when_it_fails');
    return result;
  } catch (error) {
    await tx.manager.query('ROLLBACK TO SAVEPOINT undone_when_it_fails');
    throw error;
  }
}
