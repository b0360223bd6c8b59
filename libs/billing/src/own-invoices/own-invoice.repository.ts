import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';
import { PaymentInvoiceRow } from '../payments/payment-records.repository.js';

const WANTED = `p.status = 'paid' AND p.number IS NOT NULL AND p.total <> 0`;
const MOST = 100;

const Row = z.object({
  state: z.enum(['waiting', 'invalid', 'ready']).nullable(),
  missing: z.array(z.string()).nullable(),
  filename: z.string().nullable(),
  sha256: z.string().nullable(),
  bytes: z.instanceof(Buffer).nullable(),
});
/** What there is of the document of one invoice of the payment provider; nothing of it before anybody looked. */
export type OwnInvoiceRow = z.infer<typeof Row>;

/** A document that is kept for ever, sealed. */
export interface KeptOwnInvoice {
  readonly filename: string;
  readonly sha256: string;
  readonly programVersion: string;
  readonly bytes: Buffer;
}

/** Documents of the operator's invoices to the transaction's organisation. */
export class OwnInvoiceRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Paid invoices without a document, those not looked at for the longest time first; a hundred at most. */
  async wanted(): Promise<PaymentInvoiceRow[]> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT p.* FROM payment_invoices p
         LEFT JOIN own_invoices o ON o.organization_id = p.organization_id AND o.payment_invoice_id = p.id
         WHERE p.organization_id = $1 AND ${WANTED} AND o.state IS DISTINCT FROM 'ready'
         ORDER BY o.looked_at NULLS FIRST, p.created_at, p.id LIMIT ${MOST}`,
      [this.tx.organizationId],
    );
    return z.array(PaymentInvoiceRow).parse(rows);
  }

  /** Undefined when the organisation has no such invoice. */
  async find(paymentInvoiceId: string): Promise<OwnInvoiceRow | undefined> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT o.state, o.missing, o.filename, o.sha256, o.bytes FROM payment_invoices p
         LEFT JOIN own_invoices o ON o.organization_id = p.organization_id AND o.payment_invoice_id = p.id
         WHERE p.organization_id = $1 AND p.id = $2`,
      [this.tx.organizationId, paymentInvoiceId],
    );
    return z.array(Row).parse(rows)[0];
  }

  /** Notes why there is no document yet. One that is there stays. */
  async wait(
    { id, number }: Pick<PaymentInvoiceRow, 'id' | 'number'>,
    { missing, faults }: { readonly missing: readonly string[]; readonly faults: readonly string[] },
    at: Date,
  ): Promise<void> {
    await this.tx.manager.query(
      `INSERT INTO own_invoices (organization_id, payment_invoice_id, number, state, missing, faults, looked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organization_id, payment_invoice_id) DO UPDATE SET state = excluded.state,
           missing = excluded.missing, faults = excluded.faults, looked_at = excluded.looked_at
           WHERE own_invoices.state <> 'ready'`,
      [this.tx.organizationId, id, number, missing.length > 0 ? 'waiting' : 'invalid', missing, faults, at],
    );
  }

  /** Keeps a document. @returns false when there is one already, which stays */
  async keep(
    { id, number }: Pick<PaymentInvoiceRow, 'id' | 'number'>,
    { filename, sha256, programVersion, bytes }: KeptOwnInvoice,
    at: Date,
  ): Promise<boolean> {
    const kept: unknown = await this.tx.manager.query(
      `INSERT INTO own_invoices (organization_id, payment_invoice_id, number, state, filename, sha256, program_version,
           bytes, looked_at) VALUES ($1, $2, $3, 'ready', $4, $5, $6, $7, $8)
         ON CONFLICT (organization_id, payment_invoice_id) DO UPDATE SET state = 'ready', missing = '{}', faults = '{}',
           filename = excluded.filename, sha256 = excluded.sha256, program_version = excluded.program_version,
           bytes = excluded.bytes, looked_at = excluded.looked_at
           WHERE own_invoices.state <> 'ready' RETURNING payment_invoice_id`,
      [this.tx.organizationId, id, number, filename, sha256, programVersion, bytes, at],
    );
    return Array.isArray(kept) && kept.length > 0;
  }
}
