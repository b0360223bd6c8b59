import { PlatformFault, type PlatformFaultOptions } from '../ports/platform-fault.js';

/** The same fault, told otherwise; all that callers decide by stays as it was unless it is given. */
export function restated(error: PlatformFault, otherwise: Partial<PlatformFaultOptions>): PlatformFault {
  const { platform, sent, message: detail, httpStatus, reasons, heldBack, cause } = error;
  const { retryAfterSeconds } = error.options;
  return new PlatformFault(error.fault, {
    platform,
    sent,
    detail,
    reasons,
    cause,
    ...(heldBack ? { heldBack } : {}),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...otherwise,
  });
}
