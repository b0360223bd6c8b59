import type { OrganisationTransaction } from '@onefacture/database';
import type { Address, ElectronicAddress } from '@onefacture/invoice';
import { CompanyRepository } from '../companies/company.repository.js';
import { OrganisationRepository } from './organisation.repository.js';
import { completedByOrganisation } from './organisation-settings.js';

/** An organisation as a buyer of ours: what is known of the company it is. */
export interface OrganisationIdentity {
  readonly name: string;
  readonly siren?: string | undefined;
  readonly vat_number?: string | undefined;
  readonly address?: Address | undefined;
  readonly electronic_address?: ElectronicAddress | undefined;
}

/**
 * Who the organisation of the transaction is: its own settings, completed by those of the company that stands for it,
 * which is the one with its SIREN, else the oldest.
 */
export async function identityOf(tx: OrganisationTransaction): Promise<OrganisationIdentity> {
  const organisations = new OrganisationRepository(tx);
  const companies = new CompanyRepository(tx);
  const { name } = await organisations.get();
  const settings = await organisations.settings();
  const own = settings.siren === undefined ? undefined : await companies.findBySiren(settings.siren);
  const company = own ?? (settings.siren === undefined ? await companies.oldest() : undefined);
  if (company === undefined) return { ...whoOf(settings), name };
  return {
    ...whoOf(completedByOrganisation(company.settings, { ...settings, siren: company.siren })),
    name: company.name,
  };
}

function whoOf({ siren, vat_number, address, electronic_address }: Omit<OrganisationIdentity, 'name'>) {
  return { siren, vat_number, address, electronic_address };
}
