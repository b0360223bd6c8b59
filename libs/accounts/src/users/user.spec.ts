import { AppError } from '@onefacture/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NewRegistration } from '../registration/new-registration.js';
import { digestOfToken, linkWithToken, makeOneTimeToken } from './one-time-token.js';
import { EmailAddress, NewPassword, refuseWeakPassword, userOf } from './user.js';

const ADDRESS = 'claire@acme.example';

describe('an e-mail address', () => {
  it('is kept without blanks, in lower case', () => {
    expect(EmailAddress.parse('  Claire@ACME.example ')).toBe(ADDRESS);
  });

  it.each([
    '',
    'claire',
    'claire@',
    '@acme.example',
    'a b@acme.example',
    `${'x'.repeat(250)}@acme.example`,
    'a@b\n.fr',
  ])('is not %j', (text) => {
    expect(EmailAddress.safeParse(text).success).toBe(false);
  });

  it('stays what it is when read again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const read = EmailAddress.safeParse(text).data;
        expect(EmailAddress.safeParse(read).data).toBe(read);
      }),
    );
  });
});

describe('a password', () => {
  it.each([
    ['eleven char', false],
    ['twelve chars', true],
    ['x'.repeat(200), true],
    ['x'.repeat(201), false],
  ])('%j may be chosen: %s', (password, may) => {
    expect(NewPassword.safeParse(password).success).toBe(may);
  });

  it('is the same however its accents are composed', () => {
    expect(NewPassword.parse('très à moi, ça'.normalize('NFD'))).toBe('très à moi, ça'.normalize('NFC'));
  });

  it('may not be the e-mail, however it is written', () => {
    for (const password of [ADDRESS, ADDRESS.toUpperCase(), ` ${ADDRESS} `]) {
      expect(() => refuseWeakPassword(password, ADDRESS, 'new_password')).toThrow(
        expect.objectContaining({
          code: 'request.invalid',
          options: expect.objectContaining({
            errors: [{ field: 'new_password', code: 'INVALID', message: 'must not be the e-mail address' }],
          }),
        }),
      );
    }
    expect(() => refuseWeakPassword(`${ADDRESS}!`, ADDRESS)).not.toThrow(AppError);
  });
});

describe('registering', () => {
  it('takes nothing it does not know, and writes in French unless told otherwise', () => {
    const wanted = { organization_name: ' Acme ', email: ADDRESS, password: 'twelve chars' };
    expect(NewRegistration.parse(wanted)).toEqual({ ...wanted, organization_name: 'Acme', language: 'fr' });
    expect(NewRegistration.safeParse({ ...wanted, role: 'owner' }).success).toBe(false);
    expect(NewRegistration.safeParse({ ...wanted, language: 'de' }).success).toBe(false);
  });
});

describe('a one-time token', () => {
  it('has 256 random bits, is kept as a digest, and ends', () => {
    const at = new Date('2026-11-21T09:00:00Z');
    const { token, kept } = makeOneTimeToken(3_600_000, at);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(kept).toEqual({ digest: digestOfToken(token), at, until: new Date('2026-11-21T10:00:00Z') });
    expect(makeOneTimeToken(1, at).token).not.toBe(token);
  });

  it('stands behind the # of its link, which no server is sent', () => {
    const link = new URL(linkWithToken('https://api.example', 'reset-password', 'secret-token'));
    expect([link.pathname, link.search, link.hash]).toEqual(['/account/reset-password', '', '#token=secret-token']);
  });
});

it('a user as stored loses the hash of the password', () => {
  const row = {
    id: '01997a3e-0000-7000-8000-000000000001',
    email: ADDRESS,
    name: 'Claire',
    password_hash: '$2b$10$…',
    language: 'fr' as const,
    email_verified_at: null,
    created_at: new Date(0),
  };
  expect(userOf(row)).toEqual({ id: row.id, email: ADDRESS, name: 'Claire', language: 'fr', createdAt: new Date(0) });
  expect(userOf({ ...row, email_verified_at: new Date(1) }).emailVerifiedAt).toEqual(new Date(1));
});
