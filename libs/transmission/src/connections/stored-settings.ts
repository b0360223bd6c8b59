import type { AccountNeeds } from '@onefacture/adapters';
import type { HeldSecrets } from './connection-secrets.js';
import { z } from 'zod';

const Held = z.object({
  credentials: z.enum(['client_credentials', 'bearer', 'authorization']).nullable(),
  technical_account: z.boolean(),
  headers: z.array(z.string()),
  callback_secret: z.boolean(),
});

/** That the platform calls us back, or was asked to and has not answered yet. */
const Subscription = z.object({
  callback_url: z.string(),
  asked_at: z.iso.datetime(),
  /** The platform's id of it; absent until it answered. */
  id: z.string().optional(),
});
/** What a connection knows of its subscription to callbacks. */
export type StoredSubscription = z.output<typeof Subscription>;

/** The open part of a connection, as the column `settings` keeps it. */
export const StoredSettings = z.object({
  base_url: z.url().optional(),
  directory_base_url: z.url().optional(),
  token_url: z.url().optional(),
  organization_header: z.string().optional(),
  rate: z.object({ requests: z.int(), perMs: z.int() }).optional(),
  /** Which secrets the sealed part holds. */
  held: Held.optional(),
  subscription: Subscription.optional(),
});
/** The open part of a connection. */
export type StoredSettings = z.output<typeof StoredSettings>;

/** Where the directory of a connection is: the one it names, else the platform's own unless it is elsewhere itself. */
export function directoryUrlOf(settings: StoredSettings, needs: AccountNeeds): string | undefined {
  const isAtKnownPlace = settings.base_url === undefined || settings.base_url === needs.base_url;
  return settings.directory_base_url ?? (isAtKnownPlace ? needs.directory_base_url : undefined);
}

const NOTHING: HeldSecrets = { credentials: null, technical_account: false, headers: [], callback_secret: false };

/** Which secrets a connection holds, by its settings. */
export const heldOf = ({ held }: StoredSettings): HeldSecrets => held ?? NOTHING;
