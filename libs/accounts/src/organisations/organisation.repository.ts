import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { OrganisationEntity } from './organisation.entity.js';
import { OrganisationSettings, type ChangedOrganisation } from './organisation-settings.js';
import { JURISDICTIONS, type OpenedOrganisation, type Organisation } from './organisation.js';

/** The organisation of the transaction; no other can be seen. */
export class OrganisationRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert({ twinId, ...organisation }: Omit<OpenedOrganisation, 'siren'>, at: Date): Promise<Organisation> {
    const row = this.rows.create({
      id: this.tx.organizationId,
      ...organisation,
      settings: {},
      checkInMails: true,
      twinId: twinId ?? null,
      createdAt: at,
      lastUsedAt: at,
    });
    await this.rows.insert(row);
    return toOrganisation(row);
  }

  /** @throws AppError `request.not_found` when the organisation was removed meanwhile */
  async get(): Promise<Organisation> {
    const row = await this.rows.findOneBy({ id: this.tx.organizationId });
    if (!row) throw new AppError('request.not_found', { detail: 'This organisation does not exist.' });
    return toOrganisation(row);
  }

  /** @throws AppError `data.organization_erased` when it was */
  async refuseErased(): Promise<void> {
    const rows = await this.tx.manager.query<unknown[]>(
      'SELECT 1 FROM organizations WHERE id = $1 AND erased_at IS NOT NULL',
      [this.tx.organizationId],
    );
    if (rows.length > 0) throw new AppError('data.organization_erased');
  }

  /** What it has settled for its companies. */
  async settings(): Promise<OrganisationSettings> {
    const row = await this.rows.findOneBy({ id: this.tx.organizationId });
    return OrganisationSettings.parse(row?.settings ?? {});
  }

  /** Changes what is named. */
  async change({ name, settings, check_in_mails: checkInMails }: ChangedOrganisation): Promise<void> {
    await this.rows.update(
      { id: this.tx.organizationId },
      {
        ...(name === undefined ? {} : { name }),
        ...(settings === undefined ? {} : { settings }),
        ...(checkInMails === undefined ? {} : { checkInMails }),
      },
    );
  }

  /** Keeps a test organisation from being purged as idle. */
  async touch(at: Date): Promise<void> {
    await this.rows.update({ id: this.tx.organizationId }, { lastUsedAt: at });
  }

  private get rows() {
    return this.tx.manager.getRepository(OrganisationEntity);
  }
}

function toOrganisation(row: OrganisationEntity): Organisation {
  const jurisdiction = JURISDICTIONS.find((known) => known === row.jurisdiction);
  if (!jurisdiction) throw new AppError('service.internal', { cause: `unknown jurisdiction ${row.jurisdiction}` });
  return {
    id: row.id,
    name: row.name,
    mode: row.mode,
    jurisdiction,
    ...(row.twinId === null ? {} : { twinId: row.twinId }),
    checkInMails: row.checkInMails,
    createdAt: row.createdAt,
  };
}
