import { AppError, ERRORS, type ErrorKind, type FieldFault } from '@onefacture/errors';
import { stringify } from 'lossless-json';

/** RFC 9457 members, as every error of this API has them. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly request_id: string;
  readonly retryable: boolean;
  readonly remediation_hint: string;
  readonly errors: readonly FieldFault[];
}

/** The one place that gives a kind its status. */
export function statusOf(kind: ErrorKind): number {
  switch (kind) {
    case 'unreadable':
      return 400;
    case 'unauthenticated':
      return 401;
    case 'payment_required':
      return 402;
    case 'forbidden':
      return 403;
    case 'not_found':
      return 404;
    case 'method_not_allowed':
      return 405;
    case 'conflict':
    case 'in_progress':
      return 409;
    case 'gone':
      return 410;
    case 'precondition_failed':
      return 412;
    case 'too_large':
      return 413;
    case 'unsupported':
      return 415;
    case 'invalid':
      return 422;
    case 'precondition_required':
      return 428;
    case 'rate_limited':
      return 429;
    case 'internal':
      return 500;
    case 'unavailable':
      return 503;
  }
}

/** What a problem says about the request it answers. */
export interface ProblemContext {
  readonly publicBaseUrl: string;
  readonly path: string;
  readonly requestId: string;
}

/** The problem an error is told as. An internal error tells nothing of its own. */
export function problemOf(error: AppError, { publicBaseUrl, path, requestId }: ProblemContext): Problem {
  const { slug, title, meaning, fix } = ERRORS[error.code];
  const { detail = meaning, errors = [], hint = fix, members = {} } = error.options;
  return {
    ...members,
    type: `${publicBaseUrl}/errors/${slug}`,
    title,
    status: statusOf(error.kind),
    detail: error.kind === 'internal' ? meaning : detail,
    instance: path,
    code: error.code,
    request_id: requestId,
    retryable: error.retryable,
    remediation_hint: hint,
    errors,
  };
}

/**
 * The headers an error brings beside its problem.
 * @param challenge how to say who one is on this route, for a 401
 */
export function headersOf(error: AppError, challenge: string): Record<string, string> {
  const { retryAfterSeconds } = error.options;
  return {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterSeconds))) }),
    ...(error.kind === 'unauthenticated' ? { 'WWW-Authenticate': challenge } : {}),
  };
}

export function writeProblem(problem: Problem): string {
  return stringify(problem) ?? '';
}
