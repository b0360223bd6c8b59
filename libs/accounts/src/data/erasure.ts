import type { KeptRow } from '@onefacture/database';
import { z } from 'zod';
import { GivenPassword } from '../users/user.js';

/**
 * `waiting` until its time, and may be `cancelled` until then; `running`; `retained` while something is kept by law;
 * `done` once nothing is left.
 */
export const ERASURE_STATES = ['waiting', 'cancelled', 'running', 'retained', 'done'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** What an owner says to have the organisation erased. */
export const ErasureRequest = z
  .strictObject({
    password: GivenPassword.meta({ description: 'Yours, once more', example: 'a long sentence of your own' }),
  })
  .meta({ id: 'ErasureRequest' });
export type ErasureRequest = z.output<typeof ErasureRequest>;

/** How many records of a kind are kept by law until the end of a day. */
export type KeptRecords = KeptRow;

/** The erasure of an organisation. */
export interface Erasure {
  readonly id: string;
  readonly state: ErasureState;
  /** As in the audit trail. */
  readonly requestedBy: string;
  readonly requestedAt: Date;
  /** When the waiting time is over. */
  readonly eraseAt: Date;
  readonly cancelledAt: Date | null;
  /** Who cancelled it; `worker` when a subscription was running by then. */
  readonly cancelledBy: string | null;
  readonly erasedAt: Date | null;
  /** What is kept; before it runs, what would be kept today. */
  readonly kept: readonly KeptRecords[];
  readonly tries: number;
  readonly dueAt: Date | null;
}
