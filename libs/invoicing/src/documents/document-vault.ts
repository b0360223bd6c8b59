import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { Envelope } from '@onefacture/security';
import type { DocumentEntity } from './document.entity.js';
import { DocumentRepository, type FormerDocument } from './document.repository.js';
import { PROGRAM } from './program.js';

/** Kinds of document whose bytes are kept. */
export const KEPT_KINDS = ['cii', 'ubl', 'facturx'] as const;
/** One of them. */
export type KeptKind = (typeof KEPT_KINDS)[number];

/** A document whose bytes are to be kept. */
export interface NewDocument {
  readonly kind: KeptKind;
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/** A document that was kept, in the clear. */
export interface KeptDocument extends NewDocument {
  readonly mediaType: string;
  /** Lower-case hex of the bytes. */
  readonly sha256: string;
}

/** What a kind is sent as. */
export const MEDIA_TYPES = { cii: 'application/xml', ubl: 'application/xml', facturx: 'application/pdf' } as const;

const place = (organizationId: string, invoiceId: string, kind: string) => ({
  organization_id: organizationId,
  row: invoiceId,
  column: `documents.${kind}`,
});

/** Keeps the bytes of documents sealed, and gives these bytes for as long as the invoice is there. */
@Injectable()
export class DocumentVault {
  constructor(
    private readonly envelope: Envelope,
    private readonly clock: Clock,
  ) {}

  /** Keeps documents; bytes of a kind that were kept before stay. @returns what of the invoice is kept now */
  async keep(
    tx: OrganisationTransaction,
    invoiceId: string,
    documents: readonly NewDocument[],
    before: readonly KeptDocument[] = [],
  ): Promise<KeptDocument[]> {
    const frozenAt = this.clock.now();
    const made = documents.map((one) => ({ ...one, mediaType: MEDIA_TYPES[one.kind], sha256: sha256Of(one.bytes) }));
    const rows = await Promise.all(
      made.map(async (one) => ({
        ...{ ...one, invoiceId, size: one.bytes.length, programVersion: PROGRAM, frozenAt },
        bytes: Buffer.from(await this.envelope.seal(one.bytes, place(tx.organizationId, invoiceId, one.kind))),
      })),
    );
    const added = await new DocumentRepository(tx).freeze(rows);
    return added === made.length ? [...before, ...made] : this.all(tx, invoiceId);
  }

  async find(tx: OrganisationTransaction, invoiceId: string, kind: KeptKind): Promise<KeptDocument | undefined> {
    const row = await new DocumentRepository(tx).find(invoiceId, kind);
    return row ? this.open(row, kind) : undefined;
  }

  /** All that is kept of an invoice. */
  async all(tx: OrganisationTransaction, invoiceId: string): Promise<KeptDocument[]> {
    const rows = await new DocumentRepository(tx).list(invoiceId);
    const opened = KEPT_KINDS.flatMap((kind) =>
      rows.filter((row) => row.kind === kind).map((row) => this.open(row, kind)),
    );
    return Promise.all(opened);
  }

  /** Lets go of the documents of a DRAFT that changes; the database keeps those of an invoice that was sent. */
  async drop(tx: OrganisationTransaction, invoiceId: string): Promise<void> {
    await new DocumentRepository(tx).deleteAll(invoiceId);
  }

  /** Makes room for documents of an invoice that is sent again with other words; what they were is kept, sealed. */
  async replace(tx: OrganisationTransaction, invoiceId: string): Promise<void> {
    const documents = new DocumentRepository(tx);
    await documents.keepFormer(invoiceId, this.clock.now());
    await documents.deleteAll(invoiceId);
  }

  /** What was replaced, the newest first. */
  async former(tx: OrganisationTransaction, invoiceId: string): Promise<FormerDocument[]> {
    return new DocumentRepository(tx).listFormer(invoiceId);
  }

  /** One that was replaced, in the clear. @param sha256 lower-case hex of its bytes */
  async findFormer(tx: OrganisationTransaction, invoiceId: string, sha256: string): Promise<KeptDocument | undefined> {
    const row = await new DocumentRepository(tx).findFormer(invoiceId, sha256);
    if (row === undefined) return undefined;
    const bytes = await this.envelope.open(row.bytes, place(tx.organizationId, invoiceId, row.kind));
    return { kind: row.kind, mediaType: row.media_type, filename: row.filename, sha256, bytes };
  }

  private async open(row: DocumentEntity, kind: KeptKind): Promise<KeptDocument> {
    const { organizationId, invoiceId, mediaType, filename, sha256 } = row;
    const bytes = await this.envelope.open(row.bytes, place(organizationId, invoiceId, kind));
    return { kind, mediaType, filename, sha256, bytes };
  }
}

/** Lower-case hex. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
