import { JURISDICTIONS, LANGUAGES, ROLES } from '@onefacture/accounts';
import type { Organisation, Registered, SessionTokens, User } from '@onefacture/accounts';
import { z } from 'zod';

/** A user as they see themselves. */
export const UserOut = z
  .object({
    id: z.uuid(),
    email: z.string().meta({ example: 'claire@acme.example' }),
    name: z.string().meta({ example: 'Claire Martin' }),
    language: z.enum(LANGUAGES).meta({ description: 'Of the mails this user gets' }),
    email_verified_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'User' });

/** The organisation of a signed-in user. */
export const OwnOrganisationOut = z
  .object({
    id: z.uuid(),
    name: z.string().meta({ example: 'Acme SAS' }),
    mode: z.enum(['test', 'live']),
    jurisdiction: z.enum(JURISDICTIONS),
    test_organization_id: z.uuid().nullable().meta({ description: 'Its test half, where nothing counts' }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'OwnOrganization' });

/** Tokens of a session. */
export const TokensOut = z
  .object({
    access_token: z.string().meta({ description: 'Sent as Authorization: Bearer', example: 'eyJhbGciOi…' }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds until the access token ends', example: 900 }),
    refresh_token: z
      .string()
      .meta({ description: 'Gets the next pair from POST /auth/refresh, once', example: 'ofr_…' }),
    organization_id: z.uuid().meta({ description: 'The organisation the access token is for' }),
  })
  .meta({ id: 'Tokens' });

/** What registering answers. */
export const RegisteredOut = TokensOut.extend({
  user: UserOut,
  organization: OwnOrganisationOut,
  role: z.enum(ROLES),
}).meta({ id: 'Registered' });

export function presentUser(user: User): z.input<typeof UserOut> {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    language: user.language,
    email_verified_at: user.emailVerifiedAt?.toISOString() ?? null,
    created_at: user.createdAt.toISOString(),
  };
}

export function presentOwnOrganisation(organisation: Organisation): z.input<typeof OwnOrganisationOut> {
  return {
    id: organisation.id,
    name: organisation.name,
    mode: organisation.mode,
    jurisdiction: organisation.jurisdiction,
    test_organization_id: organisation.twinId ?? null,
    created_at: organisation.createdAt.toISOString(),
  };
}

export function presentTokens(tokens: SessionTokens): z.input<typeof TokensOut> {
  return {
    access_token: tokens.accessToken,
    token_type: 'Bearer',
    expires_in: tokens.expiresInSeconds,
    refresh_token: tokens.refreshToken,
    organization_id: tokens.organizationId,
  };
}

export function presentRegistered({ user, organisation, tokens }: Registered): z.input<typeof RegisteredOut> {
  return {
    user: presentUser(user),
    organization: presentOwnOrganisation(organisation),
    role: 'owner',
    ...presentTokens(tokens),
  };
}
