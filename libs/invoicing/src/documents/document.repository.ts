import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';
import { DocumentEntity } from './document.entity.js';

/** The frozen documents of the transaction's organisation. */
export class DocumentRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Freezes; bytes that were frozen before stay. @returns how many were not there before */
  async freeze(documents: readonly Omit<DocumentEntity, 'organizationId'>[]): Promise<number> {
    const inserted = await this.tx.manager
      .createQueryBuilder()
      .insert()
      .into(DocumentEntity)
      .values(documents.map((document) => ({ ...document, organizationId: this.tx.organizationId })))
      .orIgnore()
      .returning('kind')
      .execute();
    return z.array(z.unknown()).parse(inserted.raw).length;
  }

  async list(invoiceId: string): Promise<DocumentEntity[]> {
    return this.tx.manager.findBy(DocumentEntity, { organizationId: this.tx.organizationId, invoiceId });
  }

  /** Copies the documents of an invoice to where what was replaced is kept; their bytes stay sealed. */
  async keepFormer(invoiceId: string, replacedAt: Date): Promise<void> {
    await this.tx.manager.query(
      `INSERT INTO former_documents (organization_id, invoice_id, kind, media_type, filename, sha256, size,
         program_version, bytes, frozen_at, replaced_at)
       SELECT organization_id, invoice_id, kind, media_type, filename, sha256, size, program_version, bytes, frozen_at, $3
       FROM documents WHERE organization_id = $1 AND invoice_id = $2`,
      [this.tx.organizationId, invoiceId, replacedAt],
    );
  }

  /** Lets go of the documents of a DRAFT; those of an invoice that was sent are kept by the database. */
  async deleteAll(invoiceId: string): Promise<void> {
    await this.tx.manager.delete(DocumentEntity, { organizationId: this.tx.organizationId, invoiceId });
  }

  async find(invoiceId: string, kind: string): Promise<DocumentEntity | null> {
    return this.tx.manager.findOneBy(DocumentEntity, { organizationId: this.tx.organizationId, invoiceId, kind });
  }
}
