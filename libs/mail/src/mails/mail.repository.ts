import { insertRow, updateRow, type OrganisationTransaction } from '@onefacture/database';
import { MailEntity } from './mail.entity.js';

/** The mails of the transaction's organisation. */
export class MailRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(mail: Omit<MailEntity, 'organizationId'>): Promise<void> {
    await insertRow(this.tx, MailEntity, { ...mail, organizationId: this.tx.organizationId });
  }

  /** The row, locked until the transaction ends. */
  async lock(id: string): Promise<MailEntity | null> {
    return this.tx.manager.findOne(MailEntity, {
      where: { organizationId: this.tx.organizationId, id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async update(id: string, change: Partial<MailEntity>): Promise<void> {
    await updateRow(this.tx, MailEntity, id, change);
  }
}
