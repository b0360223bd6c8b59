import { Injectable } from '@nestjs/common';
import {
  configuredConnection,
  sandboxConnection,
  type Connection,
  type ConnectionOwner,
  type PlatformAuthentication,
} from '@onefacture/adapters';
import { PlatformSettings, SandboxSettings, Secret } from '@onefacture/config';
import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Envelope } from '@onefacture/security';
import { z } from 'zod';
import type { ConnectionEntity } from './connection.entity.js';
import { ConnectionRepository } from './connection.repository.js';

const ConnectionSettings = z.object({
  base_url: z.url(),
  directory_base_url: z.url().optional(),
  token_url: z.url().optional(),
  organization_header: z.string().optional(),
});
const Credentials = z.union([
  z.object({ client_id: z.string(), client_secret: z.string() }),
  z.object({ token: z.string() }),
]);

const CredentialsJson = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'no JSON' });
      return z.NEVER;
    }
  })
  .pipe(Credentials);

/** Turns stored connections into what an adapter calls with; secrets are opened here and nowhere else. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly sandbox: SandboxSettings,
    private readonly platforms: PlatformSettings,
    private readonly envelope: Envelope,
  ) {}

  /** The connection an invoice goes through. @throws AppError platform.misconfigured when there is none */
  async choose(tx: OrganisationTransaction): Promise<ConnectionEntity> {
    const connection = await new ConnectionRepository(tx).findDefault();
    if (!connection) {
      throw new AppError('platform.misconfigured', { detail: 'The organisation has no platform connection.' });
    }
    return connection;
  }

  /** The connection of this id while there is one, else as `choose`. @throws AppError platform.misconfigured */
  async findOrChoose(tx: OrganisationTransaction, id: string | undefined): Promise<ConnectionEntity> {
    const known = id === undefined ? null : await new ConnectionRepository(tx).find(id);
    return known ?? this.choose(tx);
  }

  /** All connections of the organisation that can be opened. */
  async list(tx: OrganisationTransaction): Promise<Connection[]> {
    const opened = await Promise.allSettled((await new ConnectionRepository(tx).list()).map((one) => this.open(one)));
    return opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }

  /**
   * A connection with credentials of its own is called with these; one without is the sandbox, or the installation's
   * own account at that platform.
   * @throws AppError platform.misconfigured when settings or credentials are missing or broken
   */
  async open(entity: ConnectionEntity): Promise<Connection> {
    const owner = { organization_id: entity.organizationId, connection_id: entity.id };
    if (entity.platform === 'sandbox') return sandboxConnection(this.sandbox, owner);
    if (!entity.credentials) return this.installationAccount(entity.platform, owner);
    const settings = ConnectionSettings.safeParse(entity.settings);
    if (!settings.success) throw incomplete(entity.platform);
    const { token_url, ...rest } = settings.data;
    const credentials = await this.credentials(entity.platform, entity.credentials, owner);
    return { ...owner, platform: entity.platform, ...rest, authentication: authentication(credentials, token_url) };
  }

  private installationAccount(platform: string, owner: ConnectionOwner): Connection {
    const account = configuredConnection(platform, this.platforms, owner);
    if (!account) throw incomplete(platform);
    return account;
  }

  private async credentials(
    platform: string,
    sealed: Buffer,
    { organization_id, connection_id }: ConnectionOwner,
  ): Promise<z.infer<typeof Credentials>> {
    const place = { organization_id, row: connection_id, column: 'platform_connections.credentials' };
    const credentials = CredentialsJson.safeParse(await this.envelope.openText(sealed, place));
    if (!credentials.success) throw incomplete(platform);
    return credentials.data;
  }
}

const incomplete = (platform: string) =>
  new AppError('platform.misconfigured', { detail: `The connection to ${platform} is incomplete.` });

function authentication(credentials: z.infer<typeof Credentials>, token_url?: string): PlatformAuthentication {
  if ('token' in credentials) return { kind: 'bearer', token: new Secret(credentials.token) };
  if (token_url === undefined) {
    throw new AppError('platform.misconfigured', { detail: 'OAuth2 credentials need a token_url.' });
  }
  const { client_id, client_secret } = credentials;
  return { kind: 'client_credentials', token_url, client_id, client_secret: new Secret(client_secret) };
}
