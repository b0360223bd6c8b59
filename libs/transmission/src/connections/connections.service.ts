import { Injectable } from '@nestjs/common';
import type { Connection, PlatformAuthentication } from '@onefacture/adapters';
import { SandboxSettings, Secret } from '@onefacture/config';
import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Envelope } from '@onefacture/security';
import { z } from 'zod';
import type { ConnectionEntity } from './connection.entity.js';
import { ConnectionRepository } from './connection.repository.js';

const ConnectionSettings = z.object({
  flow_base_url: z.url(),
  directory_base_url: z.url().optional(),
  token_url: z.url().optional(),
  organization_header: z.string().optional(),
});
const Credentials = z.union([
  z.object({ client_id: z.string(), client_secret: z.string() }),
  z.object({ token: z.string() }),
]);

/** Turns stored connections into what an adapter calls with; secrets are opened here and nowhere else. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly sandbox: SandboxSettings,
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

  /** @throws AppError platform.misconfigured when settings or credentials are missing or broken */
  async open(entity: ConnectionEntity): Promise<Connection> {
    const common = { organization_id: entity.organizationId, connection_id: entity.id, platform: entity.platform };
    if (entity.platform === 'sandbox') return { ...common, ...this.sandboxAccount(entity.organizationId) };
    const settings = ConnectionSettings.safeParse(entity.settings);
    if (!settings.success || !entity.credentials) {
      throw new AppError('platform.misconfigured', { detail: `The connection to ${entity.platform} is incomplete.` });
    }
    const { token_url, ...rest } = settings.data;
    const place = {
      organization_id: entity.organizationId,
      row: entity.id,
      column: 'platform_connections.credentials',
    };
    const credentials = Credentials.parse(JSON.parse(await this.envelope.openText(entity.credentials, place)));
    return { ...common, ...rest, authentication: authentication(credentials, token_url) };
  }

  private sandboxAccount(organizationId: string) {
    const { baseUrl, clientId, clientSecret } = this.sandbox;
    return {
      flow_base_url: new URL('/flow-service', baseUrl).href,
      directory_base_url: new URL('/directory-service', baseUrl).href,
      organization_header: organizationId,
      authentication: {
        kind: 'client_credentials' as const,
        token_url: new URL('/oauth2/token', baseUrl).href,
        client_id: clientId,
        client_secret: clientSecret,
      },
    };
  }
}

function authentication(credentials: z.infer<typeof Credentials>, token_url?: string): PlatformAuthentication {
  if ('token' in credentials) return { kind: 'bearer', token: new Secret(credentials.token) };
  if (token_url === undefined) {
    throw new AppError('platform.misconfigured', { detail: 'OAuth2 credentials need a token_url.' });
  }
  const { client_id, client_secret } = credentials;
  return { kind: 'client_credentials', token_url, client_id, client_secret: new Secret(client_secret) };
}
