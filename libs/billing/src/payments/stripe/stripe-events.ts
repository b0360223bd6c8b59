import { AppError } from '@onefacture/errors';
import { Stripe } from 'stripe';
import type { PaymentEvent } from '../payment-provider.js';
import { eventFrom } from './stripe-mapping.js';
import { StripeEvent } from './stripe-objects.js';

const TOLERANCE_S = 300;

/** The kinds of events we want: whatever may change a subscription, an invoice or a means of payment. */
export const STRIPE_EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'customer.deleted',
  'customer.updated',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.voided',
  'invoice.marked_uncollectible',
  'payment_method.attached',
  'payment_method.automatically_updated',
  'payment_method.detached',
  'payment_method.updated',
] as const;

/** Happen only together with another kind; Stripe lists at most twenty kinds at a time. */
const DOUBLES: ReadonlySet<string> = new Set([
  'invoice.payment_succeeded',
  'customer.subscription.paused',
  'customer.subscription.resumed',
]);

/** The kinds that are asked for when events are listed. */
export const LISTED_EVENTS: readonly string[] = STRIPE_EVENTS.filter((type) => !DOUBLES.has(type));

const WANTED: ReadonlySet<string> = new Set(STRIPE_EVENTS);

/** How events of one account are believed. */
export interface EventTrust {
  /** Any of them may have signed. */
  readonly secrets: readonly string[];
  readonly liveKey: boolean;
}

/**
 * Checks the signature over the very bytes, then reads the event.
 * @returns undefined for a kind we do not want
 * @throws AppError billing.event_not_signed, request.unreadable
 */
export function readStripeEvent(
  body: Buffer,
  signature: string | undefined,
  now: Date,
  { secrets, liveKey }: EventTrust,
): PaymentEvent | undefined {
  if (signature === undefined) {
    throw new AppError('billing.event_not_signed', { detail: 'The header Stripe-Signature is missing.' });
  }
  const reasons = secrets.map((secret) => reasonAgainst(body, signature, secret, now));
  if (reasons.every((reason) => reason !== undefined)) {
    const tooOld = reasons.some((reason) => reason?.includes('tolerance'));
    throw new AppError('billing.event_not_signed', {
      detail: tooOld
        ? `The signature is older than ${TOLERANCE_S / 60} minutes.`
        : 'No secret of this installation made this signature over this body.',
    });
  }
  const event = StripeEvent.safeParse(json(body));
  if (!event.success) throw new AppError('request.unreadable', { detail: 'This is no event of Stripe’s.' });
  return WANTED.has(event.data.type) ? eventFrom(event.data, liveKey) : undefined;
}

function reasonAgainst(body: Buffer, signature: string, secret: string, now: Date): string | undefined {
  try {
    const { signature: check } = Stripe.webhooks;
    const isSigned = check?.verifyHeader(body, signature, secret, TOLERANCE_S, undefined, now.getTime());
    return isSigned === true ? undefined : 'signatures cannot be checked';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('request.unreadable', { detail: 'The body is no JSON.', cause });
  }
}
