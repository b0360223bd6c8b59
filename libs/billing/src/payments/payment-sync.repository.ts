import type { OrganisationTransaction } from '@onefacture/database';
import { enqueue } from '@onefacture/queue';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { PaymentEvent } from './payment-provider.js';

const SyncRow = z.object({
  anonymous_id: z.uuid(),
  stripe_customer_id: z.string().nullable(),
  sync_due_at: z.date().nullable(),
  sync_number: z.int(),
  sync_failures: z.int(),
  sync_looks: z.int(),
});

/** When a customer is next looked up at the payment provider. */
export interface PaymentSyncRow {
  readonly anonymousId: string;
  readonly customer: string | null;
  readonly dueAt: Date | null;
  /** Grows with every wish to look; one that grew while somebody looked wants another look. */
  readonly number: number;
  readonly failures: number;
  /** Grows with every look that was written; one that grew while somebody looked makes what he saw too old. */
  readonly looks: number;
}

/** What is known of the organisation's news and looks; the customer's row is its own job. */
export class PaymentSyncRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** One at a time writes what the provider says, or changes something there. Held until the transaction ends. */
  async lock(): Promise<void> {
    const name = `payments:${this.tx.organizationId}`;
    await this.tx.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  }

  async find(): Promise<PaymentSyncRow | undefined> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT anonymous_id, stripe_customer_id, sync_due_at, sync_number, sync_failures, sync_looks
         FROM billing_customers
         WHERE organization_id = $1`,
      [this.tx.organizationId],
    );
    const [row] = z.array(SyncRow).parse(rows);
    return (
      row && {
        anonymousId: row.anonymous_id,
        customer: row.stripe_customer_id,
        dueAt: row.sync_due_at,
        number: row.sync_number,
        failures: row.sync_failures,
        looks: row.sync_looks,
      }
    );
  }

  /** Wants a look at `dueAt`, whatever was wanted before. */
  async want(dueAt: Date): Promise<void> {
    const rows: unknown = await this.tx.manager.query(
      `UPDATE billing_customers SET sync_due_at = $2, sync_number = sync_number + 1 WHERE organization_id = $1
         RETURNING anonymous_id AS id, sync_number AS number`,
      [this.tx.organizationId, dueAt],
    );
    const [[row]] = z.tuple([z.tuple([z.object({ id: z.uuid(), number: z.int() })]), z.number()]).parse(rows);
    await enqueue(this.tx, { queue: 'apply-payment-event', id: row.id, attempt: row.number, dueAt });
  }

  /** Notes a look that began at `at`: what came before it is done, and no other is wanted but what came since. */
  async done({ number }: PaymentSyncRow, at: Date): Promise<void> {
    const { organizationId } = this.tx;
    await this.tx.manager.query(
      `UPDATE billing_customers SET synced_at = $3, sync_failures = 0, sync_looks = sync_looks + 1,
         sync_due_at = CASE WHEN sync_number = $2 THEN NULL ELSE sync_due_at END WHERE organization_id = $1`,
      [organizationId, number, at],
    );
    await this.tx.manager.query(
      `UPDATE payment_events SET applied_at = $2
         WHERE organization_id = $1 AND applied_at IS NULL AND received_at <= $2`,
      [organizationId, at],
    );
  }

  /** Counts a look that failed. */
  async failed(): Promise<void> {
    await this.tx.manager.query(
      `UPDATE billing_customers SET sync_failures = sync_failures + 1 WHERE organization_id = $1`,
      [this.tx.organizationId],
    );
  }

  /** Keeps an event once. @returns whether it was new */
  async keep(event: PaymentEvent, receivedAt: Date): Promise<boolean> {
    const inserted: unknown = await this.tx.manager.query(
      `INSERT INTO payment_events (organization_id, id, event_id, type, customer, created_at, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organization_id, event_id) DO NOTHING RETURNING id`,
      [this.tx.organizationId, uuidv7(), event.id, event.type, event.customer, event.createdAt, receivedAt],
    );
    return Array.isArray(inserted) && inserted.length > 0;
  }
}
