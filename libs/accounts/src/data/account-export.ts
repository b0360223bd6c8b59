import { Injectable } from '@nestjs/common';
import { Database, peopleOf, readAudit } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { ApiKeyRepository } from '../api-keys/api-key.repository.js';
import { presentKey } from '../api-keys/api-key.js';
import { CompanyRepository } from '../companies/company.repository.js';
import { InvitationRepository } from '../invitations/invitation.repository.js';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import { ExportSource, jsonEntry, pagedEntries, type ExportEntry } from './export-source.js';

/** The organisation itself: its settings, companies, people, keys without their secrets, and the audit trail. */
@Injectable()
export class AccountExport extends ExportSource {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async *entries(organizationId: string): AsyncIterable<ExportEntry> {
    yield* await this.#small(organizationId);
    yield* pagedEntries(
      'companies',
      (limit, after) => this.#in(organizationId, (tx) => new CompanyRepository(tx).list(limit, after)),
      ({ id, name, settings, createdAt }) => ({ id, name, ...settings, created_at: createdAt.toISOString() }),
    );
    yield* pagedEntries(
      'api_keys',
      (limit, after) => this.#in(organizationId, (tx) => new ApiKeyRepository(tx).list(limit, after)),
      presentKey,
    );
    yield* pagedEntries(
      'audit_entries',
      (limit, after) => this.#in(organizationId, (tx) => readAudit(tx, limit, after)),
      ({ at, ...entry }) => ({ ...entry, at: at.toISOString() }),
    );
  }

  /** People belong to the live half of a pair. */
  async #small(organizationId: string): Promise<ExportEntry[]> {
    return this.#in(organizationId, async (tx) => {
      const repository = new OrganisationRepository(tx);
      const { createdAt, twinId, ...organisation } = await repository.get();
      const members = organisation.mode === 'test' ? [] : await peopleOf(tx);
      const invitations = await new InvitationRepository(tx).listOpen(this.clock.now());
      return [
        jsonEntry('organization.json', {
          ...organisation,
          twin_id: twinId ?? null,
          settings: await repository.settings(),
          created_at: createdAt.toISOString(),
        }),
        jsonEntry(
          'members.json',
          members.map(({ joined_at, ...person }) => ({ ...person, joined_at: joined_at.toISOString() })),
          { counts: { members: members.length } },
        ),
        jsonEntry(
          'invitations.json',
          invitations.map(({ id, email, role, language, createdAt: at, expiresAt }) => ({
            ...{ id, email, role, language },
            created_at: at.toISOString(),
            expires_at: expiresAt.toISOString(),
          })),
          { counts: { invitations: invitations.length } },
        ),
      ];
    });
  }

  #in: Database['inOrganisation'] = (organizationId, work) => this.database.inOrganisation(organizationId, work);
}
