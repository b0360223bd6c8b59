import type { EntityManager } from 'typeorm';

/**
 * A transaction in which Postgres shows and takes the rows of one organisation only. Repositories are built on it
 * (`new InvoiceRepository(tx)`) and die with it; there is no other way to reach a tenant table.
 */
export class OrganisationTransaction {
  constructor(
    readonly organizationId: string,
    readonly manager: EntityManager,
  ) {}
}
