import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { PlatformFault, PlatformGateway, type CallbackNews, type PlatformCallback } from '@onefacture/adapters';
import { Database, SystemFunctions, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { RateLimiter } from '@onefacture/redis';
import { Envelope } from '@onefacture/security';
import { uuidv7 } from 'uuidv7';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { askAbout } from '../track/polling.js';

/** Callbacks to one connection; more says nothing new, because one poll reads everything. */
const PER_MINUTE = 600;
const MAX_NEWS_ID = 200;

/** Takes what platforms call us about. Nothing in it is believed but that something changed: the platform is asked. */
@Injectable()
export class PlatformCallbacksService {
  private readonly logger = new Logger(PlatformCallbacksService.name);

  constructor(
    private readonly system: SystemFunctions,
    private readonly database: Database,
    private readonly connections: ConnectionsService,
    private readonly gateway: PlatformGateway,
    private readonly limiter: RateLimiter,
    private readonly envelope: Envelope,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a callback, keeps it once, and has the platform asked at once.
   * @returns whether it was new
   * @throws AppError request.not_found for another platform or connection, auth.unauthenticated for a callback that is
   *   not the platform's, request.unreadable for one that is and says nothing readable, request.rate_limited
   */
  async receive(platform: string, connectionId: string, callback: Omit<PlatformCallback, 'received_at'>) {
    const known = await this.system.findPlatformConnection(connectionId);
    if (known?.platform !== platform) {
      throw new AppError('request.not_found', { detail: 'There is no such connection of that platform.' });
    }
    await this.admit(connectionId);
    const now = this.clock.now();
    return this.database.inOrganisation(known.organization_id, async (tx) => {
      const news = await this.verified(tx, connectionId, { ...callback, received_at: now.getTime() });
      const isNew = await this.keep(tx, connectionId, { id: shortened(news.id), body: callback.body, at: now });
      if (isNew) await askAbout(tx, connectionId, news.flow_ids, now);
      return isNew;
    });
  }

  private async admit(connectionId: string): Promise<void> {
    const verdict = await this.limiter.take(`callback:${connectionId}`, PER_MINUTE, 60);
    if (verdict.allowed) return;
    throw new AppError('request.rate_limited', {
      detail: `This connection was called more than ${verdict.limit} times in the last minute.`,
      retryAfterSeconds: verdict.resetSeconds,
    });
  }

  private async verified(tx: OrganisationTransaction, id: string, callback: PlatformCallback): Promise<CallbackNews> {
    const row = await new ConnectionRepository(tx).find(id);
    if (!row) throw new AppError('request.not_found', { detail: 'There is no such connection of that platform.' });
    const connection = await this.connections.open(row);
    try {
      return this.gateway.verifyCallback(connection, callback);
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      this.logger.warn(`a callback to connection ${id} was refused: ${error.message}`);
      if (error.fault === 'malformed') throw new AppError('request.unreadable', { detail: error.message });
      throw new AppError('auth.unauthenticated', {
        detail: 'This callback is not signed as the connection wants it.',
        hint: 'Sign it with the callback_secret of the platform connection.',
      });
    }
  }

  private async keep(
    tx: OrganisationTransaction,
    connectionId: string,
    news: { readonly id: string; readonly body: Uint8Array; readonly at: Date },
  ): Promise<boolean> {
    const id = uuidv7();
    const context = { organization_id: tx.organizationId, row: id, column: 'platform_callbacks.body' };
    const inserted: unknown = await tx.manager.query(
      `INSERT INTO platform_callbacks (organization_id, id, connection_id, news_id, body, received_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organization_id, connection_id, news_id) DO NOTHING RETURNING id`,
      [
        tx.organizationId,
        id,
        connectionId,
        news.id,
        Buffer.from(await this.envelope.seal(news.body, context)),
        news.at,
      ],
    );
    return Array.isArray(inserted) && inserted.length > 0;
  }
}

/** Ids are the platform's own and may be of any length. */
const shortened = (id: string): string =>
  id.length <= MAX_NEWS_ID ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;
