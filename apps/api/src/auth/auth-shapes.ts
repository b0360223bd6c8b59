import { JURISDICTIONS, LANGUAGES, ROLES } from '@onefacture/accounts';
import type { Organisation, Profile, Registered, Role, SessionTokens, User } from '@onefacture/accounts';
import type { PaymentInvoiceRow, SubscriptionState } from '@onefacture/billing';
import { z } from 'zod';
import { PaymentInvoiceOut, presentPaymentInvoice } from '../billing/payments/payment-shapes.js';

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

/** Where the organisation stands with what it pays for. */
export const BillingOut = z
  .object({
    plan: z.string().meta({ description: 'The plan whose limits hold now', example: 'free' }),
    status: z.string().meta({ example: 'none' }),
    in_grace_period: z.boolean(),
    grace_period_ends_at: z.iso.datetime().nullable().meta({ description: 'End of the free start' }),
    payment_grace_ends_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Until when all works on although a payment failed' }),
    cancel_scheduled: z.boolean().meta({ description: 'Whether the end of the plan is set' }),
    unpaid_invoice: PaymentInvoiceOut.nullable().meta({
      description: 'The invoice of the subscription that has waited longest for its payment',
    }),
  })
  .meta({ id: 'OwnBilling' });

/** What is known of an organisation's payments. */
interface BillingFacts {
  readonly state: SubscriptionState;
  readonly unpaid: PaymentInvoiceRow | undefined;
}

/** What GET /auth/me answers. */
export const MeOut = z
  .object({
    user: UserOut,
    organization: OwnOrganisationOut,
    role: z.enum(ROLES),
    organizations: z
      .array(z.object({ id: z.uuid(), name: z.string(), role: z.enum(ROLES) }))
      .meta({ description: 'All you belong to; name one in organization_id to sign in there' }),
    billing: BillingOut,
  })
  .meta({ id: 'Me' });

export function presentMe({ user, organisation, memberships }: Profile, role: Role, billing: BillingFacts) {
  return {
    user: presentUser(user),
    organization: presentOwnOrganisation(organisation),
    role,
    organizations: memberships.map((one) => ({ id: one.organization_id, name: one.name, role: one.role })),
    billing: presentBilling(billing),
  };
}

function presentBilling({ state, unpaid }: BillingFacts) {
  const { subscription, plan, inGracePeriod, cancelScheduled } = state;
  return {
    plan: plan.id,
    status: subscription.status,
    in_grace_period: inGracePeriod,
    grace_period_ends_at: subscription.gracePeriodEndsAt?.toISOString() ?? null,
    payment_grace_ends_at: subscription.paymentGraceEndsAt?.toISOString() ?? null,
    cancel_scheduled: cancelScheduled,
    unpaid_invoice: unpaid === undefined ? null : presentPaymentInvoice(unpaid),
  };
}

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
