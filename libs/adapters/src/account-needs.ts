import type { PlatformAuthentication } from './ports/connection.js';
import { standardInstance } from './providers/xp-z12-013/instances.js';

/** A way to prove who we are, as connections name it. */
export type CredentialsKind = PlatformAuthentication['kind'];

/** What an account at a platform has to say, and what is known without it. */
export interface AccountNeeds {
  /** The kinds of credentials the platform takes, the usual one first. */
  readonly credentials: readonly CredentialsKind[];
  /** Where the platform is, for an account that does not say; without it the account must. */
  readonly base_url?: string;
  /** Where its directory is; only for an account whose base_url is this one. */
  readonly directory_base_url?: string;
  /** Where OAuth2 tokens are fetched, for an account that does not say. */
  readonly token_url?: string;
  readonly scope?: string;
  readonly sent_in?: 'basic' | 'body';
  /** A second account inside the platform is needed. */
  readonly technical_account?: true;
}

/** Any platform that offers the standard: OAuth2 by its text, a fixed token where the platform departs from it. */
const STANDARD: AccountNeeds = { credentials: ['client_credentials', 'bearer', 'authorization'] };

/** Public addresses only; whatever is unknown or by contract is the account's to say (docs/platforms). */
const NEEDS: Readonly<Record<string, AccountNeeds>> = {
  chorus: {
    credentials: ['client_credentials'],
    base_url: 'https://api.piste.gouv.fr/cpro',
    token_url: 'https://oauth.piste.gouv.fr/api/oauth/token',
    scope: 'openid',
    sent_in: 'body',
    technical_account: true,
  },
  pennylane: { credentials: ['bearer'], base_url: 'https://app.pennylane.com/api/external/v2' },
  qonto: { credentials: ['authorization', 'bearer'], base_url: 'https://thirdparty.qonto.com/v2' },
  docaposte: { credentials: ['bearer', 'client_credentials', 'authorization'] },
  cegid: { credentials: ['bearer', 'client_credentials', 'authorization'] },
};

/** What an account at this platform has to say; one that is not listed is asked as the standard asks. */
export function accountNeeds(platform: string): AccountNeeds {
  const own = Object.hasOwn(NEEDS, platform) ? NEEDS[platform] : undefined;
  return own ?? { ...STANDARD, ...standardInstance(platform)?.account };
}
