import { selectRows, updateRow, type OrganisationTransaction } from '@onefacture/database';
import { LessThan } from 'typeorm';
import { DeliveryEntity, type DeliveryState } from './delivery.entity.js';

/** What narrows a list of deliveries. */
export interface DeliveryFilter {
  readonly endpointId?: string | undefined;
  readonly messageId?: string | undefined;
  readonly state?: DeliveryState | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

interface Revived {
  readonly id: string;
  readonly tries: number;
}

/** The deliveries of the transaction's organisation. */
export class DeliveryRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insertPending(
    deliveries: readonly { id: string; messageId: string; endpointId: string }[],
    at: Date,
  ): Promise<void> {
    if (deliveries.length === 0) return;
    const { organizationId } = this.tx;
    await this.tx.manager.insert(
      DeliveryEntity,
      deliveries.map((one) => ({
        ...one,
        organizationId,
        state: 'pending' as const,
        attempts: 0,
        tries: 1,
        dueAt: at,
        createdAt: at,
      })),
    );
  }

  async find(id: string): Promise<DeliveryEntity | null> {
    return this.tx.manager.findOneBy(DeliveryEntity, { organizationId: this.tx.organizationId, id });
  }

  /** The row, locked until the transaction ends. */
  async lock(id: string): Promise<DeliveryEntity | null> {
    const sql = 'SELECT * FROM webhook_deliveries WHERE organization_id = $1 AND id = $2 FOR UPDATE';
    const [found] = await selectRows(this.tx, DeliveryEntity, sql, [this.tx.organizationId, id]);
    return found ?? null;
  }

  async update(id: string, change: Partial<DeliveryEntity>): Promise<void> {
    await updateRow(this.tx, DeliveryEntity, id, change);
  }

  /**
   * Makes failed deliveries to an endpoint pending again, oldest first; those of an expunged message stay failed, and
   * those that somebody else has in hand are passed over.
   * @returns their ids and the numbers of their next jobs
   */
  async revive(
    endpointId: string,
    { since, now, limit }: { readonly since: Date; readonly now: Date; readonly limit: number },
  ): Promise<Revived[]> {
    const revived: [Revived[], number] = await this.tx.manager.query(
      `UPDATE webhook_deliveries d SET state = 'pending', attempts = 0, tries = d.tries + 1, due_at = $4
         FROM (SELECT f.id FROM webhook_deliveries f
                 JOIN webhook_messages m ON m.organization_id = f.organization_id AND m.id = f.message_id
                 WHERE f.organization_id = $1 AND f.endpoint_id = $2 AND f.state = 'failed' AND f.created_at >= $3
                   AND m.expunged_at IS NULL
                 ORDER BY f.id LIMIT $5 FOR UPDATE OF f SKIP LOCKED) failed
         WHERE d.organization_id = $1 AND d.id = failed.id RETURNING d.id, d.tries`,
      [this.tx.organizationId, endpointId, since, now, limit],
    );
    return revived[0];
  }

  /** Empties what receivers answered to a message. */
  async expungeAnswers(messageId: string): Promise<void> {
    const { organizationId } = this.tx;
    await this.tx.manager.update(DeliveryEntity, { organizationId, messageId }, { responseBody: null });
  }

  /** Newest first. */
  async list(filter: DeliveryFilter): Promise<DeliveryEntity[]> {
    return this.tx.manager.find(DeliveryEntity, {
      where: {
        organizationId: this.tx.organizationId,
        ...(filter.endpointId ? { endpointId: filter.endpointId } : {}),
        ...(filter.messageId ? { messageId: filter.messageId } : {}),
        ...(filter.state ? { state: filter.state } : {}),
        ...(filter.before ? { id: LessThan(filter.before) } : {}),
      },
      order: { id: 'DESC' },
      take: filter.limit,
    });
  }
}
