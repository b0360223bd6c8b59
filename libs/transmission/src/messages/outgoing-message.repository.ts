import type { OrganisationTransaction } from '@onefacture/database';
import type { SubmissionError } from '@onefacture/invoicing';
import { MoreThan } from 'typeorm';
import { OutgoingMessageEntity } from './outgoing-message.entity.js';

/** The lifecycle messages the transaction's organisation sends. */
export class OutgoingMessageRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(message: Omit<OutgoingMessageEntity, 'organizationId' | 'error'>): Promise<void> {
    await this.tx.manager.insert(OutgoingMessageEntity, { ...message, organizationId: this.tx.organizationId });
  }

  /** The row, locked until the transaction ends. */
  async lock(id: string): Promise<OutgoingMessageEntity | null> {
    return this.tx.manager.findOne(OutgoingMessageEntity, {
      where: { organizationId: this.tx.organizationId, id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** The row of a tracking id, locked until the transaction ends. */
  async lockByTrackingId(trackingId: string): Promise<OutgoingMessageEntity | null> {
    return this.tx.manager.findOne(OutgoingMessageEntity, {
      where: { organizationId: this.tx.organizationId, trackingId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** The oldest first, from after `after`. */
  async page(limit: number, after: string | undefined): Promise<OutgoingMessageEntity[]> {
    return this.tx.manager.find(OutgoingMessageEntity, {
      where: { organizationId: this.tx.organizationId, ...(after === undefined ? {} : { id: MoreThan(after) }) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  async list(invoiceId: string): Promise<OutgoingMessageEntity[]> {
    return this.tx.manager.find(OutgoingMessageEntity, {
      where: { organizationId: this.tx.organizationId, invoiceId },
      order: { id: 'ASC' },
    });
  }

  /** The messages that answer a received invoice, without their XML. */
  async listAnswers(receivedId: string): Promise<Omit<OutgoingMessageEntity, 'message'>[]> {
    const { columns } = this.tx.manager.dataSource.getMetadata(OutgoingMessageEntity);
    const plain = columns.map(({ propertyName }) => propertyName).filter((name) => name !== 'message');
    return this.tx.manager.find(OutgoingMessageEntity, {
      select: Object.fromEntries(plain.map((name) => [name, true])),
      where: { organizationId: this.tx.organizationId, receivedId },
      order: { id: 'ASC' },
    });
  }

  /** When the youngest message was sent that the platform took and has not yet acknowledged; none sent before `since`. */
  async lastUnacknowledged(connectionId: string, since: Date): Promise<Date | null> {
    const message = await this.tx.manager.findOne(OutgoingMessageEntity, {
      select: { id: true, organizationId: true, sentAt: true },
      where: {
        organizationId: this.tx.organizationId,
        connectionId,
        acknowledgement: 'Pending',
        sentAt: MoreThan(since),
      },
      order: { sentAt: 'DESC' },
    });
    return message?.sentAt ?? null;
  }

  async update(id: string, change: Omit<Partial<OutgoingMessageEntity>, 'error'>): Promise<void> {
    await this.tx.manager.update(OutgoingMessageEntity, { organizationId: this.tx.organizationId, id }, change);
  }

  async setError(id: string, error: SubmissionError | null): Promise<void> {
    await this.tx.manager.query('UPDATE outgoing_messages SET error = $3 WHERE organization_id = $1 AND id = $2', [
      this.tx.organizationId,
      id,
      error === null ? null : JSON.stringify(error),
    ]);
  }
}
