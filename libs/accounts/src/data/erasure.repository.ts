import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';
import { ERASURE_STATES, type Erasure, type ErasureState, type KeptRecords } from './erasure.js';

const Kept = z.object({
  what: z.enum(['invoices', 'received_invoices', 'subscription_invoices']),
  until: z.iso.date(),
  count: z.int(),
});
const Row = z
  .object({
    id: z.uuid(),
    state: z.enum(ERASURE_STATES),
    requested_by: z.string(),
    requested_at: z.date(),
    erase_at: z.date(),
    cancelled_at: z.date().nullable(),
    cancelled_by: z.string().nullable(),
    erased_at: z.date().nullable(),
    kept: z.array(Kept),
    tries: z.int(),
    due_at: z.date().nullable(),
  })
  .transform((row): Erasure => ({
    id: row.id,
    state: row.state,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    eraseAt: row.erase_at,
    cancelledAt: row.cancelled_at,
    cancelledBy: row.cancelled_by,
    erasedAt: row.erased_at,
    kept: row.kept,
    tries: row.tries,
    dueAt: row.due_at,
  }));

/** The erasures of the transaction's organisation: at most one that was not cancelled. */
export class ErasureRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Adds one that waits. @returns false when one was asked for already */
  async insert(id: string, requestedBy: string, at: Date, eraseAt: Date): Promise<boolean> {
    const rows: unknown = await this.tx.manager.query(
      `INSERT INTO data_erasures (organization_id, id, state, requested_by, requested_at, erase_at, due_at)
       VALUES ($1, $2, 'waiting', $3, $4, $5, $5) ON CONFLICT DO NOTHING RETURNING id`,
      [this.tx.organizationId, id, requestedBy, at, eraseAt],
    );
    return Array.isArray(rows) && rows.length === 1;
  }

  /** The one asked for last. */
  async latest(): Promise<Erasure | undefined> {
    return (await this.#rows('true ORDER BY id DESC LIMIT 1', []))[0];
  }

  /** The one that was not cancelled, held until the transaction ends. */
  async lockStanding(): Promise<Erasure | undefined> {
    return (await this.#rows(`state <> 'cancelled' FOR UPDATE`, []))[0];
  }

  async cancel(id: string, by: string, at: Date): Promise<void> {
    await this.#update(id, `state = 'cancelled', cancelled_by = $3, cancelled_at = $4, due_at = NULL`, [by, at]);
  }

  /** Begins, or begins again. */
  async begin(id: string, leaseUntil: Date): Promise<void> {
    await this.#update(id, `state = 'running', tries = tries + 1, due_at = $3`, [leaseUntil]);
  }

  /** Notes what is left and when it is looked at next; the first time, that it was erased. */
  async erased(
    id: string,
    at: Date,
    next: { readonly state: ErasureState; readonly kept: readonly KeptRecords[]; readonly dueAt: Date | null },
  ): Promise<void> {
    await this.#update(id, `state = $3, kept = $4, due_at = $5, erased_at = coalesce(erased_at, $6)`, [
      next.state,
      JSON.stringify(next.kept),
      next.dueAt,
      at,
    ]);
  }

  /** Has it tried again. */
  async postpone(id: string, dueAt: Date): Promise<void> {
    await this.#update(id, 'due_at = $3', [dueAt]);
  }

  async #rows(condition: string, values: readonly unknown[]): Promise<Erasure[]> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT * FROM data_erasures WHERE organization_id = $1 AND ${condition}`,
      [this.tx.organizationId, ...values],
    );
    return z.array(Row).parse(rows);
  }

  async #update(id: string, change: string, values: readonly unknown[]): Promise<void> {
    await this.tx.manager.query(`UPDATE data_erasures SET ${change} WHERE organization_id = $1 AND id = $2`, [
      this.tx.organizationId,
      id,
      ...values,
    ]);
  }
}
