import type { OrganisationTransaction } from '@onefacture/database';
import type { SubmissionError } from '@onefacture/invoicing';
import { uuidv7 } from 'uuidv7';
import type { DeadLetterEntity } from './dead-letter.entity.js';
import { DeadLetterRepository } from './dead-letter.repository.js';

/** What is given up, and why. */
export interface GivenUp extends Pick<
  DeadLetterEntity,
  'kind' | 'subjectId' | 'invoiceId' | 'number' | 'connectionId' | 'platform' | 'attempts' | 'diedAt'
> {
  readonly error: SubmissionError | undefined;
}

/** Writes a dead letter in the transaction that gives up. */
export async function bury(tx: OrganisationTransaction, { error, ...letter }: GivenUp): Promise<void> {
  await new DeadLetterRepository(tx).add({
    ...letter,
    id: uuidv7(),
    code: error?.code ?? 'service.internal',
    message: error?.message ?? 'It failed without a reason.',
    reasons: error?.reasons ?? [],
  });
}
