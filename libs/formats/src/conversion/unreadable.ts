import { AppError } from '@onefacture/errors';

/** Runs a reader; `document.unreadable` that it throws gets its one entry in `errors`, code `UNREADABLE`. */
export function withUnreadable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'document.unreadable') throw cause;
    const errors = [{ field: '', code: 'UNREADABLE', message: cause.message }];
    throw new AppError('document.unreadable', { detail: cause.message, ...cause.options, errors, cause });
  }
}
