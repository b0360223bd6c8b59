import type { OrganisationTransaction } from '@onefacture/database';
import { MessageEntity } from './message.entity.js';

/** The messages of the transaction's organisation. */
export class MessageRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(message: Omit<MessageEntity, 'organizationId'>): Promise<void> {
    await this.tx.manager.insert(MessageEntity, { ...message, organizationId: this.tx.organizationId });
  }

  async get(id: string): Promise<MessageEntity> {
    return this.tx.manager.findOneByOrFail(MessageEntity, { organizationId: this.tx.organizationId, id });
  }
}
