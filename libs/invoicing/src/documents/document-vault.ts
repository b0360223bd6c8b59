import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { Envelope } from '@onefacture/security';
import { DocumentRepository } from './document.repository.js';
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

  /** Keeps documents; bytes of a kind that were kept before stay. */
  async keep(tx: OrganisationTransaction, invoiceId: string, documents: readonly NewDocument[]): Promise<void> {
    const frozenAt = this.clock.now();
    const rows = await Promise.all(
      documents.map(async ({ kind, filename, bytes }) => ({
        ...{ invoiceId, kind, mediaType: MEDIA_TYPES[kind], filename, sha256: sha256Of(bytes), size: bytes.length },
        ...{ programVersion: PROGRAM, frozenAt },
        bytes: Buffer.from(await this.envelope.seal(bytes, place(tx.organizationId, invoiceId, kind))),
      })),
    );
    await new DocumentRepository(tx).freeze(rows);
  }

  async find(tx: OrganisationTransaction, invoiceId: string, kind: KeptKind): Promise<KeptDocument | undefined> {
    const row = await new DocumentRepository(tx).find(invoiceId, kind);
    if (!row) return undefined;
    const bytes = await this.envelope.open(row.bytes, place(tx.organizationId, invoiceId, kind));
    return { kind, mediaType: row.mediaType, filename: row.filename, sha256: row.sha256, bytes };
  }

  /** All that is kept of an invoice. */
  async all(tx: OrganisationTransaction, invoiceId: string): Promise<KeptDocument[]> {
    const found = await Promise.all(KEPT_KINDS.map((kind) => this.find(tx, invoiceId, kind)));
    return found.filter((document) => document !== undefined);
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
}

/** Lower-case hex. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
