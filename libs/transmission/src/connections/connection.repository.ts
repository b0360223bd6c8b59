import { insertRow, type OrganisationTransaction } from '@onefacture/database';
import { LessThan } from 'typeorm';
import { z } from 'zod';
import { OPEN_ATTEMPT_STATES } from '../attempts/attempt.entity.js';
import { ConnectionEntity } from './connection.entity.js';

/** The platform connections of the transaction's organisation. */
export class ConnectionRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** The connection invoices are sent through when nothing else is said. */
  async findDefault(): Promise<ConnectionEntity | null> {
    const { organizationId } = this.tx;
    return this.tx.manager.findOneBy(ConnectionEntity, { organizationId, isDefault: true, enabled: true });
  }

  async list(): Promise<ConnectionEntity[]> {
    return this.tx.manager.find(ConnectionEntity, {
      where: { organizationId: this.tx.organizationId },
      order: { id: 'ASC' },
    });
  }

  /** Newest first, from below `before`. */
  async page(limit: number, before: string | undefined): Promise<ConnectionEntity[]> {
    return this.tx.manager.find(ConnectionEntity, {
      where: { organizationId: this.tx.organizationId, ...(before === undefined ? {} : { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** Until the transaction ends no other changes which connections there are, and which is the default. */
  async lockAll(): Promise<void> {
    await this.tx.manager.query('SELECT 1 FROM organizations WHERE id = $1 FOR NO KEY UPDATE', [
      this.tx.organizationId,
    ]);
  }

  async insert(row: ConnectionEntity): Promise<void> {
    await insertRow(this.tx, ConnectionEntity, row);
  }

  /** Writes the whole row. */
  async save(row: ConnectionEntity): Promise<void> {
    await this.tx.manager.save(ConnectionEntity, row);
  }

  async remove(id: string): Promise<void> {
    await this.tx.manager.delete(ConnectionEntity, { organizationId: this.tx.organizationId, id });
  }

  /** Takes the default away from every connection but one. */
  async soleDefault(id: string): Promise<void> {
    await this.tx.manager.query(
      'UPDATE platform_connections SET is_default = false WHERE organization_id = $1 AND id <> $2 AND is_default',
      [this.tx.organizationId, id],
    );
  }

  /** Submissions and lifecycle messages whose outcome at this platform is open. */
  async countOpenWork(id: string): Promise<number> {
    const found = await this.tx.manager.query(
      `SELECT (SELECT count(*) FROM submission_attempts a JOIN invoices i USING (organization_id)
                 WHERE organization_id = $1 AND i.id = a.invoice_id AND i.submission_due_at IS NOT NULL
                   AND a.connection_id = $2 AND a.state = ANY ($3))
            + (SELECT count(*) FROM outgoing_messages
                 WHERE organization_id = $1 AND connection_id = $2 AND due_at IS NOT NULL) AS open`,
      [this.tx.organizationId, id, [...OPEN_ATTEMPT_STATES]],
    );
    return z.tuple([z.object({ open: z.coerce.number() })]).parse(found)[0].open;
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
