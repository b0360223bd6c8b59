import type { Secret } from '@onefacture/config';

/** How a connection proves who it is. */
export type PlatformAuthentication =
  | {
      /** OAuth2 client credentials (RFC 6749 §4.4): the only flow XP Z12-013 names. */
      readonly kind: 'client_credentials';
      readonly token_url: string;
      readonly client_id: string;
      readonly client_secret: Secret;
      /** Where the token request carries the pair: Authorization header (default) or form body. */
      readonly sent_in?: 'basic' | 'body';
      readonly scope?: string;
    }
  | {
      /** A fixed token or API key sent as `Authorization: Bearer`. */
      readonly kind: 'bearer';
      readonly token: Secret;
    }
  | {
      /** A fixed value that is the whole `Authorization` header, such as Qonto's `login:secret`. */
      readonly kind: 'authorization';
      readonly value: Secret;
    };

/** How many requests a platform takes from one account. */
export interface PlatformRate {
  readonly requests: number;
  readonly perMs: number;
}

/** One organisation's account at one platform. */
export interface Connection {
  readonly organization_id: string;
  readonly connection_id: string;
  /** Name of the platform in the registry. */
  readonly platform: string;
  /** Base url of the platform's API; for XP Z12-013 that of the Flow Service, with or without the trailing `/v1`. */
  readonly base_url: string;
  /** Base url of the Directory Service, where the platform offers one. */
  readonly directory_base_url?: string;
  readonly authentication: PlatformAuthentication;
  /** Value of the `Organization-Id` header: whom we act for when the account is shared (since 1.2). */
  readonly organization_header?: string;
  /** Further headers that each call carries, such as a subscription key of an API manager. */
  readonly headers?: Readonly<Record<string, Secret>>;
  /** A second account inside the platform, such as the technical account of Chorus Pro (header `cpro-account`). */
  readonly technical_account?: { readonly login: string; readonly password: Secret };
  /** With what the platform signs its callbacks. Without one no callback is believed. */
  readonly callback_secret?: Secret;
  /** Name of the account where several connections share one: they share its rate limit. */
  readonly account?: string;
  /** The rate limit of this account, where it differs from the platform's. */
  readonly rate?: PlatformRate;
}

/** What every operation of an adapter is called with. */
export interface Call {
  readonly connection: Connection;
  /** Ends the call: deadline (reason `TimeoutError`) or shutdown. */
  readonly signal: AbortSignal;
  /** UUID sent as `Request-Id` so that both sides' logs can be joined. */
  readonly request_id: string;
  /**
   * Waits until the account's rate limit allows one more request; PlatformHttp does so before each.
   * @throws PlatformFault rate_limited when that takes too long
   */
  readonly pace?: () => Promise<void>;
}
