import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { writeCii, writeFacturX } from '@onefacture/formats';
import type { Invoice } from '@onefacture/invoice';
import { Clock } from '@onefacture/observability';
import { Envelope } from '@onefacture/security';
import type { InvoiceEntity } from '../invoices/invoice.entity.js';
import { InvoiceModel } from '../invoices/invoice-model.js';
import { InvoiceRepository } from '../invoices/invoice.repository.js';
import { DocumentRepository } from './document.repository.js';
import { PROGRAM } from './program.js';

/** The kinds of document an invoice has. */
export const DOCUMENT_KINDS = ['cii', 'facturx'] as const;
/** A kind of document. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A document in the clear. */
export interface FrozenDocument {
  readonly kind: DocumentKind;
  readonly mediaType: string;
  readonly filename: string;
  /** Lower-case hex of the bytes. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** False for the preview of a draft, which may still change. */
  readonly frozen: boolean;
}

const MEDIA_TYPES = { cii: 'application/xml', facturx: 'application/pdf' } as const;
const EXTENSIONS = { cii: 'xml', facturx: 'pdf' } as const;

const place = (organizationId: string, invoiceId: string, kind: string) => ({
  organization_id: organizationId,
  row: invoiceId,
  column: `documents.${kind}`,
});

/** Makes documents once, keeps their bytes and gives those bytes for ever. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly database: Database,
    private readonly envelope: Envelope,
    private readonly model: InvoiceModel,
    private readonly clock: Clock,
  ) {}

  /** The documents of an invoice, made and frozen now unless they were before. */
  async freeze(entity: InvoiceEntity): Promise<FrozenDocument[]> {
    const { organizationId, id } = entity;
    const kept = await this.database.inOrganisation(organizationId, (tx) => this.kept(tx, id));
    if (kept.length === DOCUMENT_KINDS.length) return kept;
    const made = await this.make(await this.model.open(entity), true);
    const rows = await Promise.all(
      made.map(async ({ kind, mediaType, filename, sha256, bytes }) => ({
        ...{ invoiceId: id, kind, mediaType, filename, sha256, size: bytes.length, programVersion: PROGRAM },
        bytes: Buffer.from(await this.envelope.seal(bytes, place(organizationId, id, kind))),
        frozenAt: this.clock.now(),
      })),
    );
    return this.database.inOrganisation(organizationId, async (tx) => {
      await new DocumentRepository(tx).freeze(rows);
      return this.kept(tx, id);
    });
  }

  /**
   * One document: the frozen bytes, or for a draft a preview made now.
   * @throws AppError request.not_found, document.not_available
   */
  async get(tx: OrganisationTransaction, invoiceId: string, kind: string): Promise<FrozenDocument> {
    const entity = await new InvoiceRepository(tx).get(invoiceId);
    const wanted = DOCUMENT_KINDS.find((one) => one === kind);
    const document =
      wanted &&
      ((await this.open(tx, invoiceId, wanted)) ??
        (await this.make(await this.model.open(entity), false)).find((one) => one.kind === wanted));
    if (!document) {
      throw new AppError('document.not_available', { detail: `Documents are ${DOCUMENT_KINDS.join(' and ')}.` });
    }
    return document;
  }

  private async kept(tx: OrganisationTransaction, invoiceId: string): Promise<FrozenDocument[]> {
    const found = await Promise.all(DOCUMENT_KINDS.map((kind) => this.open(tx, invoiceId, kind)));
    return found.filter((document) => document !== undefined);
  }

  private async open(
    tx: OrganisationTransaction,
    invoiceId: string,
    kind: DocumentKind,
  ): Promise<FrozenDocument | undefined> {
    const row = await new DocumentRepository(tx).find(invoiceId, kind);
    if (!row) return undefined;
    const bytes = await this.envelope.open(row.bytes, place(tx.organizationId, invoiceId, kind));
    return { kind, mediaType: row.mediaType, filename: row.filename, sha256: row.sha256, bytes, frozen: true };
  }

  private async make(invoice: Invoice, frozen: boolean): Promise<FrozenDocument[]> {
    const xml = writeCii(invoice);
    const pdf = await writeFacturX(invoice, xml, { createdAt: this.clock.now(), generator: PROGRAM });
    const document = (kind: DocumentKind, bytes: Uint8Array): FrozenDocument => ({
      kind,
      mediaType: MEDIA_TYPES[kind],
      filename: `${invoice.number.replaceAll(/[^\w.+-]/g, '_')}.${EXTENSIONS[kind]}`,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes,
      frozen,
    });
    return [document('cii', Buffer.from(xml, 'utf8')), document('facturx', pdf)];
  }
}
