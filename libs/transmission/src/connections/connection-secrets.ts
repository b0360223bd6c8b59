import { Injectable } from '@nestjs/common';
import type { Connection, ConnectionOwner, CredentialsKind, PlatformAuthentication } from '@onefacture/adapters';
import { Secret } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { Envelope } from '@onefacture/security';
import { z } from 'zod';
import { ConnectionCredentials, TechnicalAccount } from './connection-body.js';

/** What a connection keeps sealed, in one value. */
export const ConnectionSecretValues = z.strictObject({
  credentials: ConnectionCredentials.optional(),
  technical_account: TechnicalAccount.optional(),
  headers: z.record(z.string(), z.string()).optional(),
  callback_secret: z.string().optional(),
});
/** What a connection keeps sealed. */
export type ConnectionSecretValues = z.output<typeof ConnectionSecretValues>;

/** Which secrets a connection has, without one of them. */
export interface HeldSecrets {
  readonly credentials: CredentialsKind | null;
  readonly technical_account: boolean;
  /** Names only. */
  readonly headers: string[];
  readonly callback_secret: boolean;
}

const place = ({ organization_id, connection_id }: ConnectionOwner) => ({
  organization_id,
  row: connection_id,
  column: 'platform_connections.credentials',
});

/** Seals and opens the secrets of connections; nothing else reads or writes them. */
@Injectable()
export class ConnectionSecrets {
  constructor(private readonly envelope: Envelope) {}

  /** The sealed value; null when there is nothing to keep. */
  async seal(values: ConnectionSecretValues, owner: ConnectionOwner): Promise<Buffer | null> {
    const kept = ConnectionSecretValues.parse(values);
    if (Object.values(kept).every((value) => value === undefined)) return null;
    return Buffer.from(await this.envelope.sealText(JSON.stringify(kept), place(owner)));
  }

  /**
   * @throws AppError data.undecryptable for a value of another row, platform.misconfigured for one that is something
   *   else
   */
  async open(sealed: Buffer | null, owner: ConnectionOwner): Promise<ConnectionSecretValues> {
    if (sealed === null) return {};
    const values = ConnectionSecretValues.safeParse(jsonOf(await this.envelope.openText(sealed, place(owner))));
    if (values.success) return values.data;
    throw new AppError('platform.misconfigured', {
      detail: 'The stored credentials of the connection are unreadable.',
    });
  }
}

/** The kind of some credentials. */
export function kindOf(credentials: ConnectionCredentials): CredentialsKind {
  if ('token' in credentials) return 'bearer';
  return 'authorization' in credentials ? 'authorization' : 'client_credentials';
}

/** Which secrets there are. */
export function heldSecrets(values: ConnectionSecretValues): HeldSecrets {
  return {
    credentials: values.credentials ? kindOf(values.credentials) : null,
    technical_account: values.technical_account !== undefined,
    headers: Object.keys(values.headers ?? {}),
    callback_secret: values.callback_secret !== undefined,
  };
}

/**
 * How an adapter proves who it is with these credentials.
 * @param known what the platform's own way is where they do not say
 * @throws AppError platform.misconfigured without an address for tokens
 */
export function authenticationOf(
  credentials: ConnectionCredentials,
  known: { readonly token_url?: string | undefined; readonly scope?: string; readonly sent_in?: 'basic' | 'body' },
): PlatformAuthentication {
  if ('token' in credentials) return { kind: 'bearer', token: new Secret(credentials.token) };
  if ('authorization' in credentials) return { kind: 'authorization', value: new Secret(credentials.authorization) };
  const { client_id, client_secret, scope = known.scope, sent_in = known.sent_in } = credentials;
  if (known.token_url === undefined) {
    throw new AppError('platform.misconfigured', { detail: 'OAuth2 credentials need a token_url.' });
  }
  return {
    kind: 'client_credentials',
    token_url: known.token_url,
    client_id,
    client_secret: new Secret(client_secret),
    ...(scope === undefined ? {} : { scope }),
    ...(sent_in === undefined ? {} : { sent_in }),
  };
}

/** The secrets beside the credentials, as the port carries them. */
export function otherSecrets({
  technical_account: account,
  headers,
  callback_secret,
}: ConnectionSecretValues): Pick<Connection, 'technical_account' | 'headers' | 'callback_secret'> {
  const sealedHeaders = Object.entries(headers ?? {}).map(([name, value]) => [name, new Secret(value)] as const);
  return {
    ...(account ? { technical_account: { login: account.login, password: new Secret(account.password) } } : {}),
    ...(headers ? { headers: Object.fromEntries(sealedHeaders) } : {}),
    ...(callback_secret === undefined ? {} : { callback_secret: new Secret(callback_secret) }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
