import { Injectable } from '@nestjs/common';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { CONVERSION_TARGETS, safeFilename, type ConversionTarget } from '@onefacture/formats';
import { FilePool } from '@onefacture/inspection';
import { Clock } from '@onefacture/observability';
import type { InvoiceEntity } from '../invoices/invoice.entity.js';
import { InvoiceModel } from '../invoices/invoice-model.js';
import { InvoiceRepository } from '../invoices/invoice.repository.js';
import { LogosService } from '../logos/logos.service.js';
import type { FormerDocument } from './document.repository.js';
import {
  DocumentVault,
  KEPT_KINDS,
  MEDIA_TYPES,
  sha256Of,
  type KeptDocument,
  type KeptKind,
  type NewDocument,
} from './document-vault.js';
import { PROGRAM } from './program.js';

/** The kinds of document an invoice has. */
export const DOCUMENT_KINDS = CONVERSION_TARGETS;
/** A kind of document. */
export type DocumentKind = ConversionTarget;

/** A document as it is sent: its bytes never change. */
export type FrozenDocument = KeptDocument;

/** A document in the clear, to be shown. */
export interface ServedDocument {
  readonly kind: DocumentKind;
  readonly mediaType: string;
  readonly filename: string;
  /** Lower-case hex of the bytes. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** True for bytes that were or will be sent; false for what was made now and may be made otherwise tomorrow. */
  readonly frozen: boolean;
  /** How many members of the invoice this kind cannot carry. */
  readonly losses: number;
}

/** How a document that is made now is to look. */
export interface DocumentWish {
  readonly kind: string;
  /** Language of a page; French by default. */
  readonly language?: 'fr' | 'en' | undefined;
  /** Of the readable page; PDF by default. */
  readonly format?: 'pdf' | 'html' | undefined;
}

