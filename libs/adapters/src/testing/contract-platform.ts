import { createHash, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Call, Connection } from '../ports/connection.js';
import type { DirectoryQuery } from '../ports/directory.js';
import type { LifecycleResponse, PlatformCallback, Submission } from '../ports/flow.js';
import type { PlatformAdapter } from '../ports/platform-adapter.js';
import { PlatformFault } from '../ports/platform-fault.js';

/** What can go wrong on the other side, in words every fake platform can act out. */
export type Mishap =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
    }
  /** The request is carried out, the connection cut before the answer. */
  | { readonly kind: 'answer_lost' }
  /** The request is carried out, no answer ever comes. */
  | { readonly kind: 'answer_stalls' }
  | { readonly kind: 'body_stalls' }
  /** More bytes than the adapter reads. */
  | { readonly kind: 'answer_too_large' };

/** What a mishap befalls: the request that hands a file over, the first of findByTrackingId, the health check. */
export type MishapOperation = 'submit' | 'look_up' | 'health';

/** How a platform's callbacks are made, for one that says `push`. */
export interface CallbackMaker {
  /**
   * A callback about a flow as the platform sends it, signed with the connection's secret or the one given.
   * The same arguments give the same body.
   */
  make(about: { flow_id: string; at: Date; secret?: string; body?: string }): PlatformCallback;
  /** The signature covers the time it was made at, so that an old one can be told. */
  readonly dated: boolean;
}

/** Recipients that the fake platform's directory knows, for one that says `directory`. */
export interface DirectoryScene {
  readonly listed: readonly DirectoryQuery[];
  readonly unlisted: DirectoryQuery;
}

/**
 * A provider with its own fake platform behind it. The optional members are owed by platforms whose capabilities (or
 * whose authentication) speak of them; a test that needs one that is missing fails and says so.
 */
export interface ContractPlatform {
  readonly adapter: PlatformAdapter;
  readonly connection: Connection;
  /** The next request of that kind meets the mishap. */
  mishap(operation: MishapOperation, what: Mishap): void | Promise<void>;
  /** Files taken by the platform. */
  taken(): number | Promise<number>;
  stop(): Promise<void>;

  /** A submission the platform takes; sampleSubmission() when left out. Each one is another invoice. */
  submission?(): Submission;
  /** What becomes of a second sending of the same submission; refused (`already_exists`) when left out. */
  readonly secondSending?:
    | 'refused'
    /** It is accepted again as the same flow. */
    | 'same_flow'
    /** The platform notices nothing: callers look before they send again. */
    | 'doubled';
  /** False where the file we sent cannot be fetched back as it was. */
  readonly keepsOriginals?: boolean;
  /** Every token given out so far is refused from now on. Owed unless the connection has a fixed token. */
  expireTokens?(): void | Promise<void>;
  /** Sets the platform's status word on our submission, whatever the word. */
  setStatusWord(submission: Submission, word: string): void | Promise<void>;
  /** Sets the platform's clock off by that much. Owed unless the platform tells no time. */
  shiftClock?(ms: number): void | Promise<void>;
  /** An invoice for us comes in. Owed by `inbox`. */
  receive?(): Promise<{ flow_id: string; bytes: Uint8Array }> | { flow_id: string; bytes: Uint8Array };
  /** A status the platform passes on, about an invoice it holds. Owed by `respond`. */
  answer?(): Promise<LifecycleResponse> | LifecycleResponse;
  /** An official code it does not pass on, where there is one. */
  readonly notPassedOn?: string;
  /** Owed by `push`. */
  readonly callbacks?: CallbackMaker;
  /** Owed by `directory`. */
  readonly directory?: DirectoryScene;
}

/** A small valid submission; each one has a number of its own. */
export function sampleSubmission(over: Partial<Submission> = {}): Submission {
  const bytes = over.bytes ?? Buffer.from(`<Invoice>é ${randomUUID()}</Invoice>`);
  return {
    tracking_id: randomUUID(),
    file_name: 'INV-2026-0001.xml',
    media_type: 'application/xml',
    syntax: 'CII',
    processing_rule: 'B2B',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    invoice: { number: `INV-2026-${randomUUID().slice(0, 8)}`, seller_siren: '732829320' },
    ...over,
  };
}

/** A call with a deadline of its own. */
export function callOf(connection: Connection, deadlineMs = 5000): Call {
  return { connection, signal: AbortSignal.timeout(deadlineMs), request_id: randomUUID() };
}

/** The fault that a promise ends with. */
export async function faultOf(promise: Promise<unknown>): Promise<PlatformFault> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlatformFault);
  return error as PlatformFault;
}
