import type { PlatformSettings, SandboxSettings, Secret } from '@onefacture/config';
import { accountNeeds } from './account-needs.js';
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

type Account = Pick<Connection, 'base_url' | 'authentication' | 'technical_account'>;

/** What the installation's settings say of each platform; null while they are incomplete. */
const ACCOUNTS: Readonly<Record<string, (settings: PlatformSettings) => Account | null>> = {
  docaposte: ({ docaposteBaseUrl, docaposteApiKey }) => bearerAccount(docaposteBaseUrl, docaposteApiKey),
  cegid: ({ cegidBaseUrl, cegidApiKey }) => bearerAccount(cegidBaseUrl, cegidApiKey),
  chorus: chorusAccount,
  pennylane: ({ pennylaneBaseUrl, pennylaneApiKey }) =>
    bearerAccount(pennylaneBaseUrl ?? accountNeeds('pennylane').base_url, pennylaneApiKey),
  qonto: qontoAccount,
};

/** The installation's own account at a platform; null while its settings are incomplete or where it has none. */
export function configuredConnection(
  platform: string,
  settings: PlatformSettings,
  owner: ConnectionOwner,
): Connection | null {
  const account = Object.hasOwn(ACCOUNTS, platform) ? ACCOUNTS[platform]?.(settings) : null;
  return account ? { ...owner, platform, ...account } : null;
}

function bearerAccount(base_url: string | undefined, token: Secret | undefined): Account | null {
  if (base_url === undefined || token === undefined) return null;
  return { base_url, authentication: { kind: 'bearer', token } };
}

/** A key is `login:secret` and the whole header; anything else is an OAuth2 access token. */
function qontoAccount({ qontoBaseUrl, qontoApiKey }: PlatformSettings): Account | null {
  const base_url = qontoBaseUrl ?? accountNeeds('qonto').base_url;
  if (qontoApiKey === undefined || !qontoApiKey.reveal().includes(':')) return bearerAccount(base_url, qontoApiKey);
  return base_url === undefined ? null : { base_url, authentication: { kind: 'authorization', value: qontoApiKey } };
}

/** PISTE wants the pair in the form and a scope; the technical account is Chorus Pro's own. */
function chorusAccount(settings: PlatformSettings): Account | null {
  const { chorusBaseUrl, chorusTokenUrl, chorusClientId, chorusClientSecret } = settings;
  const { chorusTechnicalLogin, chorusTechnicalPassword } = settings;
  if (chorusBaseUrl === undefined || chorusClientId === undefined || chorusClientSecret === undefined) return null;
  if (chorusTechnicalLogin === undefined || chorusTechnicalPassword === undefined) return null;
  return {
    base_url: chorusBaseUrl,
    authentication: {
      kind: 'client_credentials',
      token_url: chorusTokenUrl,
      client_id: chorusClientId,
      client_secret: chorusClientSecret,
      sent_in: 'body',
      scope: 'openid',
    },
    technical_account: { login: chorusTechnicalLogin, password: chorusTechnicalPassword },
  };
}
