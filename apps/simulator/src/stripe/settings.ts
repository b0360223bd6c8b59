import { join } from 'node:path';
import { env } from 'node:process';
import { z } from 'zod';
import type { StripeSettings } from './stripe-simulator.js';

const address = z
  .string()
  .regex(/^[^\s]*:\d{1,5}$/, 'host:port or :port')
  .transform((text) => {
    const colon = text.lastIndexOf(':');
    return { host: text.slice(0, colon) || '127.0.0.1', port: Number(text.slice(colon + 1)) };
  });

const variables = z
  .object({
    SIMULATOR_ADDR: address.prefault('127.0.0.1:9090'),
    SIMULATOR_STRIPE_ADDR: address.optional(),
    SIMULATOR_STRIPE_SECRET_KEY: z.string().startsWith('sk_test_').default('sk_test_simulator'),
    SIMULATOR_STRIPE_WEBHOOK_URL: z.url().optional(),
    SIMULATOR_STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
    SIMULATOR_STRIPE_PUBLIC_URL: z.url().optional(),
    SIMULATOR_DATA_DIR: z.string().min(1).default('.data/simulator'),
  })
  .refine(
    (all) => (all.SIMULATOR_STRIPE_WEBHOOK_URL === undefined) === (all.SIMULATOR_STRIPE_WEBHOOK_SECRET === undefined),
    {
      message: 'wants its url too',
      path: ['SIMULATOR_STRIPE_WEBHOOK_SECRET'],
    },
  );

/** Reads SIMULATOR_STRIPE_* variables; throws one sentence naming every fault. */
export function readStripeSettings(
  source: Readonly<Record<string, string | undefined>> = env,
): Partial<StripeSettings> {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(filled);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The Stripe simulator cannot start: ${faults.join('; ')}`);
  }
  const all = parsed.data;
  const { host, port } = all.SIMULATOR_STRIPE_ADDR ?? nextTo(all.SIMULATOR_ADDR);
  const [url, secret] = [all.SIMULATOR_STRIPE_WEBHOOK_URL, all.SIMULATOR_STRIPE_WEBHOOK_SECRET];
  return {
    host,
    port,
    secretKey: all.SIMULATOR_STRIPE_SECRET_KEY,
    webhook: url === undefined || secret === undefined ? null : { url, secret },
    publicUrl: all.SIMULATOR_STRIPE_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    file: join(all.SIMULATOR_DATA_DIR, 'stripe.json'),
  };
}

/** The port after that of the platform; any free one when that takes any. */
const nextTo = ({ host, port }: z.output<typeof address>): z.output<typeof address> => ({
  host,
  port: port === 0 ? 0 : port + 1,
});
