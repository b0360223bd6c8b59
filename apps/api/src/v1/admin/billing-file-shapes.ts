import { SUBSCRIPTION_STATUSES, type BillingFile } from '@onefacture/billing';
import { z } from 'zod';

/** An organisation's billing as the operator sees it. */
export const BillingFileOut = z
  .object({
    organization_id: z.uuid(),
    plan: z.string().meta({ description: 'The plan whose limits hold now' }),
    plan_bought: z.string(),
    plan_override: z.string().nullable(),
    status: z.enum(SUBSCRIPTION_STATUSES),
    cycle: z.string().nullable(),
    current_period_end: z.iso.datetime().nullable(),
    commission_rate: z.string().nullable(),
    features: z.array(z.string()).meta({ description: 'Of the plan and of licences' }),
    licences: z.array(
      z.object({
        id: z.uuid(),
        feature: z.string(),
        granted_at: z.iso.datetime(),
        granted_by: z.string(),
        expires_at: z.iso.datetime().nullable(),
      }),
    ),
    version: z.int().meta({ description: 'Grows with every change of the subscription' }),
  })
  .meta({ id: 'OrganizationBilling' });

export function presentBillingFile({ state, licences }: BillingFile) {
  const { subscription, plan, features } = state;
  return {
    organization_id: subscription.organizationId,
    plan: plan.id,
    plan_bought: subscription.plan,
    plan_override: subscription.planOverride,
    status: subscription.status,
    cycle: subscription.cycle,
    current_period_end: subscription.currentPeriodEnd?.toISOString() ?? null,
    commission_rate: subscription.commissionRate,
    features,
    licences: licences.map(({ id, feature, grantedAt, grantedBy, expiresAt }) => ({
      id,
      feature,
      granted_at: grantedAt.toISOString(),
      granted_by: grantedBy,
      expires_at: expiresAt?.toISOString() ?? null,
    })),
    version: subscription.version,
  };
}
