import type { OrganisationTransaction } from '@onefacture/database';
import { LessThan } from 'typeorm';
import { DeliveryEntity, type DeliveryState } from './delivery.entity.js';

/** What narrows a list of deliveries. */
export interface DeliveryFilter {
  readonly endpointId?: string | undefined;
  readonly state?: DeliveryState | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
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
    return this.tx.manager.findOne(DeliveryEntity, {
      where: { organizationId: this.tx.organizationId, id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async update(id: string, change: Partial<DeliveryEntity>): Promise<void> {
    await this.tx.manager.update(DeliveryEntity, { organizationId: this.tx.organizationId, id }, change);
  }

  /** Newest first. */
  async list(filter: DeliveryFilter): Promise<DeliveryEntity[]> {
    return this.tx.manager.find(DeliveryEntity, {
      where: {
        organizationId: this.tx.organizationId,
        ...(filter.endpointId ? { endpointId: filter.endpointId } : {}),
        ...(filter.state ? { state: filter.state } : {}),
        ...(filter.before ? { id: LessThan(filter.before) } : {}),
      },
      order: { id: 'DESC' },
      take: filter.limit,
    });
  }
}
