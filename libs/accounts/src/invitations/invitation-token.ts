import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'ofi_';
const FORM = /^ofi_([\w-]{22})\.([\w-]{43})$/;

/** Where an invitation is looked for: its organisation, and the digest its row must hold. */
export interface PresentedInvitation {
  readonly organizationId: string;
  readonly digest: Buffer;
}

/** A token just made; `token` is mailed and kept nowhere. */
export interface MadeInvitation extends PresentedInvitation {
  readonly token: string;
}

/** Makes a token `ofi_<organisation>.<secret>` with 256 random bits, which is why SHA-256 is enough for what is stored. */
export function makeInvitationToken(organizationId: string): MadeInvitation {
  const secret = randomBytes(32).toString('base64url');
  const organisation = Buffer.from(organizationId.replaceAll('-', ''), 'hex').toString('base64url');
  return { token: `${PREFIX}${organisation}.${secret}`, organizationId, digest: digestOf(secret) };
}

/** Undefined for what is no such token. */
export function parseInvitationToken(text: string): PresentedInvitation | undefined {
  const [, organisation, secret] = FORM.exec(text) ?? [];
  if (organisation === undefined || secret === undefined) return undefined;
  const hex = Buffer.from(organisation, 'base64url').toString('hex');
  const organizationId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { organizationId, digest: digestOf(secret) };
}

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
