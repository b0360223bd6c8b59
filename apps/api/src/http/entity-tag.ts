import { AppError } from '@onefacture/errors';

/** The ETag of a version of a row, to be sent as header `ETag`. */
export const entityTag = (version: number): string => `"v${version}"`;

/**
 * Holds a change to the version its caller read.
 * @param header the If-Match header
 * @throws AppError `request.precondition_required` without it, `request.precondition_failed` when the row moved on
 */
export function requireMatch(header: string | undefined, version: number): void {
  if (header === undefined || header.trim() === '') throw new AppError('request.precondition_required');
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.includes('*') && !tags.includes(entityTag(version))) throw new AppError('request.precondition_failed');
}

/** Whether an If-None-Match header names this version, so that 304 is enough. */
export function isUnchanged(header: string | undefined, version: number): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(entityTag(version)) || tags.includes('*');
}
