import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'ofr_';
const FORM = /^ofr_([\w-]{22})\.([\w-]{43})$/;

/** A refresh token taken apart: which session, and the digest its row must hold. */
export interface PresentedToken {
  readonly sessionId: string;
  readonly digest: Buffer;
}

/** A refresh token just made; `token` is handed out and kept nowhere. */
export interface MadeToken extends PresentedToken {
  readonly token: string;
}

/** Makes a token `ofr_<session>.<secret>` with 256 random bits, which is why SHA-256 is enough for what is stored. */
export function makeRefreshToken(sessionId: string): MadeToken {
  const secret = randomBytes(32).toString('base64url');
  const session = Buffer.from(sessionId.replaceAll('-', ''), 'hex').toString('base64url');
  return { token: `${PREFIX}${session}.${secret}`, sessionId, digest: digestOf(secret) };
}

/** Undefined for what is no refresh token. */
export function parseRefreshToken(text: string): PresentedToken | undefined {
  const [, session, secret] = FORM.exec(text) ?? [];
  if (session === undefined || secret === undefined) return undefined;
  const hex = Buffer.from(session, 'base64url').toString('hex');
  const sessionId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { sessionId, digest: digestOf(secret) };
}

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
