import { addToOutbox, type OrganisationTransaction } from '@onefacture/database';
import type { QueueName } from './queues.js';

/** One attempt at one row. */
export interface Enqueued {
  readonly queue: QueueName;
  readonly id: string;
  /** Number of the attempt; grows with every new one so that its job id is new. */
  readonly attempt: number;
  /** Not before. */
  readonly dueAt?: Date;
}

/** Asks for jobs in the caller's transaction: no commit, no job; a commit, a job, whatever dies in between. */
export async function enqueue(tx: OrganisationTransaction, ...jobs: readonly Enqueued[]): Promise<void> {
  await addToOutbox(
    tx,
    jobs.map(({ queue, id, attempt, dueAt }) => ({ queue, subjectId: id, attempt, ...(dueAt ? { dueAt } : {}) })),
  );
}
