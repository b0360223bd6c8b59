import { Injectable } from '@nestjs/common';
import { ExportSource, jsonEntry, pagesOf, type ExportEntry } from '@onefacture/accounts';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { safeFilename } from '@onefacture/formats';
import { presentContents, presentReceived } from '../received/present-received.js';
import { ReceivedInvoiceRepository } from '../received/received-invoice.repository.js';
import { ReceivedTimelineService } from '../received/received-timeline.service.js';
import { ReceivedVault } from '../received/received-vault.js';
import { asFarAsReadable } from './as-far-as-readable.js';
import { countRows } from './count-rows.js';

const PAGE = 100;
const EXTENSIONS: Readonly<Record<string, string>> = { 'application/xml': 'xml', 'application/pdf': 'pdf' };

/** Every received invoice: as the API shows it, its timeline, and its file byte for byte. */
@Injectable()
export class ReceivedExport extends ExportSource {
  constructor(
    private readonly database: Database,
    private readonly timeline: ReceivedTimelineService,
    private readonly vault: ReceivedVault,
  ) {
    super();
  }

  override async size(organizationId: string): Promise<number> {
    return this.database.inOrganisation(organizationId, (tx) => countRows(tx, 'received_invoices'));
  }

  override async *entries(organizationId: string): AsyncIterable<ExportEntry> {
    const pages = pagesOf(PAGE, (limit, before) =>
      this.database.inOrganisation(organizationId, (tx) => new ReceivedInvoiceRepository(tx).list({ limit, before })),
    );
    for await (const page of pages) {
      for (const { id } of page) {
        yield* await this.database.inOrganisation(organizationId, (tx) => asFarAsReadable(id, this.#files(tx, id)));
      }
    }
  }

  async #files(tx: OrganisationTransaction, id: string): Promise<ExportEntry[]> {
    const entity = await new ReceivedInvoiceRepository(tx).get(id);
    const contents = await this.vault.contents(tx, id);
    const report = await this.vault.report(tx, id);
    const folder = `received-invoices/${safeFilename(entity.number ?? undefined, id)}`;
    const shown = { ...presentReceived(entity), ...presentContents(entity, contents, report) };
    const file = await this.vault.file(tx, id);
    const name = safeFilename('original', EXTENSIONS[entity.mediaType ?? ''] ?? 'bin');
    return [
      jsonEntry(`${folder}/invoice.json`, shown, { counts: { received_invoices: 1 }, done: 1 }),
      jsonEntry(`${folder}/timeline.json`, await this.timeline.read(tx, id)),
      ...(file === undefined ? [] : [{ path: `${folder}/${name}`, bytes: file, counts: { documents: 1 } }]),
    ];
  }
}
