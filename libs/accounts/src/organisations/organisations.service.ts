import { Injectable, Optional } from '@nestjs/common';
import { Database, recordAudit, SystemFunctions } from '@onefacture/database';
import type { OrganisationListRow, OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { addCompany } from '../companies/companies.service.js';
import { connectSandbox } from '../sandbox/sandbox-connection.js';
import { OrganisationOpening } from './organisation-opening.js';
import { OrganisationRepository } from './organisation.repository.js';
import type { NewOrganisation, OpenedOrganisation, Organisation, OrganisationMode } from './organisation.js';

/** The tenants. */
@Injectable()
export class Organisations {
  constructor(
    private readonly database: Database,
    private readonly system: SystemFunctions,
    private readonly clock: Clock,
    @Optional() private readonly opening?: OrganisationOpening,
  ) {}

  /**
   * Makes an organisation, and its first company when a SIREN is given.
   * @param actor who asks, as in the audit trail
   * @throws AppError `request.invalid` for a bad SIREN
   */
  async create(organisation: NewOrganisation, actor: string): Promise<Organisation> {
    const at = this.clock.now();
    return this.database.inOrganisation(uuidv7(), (tx) => addOrganisation(tx, organisation, actor, at, this.opening));
  }

  /** @throws AppError `request.not_found` */
  async get(organizationId: string): Promise<Organisation> {
    return this.database.inOrganisation(organizationId, (tx) => new OrganisationRepository(tx).get());
  }

  /** All organisations, newest first, for the operator; `before` is the id of the last one already seen. */
  async list(limit: number, before?: string): Promise<OrganisationListRow[]> {
    return this.system.listOrganisations(limit, before);
  }

  /** Its mode; undefined when there is no such organisation. */
  async modeOf(organizationId: string): Promise<OrganisationMode | undefined> {
    return (await this.system.findOrganisation(organizationId))?.mode;
  }
}

/**
 * Makes the organisation that the transaction was opened for. A test one is connected to the sandbox platform; what
 * else comes with a live one is made by `opening`.
 * @param at the time of day
 */
export async function addOrganisation(
  tx: OrganisationTransaction,
  { siren, ...given }: OpenedOrganisation,
  actor: string,
  at: Date,
  opening?: OrganisationOpening,
): Promise<Organisation> {
  const made = await new OrganisationRepository(tx).insert(given, at);
  if (made.mode === 'test') await connectSandbox(tx);
  if (siren !== undefined) await addCompany(tx, { siren, name: made.name }, actor, at);
  if (made.mode === 'live') await opening?.open(tx, made);
  await recordAudit(tx, {
    actor,
    action: 'organization.create',
    subjectType: 'organization',
    subjectId: made.id,
    details: { mode: made.mode },
  });
  return made;
}
