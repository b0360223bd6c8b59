import { Injectable } from '@nestjs/common';
import { Database } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { FilePool, reportOf, type Inspection } from '@onefacture/inspection';
import { decimalText, type Decimal, type InvoiceDocument } from '@onefacture/invoice';
import { Clock, parisDay } from '@onefacture/observability';
import type { Facts, ValidationReport } from '@onefacture/validation';
import { z } from 'zod';
import { sha256Of } from '../documents/document-vault.js';
import { attachmentsIn } from './received-attachments.js';
import type { ReceivedInvoice } from './received-invoice.entity.js';
import { ReceivedInvoiceRepository, type ReceivedError } from './received-invoice.repository.js';
import { ReceivedVault, type ReceivedAttachment, type ReceivedContents } from './received-vault.js';

/** A file as it was fetched. */
export interface FetchedFile {
  readonly bytes: Uint8Array;
  readonly file_name?: string;
}

/** What a fetched file comes to: the columns to store, and why it says nothing where it does not. */
export interface ReadReceived {
  readonly state: 'stored' | 'unreadable';
  readonly columns: Partial<ReceivedInvoice> & { original: Buffer; model: Buffer | null; report: Buffer | null };
  readonly error: ReceivedError | null;
}

const CivilDate = z.iso.date().refine((value) => value >= '0001');
const MEDIA_TYPES = { cii: 'application/xml', ubl: 'application/xml', facturx: 'application/pdf' } as const;
const LONGEST_TEXT = 1_000;

/** Opens the file of a received invoice in a child process and makes of it what is stored; nothing is written here. */
@Injectable()
export class ReceivedReading {
  constructor(
    private readonly database: Database,
    private readonly files: FilePool,
    private readonly vault: ReceivedVault,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads a file that others sent. One that nobody can read is no error: it is kept, and `error` says why. Call it while
   * no transaction is open.
   * @throws AppError service.busy, service.unavailable
   */
  async read(organizationId: string, id: string, { bytes, file_name: name }: FetchedFile): Promise<ReadReceived> {
    const file = {
      original: await this.vault.sealFile(organizationId, id, bytes),
      sha256: sha256Of(bytes),
      size: bytes.byteLength,
      filename: name ?? null,
    };
    const inspection = await readable(() => this.files.inspect(bytes, 'all'));
    if (inspection instanceof AppError) {
      const columns = { ...file, mediaType: sniffed(bytes), model: null, report: null };
      return { state: 'unreadable', columns, error: { code: inspection.code, message: inspection.message } };
    }
    const { document, format } = inspection;
    const report = await this.report(organizationId, id, inspection);
    const mediaType =
      format === 'cii' || format === 'ubl' || format === 'facturx' ? MEDIA_TYPES[format] : sniffed(bytes);
    const judged = {
      ...{ ...file, mediaType, format, valid: report.valid, score: report.score },
      report: await this.vault.sealReport(organizationId, id, report),
    };
    const error = whyUnreadable(inspection, report);
    if (error !== undefined || document === undefined) {
      return { state: 'unreadable', columns: { ...judged, model: null }, error: error ?? null };
    }
    const contents: ReceivedContents = { document, attachments: await this.attachments(bytes) };
    const model = await this.vault.sealContents(organizationId, id, contents);
    return { state: 'stored', columns: { ...judged, ...searchable(document), model }, error: null };
  }

  private async report(organizationId: string, id: string, inspection: Inspection): Promise<ValidationReport> {
    const facts: Facts = { today: parisDay(this.clock.now()), purpose: 'received' };
    const { document } = inspection;
    const { number, issueDate, sellerSiren } = document === undefined ? NOTHING : searchable(document);
    if (!number || !issueDate || !sellerSiren) return reportOf(inspection, facts);
    const duplicate = await this.database.inOrganisation(organizationId, (tx) =>
      new ReceivedInvoiceRepository(tx).hasAnother({ id, number, issueDate, sellerSiren }),
    );
    return reportOf(inspection, { ...facts, duplicate });
  }

  private async attachments(bytes: Uint8Array): Promise<ReceivedAttachment[]> {
    return attachmentsIn(await this.files.open(bytes)).map(
      ({ name, mediaType, description, bytes: { byteLength } }, index) => ({
        ...{ position: index + 1, name, media_type: mediaType, size: byteLength, description },
      }),
    );
  }
}

/** What a file lacks to be opened is an answer; that we cannot look now is not. */
async function readable<T>(work: () => Promise<T>): Promise<T | AppError> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'unavailable' || error.kind === 'internal') throw error;
    return error;
  }
}

function whyUnreadable({ format, document }: Inspection, { findings }: ValidationReport): ReceivedError | undefined {
  if (format === 'cdar') return unreadable('The file is a lifecycle message (CDAR), not an invoice.');
  if (format === 'json') return unreadable('The file is JSON; an invoice travels as CII, UBL or Factur-X.');
  if (document !== undefined) return undefined;
  const told = findings.find(({ layer, severity }) => layer === 'extraction' && severity === 'error');
  return unreadable(told?.message ?? 'The file holds no invoice that can be read.');
}

const unreadable = (message: string): ReceivedError => ({ code: 'document.unreadable', message });

const sniffed = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-' ? 'application/pdf' : 'application/octet-stream';

const NOTHING = { number: null, issueDate: null, sellerSiren: null };

/** The members that are stored plain, to be searched and listed: as far as the document has them. */
function searchable(document: InvoiceDocument) {
  const { seller, buyer, totals } = document;
  return {
    profile: text(document.profile),
    typeCode: text(document.type_code),
    number: text(document.number),
    currency: text(document.currency),
    issueDate: civil(document.issue_date),
    dueDate: civil(document.due_date),
    sellerSiren: sirenOf(seller),
    sellerName: text(seller?.name),
    buyerSiren: sirenOf(buyer),
    buyerName: text(buyer?.name),
    net: amount(totals?.net),
    tax: amount(totals?.tax),
    gross: amount(totals?.gross),
    due: amount(totals?.due),
  };
}

const text = (value: string | undefined): string | null => value?.slice(0, LONGEST_TEXT) ?? null;
const civil = (value: string | undefined): string | null => CivilDate.safeParse(value).data ?? null;
const amount = (value: Decimal | undefined): string | null => (value === undefined ? null : decimalText(value, 2));

/** BT-30 and BT-47; else of the SIRET; else of an electronic address that starts with it (scheme 0225). */
function sirenOf(party: InvoiceDocument['seller']): string | null {
  const { siren, siret, electronic_address: address } = party ?? {};
  const candidates = [siren, siret?.slice(0, 9), address?.scheme === '0225' ? address.value?.slice(0, 9) : undefined];
  return candidates.find((one) => one !== undefined && /^\d{9}$/.test(one)) ?? null;
}
