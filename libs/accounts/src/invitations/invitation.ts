import { z } from 'zod';
import { ROLES, type Role } from '../members/member.js';
import { EmailAddress, LANGUAGES, NewPassword, type Language } from '../users/user.js';

/** A seat that waits for somebody. */
export interface Invitation {
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  /** Who invited: a user. */
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What it takes to invite somebody. */
export const NewInvitation = z.strictObject({
  email: EmailAddress,
  role: z.enum(ROLES).default('member'),
  language: z
    .enum(LANGUAGES)
    .optional()
    .meta({ description: 'Of the mail; that of the organisation’s inviter by default' }),
});
export type NewInvitation = z.output<typeof NewInvitation>;

/** What it takes to accept one. Who has no account yet chooses a password. */
export const AcceptedInvitation = z.strictObject({
  token: z.string().min(1).max(200).meta({ description: 'What stands after #token= in the link' }),
  name: z.string().trim().min(1).max(200).optional(),
  password: NewPassword.optional().meta({ description: 'Required for who has no account yet; ignored for others' }),
});
export type AcceptedInvitation = z.output<typeof AcceptedInvitation>;
