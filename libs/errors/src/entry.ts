/** How an error is answered. The HTTP filter maps each kind to one status; the worker to retry or give up. */
export type ErrorKind =
  | 'unreadable' // 400
  | 'unauthenticated' // 401
  | 'payment_required' // 402
  | 'forbidden' // 403
  | 'not_found' // 404
  | 'method_not_allowed' // 405
  | 'conflict' // 409
  | 'in_progress' // 409, may be repeated
  | 'gone' // 410
  | 'precondition_failed' // 412
  | 'too_large' // 413
  | 'unsupported' // 415
  | 'invalid' // 422
  | 'precondition_required' // 428
  | 'rate_limited' // 429
  | 'internal' // 500
  | 'unavailable'; // 503

/** One entry of the closed set: what the reader is told and what the page at its `type` url says. */
export interface ErrorEntry {
  readonly kind: ErrorKind;
  /** Last part of the problem's `type` url. */
  readonly slug: string;
  readonly title: string;
  /** What it means, in one sentence. */
  readonly meaning: string;
  /** What the caller does about it. */
  readonly fix: string;
  readonly meaning_fr: string;
  readonly fix_fr: string;
  /** Set where repeating the request does not help although others of its kind may be repeated. */
  readonly retryable?: false;
}

/** Makes an entry; the pairs are what it means and what to do about it, in English and French. */
export const entry = (
  kind: ErrorKind,
  slug: string,
  title: string,
  [meaning, fix]: [string, string],
  [meaning_fr, fix_fr]: [string, string],
): ErrorEntry => ({ kind, slug, title, meaning, fix, meaning_fr, fix_fr });

/** The same for what stays so until the operator of the installation acts: repeating the request does not help. */
export const untilOperatorActs = (one: ErrorEntry): ErrorEntry => ({ ...one, retryable: false });
