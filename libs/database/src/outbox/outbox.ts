import { uuidv7 } from 'uuidv7';
import type { OrganisationTransaction } from '../organisation-transaction.js';

/** A job to be published when the transaction commits. */
export interface OutboxJob {
  readonly queue: string;
  /** The row the job works on. */
  readonly subjectId: string;
  /** Makes the job id unique: `<queue>-<row>-<attempt>`. */
  readonly attempt: number;
  /** Not before; at once when left out. */
  readonly dueAt?: Date;
}

/** Writes jobs beside the state they follow from, in one statement; the relay publishes them after the commit. */
export async function addToOutbox(tx: OrganisationTransaction, jobs: readonly OutboxJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await tx.manager.query(
    `INSERT INTO outbox (organization_id, id, queue, subject_id, attempt, due_at)
     SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::integer[], $6::timestamptz[])`,
    [
      tx.organizationId,
      jobs.map(() => uuidv7()),
      jobs.map(({ queue }) => queue),
      jobs.map(({ subjectId }) => subjectId),
      jobs.map(({ attempt }) => attempt),
      jobs.map(({ dueAt }) => dueAt ?? null),
    ],
  );
}
