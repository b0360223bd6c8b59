import { Injectable } from '@nestjs/common';
import { ExportSource, jsonEntry, pagesOf, type ExportEntry } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { safeFilename } from '@onefacture/formats';
import { DocumentVault } from '../documents/document-vault.js';
import { InvoiceModel } from '../invoices/invoice-model.js';
import { InvoiceRepository } from '../invoices/invoice.repository.js';
import { presentStoredInvoice } from '../invoices/present-invoice.js';
import { LogoRepository } from '../logos/logo.repository.js';
import { TimelineService } from '../timeline/timeline.service.js';
import { asFarAsReadable } from './as-far-as-readable.js';
import { countRows } from './count-rows.js';

const PAGE = 100;

/**
 * Every invoice: as the API shows it, its timeline, and its documents with those that were replaced; and the logo that
 * documents carry.
 */
@Injectable()
export class InvoicesExport extends ExportSource {
  constructor(
    private readonly database: Database,
    private readonly model: InvoiceModel,
    private readonly timeline: TimelineService,
    private readonly vault: DocumentVault,
  ) {
    super();
  }

  override async size(organizationId: string): Promise<number> {
    return this.database.inOrganisation(organizationId, (tx) => countRows(tx, 'invoices'));
  }

  override async *entries(organizationId: string): AsyncIterable<ExportEntry> {
    const logo = await this.database.inOrganisation(organizationId, (tx) => new LogoRepository(tx).find());
    if (logo) yield { path: `logo.${logo.media_type.slice('image/'.length)}`, bytes: logo.bytes };
    const pages = pagesOf(PAGE, (limit, before) =>
      this.database.inOrganisation(organizationId, (tx) => new InvoiceRepository(tx).list({ limit, before })),
    );
    for await (const page of pages) {
      for (const { id } of page) {
        yield* await this.database.inOrganisation(organizationId, (tx) => asFarAsReadable(id, this.#files(tx, id)));
      }
    }
  }

  async #files(tx: OrganisationTransaction, id: string): Promise<ExportEntry[]> {
    const entity = await new InvoiceRepository(tx).get(id);
    const shown = presentStoredInvoice({ entity, invoice: await this.model.open(entity) });
    const folder = `invoices/${safeFilename(entity.number, id)}`;
    return [
      jsonEntry(`${folder}/invoice.json`, shown, { counts: { invoices: 1 }, done: 1 }),
      jsonEntry(`${folder}/timeline.json`, await this.timeline.read(tx, id)),
      ...(await this.#documents(tx, id, folder)),
    ];
  }

  async #documents(tx: OrganisationTransaction, id: string, folder: string): Promise<ExportEntry[]> {
    const kept = await this.vault.all(tx, id);
    const entries = kept.map(({ kind, filename, bytes }): ExportEntry => ({
      path: `${folder}/${kind}/${filename}`,
      bytes,
      counts: { documents: 1 },
    }));
    for (const { sha256 } of await this.vault.former(tx, id)) {
      const former = await this.vault.findFormer(tx, id, sha256);
      const path = `${folder}/former/${sha256}/${former?.filename ?? ''}`;
      if (former && entries.every((entry) => entry.path !== path)) {
        entries.push({ path, bytes: former.bytes, counts: { former_documents: 1 } });
      }
    }
    return entries;
  }
}
