import { Injectable } from '@nestjs/common';
import { Database } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { safeFilename } from '@onefacture/formats';
import { FilePool } from '@onefacture/inspection';
import { sha256Of } from '../documents/document-vault.js';
import { DOCUMENT_KINDS, type DocumentWish } from '../documents/documents.service.js';
import { PROGRAM } from '../documents/program.js';
import { attachmentsIn } from './received-attachments.js';
import type { ReceivedInvoice } from './received-invoice.entity.js';
import { ReceivedInvoiceRepository } from './received-invoice.repository.js';
import { ReceivedVault } from './received-vault.js';

/** What a received invoice can be had as: the file as it came, or made of it now. */
export const RECEIVED_KINDS = ['original', ...DOCUMENT_KINDS] as const;

/** A document of a received invoice, in the clear. */
export interface ReceivedDocument {
  readonly mediaType: string;
  readonly filename: string;
  readonly bytes: Uint8Array;
  /** Lower-case hex. */
  readonly sha256: string;
  /** True for the bytes that came; false for what is made now and may be made otherwise tomorrow. */
  readonly frozen: boolean;
  /** How many members of the invoice this kind cannot carry. */
  readonly losses: number;
}

const EXTENSIONS: Readonly<Record<string, string>> = { 'application/xml': 'xml', 'application/pdf': 'pdf' };

/** The documents of received invoices, and the files inside them. */
@Injectable()
export class ReceivedDocumentsService {
  constructor(
    private readonly database: Database,
    private readonly vault: ReceivedVault,
    private readonly files: FilePool,
  ) {}

  /**
   * One document; no connection is held while it is made.
   * @throws AppError request.not_found, document.not_available, and as `convertInvoice`
   */
  async get(organizationId: string, id: string, wish: DocumentWish): Promise<ReceivedDocument> {
    const { entity, file } = await this.open(organizationId, id);
    if (wish.kind === 'original') return original(entity, file);
    const to = DOCUMENT_KINDS.find((kind) => kind === wish.kind);
    if (to === undefined) throw notAvailable(`Documents are ${RECEIVED_KINDS.join(', ')}.`);
    if (entity.state !== 'stored')
      throw notAvailable('The file cannot be read as an invoice: only `original` is there.');
    const createdAt = entity.storedAt ?? entity.createdAt;
    const options = { to, createdAt, generator: PROGRAM, language: wish.language, format: wish.format };
    const { bytes, filename, mediaType, losses } = await this.files.convert({ file, options });
    return { bytes, filename, mediaType, sha256: sha256Of(bytes), frozen: false, losses: losses.length };
  }

  /** One file inside the invoice, by its position. @throws AppError request.not_found, document.not_available */
  async attachment(organizationId: string, id: string, position: number): Promise<ReceivedDocument> {
    const { entity, file } = await this.open(organizationId, id);
    const found = entity.state === 'stored' ? attachmentsIn(await this.files.open(file))[position - 1] : undefined;
    if (found === undefined) throw notAvailable(`The invoice has no attachment ${position}.`);
    const { name, mediaType, bytes } = found;
    const filename = name.replaceAll(/[^\w.+-]/g, '_').replace(/^\.+/, '') || 'attachment';
    return { bytes, filename, mediaType, sha256: sha256Of(bytes), frozen: true, losses: 0 };
  }

  private async open(organizationId: string, id: string): Promise<{ entity: ReceivedInvoice; file: Uint8Array }> {
    return this.database.inOrganisation(organizationId, async (tx) => {
      const entity = await new ReceivedInvoiceRepository(tx).get(id);
      const file = await this.vault.file(tx, id);
      if (file === undefined) throw notAvailable('The file was not fetched from the platform yet.');
      return { entity, file };
    });
  }
}

function original(
  { number, mediaType: known, filename, sha256 }: ReceivedInvoice,
  bytes: Uint8Array,
): ReceivedDocument {
  const mediaType = known ?? 'application/octet-stream';
  const named = filename?.replaceAll(/[^\w.+-]/g, '_').replace(/^\.+/, '');
  return {
    bytes,
    mediaType,
    filename: named ? named : safeFilename(number ?? undefined, EXTENSIONS[mediaType] ?? 'bin'),
    sha256: sha256 ?? sha256Of(bytes),
    frozen: true,
    losses: 0,
  };
}

const notAvailable = (detail: string): AppError => new AppError('document.not_available', { detail });
