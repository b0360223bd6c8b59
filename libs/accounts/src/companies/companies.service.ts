import { Injectable } from '@nestjs/common';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { isSiren } from '@onefacture/invoice';
import { uuidv7 } from 'uuidv7';
import type { OrganisationMode } from '../organisations/organisation.js';
import { CompanyRepository } from './company.repository.js';
import type { ChangedCompany, Company, NewCompany, SellerFacts } from './company.js';

/** The sellers an organisation invoices for. Reached through `inOrganisation`, or a transaction at hand. */
@Injectable()
export class Companies {
  constructor(private readonly database: Database) {}

  /** @throws AppError `request.not_found` */
  async get(organizationId: string, id: string): Promise<Company> {
    return this.database.inOrganisation(organizationId, (tx) => getCompany(tx, id));
  }

  /** Newest first; `before` is the id of the last one already seen. */
  async list(organizationId: string, limit: number, before?: string): Promise<Company[]> {
    return this.database.inOrganisation(organizationId, (tx) => new CompanyRepository(tx).list(limit, before));
  }

  /** Replaces name and settings; the SIREN is fixed. @throws AppError `request.not_found` */
  async update(organizationId: string, id: string, change: ChangedCompany, actor: string): Promise<Company> {
    return this.database.inOrganisation(organizationId, async (tx) => {
      const { siren, createdAt } = await getCompany(tx, id);
      const company = companyOf(id, { siren, ...change }, createdAt);
      await new CompanyRepository(tx).update(company);
      await recordAudit(tx, { actor, action: 'company.update', subjectType: 'company', subjectId: id });
      return company;
    });
  }
}

/**
 * Registers a company in the caller's transaction.
 * @param actor who asks, as in the audit trail
 * @param at the time of day
 * @throws AppError `request.invalid` for a bad SIREN, `company.duplicate_siren` when it is there already
 */
export async function addCompany(
  tx: OrganisationTransaction,
  given: NewCompany,
  actor: string,
  at: Date,
): Promise<Company> {
  if (!isSiren(given.siren)) {
    throw new AppError('request.invalid', {
      errors: [{ field: 'siren', code: 'INVALID', message: 'must be nine digits with a valid check digit' }],
    });
  }
  const company = companyOf(uuidv7(), given, at);
  if (!(await new CompanyRepository(tx).insert(company))) throw new AppError('company.duplicate_siren');
  await recordAudit(tx, { actor, action: 'company.create', subjectType: 'company', subjectId: company.id });
  return company;
}

/**
 * The company behind an invoice's seller, its settings completed by those of the organisation. In test it is made on first use; in live it must be registered.
 * @param at the time of day
 * @throws AppError `invoice.seller_not_ours`
 */
export async function resolveSeller(
  tx: OrganisationTransaction,
  mode: OrganisationMode,
  seller: SellerFacts,
  at: Date,
): Promise<Company> {
  const repository = new CompanyRepository(tx);
  const known = await repository.findSeller(seller.siren);
  if (known) return known;
  if (mode === 'live') {
    throw new AppError('invoice.seller_not_ours', {
      detail: `SIREN ${seller.siren} is not a company of this organisation; register it with POST /v1/companies.`,
    });
  }
  const company = companyOf(uuidv7(), { siren: seller.siren, name: seller.name }, at);
  // Another transaction may have made it in between; the insert waited for its commit.
  await repository.insert(company);
  return (await repository.findSeller(seller.siren)) ?? company;
}

/** Whether a SIREN is that of a company of the organisation. */
export async function isOwnCompany(tx: OrganisationTransaction, siren: string): Promise<boolean> {
  return (await new CompanyRepository(tx).findBySiren(siren)) !== undefined;
}

function companyOf(id: string, settings: NewCompany, createdAt: Date): Company {
  return { id, siren: settings.siren, name: settings.name, settings, createdAt };
}

async function getCompany(tx: OrganisationTransaction, id: string): Promise<Company> {
  const company = await new CompanyRepository(tx).find(id);
  if (!company) throw new AppError('request.not_found', { detail: 'There is no company with this id.' });
  return company;
}
