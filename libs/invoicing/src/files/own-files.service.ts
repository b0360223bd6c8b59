import { Injectable } from '@nestjs/common';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { safeFilename, type DocumentFinding, type StorableFile } from '@onefacture/formats';
import { FilePool } from '@onefacture/inspection';
import { invoiceToStored, type Invoice } from '@onefacture/invoice';
import { Clock } from '@onefacture/observability';
import { DocumentVault, type KeptDocument, type NewDocument } from '../documents/document-vault.js';
import { PROGRAM } from '../documents/program.js';
import { InvoicesService, type Actor, type OpenInvoice } from '../invoices/invoices.service.js';

/** A caller's own file that can be stored: what was read in it, and its bytes. */
export interface ReadFile {
  readonly kind: StorableFile['kind'];
  readonly invoice: Invoice;
  readonly findings: readonly DocumentFinding[];
  readonly bytes: Uint8Array;
}

/** A DRAFT's documents made of the caller's own page. */
export interface WrappedPage {
  /** Of the DRAFT they say. */
  readonly version: number;
  readonly documents: readonly NewDocument[];
}

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
    private readonly database: Database,
    private readonly invoices: InvoicesService,
    private readonly vault: DocumentVault,
    private readonly files: FilePool,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads a caller's own CII, UBL or PDF for `create`, in a child process: call it while no transaction is open.
   * @throws AppError document.unreadable, request.invalid with what the document lacks, service.busy
   */
  async read(bytes: Uint8Array): Promise<ReadFile> {
    const { kind, invoice, faults, findings } = await this.files.readStorable(bytes);
    if (invoice !== undefined) return { kind, invoice, findings: findings.slice(0, MOST_FINDINGS), bytes };
    const [first] = faults;
    const detail = `The document ${first?.field ?? ''} ${first?.message ?? 'is not complete'}.`;
    throw new AppError('request.invalid', { detail, errors: faults });
  }

  /**
   * Stores a file that was read as a DRAFT, its bytes untouched. Nothing is completed: the invoice is what the document
   * says. @throws as `InvoicesService.create`
   */
  async create(tx: OrganisationTransaction, actor: Actor, file: ReadFile): Promise<OwnInvoice> {
    const { kind, invoice, findings, bytes } = file;
    const open = await this.invoices.storeComplete(tx, actor, invoice, kind);
    const filename = safeFilename(invoice.number, EXTENSIONS[kind]);
    await this.vault.keep(tx, open.entity.id, [{ kind, filename, bytes }]);
    return { open, findings };
  }

  /** The bytes of an invoice's own file; undefined for one that came as JSON. */
  async bytesOf(tx: OrganisationTransaction, { entity }: OpenInvoice): Promise<Uint8Array | undefined> {
    if (entity.source === 'json') return undefined;
    return (await this.vault.find(tx, entity.id, entity.source))?.bytes;
  }

  /**
   * Makes the Factur-X file of a DRAFT of the PDF that the caller drew and our XML, for `keep`. No connection is held
   * meanwhile: call it while no transaction is open.
   * @throws AppError document.not_convertible with every reason, document.unreadable, request.not_found,
   * invoice.wrong_state
   */
  async wrap(organizationId: string, id: string, pdf: Uint8Array): Promise<WrappedPage> {
    const { entity, invoice } = await this.database.inOrganisation(organizationId, (tx) => this.lockOurs(tx, id));
    const file = Buffer.from(invoiceToStored(invoice), 'utf8');
    const options = { createdAt: this.clock.now(), generator: PROGRAM, profile: invoice.profile };
    const xml = await this.files.convert({ file, options: { ...options, to: 'cii' } });
    const wrapped = await this.files.convert({ file, options: { ...options, to: 'facturx', pdf } });
    return {
      version: entity.version,
      documents: [
        { kind: 'cii', filename: xml.filename, bytes: xml.bytes },
        { kind: 'facturx', filename: wrapped.filename, bytes: wrapped.bytes },
      ],
    };
  }

  /**
   * Keeps what `wrap` made: it is sent on submit, and a change of the DRAFT lets go of it.
   * @throws AppError request.not_found, invoice.wrong_state, also when the DRAFT was changed since
   */
  async keep(tx: OrganisationTransaction, actor: Actor, id: string, page: WrappedPage): Promise<KeptDocument> {
    const { entity } = await this.lockOurs(tx, id);
    if (entity.version !== page.version) {
      const detail = 'The invoice was changed while its page was made; send the page again.';
      throw new AppError('invoice.wrong_state', { detail });
    }
    await this.vault.drop(tx, id);
    await this.vault.keep(tx, id, page.documents);
    await recordAudit(tx, { actor: actor.name, action: 'invoice.wrap', subjectType: 'invoice', subjectId: id });
    const kept = await this.vault.find(tx, id, 'facturx');
    if (!kept) throw new AppError('service.internal', { cause: `the wrapped document of ${id} is not there` });
    return kept;
  }

  private async lockOurs(tx: OrganisationTransaction, id: string): Promise<OpenInvoice> {
    const open = await this.invoices.lockFor(tx, id, 'patch');
    if (open.entity.source === 'json') return open;
    const detail = 'The invoice came as your own file, which travels as it is; POST /v1/convert makes a PDF of it.';
    throw new AppError('invoice.wrong_state', { detail });
  }
}
