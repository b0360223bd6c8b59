import type { PlatformSettings, SandboxSettings, Secret } from '@onefacture/config';
import type { Connection } from './ports/connection.js';

/** Whose connection it is. */
export interface ConnectionOwner {
  readonly organization_id: string;
  readonly connection_id: string;
}

/** The connection of an organisation to the sandbox: one account for all, told apart by the Organization-Id header. */
export function sandboxConnection(settings: SandboxSettings, owner: ConnectionOwner): Connection {
  const base = settings.baseUrl.replace(/\/+$/, '');
  return {
    ...owner,
    platform: 'sandbox',
    base_url: `${base}/flow-service`,
    directory_base_url: `${base}/directory-service`,
    authentication: {
      kind: 'client_credentials',
      token_url: `${base}/oauth2/token`,
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
    },
    organization_header: owner.organization_id,
  };
}

/** The installation's own account at Docaposte or Cegid; null while its address or key is not set. */
export function configuredConnection(
  platform: 'docaposte' | 'cegid',
  settings: PlatformSettings,
  owner: ConnectionOwner,
): Connection | null {
  const [base, key]: [string | undefined, Secret | undefined] =
    platform === 'docaposte'
      ? [settings.docaposteBaseUrl, settings.docaposteApiKey]
      : [settings.cegidBaseUrl, settings.cegidApiKey];
  if (base === undefined || key === undefined) return null;
  return { ...owner, platform, base_url: base, authentication: { kind: 'bearer', token: key } };
}
