import type { OrganisationTransaction } from '@onefacture/database';
import { AttemptEntity, type AttemptState } from './attempt.entity.js';

/** The submission attempts of the transaction's organisation. */
export class AttemptRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(attempt: Omit<AttemptEntity, 'organizationId' | 'error'>): Promise<void> {
    await this.tx.manager.insert(AttemptEntity, { ...attempt, organizationId: this.tx.organizationId });
  }

  async latest(invoiceId: string): Promise<AttemptEntity | null> {
    return this.tx.manager.findOne(AttemptEntity, {
      where: { organizationId: this.tx.organizationId, invoiceId },
      order: { number: 'DESC' },
    });
  }

  async findByTrackingId(trackingId: string): Promise<AttemptEntity | null> {
    return this.tx.manager.findOneBy(AttemptEntity, { organizationId: this.tx.organizationId, trackingId });
  }

  async update(id: string, change: Omit<Partial<AttemptEntity>, 'error'>): Promise<void> {
    await this.tx.manager.update(AttemptEntity, { organizationId: this.tx.organizationId, id }, change);
  }

  /** Whether the invoice has an attempt in one of these states. */
  async has(invoiceId: string, states: readonly AttemptState[]): Promise<boolean> {
    const attempts = await this.tx.manager.findBy(AttemptEntity, { organizationId: this.tx.organizationId, invoiceId });
    return attempts.some(({ state }) => states.includes(state));
  }
}