/** Makes documents once, keeps their bytes and gives those bytes for ever. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly database: Database,
    private readonly vault: DocumentVault,
    private readonly files: FilePool,
    private readonly model: InvoiceModel,
    private readonly logos: LogosService,
    private readonly clock: Clock,
  ) {}

  /**
   * The documents of an invoice that are sent in this syntax (`CII`, `UBL`, `Factur-X`), made and frozen now unless
   * they were before. A caller's own file is the only one of its invoice.
   */
  async freeze(entity: InvoiceEntity, syntax = 'Factur-X'): Promise<FrozenDocument[]> {
    const { organizationId, id } = entity;
    const kept = await this.database.inOrganisation(organizationId, (tx) => this.vault.all(tx, id));
    const missing = kindsSent(entity, syntax).filter((kind) => !kept.some((one) => one.kind === kind));
    if (missing.length === 0) return kept;
    const made = await this.make(entity, missing, kept);
    return this.database.inOrganisation(organizationId, (tx) => this.vault.keep(tx, id, made, kept));
  }

  /**
   * One document: the bytes that are kept, or one made now of the caller's own file or of the model; no connection is
   * held meanwhile.
   * @throws AppError request.not_found, document.not_available, and as `convertInvoice`
   */
  async get(organizationId: string, invoiceId: string, wish: DocumentWish): Promise<ServedDocument> {
    const kind = DOCUMENT_KINDS.find((one) => one === wish.kind);
    const keptKind = KEPT_KINDS.find((one) => one === kind);
    const { entity, kept, file } = await this.database.inOrganisation(organizationId, async (tx) => {
      const found = await new InvoiceRepository(tx).get(invoiceId);
      const there = keptKind && (await this.vault.find(tx, invoiceId, keptKind));
      return { entity: found, kept: there, file: there ? there.bytes : await this.fileOf(tx, found) };
    });
    if (!kind) throw new AppError('document.not_available', { detail: `Documents are ${DOCUMENT_KINDS.join(', ')}.` });
    if (kept) return { ...kept, frozen: mayNotChange(entity), losses: 0 };
    const { language, format } = wish;
    const logo = await this.logoOf(organizationId);
    const options = { to: kind, createdAt: entity.updatedAt, generator: PROGRAM, language, format, ...logo };
    const { bytes, filename, mediaType, losses } = await this.files.convert({ file, options });
    return { kind, bytes, filename, mediaType, sha256: sha256Of(bytes), frozen: false, losses: losses.length };
  }

  /**
   * The documents that an invoice was sent with before they were made anew, without their bytes; the newest first.
   * @throws AppError request.not_found
   */
  async former(organizationId: string, invoiceId: string): Promise<FormerDocument[]> {
    return this.database.inOrganisation(organizationId, async (tx) => {
      await new InvoiceRepository(tx).get(invoiceId);
      return this.vault.former(tx, invoiceId);
    });
  }

  /**
   * One of them, byte for byte.
   * @param sha256 lower-case hex of its bytes, as `former` names it
   * @throws AppError request.not_found, document.not_available
   */
  async getFormer(organizationId: string, invoiceId: string, sha256: string): Promise<FrozenDocument> {
    return this.database.inOrganisation(organizationId, async (tx) => {
      await new InvoiceRepository(tx).get(invoiceId);
      const found = await this.vault.findFormer(tx, invoiceId, sha256);
      if (found) return found;
      throw new AppError('document.not_available', {
        detail: 'The invoice was never sent with a document of this sha256, or still has it among its documents.',
      });
    });
  }

  private async logoOf(organizationId: string): Promise<{ logo?: Uint8Array }> {
    const logo = await this.logos.find(organizationId);
    return logo ? { logo: logo.bytes } : {};
  }

  private async fileOf(tx: OrganisationTransaction, entity: InvoiceEntity): Promise<Uint8Array> {
    const own = entity.source === 'json' ? undefined : await this.vault.find(tx, entity.id, entity.source);
    return own?.bytes ?? Buffer.from(await this.model.openText(entity), 'utf8');
  }

  private async make(
    entity: InvoiceEntity,
    kinds: readonly KeptKind[],
    kept: readonly KeptDocument[],
  ): Promise<NewDocument[]> {
    const stored = await this.model.openText(entity);
    const xml = kept.find(({ kind }) => kind === 'cii')?.bytes;
    const options = { createdAt: this.clock.now(), generator: PROGRAM, ...(await this.logoOf(entity.organizationId)) };
    const made = new Map<KeptKind, Uint8Array>();
    if (kinds.includes('facturx')) {
      const pair = await this.files.makeFacturX({ stored, options, ...(xml ? { xml } : {}) });
      made.set('cii', pair.xml).set('facturx', pair.pdf);
    }
    const file = Buffer.from(stored, 'utf8');
    for (const to of kinds.filter((kind) => !made.has(kind))) {
      made.set(to, (await this.files.convert({ file, options: { ...options, to } })).bytes);
    }
    return kinds.map((kind) => ({
      kind,
      filename: safeFilename(entity.number, MEDIA_TYPES[kind] === 'application/pdf' ? 'pdf' : 'xml'),
      bytes: made.get(kind) ?? new Uint8Array(),
    }));
  }
}

/** What is made for a submission. Factur-X has no level for the French extension: such an invoice travels as XML. */
function kindsSent({ source, profile }: InvoiceEntity, syntax: string): KeptKind[] {
  if (source !== 'json') return [source];
  const kinds: KeptKind[] = profile === 'EXTENDED_CTC_FR' ? ['cii'] : ['cii', 'facturx'];
  return syntax === 'UBL' ? [...kinds, 'ubl'] : kinds;
}

/** What is kept of a DRAFT that can still be changed goes with the change. */
function mayNotChange({ source, status, submissionState }: InvoiceEntity): boolean {
  if (source !== 'json' || status !== 'DRAFT') return true;
  return submissionState !== null && submissionState !== 'failed' && submissionState !== 'dead';
}
