import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { safeFilename, type DocumentFinding } from '@onefacture/formats';
import { FilePool } from '@onefacture/inspection';
import { invoiceToStored } from '@onefacture/invoice';
import { Clock } from '@onefacture/observability';
import { DocumentVault, type KeptDocument } from '../documents/document-vault.js';
import { PROGRAM } from '../documents/program.js';
import { InvoicesService, type Actor, type OpenInvoice } from '../invoices/invoices.service.js';

/** An invoice made from a caller's own file, and what the reader met in it. */
export interface OwnInvoice {
  readonly open: OpenInvoice;
  readonly findings: readonly DocumentFinding[];
}

const MOST_FINDINGS = 200;
const EXTENSIONS = { cii: 'xml', ubl: 'xml', facturx: 'pdf' } as const;

/** Files that callers made themselves: read, stored beside the model, sent as they are. */
@Injectable()
export class OwnFilesService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly vault: DocumentVault,
    private readonly files: FilePool,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a caller's own CII, UBL or PDF as a DRAFT, its bytes untouched. Nothing is completed: the invoice is what
   * the document says.
   * @throws AppError document.unreadable, request.invalid with what the document lacks, and as `InvoicesService.create`
   */
  async create(tx: OrganisationTransaction, actor: Actor, bytes: Uint8Array): Promise<OwnInvoice> {
    const { kind, invoice, faults, findings } = await this.files.readStorable(bytes);
    if (invoice === undefined) {
      const [first] = faults;
      const detail = `The document ${first?.field ?? ''} ${first?.message ?? 'is not complete'}.`;
      throw new AppError('request.invalid', { detail, errors: faults });
    }
    const open = await this.invoices.storeComplete(tx, actor, invoice, kind);
    const filename = safeFilename(invoice.number, EXTENSIONS[kind]);
    await this.vault.keep(tx, open.entity.id, [{ kind, filename, bytes }]);
    return { open, findings: findings.slice(0, MOST_FINDINGS) };
  }

  /** What the reader meets in the file of an invoice, read again; nothing for one that came as JSON. */
  async findings(tx: OrganisationTransaction, { entity }: OpenInvoice): Promise<readonly DocumentFinding[]> {
    if (entity.source === 'json') return [];
    const own = await this.vault.find(tx, entity.id, entity.source);
    if (!own) return [];
    return (await this.files.readStorable(own.bytes)).findings.slice(0, MOST_FINDINGS);
  }

  /**
   * Makes the Factur-X file of a DRAFT of the PDF that the caller drew and our XML. It is sent on submit; a change of
   * the DRAFT lets go of it.
   * @throws AppError document.not_convertible with every reason, document.unreadable, request.not_found,
   * invoice.wrong_state
   */
  async wrap(tx: OrganisationTransaction, actor: Actor, id: string, pdf: Uint8Array): Promise<KeptDocument> {
    const { entity, invoice } = await this.invoices.lockFor(tx, id, 'patch');
    if (entity.source !== 'json') {
      const detail = 'The invoice came as your own file, which travels as it is; POST /v1/convert makes a PDF of it.';
      throw new AppError('invoice.wrong_state', { detail });
    }
    const file = Buffer.from(invoiceToStored(invoice), 'utf8');
    const options = { createdAt: this.clock.now(), generator: PROGRAM, profile: invoice.profile };
    const xml = await this.files.convert({ file, options: { ...options, to: 'cii' } });
    const wrapped = await this.files.convert({ file, options: { ...options, to: 'facturx', pdf } });
    await this.vault.drop(tx, id);
    await this.vault.keep(tx, id, [
      { kind: 'cii', filename: xml.filename, bytes: xml.bytes },
      { kind: 'facturx', filename: wrapped.filename, bytes: wrapped.bytes },
    ]);
    await recordAudit(tx, { actor: actor.name, action: 'invoice.wrap', subjectType: 'invoice', subjectId: id });
    const kept = await this.vault.find(tx, id, 'facturx');
    if (!kept) throw new AppError('service.internal', { cause: `the wrapped document of ${id} is not there` });
    return kept;
  }
}
