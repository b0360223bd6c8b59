import { ACCOUNT_ERRORS } from './account-errors.js';
import { DATA_ERRORS } from './data-errors.js';
import type { ErrorEntry } from './entry.js';
import { MEMBER_ERRORS } from './member-errors.js';
import { PAYMENT_ERRORS } from './payment-errors.js';
import { PLAN_ERRORS } from './plan-errors.js';
import { PRODUCT_ERRORS } from './product-errors.js';
import { REQUEST_ERRORS } from './request-errors.js';
import { SERVICE_ERRORS } from './service-errors.js';

export type { ErrorEntry, ErrorKind } from './entry.js';

/** Every error code of the product. Slugs are unique per page; several codes may share one page. */
export const ERRORS = {
  ...REQUEST_ERRORS,
  ...ACCOUNT_ERRORS,
  ...MEMBER_ERRORS,
  ...DATA_ERRORS,
  ...PRODUCT_ERRORS,
  ...PLAN_ERRORS,
  ...PAYMENT_ERRORS,
  ...SERVICE_ERRORS,
} as const satisfies Record<string, ErrorEntry>;

/** A code of the closed set. */
export type ErrorCode = keyof typeof ERRORS;

/** Every code, in the order of the catalogue. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object literal has no other keys.
export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];
