import type { OrganisationTransaction } from '@onefacture/database';
import { IsNull } from 'typeorm';
import { isRunning } from '../subscriptions/grace.js';
import { LicenceEntity } from './licence.entity.js';

/** Licences of the transaction's organisation. */
export class LicenceRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Features that licences give now. */
  async featuresInForce(now: Date): Promise<string[]> {
    const rows = await this.rows.findBy({ organizationId: this.tx.organizationId, revokedAt: IsNull() });
    return rows
      .filter(({ expiresAt }) => expiresAt === null || isRunning(expiresAt, now))
      .map(({ feature }) => feature);
  }

  private get rows() {
    return this.tx.manager.getRepository(LicenceEntity);
  }
}
