import { AppError } from '@onefacture/errors';
import { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { LISTED_EVENTS, readStripeEvent, STRIPE_EVENTS } from './stripe-events.js';

const NOW = new Date('2026-11-21T12:00:00Z');
const SECONDS = NOW.getTime() / 1_000;
const [OLD, NEW] = ['whsec_old', 'whsec_new'];
const payload = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'customer.subscription.updated',
  created: SECONDS,
  livemode: false,
  data: { object: { id: 'sub_1', object: 'subscription', customer: 'cus_1' } },
});
const sign = (secret: string, timestamp = SECONDS, body = payload) =>
  Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
const read = (signature: string | undefined, { body = payload, secrets = [NEW, OLD] } = {}) =>
  readStripeEvent(Buffer.from(body), signature, NOW, { secrets, liveKey: false });
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return undefined;
};

describe(readStripeEvent, () => {
  it.each([OLD, NEW])('takes an event signed with %s', (secret) => {
    expect(read(sign(secret))).toMatchObject({ id: 'evt_1', customer: 'cus_1', ours: true });
  });

  it('takes a header with the signatures of two secrets, as Stripe sends while one is rolled', () => {
    const [, old = ''] = sign(OLD).split(',');
    expect(read(`${sign('whsec_foreign')},${old}`)).toBeDefined();
  });

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['a foreign secret', sign('whsec_foreign')],
    ['a signature that is too old', sign(NEW, SECONDS - 301)],
    ['another body', sign(NEW, SECONDS, `${payload} `)],
    ['an older scheme', sign(NEW).replace('v1=', 'v0=')],
    ['noise', 't=x,v1=y'],
  ])('refuses %s', (_, signature) => {
    expect(codeOf(() => read(signature))).toBe('billing.event_not_signed');
  });

  it('says that a signature is old, and takes one just young enough', () => {
    expect(() => read(sign(NEW, SECONDS - 301))).toThrow(/older than 5 minutes/);
    expect(read(sign(NEW, SECONDS - 300))).toBeDefined();
  });

  it('believes nobody without a secret', () => {
    expect(codeOf(() => read(sign(NEW), { secrets: [] }))).toBe('billing.event_not_signed');
  });

  it('reads nothing that is signed and no event', () => {
    for (const body of ['{', '[]', '{"id":"evt_1"}']) {
      expect(codeOf(() => read(sign(NEW, SECONDS, body), { body }))).toBe('request.unreadable');
    }
  });

  it('has no use for other kinds', () => {
    const body = payload.replace('customer.subscription.updated', 'charge.succeeded');
    expect(read(sign(NEW, SECONDS, body), { body })).toBeUndefined();
  });
});

it('lists at most twenty kinds, which Stripe allows, and wants those of the seeds', () => {
  expect(LISTED_EVENTS.length).toBeLessThanOrEqual(20);
  expect(STRIPE_EVENTS).toEqual(
    expect.arrayContaining([
      'checkout.session.completed',
      'customer.subscription.created',
      'customer.subscription.updated',
      'customer.subscription.deleted',
      'invoice.payment_failed',
      'invoice.payment_succeeded',
    ]),
  );
});
