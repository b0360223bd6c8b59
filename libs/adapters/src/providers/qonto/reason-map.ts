import { REASONS } from '@onefacture/invoice';

/**
 * The official code (XP Z12-012) of a reason in Qonto's lifecycle events. Their form is not documented: one that is an
 * official code, in whatever case, is taken as such; every other stays a word.
 */
export function officialReason(reason: string): string | undefined {
  const code = reason.trim().toUpperCase();
  return Object.hasOwn(REASONS, code) ? code : undefined;
}
