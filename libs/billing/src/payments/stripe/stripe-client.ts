import type { BillingSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { Stripe } from 'stripe';
import { z } from 'zod';

const TIMEOUT_MS = 10_000;
const RETRIES = 2;
const RETRY_AFTER_S = 30;

/** The client of stripe-node, at the address and with the key of the settings; undefined without a key. */
export function stripeClient(settings: BillingSettings): Stripe | undefined {
  const key = settings.stripeSecretKey?.reveal();
  if (key === undefined) return undefined;
  const { protocol, hostname, port } = new URL(settings.stripeApiBaseUrl);
  return new Stripe(key, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port === '' ? {} : { port }),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    appInfo: { name: 'onefacture' },
  });
}

const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

/**
 * What Stripe answers, checked for what we read of it.
 * @throws AppError billing.provider_unavailable for whatever it does not answer as it should
 */
export async function asked<T>(schema: z.ZodType<T>, question: Promise<unknown>): Promise<T> {
  const found = await askedFor(schema, question);
  if (found !== undefined) return found;
  throw unavailable('Stripe does not know what it gave us.', undefined);
}

/** The same, where what is asked for may be gone: undefined then. */
export async function askedFor<T>(schema: z.ZodType<T>, question: Promise<unknown>): Promise<T | undefined> {
  let answer: unknown;
  try {
    answer = await question;
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw unavailable('Stripe did not answer, or refused.', cause);
  }
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw unavailable('Stripe answered in a shape this version does not know.', z.prettifyError(read.error));
}

/** One by one what a list of Stripe's holds, page after page. */
export async function* listed<T>(schema: z.ZodType<T>, list: AsyncIterable<unknown>): AsyncIterable<T> {
  const pages = list[Symbol.asyncIterator]();
  for (;;) {
    const next = await asked(z.object({ done: z.boolean().optional(), value: z.unknown() }), pages.next());
    if (next.done === true) return;
    yield await asked(schema, Promise.resolve(next.value));
  }
}

const unavailable = (detail: string, cause: unknown): AppError =>
  new AppError('billing.provider_unavailable', { detail, retryAfterSeconds: RETRY_AFTER_S, cause });
