import { PlatformFault } from '../ports/platform-fault.js';

/** Runs a question that comes before the request that matters: when it fails, of that one no byte was sent. */
export async function beforeSending<T>(question: Promise<T>): Promise<T> {
  return await question.catch((error: unknown) => {
    throw error instanceof PlatformFault ? unsent(error) : error;
  });
}

function unsent(error: PlatformFault): PlatformFault {
  const { platform, message: detail, reasons, cause, httpStatus } = error;
  const { retryAfterSeconds } = error.options;
  return new PlatformFault(error.fault, {
    platform,
    sent: 'no',
    detail,
    reasons,
    cause,
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
