import { Injectable } from '@nestjs/common';
import {
  accountNeeds,
  configuredConnection,
  sandboxConnection,
  type Connection,
  type ConnectionOwner,
} from '@onefacture/adapters';
import { PlatformSettings, SandboxSettings } from '@onefacture/config';
import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import type { ConnectionEntity } from './connection.entity.js';
import { ConnectionRepository } from './connection.repository.js';
import {
  authenticationOf,
  ConnectionSecrets,
  otherSecrets,
  type ConnectionSecretValues,
} from './connection-secrets.js';
import { directoryUrlOf, StoredSettings } from './stored-settings.js';

/** Turns stored connections into what an adapter calls with. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly sandbox: SandboxSettings,
    private readonly platforms: PlatformSettings,
    private readonly secrets: ConnectionSecrets,
  ) {}

  /** The connection an invoice goes through. @throws AppError platform.misconfigured when there is none */
  async choose(tx: OrganisationTransaction): Promise<ConnectionEntity> {
    const connection = await new ConnectionRepository(tx).findDefault();
    if (!connection) {
      throw new AppError('platform.misconfigured', {
        detail: 'The organisation has no platform connection that is its default and enabled.',
      });
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
   * own account at that platform, which is called at the installation's address and no other.
   * @throws AppError platform.misconfigured when settings or credentials are missing or broken
   */
  async open(entity: ConnectionEntity): Promise<Connection> {
    const owner = { organization_id: entity.organizationId, connection_id: entity.id };
    const values = await this.secrets.open(entity.credentials, owner);
    const { callback_secret } = otherSecrets(values);
    const signed = callback_secret === undefined ? {} : { callback_secret };
    if (entity.platform === 'sandbox') return { ...sandboxConnection(this.sandbox, owner), ...signed };
    if (!values.credentials) return { ...this.installationAccount(entity.platform, owner), ...signed };
    return this.ownAccount(entity, owner, values, values.credentials);
  }

  /** Whether organisations may use an account of the installation at this platform. */
  hasInstallationAccount(platform: string): boolean {
    const nobody = { organization_id: '', connection_id: '' };
    return platform === 'sandbox' || configuredConnection(platform, this.platforms, nobody) !== null;
  }

  private ownAccount(
    { platform, settings: stored }: ConnectionEntity,
    owner: ConnectionOwner,
    values: ConnectionSecretValues,
    credentials: NonNullable<ConnectionSecretValues['credentials']>,
  ): Connection {
    const settings = StoredSettings.safeParse(stored);
    const needs = accountNeeds(platform);
    const base_url = settings.data?.base_url ?? needs.base_url;
    if (!settings.success || base_url === undefined) throw incomplete(platform);
    const { organization_header, rate, token_url = needs.token_url } = settings.data;
    const directory_base_url = directoryUrlOf(settings.data, needs);
    return {
      ...owner,
      platform,
      base_url,
      ...(directory_base_url === undefined ? {} : { directory_base_url }),
      ...(organization_header === undefined ? {} : { organization_header }),
      ...(rate === undefined ? {} : { rate }),
      authentication: authenticationOf(credentials, { ...needs, token_url }),
      ...otherSecrets(values),
    };
  }

  private installationAccount(platform: string, owner: ConnectionOwner): Connection {
    const account = configuredConnection(platform, this.platforms, owner);
    if (!account) throw incomplete(platform);
    return { ...account, account: 'installation' };
  }
}

const incomplete = (platform: string) =>
  new AppError('platform.misconfigured', { detail: `The connection to ${platform} is incomplete.` });
