import { AppError } from '@onefacture/errors';
import { insertRow, type OrganisationTransaction } from '@onefacture/database';
import { ImportBatchEntity, ImportDraftEntity } from './import.entity.js';

/** The import batches of the transaction's organisation. */
export class ImportRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insertBatch(batch: Omit<ImportBatchEntity, 'organizationId'>): Promise<void> {
    await insertRow(this.tx, ImportBatchEntity, { ...batch, organizationId: this.tx.organizationId });
  }

  async insertDraft(draft: Omit<ImportDraftEntity, 'organizationId'>): Promise<void> {
    await insertRow(this.tx, ImportDraftEntity, { ...draft, organizationId: this.tx.organizationId });
  }

  /** @throws AppError request.not_found, also for another organisation's id */
  async getBatch(id: string): Promise<ImportBatchEntity> {
    const where = { organizationId: this.tx.organizationId, id };
    const batch = await this.tx.manager.findOneBy(ImportBatchEntity, where);
    if (!batch) throw new AppError('request.not_found', { detail: `There is no import batch ${id}.` });
    return batch;
  }

  /** In the order of the upload. */
  async draftsOf(batchId: string): Promise<ImportDraftEntity[]> {
    return this.tx.manager.find(ImportDraftEntity, {
      where: { organizationId: this.tx.organizationId, batchId },
      order: { position: 'ASC' },
    });
  }

  /** @throws AppError request.not_found */
  async getDraft(batchId: string, id: string): Promise<ImportDraftEntity> {
    const where = { organizationId: this.tx.organizationId, batchId, id };
    const draft = await this.tx.manager.findOneBy(ImportDraftEntity, where);
    if (!draft) throw new AppError('request.not_found', { detail: `There is no draft ${id} in the batch ${batchId}.` });
    return draft;
  }
}
