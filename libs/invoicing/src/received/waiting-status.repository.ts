import type { OrganisationTransaction } from '@onefacture/database';
import { WaitingStatusEntity } from './waiting-status.entity.js';

/** Lifecycle messages of the transaction's organisation whose invoice may still come in. */
export class WaitingStatusRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Keeps one; the same flow about the same number is kept once. */
  async insertOnce(status: Omit<WaitingStatusEntity, 'organizationId'>): Promise<void> {
    await this.tx.manager
      .createQueryBuilder()
      .insert()
      .into(WaitingStatusEntity)
      .values({ ...status, organizationId: this.tx.organizationId })
      .orIgnore()
      .execute();
  }

  /** Takes those about one invoice, oldest first. A message that names no seller is about any with that number. */
  async take(number: string, sellerSiren: string | null): Promise<WaitingStatusEntity[]> {
    const { organizationId } = this.tx;
    const waiting = await this.tx.manager.find(WaitingStatusEntity, {
      where: { organizationId, number },
      order: { id: 'ASC' },
    });
    const taken = waiting.filter((one) => one.sellerSiren === null || one.sellerSiren === sellerSiren);
    for (const { id } of taken) await this.tx.manager.delete(WaitingStatusEntity, { organizationId, id });
    return taken;
  }
}
