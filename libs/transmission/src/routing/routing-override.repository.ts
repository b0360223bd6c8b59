import { insertRow, type OrganisationTransaction } from '@onefacture/database';
import { IsNull, LessThan } from 'typeorm';
import { RoutingOverrideEntity } from './routing-override.entity.js';
import type { OverrideScope } from './route.js';

/** The routing overrides of the transaction's organisation. */
export class RoutingOverrideRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Newest first, from below `before`. */
  async page(limit: number, before: string | undefined): Promise<RoutingOverrideEntity[]> {
    return this.tx.manager.find(RoutingOverrideEntity, {
      where: { organizationId: this.tx.organizationId, ...(before === undefined ? {} : { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** Those that may apply: four at most. */
  async applicable({ recipientSiren, companyId }: OverrideScope): Promise<RoutingOverrideEntity[]> {
    return this.tx.manager
      .createQueryBuilder(RoutingOverrideEntity, 'one')
      .where('one.organizationId = :organizationId', { organizationId: this.tx.organizationId })
      .andWhere('(one.recipientSiren IS NULL OR one.recipientSiren = :recipientSiren)', { recipientSiren })
      .andWhere('(one.companyId IS NULL OR one.companyId = :companyId)', { companyId })
      .getMany();
  }

  /** The one of exactly this scope, locked until the transaction ends. */
  async lock({ recipientSiren, companyId }: OverrideScope): Promise<RoutingOverrideEntity | null> {
    return this.tx.manager.findOne(RoutingOverrideEntity, {
      where: {
        organizationId: this.tx.organizationId,
        recipientSiren: recipientSiren ?? IsNull(),
        companyId: companyId ?? IsNull(),
      },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async insert(row: RoutingOverrideEntity): Promise<void> {
    await insertRow(this.tx, RoutingOverrideEntity, row);
  }

  async update(id: string, change: Pick<RoutingOverrideEntity, 'connectionId' | 'note' | 'updatedAt'>): Promise<void> {
    await this.tx.manager.update(RoutingOverrideEntity, { organizationId: this.tx.organizationId, id }, change);
  }

  /** @returns whether there was one */
  async remove(id: string): Promise<boolean> {
    const { affected } = await this.tx.manager.delete(RoutingOverrideEntity, {
      organizationId: this.tx.organizationId,
      id,
    });
    return affected === 1;
  }
}
