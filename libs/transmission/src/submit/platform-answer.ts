import {
  PlatformFault,
  type Acknowledgement,
  type Connection,
  type LifecycleResponse,
  type PlatformGateway,
  type PlatformReason,
  type Submission,
} from '@onefacture/adapters';
import type { SubmissionError } from '@onefacture/invoicing';
import type { SubmissionOutcome } from './submission-plan.js';

/** When the platform asks to wait without saying how long. */
const DEFAULT_WAIT_MS = 5_000;

/** What a platform said to one file, or to the question whether it has it. */
export interface PlatformAnswer {
  readonly outcome: SubmissionOutcome;
  readonly flowId?: string | undefined;
  readonly acknowledgement?: Acknowledgement;
  /** Why not, where there is a why. */
  readonly failure?: AnswerFailure;
}

/** Why a file did not get through: as it is shown to the caller, and in the word of the wire. */
export interface AnswerFailure {
  readonly error: SubmissionError;
  readonly word: string;
}

/** One question to a platform: take this file, or do you have this tracking id. */
export interface PlatformQuestion {
  readonly asked: 'send' | 'look';
  readonly connection: Connection;
  readonly submission: Submission;
  /** With a lifecycle message: what it says of which flow. */
  readonly answers?: Omit<LifecycleResponse, 'submission'>;
  /** UUID for both sides' logs. */
  readonly requestId: string;
}

/** Asks once. Every fault of the platform becomes an outcome; anything else is thrown. */
export async function askPlatform(
  gateway: PlatformGateway,
  { asked, connection, submission, answers, requestId }: PlatformQuestion,
): Promise<PlatformAnswer> {
  const context = { request_id: requestId };
  try {
    if (asked === 'look') {
      const flow = await gateway.findByTrackingId(connection, submission, context);
      if (!flow) return { outcome: { kind: 'not_found' } };
      return taken(flow.flow_id, flow.acknowledgement);
    }
    const result = answers
      ? await gateway.respond(connection, { ...answers, submission }, context)
      : await gateway.submit(connection, submission, context);
    return result.outcome === 'accepted'
      ? taken(result.flow_id, result.acknowledgement)
      : { outcome: { kind: 'accepted' }, flowId: result.flow_id };
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error;
    return { outcome: outcomeOf(error, asked), failure: failureOf(error) };
  }
}

/** A technical acknowledgement in `Error` as it is kept and shown to the caller. */
export function acknowledgementFailure({ status, details }: Acknowledgement): AnswerFailure {
  const message = details[0]?.message ?? 'The platform could not read the file.';
  return { error: { code: 'platform.rejected', message, reasons: details.map(reasonOf) }, word: status };
}

/** A flow that the platform has; one it already acknowledged in `Error` is a refusal, not an acceptance. */
function taken(flowId: string, acknowledgement: Acknowledgement): PlatformAnswer {
  return acknowledgement.status === 'Error'
    ? { outcome: { kind: 'refused' }, flowId, acknowledgement, failure: acknowledgementFailure(acknowledgement) }
    : { outcome: { kind: 'accepted' }, flowId, acknowledgement };
}

function failureOf({ code, message, reasons, fault }: PlatformFault): AnswerFailure {
  return { error: { code, message, reasons: reasons.map(reasonOf) }, word: fault };
}

const reasonOf = ({ code, message }: PlatformReason) => ({ code, message });

function outcomeOf(fault: PlatformFault, asked: 'send' | 'look'): SubmissionOutcome {
  if (fault.heldBack || fault.fault === 'rate_limited' || fault.fault === 'aborted') {
    if (fault.fault === 'aborted' && asked === 'send' && fault.sent === 'maybe') {
      return { kind: 'failed', sent: 'maybe' };
    }
    const seconds = fault.options.retryAfterSeconds;
    return { kind: 'postponed', waitMs: seconds === undefined ? DEFAULT_WAIT_MS : seconds * 1_000 };
  }
  if (fault.fault === 'rejected' && asked === 'send') return { kind: 'refused' };
  const clear = fault.fault === 'unauthorised' || fault.fault === 'misconfigured';
  return { kind: 'failed', sent: clear ? 'no' : fault.sent };
}
