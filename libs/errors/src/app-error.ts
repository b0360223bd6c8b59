import { ERRORS, type ErrorCode } from './catalogue.js';
import type { ErrorEntry, ErrorKind } from './entry.js';

const MAY_BE_REPEATED: ReadonlySet<ErrorKind> = new Set(['unavailable', 'rate_limited', 'in_progress']);

/** One fault of one field in a readable body. `field` is a path such as `lines[0].tax_rate`. */
export interface FieldFault {
  readonly field: string;
  /** REQUIRED, INVALID, UNKNOWN, TOO_LONG, DUPLICATE, MISMATCH or the id of the rule that was broken. */
  readonly code: string;
  /** A sentence the reader can act on. */
  readonly message: string;
}

/** What an AppError may carry to the reader. Nothing here may hold a secret or another party's data. */
export interface AppErrorOptions {
  /** One sentence about this occurrence; the catalogue's meaning when left out. */
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
  /** What to do next, when it differs from the catalogue's fix. */
  readonly hint?: string;
  /** Seconds after which the same request may work. */
  readonly retryAfterSeconds?: number;
  /** Further problem members (snake_case), for example `limit` and `current` of a 402. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** The internal cause: logged, never shown. */
  readonly cause?: unknown;
}

/**
 * The one error that libs throw on purpose. `code` is an entry of the closed catalogue, which gives its kind,
 * title, meaning and fix; the border (HTTP filter, worker) maps the kind, nothing else does.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly kind: ErrorKind;

  constructor(
    readonly code: ErrorCode,
    readonly options: AppErrorOptions = {},
  ) {
    super(options.detail ?? ERRORS[code].meaning, { cause: options.cause });
    this.kind = ERRORS[code].kind;
  }

  /** True when the same request may succeed later without being changed. */
  get retryable(): boolean {
    const { kind, retryable }: ErrorEntry = ERRORS[this.code];
    return retryable ?? MAY_BE_REPEATED.has(kind);
  }
}
