import type { InvoiceStatus } from './codes.js';

/** Where the hand-over to the platform stands, beside the state of the invoice. */
export type SubmissionState = 'queued' | 'sending' | 'unknown' | 'accepted' | 'failed' | 'dead';

/** What a caller may ask of an invoice. */
export type InvoiceCommand = 'submit' | 'retry' | 'cancel' | 'patch' | 'delete' | 'payments' | 'status';

const UNDER_WAY: ReadonlySet<SubmissionState> = new Set(['queued', 'sending', 'unknown', 'accepted']);
const FAILED: ReadonlySet<SubmissionState> = new Set(['failed', 'dead']);
/** 221 and 501 can fail a submission that the platform had accepted. */
const RESENDABLE: ReadonlySet<InvoiceStatus> = new Set(['DRAFT', 'SUBMITTED', 'RECEIVED', 'REJECTED']);
/** What a seller says of an invoice that is paid or over would move nothing. */
const STATED: ReadonlySet<InvoiceStatus> = new Set(['SUBMITTED', 'RECEIVED', 'APPROVED']);
const COLLECTING: ReadonlySet<InvoiceStatus> = new Set(['SUBMITTED', 'RECEIVED', 'APPROVED', 'PAID']);

/**
 * Why a command does not fit the state, as a sentence for a 409, or undefined when it does. Only callers' commands are
 * refused for their state; what platforms report never is.
 */
export function commandRefusal(
  status: InvoiceStatus,
  command: InvoiceCommand,
  submission?: SubmissionState,
): string | undefined {
  if (command === 'payments') {
    return COLLECTING.has(status)
      ? undefined
      : `Payments are reported once the platform has accepted the invoice; it is ${status}.`;
  }
  if (command === 'status') {
    return STATED.has(status)
      ? undefined
      : `A status is stated while the platform holds the invoice and it is open; it is ${status}.`;
  }
  if (submission !== undefined && status === 'DRAFT' && UNDER_WAY.has(submission)) {
    return `The invoice is on its way to the platform (submission ${submission}): wait for the outcome before you ${command} it.`;
  }
  if (submission !== undefined && status === 'DRAFT' && command === 'delete') {
    return 'An invoice that was submitted is kept, also when its submission failed: cancel it instead of deleting it.';
  }
  if (command === 'retry') return retryRefusal(status, submission);
  if (status === 'DRAFT' || (command === 'cancel' && status === 'REJECTED')) return undefined;
  const wanted = command === 'cancel' ? 'DRAFT or REJECTED' : 'DRAFT';
  return `Only a ${wanted} invoice can be ${PAST[command]}; this one is ${status}.`;
}

const PAST = { submit: 'submitted', cancel: 'cancelled', patch: 'changed', delete: 'deleted' } as const;

function retryRefusal(status: InvoiceStatus, submission: SubmissionState | undefined): string | undefined {
  if (submission !== undefined && FAILED.has(submission) && RESENDABLE.has(status)) return undefined;
  if (status !== 'REJECTED')
    return `Only a REJECTED invoice or a failed submission can be retried; this one is ${status}.`;
  return submission !== undefined && submission !== 'accepted'
    ? `A retry is already under way (submission ${submission}).`
    : undefined;
}

/** True when the command fits the state. */
export function canCommand(status: InvoiceStatus, command: InvoiceCommand, submission?: SubmissionState): boolean {
  return commandRefusal(status, command, submission) === undefined;
}
