import { AppError } from '@onefacture/errors';
import type { SubmissionFault } from './submission-work.js';

/** What was under way when an error came. */
export type Stage = 'documents' | 'validation' | 'attempt' | 'call';

const INTERNAL: Readonly<Record<Stage, string>> = {
  documents: 'The documents of the invoice could not be made: a fault in this program, which was logged.',
  validation: 'The document could not be validated: a fault in this program, which was logged.',
  attempt: 'The attempt could not be prepared: a fault in this program, which was logged.',
  call: 'The call to the platform could not be finished: a fault in this program, which was logged.',
};

/** An error of ours as the caller may see it: what was thrown on purpose says what it is, a defect only where it was. */
export function submissionFault(error: unknown, stage: Stage): SubmissionFault {
  const { code, message } =
    error instanceof AppError ? error : ({ code: 'service.internal', message: INTERNAL[stage] } as const);
  return { error: { code, message }, origin: 'gateway' };
}
