import { Injectable } from '@nestjs/common';
import { Database, undoneWhenItFails, type OrganisationTransaction } from '@onefacture/database';
import { AppError, type FieldFault } from '@onefacture/errors';
import type { DocumentFinding } from '@onefacture/formats';
import { submissionFaults } from '@onefacture/invoice';
import { Clock } from '@onefacture/observability';
import type { ValidationReport } from '@onefacture/validation';
import { uuidv7 } from 'uuidv7';
import { OwnFilesService, type ReadFile } from '../files/own-files.service.js';
import { ValidationsService } from '../validations/validations.service.js';
import { InvoicesService, type Actor } from '../invoices/invoices.service.js';
import type { ImportBatchEntity, ImportDraftEntity, ImportRefusal } from './import.entity.js';
import { ImportRepository } from './import.repository.js';

/** A file of an upload. */
export interface ImportFile {
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/** A file of an upload that was read: what `ImportsService.run` stores of it, or why it stores nothing. */
export interface ReadImport {
  readonly filename: string;
  readonly read: ReadFile | ImportRefusal;
}

/** A batch with its files, in the order of the upload. */
export interface ImportBatch {
  readonly batch: ImportBatchEntity;
  readonly drafts: readonly ImportDraftEntity[];
}

/** A file of a batch, looked at again. */
export interface DraftCheck {
  readonly draft: ImportDraftEntity;
  /** What stands in the way of a submission. */
  readonly errors: readonly FieldFault[];
  readonly findings: readonly DocumentFinding[];
  /** What every layer says of the file; missing where none is stored. */
  readonly report?: ValidationReport;
}

/** Many files of the caller's at once: each becomes a DRAFT of its own or says why not. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly database: Database,
    private readonly files: OwnFilesService,
    private readonly invoices: InvoicesService,
    private readonly validations: ValidationsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads every file, one after the other; one that cannot be read says why. Call it while no transaction is open.
   * @throws AppError of kind `unavailable` or `internal`
   */
  async read(files: readonly ImportFile[]): Promise<ReadImport[]> {
    const all: ReadImport[] = [];
    for (const { filename, bytes } of files) {
      all.push({ filename, read: await this.files.read(bytes).catch(refusalOf) });
    }
    return all;
  }

  /**
   * Stores every file that can be stored; a bad one leaves nothing behind and does not stop the others.
   * @throws AppError of kind `unavailable` or `internal`: then nothing of the batch is stored
   */
  async run(tx: OrganisationTransaction, actor: Actor, files: readonly ReadImport[]): Promise<ImportBatch> {
    const imports = new ImportRepository(tx);
    const batch = { id: uuidv7(), createdAt: this.clock.now() };
    await imports.insertBatch(batch);
    const drafts: ImportDraftEntity[] = [];
    for (const [position, { filename, read }] of files.entries()) {
      const outcome = 'bytes' in read ? await this.store(tx, actor, read) : refused(read);
      const draft = { id: uuidv7(), batchId: batch.id, position, filename, ...outcome };
      await imports.insertDraft(draft);
      drafts.push({ ...draft, organizationId: tx.organizationId });
    }
    return { batch: { ...batch, organizationId: tx.organizationId }, drafts };
  }

  /** @throws AppError request.not_found */
  async get(tx: OrganisationTransaction, batchId: string): Promise<ImportBatch> {
    const imports = new ImportRepository(tx);
    return { batch: await imports.getBatch(batchId), drafts: await imports.draftsOf(batchId) };
  }

  /**
   * Holds the file of a draft against every layer and asks whether it could be submitted; no connection is held while it is read.
   * @throws AppError request.not_found
   */
  async check(organizationId: string, batchId: string, draftId: string): Promise<DraftCheck> {
    const { draft, open, bytes } = await this.database.inOrganisation(organizationId, async (tx) => {
      const found = await new ImportRepository(tx).getDraft(batchId, draftId);
      if (found.invoiceId === null) return { draft: found };
      const stored = await this.invoices.get(tx, found.invoiceId);
      return { draft: found, open: stored, bytes: await this.files.bytesOf(tx, stored) };
    });
    if (open === undefined) return { draft, errors: draft.refusal?.errors ?? [], findings: draft.findings };
    const checked = { draft, errors: submissionFaults(open.invoice, 'file'), findings: draft.findings };
    return bytes === undefined ? checked : { ...checked, report: await this.validations.validateOwn(bytes) };
  }

  private async store(tx: OrganisationTransaction, actor: Actor, file: ReadFile) {
    try {
      const { open, findings } = await undoneWhenItFails(tx, () => this.files.create(tx, actor, file));
      return { status: 'stored' as const, invoiceId: open.entity.id, refusal: null, findings };
    } catch (error) {
      return refused(refusalOf(error));
    }
  }
}

const refused = (refusal: ImportRefusal) => ({ status: 'refused' as const, invoiceId: null, refusal, findings: [] });

function refusalOf(error: unknown): ImportRefusal {
  if (!(error instanceof AppError) || error.kind === 'internal' || error.kind === 'unavailable') throw error;
  return { code: error.code, detail: error.message, errors: error.options.errors ?? [] };
}
