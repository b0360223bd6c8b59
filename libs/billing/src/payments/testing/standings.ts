import type { Subscription } from '../../subscriptions/subscription.js';
import type { CustomerStanding, OpenCheckout, ProviderSubscription } from '../payment-provider.js';

const SIGNED_UP = new Date('2026-11-01T08:00:00Z');

/** An active subscription to rubis pro, monthly, unless told otherwise. */
export const subscribed = (more: Partial<ProviderSubscription> = {}): ProviderSubscription => ({
  id: 'sub_1',
  customer: 'cus_1',
  price: { catalogue: 'rubis', plan: 'pro', cycle: 'monthly' },
  status: 'active',
  createdAt: SIGNED_UP,
  currentPeriodEnd: new Date('2026-12-01T08:00:00Z'),
  cancelAt: null,
  cancelAtPeriodEnd: false,
  trialEndsAt: null,
  byTransfer: false,
  firstInvoiceOpen: false,
  unpaidSince: null,
  ...more,
});

/** A page to pay rubis pro on. */
export const openCheckout = (more: Partial<OpenCheckout> = {}): OpenCheckout => ({
  id: 'cs_1',
  url: 'https://pay.example/cs_1',
  price: { catalogue: 'rubis', plan: 'pro', cycle: 'monthly' },
  expiresAt: new Date('2026-12-01T08:00:00Z'),
  ...more,
});

/** A customer who has nothing, unless told otherwise. */
export const standingOf = (more: Partial<CustomerStanding> = {}): CustomerStanding => ({
  subscriptions: [],
  checkouts: [],
  invoices: [],
  paymentMethods: [],
  ...more,
});

/** What is stored of an organisation that bought nothing of rubis yet. */
export const storedSubscription = (more: Partial<Subscription> = {}): Subscription => ({
  organizationId: '018f0000-0000-7000-8000-000000000001',
  id: '018f0000-0000-7000-8000-000000000002',
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
  createdAt: SIGNED_UP,
  updatedAt: SIGNED_UP,
  ...more,
});
