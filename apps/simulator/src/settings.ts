import { env } from 'node:process';
import { z } from 'zod';

const address = z
  .string()
  .regex(/^[^\s]*:\d{1,5}$/, 'host:port or :port')
  .transform((text) => {
    const colon = text.lastIndexOf(':');
    return { host: text.slice(0, colon) || '127.0.0.1', port: Number(text.slice(colon + 1)) };
  });

const milliseconds = z.coerce.number().int().min(0).max(3_600_000);

const variables = z.object({
  SIMULATOR_ADDR: address.prefault('127.0.0.1:9090'),
  SIMULATOR_SMTP_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SIMULATOR_CLIENT_ID: z.string().min(1).default('onefacture'),
  SIMULATOR_CLIENT_SECRET: z.string().min(1).default('simulator-secret'),
  SIMULATOR_DATA_DIR: z.string().min(1).default('.data/simulator'),
  SIMULATOR_STEP_MS: milliseconds.default(400),
  SIMULATOR_HOLD_MS: milliseconds.default(3000),
  SIMULATOR_RETRY_AFTER_SECONDS: z.coerce.number().int().min(1).max(600).default(1),
  SIMULATOR_TOKEN_TTL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
});

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** where mails are taken, on the same host; 0 takes a free one */
  readonly smtpPort: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly dataDir: string;
  /** pause between two steps in the life of an invoice */
  readonly stepMs: number;
  /** how long the connection of buyer 000000067 stays open before it is cut */
  readonly holdMs: number;
  readonly retryAfterSeconds: number;
  readonly tokenTtlSeconds: number;
}

/** Reads SIMULATOR_* variables; throws one sentence naming every fault. */
export function readSettings(source: Readonly<Record<string, string | undefined>> = env): Settings {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(filled);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The simulator cannot start: ${faults.join('; ')}`);
  }
  const { SIMULATOR_ADDR: bind, ...rest } = parsed.data;
  return {
    host: bind.host,
    port: bind.port,
    smtpPort: rest.SIMULATOR_SMTP_PORT,
    clientId: rest.SIMULATOR_CLIENT_ID,
    clientSecret: rest.SIMULATOR_CLIENT_SECRET,
    dataDir: rest.SIMULATOR_DATA_DIR,
    stepMs: rest.SIMULATOR_STEP_MS,
    holdMs: rest.SIMULATOR_HOLD_MS,
    retryAfterSeconds: rest.SIMULATOR_RETRY_AFTER_SECONDS,
    tokenTtlSeconds: rest.SIMULATOR_TOKEN_TTL_SECONDS,
  };
}
