import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { makeRefreshToken, parseRefreshToken } from './refresh-token.js';

describe('a refresh token', () => {
  it('is read back as the session and the digest it was made for, whatever the session', () => {
    fc.assert(
      fc.property(fc.uuid(), (session) => {
        const made = makeRefreshToken(session);
        expect(parseRefreshToken(made.token)).toEqual({ sessionId: session.toLowerCase(), digest: made.digest });
      }),
    );
  });

  it('keeps its secret to itself: the digest is SHA-256 of it, and no two are the same', () => {
    const session = uuidv7();
    const [one, other] = [makeRefreshToken(session), makeRefreshToken(session)];
    const secret = one.token.split('.')[1] ?? '';
    expect(one.digest).toEqual(createHash('sha256').update(secret).digest());
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(one.digest).not.toEqual(other.digest);
  });

  it.each([
    '',
    'ofr_',
    'ofr_x.y',
    `ofx_${'A'.repeat(22)}.${'A'.repeat(43)}`,
    `ofr_${'A'.repeat(22)}.${'A'.repeat(44)}`,
  ])('is nothing like %j', (text) => {
    expect(parseRefreshToken(text)).toBeUndefined();
  });

  it('of any text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), (text) => {
        expect(parseRefreshToken(text)?.digest ?? Buffer.alloc(32)).toHaveLength(32);
      }),
    );
  });
});
