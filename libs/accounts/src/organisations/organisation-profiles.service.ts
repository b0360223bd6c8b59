import { Injectable } from '@nestjs/common';
import { Database, inTwin, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { OrganisationRepository } from './organisation.repository.js';
import type { ChangedOrganisation, OrganisationSettings } from './organisation-settings.js';
import type { Organisation } from './organisation.js';

/** An organisation with what it has settled. */
export interface OrganisationProfile {
  readonly organisation: Organisation;
  readonly settings: OrganisationSettings;
}

/** What an organisation is called and has settled for its companies. */
@Injectable()
export class OrganisationProfiles {
  constructor(private readonly database: Database) {}

  /** @throws AppError `request.not_found` */
  async get(organizationId: string): Promise<OrganisationProfile> {
    return this.database.inOrganisation(organizationId, profileOf);
  }

  /**
   * Changes what is named; of a live organisation its test half too, so that both make the same documents.
   * @throws AppError `request.not_found`
   */
  async change(organizationId: string, change: ChangedOrganisation, actor: string): Promise<OrganisationProfile> {
    return this.database.inOrganisation(organizationId, async (tx) => {
      const { mode, twinId } = await new OrganisationRepository(tx).get();
      await apply(tx, change, actor);
      if (mode === 'live' && twinId !== undefined) await inTwin(tx, twinId, (twin) => apply(twin, change, actor));
      return profileOf(tx);
    });
  }
}

async function profileOf(tx: OrganisationTransaction): Promise<OrganisationProfile> {
  const repository = new OrganisationRepository(tx);
  return { organisation: await repository.get(), settings: await repository.settings() };
}

async function apply(tx: OrganisationTransaction, change: ChangedOrganisation, actor: string): Promise<void> {
  await new OrganisationRepository(tx).change(change);
  await recordAudit(tx, {
    actor,
    action: 'organization.update',
    subjectType: 'organization',
    subjectId: tx.organizationId,
  });
}
