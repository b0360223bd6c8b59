import { selectRows, type OrganisationTransaction } from '@onefacture/database';
import { MessageEntity } from './message.entity.js';

/** The messages of the transaction's organisation. */
export class MessageRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(message: Omit<MessageEntity, 'organizationId' | 'expungedAt'>): Promise<void> {
    await this.tx.manager.insert(MessageEntity, { ...message, organizationId: this.tx.organizationId });
  }

  async find(id: string): Promise<MessageEntity | null> {
    return this.tx.manager.findOneBy(MessageEntity, { organizationId: this.tx.organizationId, id });
  }

  async get(id: string): Promise<MessageEntity> {
    return this.tx.manager.findOneByOrFail(MessageEntity, { organizationId: this.tx.organizationId, id });
  }

  /** What a delivery brings. */
  async ofDelivery(deliveryId: string): Promise<MessageEntity | undefined> {
    const sql = `SELECT m.* FROM webhook_deliveries d
      JOIN webhook_messages m ON m.organization_id = d.organization_id AND m.id = d.message_id
      WHERE d.organization_id = $1 AND d.id = $2`;
    return (await selectRows(this.tx, MessageEntity, sql, [this.tx.organizationId, deliveryId]))[0];
  }

  /** Messages of these types since a moment that an endpoint has no delivery of, oldest first. */
  async listUntold(
    endpointId: string,
    { since, types, limit }: { readonly since: Date; readonly types: readonly string[]; readonly limit: number },
  ): Promise<string[]> {
    const rows: { id: string }[] = await this.tx.manager.query(
      `SELECT m.id FROM webhook_messages m
         WHERE m.organization_id = $1 AND m.created_at >= $3 AND m.type = ANY ($4) AND m.expunged_at IS NULL
           AND NOT EXISTS (SELECT FROM webhook_deliveries d WHERE d.organization_id = m.organization_id
             AND d.message_id = m.id AND d.endpoint_id = $2)
         ORDER BY m.id LIMIT $5`,
      [this.tx.organizationId, endpointId, since, types, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Empties what was told; that it was told stays. */
  async expunge(id: string, at: Date): Promise<void> {
    const { organizationId } = this.tx;
    await this.tx.manager.update(MessageEntity, { organizationId, id }, { body: '', fullBody: null, expungedAt: at });
  }
}
