import type { OrganisationTransaction } from '@onefacture/database';
import { companySettingsSchema } from '@onefacture/invoice';
import { LessThan } from 'typeorm';
import { completedByOrganisation, OrganisationSettings } from '../organisations/organisation-settings.js';
import { CompanyEntity } from './company.entity.js';
import type { Company } from './company.js';

/** The companies of one organisation. */
export class CompanyRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Adds a company. @returns false when the SIREN is already there */
  async insert(company: Company): Promise<boolean> {
    const added: unknown = await this.tx.manager.query(
      `INSERT INTO companies (organization_id, id, siren, name, settings, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
      [
        this.tx.organizationId,
        company.id,
        company.siren,
        company.name,
        JSON.stringify(company.settings),
        company.createdAt,
      ],
    );
    return Array.isArray(added) && added.length > 0;
  }

  async find(id: string): Promise<Company | undefined> {
    const row = await this.rows.findOneBy({ id });
    return row ? toCompany(row) : undefined;
  }

  /** Without TypeORM's query builder, which costs more than the statement. */
  async findBySiren(siren: string): Promise<Company | undefined> {
    const [row] = await this.tx.manager.query<Omit<CompanyEntity, 'organizationId'>[]>(
      `SELECT id, siren, name, settings, created_at AS "createdAt" FROM companies WHERE organization_id = $1 AND siren = $2`,
      [this.tx.organizationId, siren],
    );
    return row ? toCompany(row) : undefined;
  }

  /** As findBySiren, with the settings completed by those of the organisation. */
  async findSeller(siren: string): Promise<Company | undefined> {
    const [row] = await this.tx.manager.query<(Omit<CompanyEntity, 'organizationId'> & { defaults: object })[]>(
      `SELECT c.id, c.siren, c.name, c.settings, c.created_at AS "createdAt", o.settings AS defaults
         FROM companies c JOIN organizations o ON o.id = c.organization_id
         WHERE c.organization_id = $1 AND c.siren = $2`,
      [this.tx.organizationId, siren],
    );
    if (!row) return undefined;
    const company = toCompany(row);
    if (Object.keys(row.defaults).length === 0) return company;
    return {
      ...company,
      settings: completedByOrganisation(company.settings, OrganisationSettings.parse(row.defaults)),
    };
  }

  /** Newest first; `before` is the id of the last one already seen. */
  async list(limit: number, before?: string): Promise<Company[]> {
    const where = before === undefined ? {} : { id: LessThan(before) };
    return (await this.rows.find({ where, order: { id: 'DESC' }, take: limit })).map(toCompany);
  }

  /** The one it began with. */
  async oldest(): Promise<Company | undefined> {
    const [row] = await this.rows.find({ order: { id: 'ASC' }, take: 1 });
    return row ? toCompany(row) : undefined;
  }

  async update(company: Pick<Company, 'id' | 'name' | 'settings'>): Promise<void> {
    await this.tx.manager.query('UPDATE companies SET name = $2, settings = $3 WHERE id = $1', [
      company.id,
      company.name,
      JSON.stringify(company.settings),
    ]);
  }

  private get rows() {
    return this.tx.manager.getRepository(CompanyEntity);
  }
}

function toCompany({ id, siren, name, settings, createdAt }: Omit<CompanyEntity, 'organizationId'>): Company {
  return { id, siren, name, settings: companySettingsSchema.parse(settings), createdAt };
}
