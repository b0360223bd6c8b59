import { AppError, type ErrorCode } from '@onefacture/errors';

/** What went wrong, seen from the wire. */
export type FaultKind =
  | 'rejected' // the platform understood and refused
  | 'unauthorised' // it refused our credentials
  | 'misconfigured' // address, redirect or setting of the connection is wrong
  | 'rate_limited' // 429
  | 'server_error' // 5xx
  | 'timeout' // our deadline, or 408
  | 'network' // no connection, or it broke
  | 'malformed' // an answer that cannot be read or is too large
  | 'aborted' // we gave up on purpose (shutdown)
  | 'circuit_open' // not tried: the breaker is open
  | 'busy'; // not tried: enough calls to this platform are under way

/** One reason as the platform words it. `code` is open; known words are in XP Z12-013 ReasonCode. */
export interface PlatformReason {
  /** `Error`, `Warning`, or the platform's own word. */
  readonly level: string;
  readonly code: string;
  readonly message: string;
  /** The part of the file it speaks of. */
  readonly item?: string;
}

/** What a fault knows. */
export interface PlatformFaultOptions {
  readonly platform: string;
  /** `no` only when it is certain that no byte of the request left us. */
  readonly sent: 'no' | 'maybe';
  readonly detail: string;
  readonly httpStatus?: number;
  readonly reasons?: readonly PlatformReason[];
  readonly retryAfterSeconds?: number;
  /** A limit of ours stopped the request, not the platform. */
  readonly heldBack?: boolean;
  readonly cause?: unknown;
}

const CODES: Record<FaultKind, ErrorCode> = {
  rejected: 'platform.rejected',
  unauthorised: 'platform.unauthorised',
  misconfigured: 'platform.misconfigured',
  rate_limited: 'platform.rate_limited',
  server_error: 'platform.unavailable',
  timeout: 'platform.unavailable',
  network: 'platform.unavailable',
  malformed: 'platform.unavailable',
  aborted: 'platform.unavailable',
  circuit_open: 'platform.unavailable',
  busy: 'platform.unavailable',
};
const TRIPPING: ReadonlySet<FaultKind> = new Set(['server_error', 'timeout', 'network']);

/** Reason code of what an adapter's platform does not offer at all. */
export const NOT_OFFERED = 'NOT_OFFERED';

/**
 * The one error an adapter throws. Its code is `platform.rejected`, `.unavailable`, `.rate_limited`,
 * `.unauthorised` or `.misconfigured`; the problem members name platform, HTTP status and reasons.
 */
export class PlatformFault extends AppError {
  readonly platform: string;
  /** Whether any byte of the request may have reached the platform. A submit is repeated blindly only after `no`. */
  readonly sent: 'no' | 'maybe';
  readonly httpStatus: number | undefined;
  /**
   * True when a limit of ours held the call back: open breaker, enough calls under way, or the rate limit we keep. It
   * says nothing of the platform and costs no attempt.
   */
  readonly heldBack: boolean;
  readonly reasons: readonly PlatformReason[];

  constructor(
    readonly fault: FaultKind,
    { platform, sent, detail, httpStatus, reasons = [], retryAfterSeconds, heldBack, cause }: PlatformFaultOptions,
  ) {
    super(CODES[fault], {
      detail,
      cause,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      members: {
        platform,
        ...(httpStatus === undefined ? {} : { platform_status: httpStatus }),
        ...(reasons.length === 0 ? {} : { reasons }),
        ...(fault === 'circuit_open' ? { circuit_open: true } : {}),
      },
    });
    this.platform = platform;
    this.sent = sent;
    this.httpStatus = httpStatus;
    this.heldBack = heldBack ?? (fault === 'circuit_open' || fault === 'busy');
    this.reasons = reasons;
  }

  /** True for what a circuit breaker counts: 5xx, time-outs and network faults (design decision 8). */
  get tripsBreaker(): boolean {
    return TRIPPING.has(this.fault);
  }

  /** True when the breaker was open and the platform was not called: the job waits without losing an attempt. */
  get circuitOpen(): boolean {
    return this.fault === 'circuit_open';
  }
}

/** The fault of an operation that a platform, or a connection to it, does not offer; nothing was sent. */
export function notOffered(platform: string, detail: string): PlatformFault {
  return new PlatformFault('rejected', {
    platform,
    sent: 'no',
    detail,
    reasons: [{ level: 'Error', code: NOT_OFFERED, message: detail }],
  });
}
