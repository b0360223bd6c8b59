import type { ConnectionBody } from './connection-body.js';
import type { ConnectionSecretValues } from './connection-secrets.js';
import type { StoredSettings, StoredSubscription } from './stored-settings.js';

/** Where a platform calls us back about a connection. @param publicBaseUrl where the world reaches this installation */
export const callbackUrlOf = (publicBaseUrl: string, { platform, id }: { platform: string; id: string }): string =>
  `${publicBaseUrl}/v1/platforms/${platform}/callbacks/${id}`;

/**
 * The subscription to callbacks that a connection still has when it was replaced: none when it leads to another
 * account now, or when its secret was said anew, which is then not what the platform signs with.
 */
export function keptSubscription(
  before: StoredSettings,
  wanted: ConnectionBody,
  secretsBefore: ConnectionSecretValues,
  secretsNow: ConnectionSecretValues,
): StoredSubscription | undefined {
  const isSameAccount =
    before.base_url === wanted.base_url &&
    before.organization_header === wanted.organization_header &&
    clientOf(secretsBefore) === clientOf(secretsNow);
  return isSameAccount && wanted.callback_secret === undefined ? before.subscription : undefined;
}

/** A pair names the account by its id; other credentials may be renewed for the same account. */
const clientOf = ({ credentials }: ConnectionSecretValues): string | undefined =>
  credentials && 'client_id' in credentials ? credentials.client_id : undefined;
