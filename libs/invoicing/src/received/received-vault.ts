import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { documentFromText, documentToText, type InvoiceDocument } from '@onefacture/invoice';
import { Envelope } from '@onefacture/security';
import { z } from 'zod';
import { ReceivedInvoiceRepository, type SealedColumn } from './received-invoice.repository.js';

/** A file that came inside a received invoice: beside it in its PDF, or embedded in it (BT-125). */
export interface ReceivedAttachment {
  /** From 1, in the order of the document. */
  readonly position: number;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
  /** What it is, as the document says (BT-122, BT-123, or the PDF's description). */
  readonly description: string | null;
}

/** What a received file says: its invoice, and the files inside it. */
export interface ReceivedContents {
  readonly document: InvoiceDocument;
  readonly attachments: readonly ReceivedAttachment[];
}

const Contents = z.object({
  document: z.string(),
  attachments: z.array(
    z.object({
      position: z.number(),
      name: z.string(),
      media_type: z.string(),
      size: z.number(),
      description: z.string().nullable(),
    }),
  ),
});

const place = (organizationId: string, id: string, column: SealedColumn) => ({
  organization_id: organizationId,
  row: id,
  column: `received_invoices.${column}`,
});

/** Seals and opens what is kept of a received invoice. */
@Injectable()
export class ReceivedVault {
  constructor(private readonly envelope: Envelope) {}

  async sealFile(organizationId: string, id: string, bytes: Uint8Array): Promise<Buffer> {
    return Buffer.from(await this.envelope.seal(bytes, place(organizationId, id, 'original')));
  }

  async sealContents(organizationId: string, id: string, contents: ReceivedContents): Promise<Buffer> {
    const text = JSON.stringify({ ...contents, document: documentToText(contents.document) });
    return Buffer.from(await this.envelope.sealText(text, place(organizationId, id, 'model')));
  }

  async sealReport(organizationId: string, id: string, report: object): Promise<Buffer> {
    return Buffer.from(await this.envelope.sealText(JSON.stringify(report), place(organizationId, id, 'report')));
  }

  /** The file as it came; undefined while it is not there. @throws AppError request.not_found */
  async file(tx: OrganisationTransaction, id: string): Promise<Uint8Array | undefined> {
    const sealed = await new ReceivedInvoiceRepository(tx).sealed(id, 'original');
    return sealed === null ? undefined : this.envelope.open(sealed, place(tx.organizationId, id, 'original'));
  }

  /** What it says; undefined for a file that cannot be read. @throws AppError request.not_found */
  async contents(tx: OrganisationTransaction, id: string): Promise<ReceivedContents | undefined> {
    const text = await this.text(tx, id, 'model');
    if (text === undefined) return undefined;
    const { document, attachments } = Contents.parse(JSON.parse(text));
    return { document: documentFromText(document), attachments };
  }

  /** The report on it, as it was made; undefined for a file that could not be opened. @throws AppError request.not_found */
  async report(tx: OrganisationTransaction, id: string): Promise<string | undefined> {
    return this.text(tx, id, 'report');
  }

  private async text(tx: OrganisationTransaction, id: string, column: SealedColumn): Promise<string | undefined> {
    const sealed = await new ReceivedInvoiceRepository(tx).sealed(id, column);
    return sealed === null ? undefined : this.envelope.openText(sealed, place(tx.organizationId, id, column));
  }
}
