import type { InvoiceEntity, SubmissionError } from '@onefacture/invoicing';
import type { AttemptEntity } from '../attempts/attempt.entity.js';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import type { RoutingGround } from '../routing/routing.service.js';
import type { PlatformAnswer } from './platform-answer.js';

/** An invoice that one worker holds until `leaseUntil`; whoever claims it later has another lease. */
export interface Claim {
  readonly invoice: InvoiceEntity;
  readonly leaseUntil: Date;
  /** How often it was taken since a step last came to its end, this time included. */
  readonly claims: number;
  /** Of the attempt in hand, whose outcome is open: what its file is sent as. */
  readonly openSyntax?: string;
  /** Without an attempt in hand: what the route of the next one is decided by. */
  readonly ground?: RoutingGround;
}

/** One question to the platform, committed before it is asked. */
export interface Question {
  readonly attempt: AttemptEntity;
  readonly invoice: InvoiceEntity;
  readonly connection: ConnectionEntity;
  readonly asked: 'send' | 'look';
}

/** Why a step did not get through, as shown to the caller, and who says so. */
export interface SubmissionFault {
  readonly error: SubmissionError;
  readonly origin: 'platform' | 'gateway';
  /** The platform's word, where it has one. */
  readonly word?: string;
}

/** What one step came to. */
export interface Answer extends Omit<PlatformAnswer, 'failure'> {
  readonly fault?: SubmissionFault;
}
