import { selectRows, type OrganisationTransaction } from '@onefacture/database';
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

  /** Where a delivery goes. */
  async ofDelivery(deliveryId: string): Promise<EndpointEntity | undefined> {
    const sql = `SELECT e.* FROM webhook_deliveries d
      JOIN webhook_endpoints e ON e.organization_id = d.organization_id AND e.id = d.endpoint_id
      WHERE d.organization_id = $1 AND d.id = $2`;
    return (await selectRows(this.tx, EndpointEntity, sql, [this.tx.organizationId, deliveryId]))[0];
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
    const { failingSince, lastFailureAt, warnedPercent, coolUntil, overloads } = WELL;
    await this.tx.manager.query(
      `UPDATE webhook_endpoints SET failing_since = $3, last_failure_at = $4, warned_percent = $5, cool_until = $6,
         overloads = $7
         WHERE organization_id = $1 AND id = $2 AND (failing_since IS NOT NULL OR cool_until IS NOT NULL)`,
      [this.tx.organizationId, id, failingSince, lastFailureAt, warnedPercent, coolUntil, overloads],
    );
  }

  /** @returns whether there was one */
  async delete(id: string): Promise<boolean> {
    const { affected } = await this.tx.manager.delete(EndpointEntity, { organizationId: this.tx.organizationId, id });
    return affected === 1;
  }
}
