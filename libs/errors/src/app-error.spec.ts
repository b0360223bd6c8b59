import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.js';
import { ERROR_CODES, ERRORS, type ErrorCode } from './catalogue.js';

/** What only the operator can change, although it is told as 503. */
const UNTIL_OPERATOR_ACTS: readonly ErrorCode[] = ['billing.payments_disabled', 'billing.price_missing'];

describe('whether a request may be repeated', () => {
  it.each(ERROR_CODES)('%s says so by its kind, unless it waits for the operator', (code) => {
    const mayPass = ['unavailable', 'rate_limited', 'in_progress'].includes(ERRORS[code].kind);
    expect(new AppError(code).retryable).toBe(mayPass && !UNTIL_OPERATOR_ACTS.includes(code));
  });

  it.each(UNTIL_OPERATOR_ACTS)('%s is a 503 that no waiting mends', (code) => {
    const { kind, retryable } = new AppError(code);
    expect([kind, retryable]).toEqual(['unavailable', false]);
  });
});
