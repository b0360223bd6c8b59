import { BillingSettings } from '@onefacture/config';
import { Catalogues } from '../catalogue/catalogues.js';
import type { Subscription } from '../subscriptions/subscription.js';

/** The shipped catalogue of a name, as sold now. */
export const soldCatalogue = (id: string) =>
  Catalogues.load(BillingSettings.from({ ONEFACTURE_BILLING_CATALOGUE: id })).current;

/** A subscription to nothing, with changes. */
export const aSubscription = (change: Partial<Subscription> = {}): Subscription => ({
  organizationId: '01997a3e-0000-7000-8000-0000000000aa',
  id: '01997a3e-0000-7000-8000-0000000000bb',
  plan: 'free',
  catalogue: 'rubis',
  catalogueVersion: 1,
  cycle: null,
  status: 'none',
  stripeStatus: null,
  stripeSubscriptionId: null,
  currentPeriodEnd: null,
  cancelAt: null,
  cancelAtPeriodEnd: false,
  trialEndsAt: null,
  trialUsed: false,
  gracePeriodEndsAt: null,
  paymentGraceEndsAt: null,
  commissionRate: null,
  planOverride: null,
  version: 1,
  createdAt: new Date('2026-11-21T09:00:00Z'),
  updatedAt: new Date('2026-11-21T09:00:00Z'),
  ...change,
});
