import type { OrganisationTransaction } from '@onefacture/database';
import { Decimal, type InvoiceStatus } from '@onefacture/invoice';
import { In } from 'typeorm';
import { InvoiceEntity } from '../invoices/invoice.entity.js';
import { CorrectionEntity } from './correction.entity.js';
import type { Original } from './reference-rules.js';

/** How one invoice stands to another. */
export interface CorrectionLink {
  readonly invoiceId: string;
  readonly correctsId: string;
  /** Of the one that corrects. */
  readonly status: InvoiceStatus;
  readonly internal: boolean;
}

const REFERRED = {
  ...{ organizationId: true, id: true, number: true, issueDate: true, status: true, lifecycleCode: true },
  ...{ numberSpent: true, numberHeld: true, buyerSiren: true, currency: true, gross: true },
} as const;

/** Which invoices of the transaction's organisation correct which. */
export class CorrectionRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  private get organizationId(): string {
    return this.tx.organizationId;
  }

  /** Links an invoice to those it corrects now. @returns the ids whose links changed */
  async replace(invoiceId: string, correctsIds: readonly string[]): Promise<string[]> {
    const { manager } = this.tx;
    const old = await manager.findBy(CorrectionEntity, { organizationId: this.organizationId, invoiceId });
    const before = new Set(old.map(({ correctsId }) => correctsId));
    const after = new Set(correctsIds);
    const gone = [...before].filter((id) => !after.has(id));
    const come = [...after].filter((id) => !before.has(id));
    if (gone.length > 0) {
      await manager.delete(CorrectionEntity, {
        ...{ organizationId: this.organizationId, invoiceId, correctsId: In(gone) },
      });
    }
    if (come.length > 0) {
      const rows = come.map((correctsId) => ({ organizationId: this.organizationId, invoiceId, correctsId }));
      await manager.insert(CorrectionEntity, rows);
    }
    return [...gone, ...come];
  }

  /** A new version for invoices whose links changed, so that no caller believes the old one. */
  async renew(ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    await this.tx.manager.query(
      `UPDATE invoices SET version = version + 1, updated_at = $3 WHERE organization_id = $1 AND id = ANY ($2)`,
      [this.organizationId, ids, now],
    );
  }

  /** All links of these invoices, on either side, oldest first. */
  async linksOf(ids: readonly string[]): Promise<CorrectionLink[]> {
    if (ids.length === 0) return [];
    const rows = await this.tx.manager.query<
      { invoice_id: string; corrects_id: string; status: InvoiceStatus; internal: boolean }[]
    >(
      `SELECT link.invoice_id, link.corrects_id, invoice.status, invoice.internal
       FROM invoice_corrections link
       JOIN invoices invoice ON invoice.organization_id = link.organization_id AND invoice.id = link.invoice_id
       WHERE link.organization_id = $1 AND (link.invoice_id = ANY ($2) OR link.corrects_id = ANY ($2))
       ORDER BY link.invoice_id, link.corrects_id`,
      [this.organizationId, ids],
    );
    return rows.map(({ invoice_id, corrects_id, ...rest }) => ({
      ...rest,
      invoiceId: invoice_id,
      correctsId: corrects_id,
    }));
  }

  /** The seller's invoices with these numbers, newest first; what others credit of them is counted without `except`. */
  async originals(sellerSiren: string, numbers: readonly string[], except: string): Promise<Original[]> {
    const rows = await this.tx.manager.find(InvoiceEntity, {
      select: REFERRED,
      where: { organizationId: this.organizationId, sellerSiren, number: In([...numbers]) },
      order: { id: 'DESC' },
    });
    const others = rows.filter(({ id }) => id !== except);
    const credited = await this.credited(
      others.map(({ id }) => id),
      except,
    );
    return others.map((row) => ({
      ...row,
      gross: new Decimal(row.gross),
      credited: credited.get(row.id) ?? new Decimal(0),
    }));
  }

  /** Whether an invoice was retried under a new number. */
  async wasRetried(id: string): Promise<boolean> {
    return this.tx.manager
      .createQueryBuilder(InvoiceEntity, 'invoice')
      .where('invoice.organization_id = :organizationId AND invoice.retry_of = :id', {
        organizationId: this.organizationId,
        id,
      })
      .andWhere(`invoice.status <> 'CANCELLED'`)
      .getExists();
  }

  /** What live credit notes that refer to one invoice alone take off it. */
  private async credited(ids: readonly string[], except: string): Promise<ReadonlyMap<string, Decimal>> {
    if (ids.length === 0) return new Map();
    const rows = await this.tx.manager.query<{ id: string; credited: string }[]>(
      `SELECT link.corrects_id AS id, sum(note.gross)::text AS credited
       FROM invoice_corrections link
       JOIN invoices note ON note.organization_id = link.organization_id AND note.id = link.invoice_id
       WHERE link.organization_id = $1 AND link.corrects_id = ANY ($2) AND link.invoice_id <> $3
         AND note.type_code = ANY ($4) AND note.status NOT IN ('CANCELLED', 'REJECTED')
         AND NOT EXISTS (SELECT FROM invoice_corrections other WHERE other.organization_id = link.organization_id
           AND other.invoice_id = link.invoice_id AND other.corrects_id <> link.corrects_id)
       GROUP BY link.corrects_id`,
      [this.organizationId, ids, except, CREDIT_NOTES],
    );
    return new Map(rows.map(({ id, credited }) => [id, new Decimal(credited)]));
  }
}

const CREDIT_NOTES = ['261', '381', '396', '502', '503'];
