import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';
import { DocumentEntity } from './document.entity.js';

const Former = z.object({
  kind: z.enum(['cii', 'ubl', 'facturx']),
  media_type: z.string(),
  filename: z.string(),
  sha256: z.string(),
  size: z.int(),
  frozen_at: z.date(),
  replaced_at: z.date(),
});
/** A document that an invoice no longer has: it was sent, came back, and was made anew. */
export type FormerDocument = z.output<typeof Former>;

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

  /** What was replaced, without its bytes, the newest first. */
  async listFormer(invoiceId: string): Promise<FormerDocument[]> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT kind, media_type, filename, sha256, size, frozen_at, replaced_at FROM former_documents
         WHERE organization_id = $1 AND invoice_id = $2 ORDER BY replaced_at DESC, kind`,
      [this.tx.organizationId, invoiceId],
    );
    return z.array(Former).parse(rows);
  }

  /** One that was replaced, by its hash, with its sealed bytes. */
  async findFormer(invoiceId: string, sha256: string) {
    const rows: unknown = await this.tx.manager.query(
      `SELECT kind, media_type, filename, sha256, size, frozen_at, replaced_at, bytes FROM former_documents
         WHERE organization_id = $1 AND invoice_id = $2 AND sha256 = $3 ORDER BY replaced_at DESC LIMIT 1`,
      [this.tx.organizationId, invoiceId, sha256],
    );
    return z.array(Former.extend({ bytes: z.instanceof(Buffer) })).parse(rows)[0];
  }

  /** Lets go of the documents of a DRAFT; those of an invoice that was sent are kept by the database. */
  async deleteAll(invoiceId: string): Promise<void> {
    await this.tx.manager.delete(DocumentEntity, { organizationId: this.tx.organizationId, invoiceId });
  }

  /** Whether a file is, byte for byte, the frozen document of an invoice with this number of this seller. */
  async isOfNumber({ sellerSiren, number }: { sellerSiren: string; number: string }, sha256: string): Promise<boolean> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT 1 AS found FROM documents d JOIN invoices i ON i.organization_id = d.organization_id AND i.id = d.invoice_id
         WHERE i.organization_id = $1 AND i.seller_siren = $2 AND i.number = $3 AND d.sha256 = $4 LIMIT 1`,
      [this.tx.organizationId, sellerSiren, number, sha256],
    );
    return z.array(z.unknown()).parse(rows).length > 0;
  }

  async find(invoiceId: string, kind: string): Promise<DocumentEntity | null> {
    return this.tx.manager.findOneBy(DocumentEntity, { organizationId: this.tx.organizationId, invoiceId, kind });
  }
}
