import { Injectable } from '@nestjs/common';
import { notOffered, PlatformGateway, type CallbackSubscription } from '@onefacture/adapters';
import { CallSettings, RuntimeSettings } from '@onefacture/config';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import type { ConnectionEntity } from './connection.entity.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionSecrets, heldSecrets } from './connection-secrets.js';
import { ConnectionsService } from './connections.service.js';
import { callbackUrlOf } from './kept-subscription.js';
import type { ConnectionActor } from './platform-accounts.service.js';
import { StoredSettings, type StoredSubscription } from './stored-settings.js';

/** Asks platforms to call us back about a connection: once, and outside of any transaction. */
@Injectable()
export class PlatformSubscriptionsService {
  constructor(
    private readonly database: Database,
    private readonly connections: ConnectionsService,
    private readonly secrets: ConnectionSecrets,
    private readonly gateway: PlatformGateway,
    private readonly calls: CallSettings,
    private readonly runtime: RuntimeSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Has the platform call back, and keeps the secret it will sign with. What was asked before is not asked again.
   * @throws AppError request.not_found; connection.in_use while it is being asked or when the connection changed
   *   meanwhile; PlatformFault as the platform answers, platform.rejected where it is not asked by a call
   */
  async subscribe(organizationId: string, { actor }: ConnectionActor, id: string): Promise<ConnectionEntity> {
    const begun = await this.database.inOrganisation(organizationId, (tx) => this.begin(tx, id));
    if (begun.asked === undefined) return begun.row;
    const { row, asked } = begun;
    let made: CallbackSubscription;
    try {
      const connection = await this.connections.open(row);
      const signal = AbortSignal.timeout(this.calls.deadlineMs);
      made = await this.gateway.subscribe(connection, asked.callback_url, { signal });
    } catch (error) {
      await this.database.inOrganisation(organizationId, (tx) => this.giveUp(tx, id, asked));
      throw error;
    }
    return this.database.inOrganisation(organizationId, (tx) => this.settle(tx, actor, id, { asked, made }));
  }

  /** Marks the connection as being asked for, unless it has its subscription. */
  private async begin(tx: OrganisationTransaction, id: string) {
    const row = await this.locked(tx, id);
    if (this.gateway.capabilities(row.platform).subscribe !== true) {
      throw notOffered(row.platform, `Callbacks of ${row.platform} are arranged with the platform, not by a call.`);
    }
    const callback_url = callbackUrlOf(this.runtime.publicBaseUrl, row);
    const known = StoredSettings.parse(row.settings).subscription;
    if (known?.id !== undefined && known.callback_url === callback_url) return { row };
    const now = this.clock.now();
    if (known !== undefined && known.id === undefined && now.getTime() < this.openUntil(known)) {
      throw new AppError('connection.in_use', { detail: 'The platform is being asked to call back at this moment.' });
    }
    const asked: StoredSubscription = { callback_url, asked_at: now.toISOString() };
    await this.save(tx, row, { subscription: asked });
    return { row, asked };
  }

  /** The platform's answer becomes part of the connection. */
  private async settle(
    tx: OrganisationTransaction,
    actor: string,
    id: string,
    { asked, made }: { readonly asked: StoredSubscription; readonly made: CallbackSubscription },
  ): Promise<ConnectionEntity> {
    const row = await this.locked(tx, id);
    if (!isOf(row, asked)) {
      throw new AppError('connection.in_use', {
        detail: 'The connection was changed while the platform was asked to call back: ask again.',
      });
    }
    const subscription = { ...asked, id: made.id };
    const saved = await this.save(tx, row, { subscription }, made.secret?.reveal());
    const subject = { subjectType: 'platform_connection', subjectId: id };
    const details = { platform: row.platform, subscription: made.id, secret: made.secret !== undefined };
    await recordAudit(tx, { actor, action: 'platform_connection.subscribe', ...subject, details });
    return saved;
  }

  private async giveUp(tx: OrganisationTransaction, id: string, asked: StoredSubscription): Promise<void> {
    const row = await new ConnectionRepository(tx).lock(id);
    if (row && isOf(row, asked)) await this.save(tx, row, { subscription: undefined });
  }

  private async save(
    tx: OrganisationTransaction,
    row: ConnectionEntity,
    change: Pick<StoredSettings, 'subscription'>,
    secret?: string,
  ): Promise<ConnectionEntity> {
    const owner = { organization_id: row.organizationId, connection_id: row.id };
    const values = await this.secrets.open(row.credentials, owner);
    const kept = { ...values, ...(secret === undefined ? {} : { callback_secret: secret }) };
    const settings = { ...StoredSettings.parse(row.settings), ...change, held: heldSecrets(kept) };
    const credentials = secret === undefined ? row.credentials : await this.secrets.seal(kept, owner);
    const saved = { ...row, settings, credentials, updatedAt: this.clock.now() };
    await new ConnectionRepository(tx).save(saved);
    return saved;
  }

  private async locked(tx: OrganisationTransaction, id: string): Promise<ConnectionEntity> {
    const row = await new ConnectionRepository(tx).lock(id);
    if (row) return row;
    throw new AppError('request.not_found', { detail: `There is no platform connection ${id}.` });
  }

  /** A process that died while it asked holds nobody up for longer than a call may take. */
  private openUntil({ asked_at }: StoredSubscription): number {
    return Date.parse(asked_at) + 2 * this.calls.deadlineMs;
  }
}

function isOf({ settings }: ConnectionEntity, { asked_at }: StoredSubscription): boolean {
  const { subscription } = StoredSettings.parse(settings);
  return subscription?.id === undefined && subscription?.asked_at === asked_at;
}
