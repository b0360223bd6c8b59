import { Injectable } from '@nestjs/common';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { enqueue } from '@onefacture/queue';
import { uuidv7 } from 'uuidv7';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import type { DataExport } from './data-export.js';
import { DataExportRepository } from './data-export.repository.js';
import { ExportVault } from './export-vault.js';

/** An export with its file, part by part. */
export interface OpenExport {
  readonly dataExport: DataExport;
  readonly parts: AsyncIterable<Uint8Array>;
}

/** Exports of all that an organisation has, as it asks for them and gets them. */
@Injectable()
export class DataExports {
  constructor(
    private readonly database: Database,
    private readonly vault: ExportVault,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks for an export in the caller's transaction; a worker makes it.
   * @param actor who asks, as in the audit trail
   * @throws AppError data.export_running while another is being made
   */
  async request(tx: OrganisationTransaction, actor: string): Promise<DataExport> {
    const id = uuidv7();
    const rows = new DataExportRepository(tx);
    if (!(await rows.insert(id, actor, this.clock.now()))) throw new AppError('data.export_running');
    await enqueue(tx, { queue: 'export-data', id, attempt: 0 });
    return rows.get(id);
  }

  /**
   * As `request`, for the operator: also for an organisation that was erased, of which something is kept.
   * @throws AppError request.not_found when there is no such organisation, data.export_running
   */
  async requestFor(organizationId: string, actor: string): Promise<DataExport> {
    return this.database.inOrganisation(organizationId, async (tx) => {
      await new OrganisationRepository(tx).get();
      return this.request(tx, actor);
    });
  }

  /** Newest first; `before` is the id of the last one already seen. */
  async list(organizationId: string, limit: number, before?: string): Promise<DataExport[]> {
    return this.database.inOrganisation(organizationId, (tx) => new DataExportRepository(tx).list(limit, before));
  }

  /** @throws AppError request.not_found */
  async get(organizationId: string, id: string): Promise<DataExport> {
    return this.database.inOrganisation(organizationId, (tx) => new DataExportRepository(tx).get(id));
  }

  /**
   * Opens the file of an export. The first part is read at once, so that what can go wrong does so before bytes are
   * given; no connection is held between parts.
   * @throws AppError request.not_found, data.export_not_ready, data.export_expired, key.unavailable
   */
  async open(organizationId: string, id: string, actor: string): Promise<OpenExport> {
    const { dataExport, first } = await this.database.inOrganisation(organizationId, async (tx) => {
      const found = await new DataExportRepository(tx).get(id);
      const isOver = found.expiresAt !== null && found.expiresAt <= this.clock.now();
      if (found.state === 'expired' || isOver) throw new AppError('data.export_expired');
      if (found.state !== 'ready') throw new AppError('data.export_not_ready');
      await recordAudit(tx, { actor, action: 'data.export_downloaded', subjectType: 'data_export', subjectId: id });
      return { dataExport: found, first: await this.vault.open(tx, id, 0) };
    });
    return { dataExport, parts: this.#parts(organizationId, dataExport, first) };
  }

  async *#parts(organizationId: string, { id, chunks }: DataExport, first: Uint8Array): AsyncIterable<Uint8Array> {
    yield first;
    for (let number = 1; number < chunks; number += 1) {
      yield await this.database.inOrganisation(organizationId, (tx) => this.vault.open(tx, id, number));
    }
  }
}
