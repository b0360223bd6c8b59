import { Injectable } from '@nestjs/common';
import { Database, recordAudit, SystemFunctions } from '@onefacture/database';
import { uuidv7 } from 'uuidv7';
import { addCompany } from '../companies/companies.service.js';
import { OrganisationRepository } from './organisation.repository.js';
import type { NewOrganisation, Organisation, OrganisationMode } from './organisation.js';

/** The tenants. */
@Injectable()
export class Organisations {
  constructor(
    private readonly database: Database,
    private readonly system: SystemFunctions,
  ) {}

  /**
   * Makes an organisation, and its first company when a SIREN is given.
   * @param actor who asks, as in the audit trail
   * @throws AppError `request.invalid` for a bad SIREN
   */
  async create({ siren, ...organisation }: NewOrganisation, actor: string): Promise<Organisation> {
    return this.database.inOrganisation(uuidv7(), async (tx) => {
      const made = await new OrganisationRepository(tx).insert(organisation, new Date());
      await recordAudit(tx, {
        actor,
        action: 'organization.create',
        subjectType: 'organization',
        subjectId: made.id,
        details: { mode: made.mode },
      });
      if (siren !== undefined) await addCompany(tx, { siren, name: made.name, settings: {} }, actor);
      return made;
    });
  }

  /** @throws AppError `request.not_found` */
  async get(organizationId: string): Promise<Organisation> {
    return this.database.inOrganisation(organizationId, (tx) => new OrganisationRepository(tx).get());
  }

  /** Its mode; undefined when there is no such organisation. */
  async modeOf(organizationId: string): Promise<OrganisationMode | undefined> {
    return (await this.system.findOrganisation(organizationId))?.mode;
  }
}
