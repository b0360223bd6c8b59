import type { OrganisationTransaction } from '@onefacture/database';
import { CREDIT_NOTE_TYPE_CODES } from '@onefacture/invoice';
import { z } from 'zod';

// Documents that give money back are paid by us, not to us.
const CREDITS = [...CREDIT_NOTE_TYPE_CODES];

const Row = z.object({
  id: z.uuid(),
  number: z.string(),
  buyer_name: z.string(),
  issue_date: z.string(),
  due_date: z.string(),
  currency: z.string(),
  due: z.string(),
  status: z.enum(['SUBMITTED', 'RECEIVED', 'APPROVED']),
  answered_at: z.date().nullable(),
});
/** An invoice that should have been paid by now. `due_date` is the day the question arose from. */
export type CheckInRow = z.output<typeof Row>;

const Claimed = z.object({ invoice_id: z.uuid() });

/** What an invoice without a due date is given (code de commerce, art. L. 441-10: 30 days). */
const DAYS_WITHOUT_DUE_DATE = 30;

/** Which of them are wanted. */
export interface CheckInFilter {
  /** The day in Paris. */
  readonly today: string;
  readonly now: Date;
  readonly limit: number;
  /** Id of the last one already seen. */
  readonly before?: string | undefined;
  /** Only those that nobody was written to about since they were last asked about. */
  readonly unmailed?: boolean;
}

/** Overdue invoices of the transaction's organisation, and what people answered about them. */
export class CheckInRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Those to ask about now, newest first. */
  async list(filter: CheckInFilter): Promise<CheckInRow[]> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT i.id, i.number, i.buyer_name, i.issue_date::text AS issue_date,
              coalesce(i.due_date, i.issue_date + ${DAYS_WITHOUT_DUE_DATE})::text AS due_date,
              i.currency, i.due::text AS due, i.status, c.answered_at
         FROM invoices i LEFT JOIN check_ins c ON c.organization_id = i.organization_id AND c.invoice_id = i.id
        WHERE i.organization_id = $1 AND i.status IN ('SUBMITTED', 'RECEIVED', 'APPROVED') AND NOT i.internal
          AND i.due > 0 AND i.type_code <> ALL ($6)
          AND coalesce(i.due_date, i.issue_date + ${DAYS_WITHOUT_DUE_DATE}) < $2::date
          AND (c.ask_again_at IS NULL OR c.ask_again_at <= $3) AND ($4::uuid IS NULL OR i.id < $4)
          AND (NOT $7 OR c.mailed_at IS NULL OR c.mailed_at < c.ask_again_at)
        ORDER BY i.id DESC LIMIT $5`,
      [
        this.tx.organizationId,
        filter.today,
        filter.now,
        filter.before ?? null,
        filter.limit,
        CREDITS,
        filter.unmailed ?? false,
      ],
    );
    return z.array(Row).parse(rows);
  }

  /** Keeps that an invoice is not paid yet; a later answer replaces an earlier one. */
  async postpone(invoiceId: string, answeredAt: Date, askAgainAt: Date): Promise<void> {
    await this.tx.manager.query(
      `INSERT INTO check_ins (organization_id, invoice_id, answered_at, ask_again_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organization_id, invoice_id)
       DO UPDATE SET answered_at = excluded.answered_at, ask_again_at = excluded.ask_again_at`,
      [this.tx.organizationId, invoiceId, answeredAt, askAgainAt],
    );
  }

  /** Notes that people are written to about invoices. @returns those nobody else noted meanwhile */
  async claimMails(invoiceIds: readonly string[], at: Date): Promise<ReadonlySet<string>> {
    const rows: unknown = await this.tx.manager.query(
      `INSERT INTO check_ins AS c (organization_id, invoice_id, mailed_at) SELECT $1, unnest($2::uuid[]), $3
         ON CONFLICT (organization_id, invoice_id) DO UPDATE SET mailed_at = excluded.mailed_at
         WHERE c.mailed_at IS NULL OR c.mailed_at < c.ask_again_at RETURNING invoice_id`,
      [this.tx.organizationId, invoiceIds, at],
    );
    return new Set(
      z
        .array(Claimed)
        .parse(rows)
        .map(({ invoice_id }) => invoice_id),
    );
  }
}
