import type { OrganisationTransaction } from '@onefacture/database';
import { IsNull } from 'typeorm';
import { isRunning } from '../subscriptions/grace.js';
import { LicenceEntity } from './licence.entity.js';

/** Licences of the transaction's organisation. */
export class LicenceRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Features that licences give now. */
  async featuresInForce(now: Date): Promise<string[]> {
    const rows = await this.given();
    return rows
      .filter(({ expiresAt }) => expiresAt === null || isRunning(expiresAt, now))
      .map(({ feature }) => feature);
  }

  /** Those not taken back, by feature; one whose time is over is still among them. */
  async given(): Promise<LicenceEntity[]> {
    return this.rows.find({
      where: { organizationId: this.tx.organizationId, revokedAt: IsNull() },
      order: { feature: 'ASC' },
    });
  }

  async add(licence: Omit<LicenceEntity, 'organizationId'>): Promise<void> {
    await this.rows.insert({ ...licence, organizationId: this.tx.organizationId });
  }

  async revoke(id: string, at: Date): Promise<void> {
    await this.rows.update({ organizationId: this.tx.organizationId, id }, { revokedAt: at });
  }

  private get rows() {
    return this.tx.manager.getRepository(LicenceEntity);
  }
}
