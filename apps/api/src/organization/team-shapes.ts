import { LANGUAGES, ROLES, type Invitation, type Joined, type TeamMember } from '@onefacture/accounts';
import { z } from 'zod';
import { presentTokens, TokensOut } from '../auth/auth-shapes.js';

const role = z
  .enum(ROLES)
  .meta({ description: 'owner: everything; admin: all but owners; member; viewer: only looks' });

/** A member as the others see them. */
export const MemberOut = z
  .object({
    user_id: z.uuid(),
    email: z.string().meta({ example: 'claire@acme.example' }),
    name: z.string().meta({ example: 'Claire Martin' }),
    role,
    joined_at: z.iso.datetime(),
  })
  .meta({ id: 'Member' });

/** Every member. */
export const MembersOut = z.object({ data: z.array(MemberOut) }).meta({ id: 'Members' });

/** What may be changed of a member. */
export const ChangedMember = z.strictObject({ role });
export type ChangedMember = z.output<typeof ChangedMember>;

/** A seat that waits for somebody. */
export const InvitationOut = z
  .object({
    id: z.uuid(),
    email: z.string().meta({ example: 'paul@acme.example' }),
    role,
    language: z.enum(LANGUAGES),
    invited_by: z.uuid().meta({ description: 'The user who invited' }),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'Invitation' });

/** Every open invitation. */
export const InvitationsOut = z.object({ data: z.array(InvitationOut) }).meta({ id: 'Invitations' });

/** What accepting an invitation answers. */
export const JoinedOut = z
  .object({
    organization: z.object({ id: z.uuid(), name: z.string().meta({ example: 'Acme SAS' }) }),
    user_id: z.uuid(),
    role,
    session: TokensOut.nullable().meta({ description: 'For a new user; null for one who signs in as before' }),
  })
  .meta({ id: 'Joined' });

export function presentMember({ userId, email, name, role: held, joinedAt }: TeamMember): z.input<typeof MemberOut> {
  return { user_id: userId, email, name, role: held, joined_at: joinedAt.toISOString() };
}

export function presentInvitation(invitation: Invitation): z.input<typeof InvitationOut> {
  return {
    id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    language: invitation.language,
    invited_by: invitation.invitedBy,
    created_at: invitation.createdAt.toISOString(),
    expires_at: invitation.expiresAt.toISOString(),
  };
}

export function presentJoined({ organisation, userId, role: held, tokens }: Joined): z.input<typeof JoinedOut> {
  return {
    organization: { id: organisation.id, name: organisation.name },
    user_id: userId,
    role: held,
    session: tokens ? presentTokens(tokens) : null,
  };
}
