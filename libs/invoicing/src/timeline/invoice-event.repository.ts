import type { OrganisationTransaction } from '@onefacture/database';
import { InvoiceEventEntity } from './invoice-event.entity.js';

/** An event to be added. */
export type NewInvoiceEvent = Omit<InvoiceEventEntity, 'organizationId'>;

/** The timelines of the transaction's organisation. Rows are only ever added. */
export class InvoiceEventRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Adds the event unless its source was recorded before. @returns whether it was new */
  async add(event: NewInvoiceEvent): Promise<boolean> {
    const rows: unknown = await this.tx.manager.query(
      `INSERT INTO invoice_events (organization_id, id, invoice_id, source_key, kind, code, at, recorded_at, event,
         status, lifecycle_code, origin, reason, amounts, raw_word, raw_payload, attempt, duration_ms)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
       ON CONFLICT (organization_id, invoice_id, source_key) DO NOTHING RETURNING id`,
      [
        ...[this.tx.organizationId, event.id, event.invoiceId, event.sourceKey, event.kind, event.code],
        ...[event.at, event.recordedAt, event.event, event.status, event.lifecycleCode, event.origin],
        ...[event.reason && JSON.stringify(event.reason), JSON.stringify(event.amounts)],
        ...[event.rawWord, event.rawPayload, event.attempt, event.durationMs],
      ],
    );
    return Array.isArray(rows) && rows.length === 1;
  }

  async exists(invoiceId: string, sourceKey: string): Promise<boolean> {
    return this.tx.manager.existsBy(InvoiceEventEntity, {
      organizationId: this.tx.organizationId,
      invoiceId,
      sourceKey,
    });
  }

  /** In the order of recording. */
  async list(invoiceId: string): Promise<InvoiceEventEntity[]> {
    return this.tx.manager.find(InvoiceEventEntity, {
      where: { organizationId: this.tx.organizationId, invoiceId },
      order: { id: 'ASC' },
    });
  }
}
