import type { UserRow } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { z } from 'zod';

/** Languages that people are written to in. */
export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A person who signs in. Belongs to no organisation; `members` says to which ones they have access. */
export interface User {
  readonly id: string;
  /** In lower case; unique in the installation. */
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  /** When a link sent to the address was used. */
  readonly emailVerifiedAt?: Date;
  readonly createdAt: Date;
}

/** An e-mail address as users are found by: without blanks around it, in lower case, at most 254 characters. */
export const EmailAddress = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** A password that may be chosen: 12 to 200 characters. `refuseWeakPassword` knows the rest. */
export const NewPassword = z.string().normalize('NFC').min(12).max(200);

/** A password as somebody types it to sign in. */
export const GivenPassword = z.string().normalize('NFC').min(1).max(200);

/** @throws AppError `request.invalid` for a password that is the e-mail address */
export function refuseWeakPassword(password: string, email: string, field = 'password'): void {
  if (password.trim().toLowerCase() !== email) return;
  throw new AppError('request.invalid', {
    detail: `${field} must not be the e-mail address.`,
    errors: [{ field, code: 'INVALID', message: 'must not be the e-mail address' }],
  });
}

/** A user as stored, without the secret. */
export function userOf(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    language: row.language,
    ...(row.email_verified_at === null ? {} : { emailVerifiedAt: row.email_verified_at }),
    createdAt: row.created_at,
  };
}
