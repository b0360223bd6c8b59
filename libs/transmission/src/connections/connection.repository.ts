import type { OrganisationTransaction } from '@onefacture/database';
import { ConnectionEntity } from './connection.entity.js';

/** The platform connections of the transaction's organisation. */
export class ConnectionRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** The connection invoices are sent through when nothing else is said. */
  async findDefault(): Promise<ConnectionEntity | null> {
    return this.tx.manager.findOneBy(ConnectionEntity, { organizationId: this.tx.organizationId, isDefault: true });
  }

  async list(): Promise<ConnectionEntity[]> {
    return this.tx.manager.findBy(ConnectionEntity, { organizationId: this.tx.organizationId });
  }

  async find(id: string): Promise<ConnectionEntity | null> {
    return this.tx.manager.findOneBy(ConnectionEntity, { organizationId: this.tx.organizationId, id });
  }

  /** The row, locked until the transaction ends. */
  async lock(id: string): Promise<ConnectionEntity | null> {
    return this.tx.manager.findOne(ConnectionEntity, {
      where: { organizationId: this.tx.organizationId, id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async update(id: string, change: Omit<Partial<ConnectionEntity>, 'settings' | 'lastError'>): Promise<void> {
    await this.tx.manager.update(ConnectionEntity, { organizationId: this.tx.organizationId, id }, change);
  }

  /** Changes a connection while its poll holds this lease. @returns whether it still does */
  async updateLeased(id: string, lease: Date, change: Pick<ConnectionEntity, 'cursor' | 'pollLeaseUntil'>) {
    const { affected } = await this.tx.manager.update(
      ConnectionEntity,
      { organizationId: this.tx.organizationId, id, pollLeaseUntil: lease },
      { ...change, pollDueAt: change.pollLeaseUntil },
    );
    return affected === 1;
  }

  async setLastError(id: string, error: { code: string; message: string; at: string } | null): Promise<void> {
    await this.tx.manager.query(
      'UPDATE platform_connections SET last_error = $3 WHERE organization_id = $1 AND id = $2',
      [this.tx.organizationId, id, error === null ? null : JSON.stringify(error)],
    );
  }
}
