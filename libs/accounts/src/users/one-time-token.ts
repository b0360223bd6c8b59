import { createHash, randomBytes } from 'node:crypto';
import type { KeptSecret } from '@onefacture/database';

/** A token for one use, as it is mailed and as it is kept. */
export interface OneTimeToken {
  /** 256 random bits; kept nowhere. */
  readonly token: string;
  readonly kept: KeptSecret;
}

/** Makes a token that holds for so long from `at`. */
export function makeOneTimeToken(validMs: number, at: Date): OneTimeToken {
  const token = randomBytes(32).toString('base64url');
  return { token, kept: { digest: digestOfToken(token), at, until: new Date(at.getTime() + validMs) } };
}

/** What is stored of a token. */
export const digestOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * The address of a page of ours that uses a token. It stands behind the #, which browsers send to nobody, so that no
 * log and no referrer holds it.
 */
export const linkWithToken = (publicBaseUrl: string, page: string, token: string): string =>
  `${publicBaseUrl}/account/${page}#token=${token}`;
