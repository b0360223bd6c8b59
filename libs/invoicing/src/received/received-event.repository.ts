import { insertRow, type OrganisationTransaction } from '@onefacture/database';
import { ReceivedEventEntity } from './received-event.entity.js';

/** The timelines of received invoices of the transaction's organisation. Rows are only ever added. */
export class ReceivedEventRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Adds an event; the caller holds the invoice and knows that its source is new. */
  async add(event: Omit<ReceivedEventEntity, 'organizationId'>): Promise<void> {
    await insertRow(this.tx, ReceivedEventEntity, { ...event, organizationId: this.tx.organizationId });
  }

  /** In the order of recording. */
  async list(receivedId: string): Promise<ReceivedEventEntity[]> {
    return this.tx.manager.find(ReceivedEventEntity, {
      where: { organizationId: this.tx.organizationId, receivedId },
      order: { id: 'ASC' },
    });
  }
}
