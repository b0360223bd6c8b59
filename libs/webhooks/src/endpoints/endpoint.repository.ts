import type { OrganisationTransaction } from '@onefacture/database';
import { LessThan } from 'typeorm';
import { WELL } from './endpoint-health.js';
import { EndpointEntity } from './endpoint.entity.js';

/** The endpoints of the transaction's organisation. */
export class EndpointRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(endpoint: Omit<EndpointEntity, 'organizationId'>): Promise<void> {
    await this.tx.manager.insert(EndpointEntity, { ...endpoint, organizationId: this.tx.organizationId });
  }

  async find(id: string): Promise<EndpointEntity | null> {
    return this.tx.manager.findOneBy(EndpointEntity, { organizationId: this.tx.organizationId, id });
  }

  /** The row, locked until the transaction ends; deliveries may still be written to it. */
  async lock(id: string): Promise<EndpointEntity | null> {
    return this.tx.manager.findOne(EndpointEntity, {
      where: { organizationId: this.tx.organizationId, id },
      lock: { mode: 'for_no_key_update' },
    });
  }

  async listEnabled(): Promise<EndpointEntity[]> {
    return this.tx.manager.findBy(EndpointEntity, { organizationId: this.tx.organizationId, enabled: true });
  }

  /** Newest first, after `before` when given. */
  async list(limit: number, before?: string): Promise<EndpointEntity[]> {
    return this.tx.manager.find(EndpointEntity, {
      where: { organizationId: this.tx.organizationId, ...(before ? { id: LessThan(before) } : {}) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  async update(id: string, change: Partial<EndpointEntity>): Promise<void> {
    await this.tx.manager.update(EndpointEntity, { organizationId: this.tx.organizationId, id }, change);
  }

  /** Something succeeded: what failed before is forgotten. Writes nothing where all was well. */
  async markWell(id: string): Promise<void> {
    await this.tx.manager
      .createQueryBuilder()
      .update(EndpointEntity)
      .set({ ...WELL })
      .where('organization_id = :organizationId AND id = :id', { organizationId: this.tx.organizationId, id })
      .andWhere('(failing_since IS NOT NULL OR cool_until IS NOT NULL)')
      .execute();
  }

  /** @returns whether there was one */
  async delete(id: string): Promise<boolean> {
    const { affected } = await this.tx.manager.delete(EndpointEntity, { organizationId: this.tx.organizationId, id });
    return affected === 1;
  }
}
