import type { OrganisationTransaction } from '@onefacture/database';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { ProviderInvoice, ProviderInvoiceLine, ProviderPaymentMethod } from './payment-provider.js';

/** Copies from before own invoices were made say less. */
const Line = z.object({
  description: z.string().nullable(),
  quantity: z.number(),
  unit_amount: z.string().nullable(),
  amount: z.int(),
  discount: z.int().default(0),
  taxes: z
    .array(
      z.object({
        kind: z.enum(['taxed', 'reverse_charge', 'zero_rated', 'exempt', 'not_taxed']),
        amount: z.int(),
        inclusive: z.boolean(),
      }),
    )
    .default([]),
  period: z.object({ start: z.iso.datetime(), end: z.iso.datetime() }).nullable().default(null),
}) satisfies z.ZodType<ProviderInvoiceLine>;
const Cents = z.coerce.number().int();
/** A row of payment_invoices. */
export const PaymentInvoiceRow = z.object({
  id: z.uuid(),
  invoice_id: z.string(),
  number: z.string().nullable(),
  status: z.string(),
  currency: z.string(),
  net: Cents,
  tax: Cents,
  total: Cents,
  paid: Cents,
  due: Cents,
  created_at: z.date(),
  issued_at: z.date().nullable(),
  due_at: z.date().nullable(),
  paid_at: z.date().nullable(),
  period_start: z.date(),
  period_end: z.date(),
  page: z.string().nullable(),
  pdf: z.string().nullable(),
  lines: z.array(Line),
});
/** A copy of an invoice of the payment provider; amounts in cents. `invoice_id` is the provider's. */
export type PaymentInvoiceRow = z.infer<typeof PaymentInvoiceRow>;

const ListedRow = PaymentInvoiceRow.extend({
  document_state: z.enum(['waiting', 'invalid', 'ready']).nullable(),
  document_missing: z.array(z.string()).nullable(),
}).transform(({ document_state: state, document_missing: missing, ...row }) => ({
  ...row,
  document: state === null ? null : { state, missing: missing ?? [] },
}));
/** A copy with how far our own document of it is; null before anybody looked. */
export type ListedPaymentInvoice = z.infer<typeof ListedRow>;

const MethodRow = z.object({
  id: z.uuid(),
  method_id: z.string(),
  type: z.string(),
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  exp_month: z.int().nullable(),
  exp_year: z.int().nullable(),
  is_default: z.boolean(),
  created_at: z.date(),
});
/** A copy of a means of payment. `method_id` is the provider's. */
export type PaymentMethodRow = z.infer<typeof MethodRow>;

/** Copies of the organisation's invoices and means of payment at the payment provider. */
export class PaymentRecordRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Brings the copies up to what the provider says now; an invoice it no longer lists is kept. */
  async keepInvoices(invoices: readonly ProviderInvoice[]): Promise<void> {
    for (const one of invoices) {
      await this.tx.manager.query(
        `INSERT INTO payment_invoices (organization_id, id, invoice_id, number, status, currency, net, tax, total, paid,
           due, created_at, issued_at, due_at, paid_at, period_start, period_end, page, pdf, lines)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         ON CONFLICT (organization_id, invoice_id) DO UPDATE SET number = excluded.number, status = excluded.status,
           net = excluded.net, tax = excluded.tax, total = excluded.total, paid = excluded.paid, due = excluded.due,
           issued_at = excluded.issued_at, due_at = excluded.due_at, paid_at = excluded.paid_at, page = excluded.page, pdf = excluded.pdf,
           lines = excluded.lines`,
        [
          this.tx.organizationId,
          uuidv7(),
          one.id,
          one.number,
          one.status,
          one.currency,
          one.net,
          one.tax,
          one.total,
          one.paid,
          one.due,
          one.createdAt,
          one.issuedAt,
          one.dueAt,
          one.paidAt,
          one.periodStart,
          one.periodEnd,
          one.page,
          one.pdf,
          JSON.stringify(one.lines),
        ],
      );
    }
  }

  /** Makes the means of payment exactly those the provider has now. */
  async replaceMethods(methods: readonly ProviderPaymentMethod[]): Promise<void> {
    const { organizationId } = this.tx;
    await this.tx.manager.query(
      `DELETE FROM payment_methods WHERE organization_id = $1 AND method_id <> ALL ($2::text[])`,
      [organizationId, methods.map(({ id }) => id)],
    );
    for (const one of methods) {
      await this.tx.manager.query(
        `INSERT INTO payment_methods (organization_id, id, method_id, type, brand, last4, exp_month, exp_year,
           is_default, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (organization_id, method_id) DO UPDATE SET brand = excluded.brand, last4 = excluded.last4,
           exp_month = excluded.exp_month, exp_year = excluded.exp_year, is_default = excluded.is_default`,
        [
          organizationId,
          uuidv7(),
          one.id,
          one.type,
          one.brand,
          one.last4,
          one.expMonth,
          one.expYear,
          one.isDefault,
          one.createdAt,
        ],
      );
    }
  }

  /** Final invoices, newest first, those before one of them; drafts are nobody's business yet. */
  async invoices(limit: number, before?: string): Promise<ListedPaymentInvoice[]> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT p.*, o.state AS document_state, o.missing AS document_missing FROM payment_invoices p
         LEFT JOIN own_invoices o ON o.organization_id = p.organization_id AND o.payment_invoice_id = p.id
         WHERE p.organization_id = $1 AND p.status <> 'draft'
         AND ($2::uuid IS NULL OR (p.created_at, p.id) <
           (SELECT created_at, id FROM payment_invoices WHERE organization_id = $1 AND id = $2))
         ORDER BY p.created_at DESC, p.id DESC LIMIT $3`,
      [this.tx.organizationId, before ?? null, limit],
    );
    return z.array(ListedRow).parse(rows);
  }

  /** The invoice that has waited longest for its payment. */
  async unpaid(): Promise<PaymentInvoiceRow | undefined> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT * FROM payment_invoices WHERE organization_id = $1 AND status = 'open' AND due > 0
         ORDER BY created_at, id LIMIT 1`,
      [this.tx.organizationId],
    );
    return z.array(PaymentInvoiceRow).parse(rows)[0];
  }

  /** The default one first, then the newest. */
  async methods(): Promise<PaymentMethodRow[]> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT * FROM payment_methods WHERE organization_id = $1 ORDER BY is_default DESC, created_at DESC, id DESC`,
      [this.tx.organizationId],
    );
    return z.array(MethodRow).parse(rows);
  }
}
