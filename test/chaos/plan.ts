import { chanceOf } from './chance.js';

/** What the simulated platform does with an invoice for a buyer, and where it must end (apps/simulator/README.md). */
export const LIVES = {
  paid: { buyer: '552120222', ends: 'PAID' },
  atOnce: { buyer: '000000018', ends: 'PAID' },
  rejected: { buyer: '000000026', ends: 'REJECTED' },
  refused: { buyer: '000000034', ends: 'REJECTED' },
  disputed: { buyer: '000000042', ends: 'PAID' },
  answerLost: { buyer: '000000067', ends: 'PAID' },
  failing: { buyer: '000000075', ends: 'PAID' },
  disordered: { buyer: '000000083', ends: 'PAID' },
  partlyPaid: { buyer: '000000091', ends: 'PAID' },
  throttled: { buyer: '000000109', ends: 'PAID' },
  notAcknowledged: { buyer: '000000117', ends: 'failed' },
  paidElsewhere: { buyer: '000000125', ends: 'APPROVED' },
} as const;
export type Life = keyof typeof LIVES;

/** Something that is done to the product while it works. */
export type Blow = 'worker' | 'api' | 'both' | 'flush';

/** All that a seed decides. */
export interface ChaosPlan {
  readonly seed: number;
  readonly invoices: readonly { readonly life: Life; readonly organisation: number; readonly startsAt: number }[];
  /** In order of time. */
  readonly blows: readonly { readonly at: number; readonly blow: Blow }[];
}

/** Organisations the invoices are spread over. */
export const ORGANISATIONS = 5;
const NAMES = Object.keys(LIVES) as Life[];
const KILLS: readonly Blow[] = ['worker', 'worker', 'api', 'both'];
/** How fast callers come: ms from one invoice to the next, on average. */
const PACE_MS = 120;
const BETWEEN_BLOWS_MS = 3_000;

/** The run of a seed: half the invoices are paid, the rest share the other lives; Redis is flushed once, in the middle. */
export function planChaos(seed: number, count: number): ChaosPlan {
  const chance = chanceOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const lengthMs = count * PACE_MS;
  const invoices = Array.from({ length: count }, () => ({
    life: chance() < 0.5 ? ('paid' as const) : pick(NAMES),
    organisation: Math.floor(chance() * ORGANISATIONS),
    startsAt: Math.round(chance() * lengthMs),
  }));
  const kills = Array.from({ length: Math.max(3, Math.round(lengthMs / BETWEEN_BLOWS_MS)) }, () => ({
    at: Math.round(chance() * (lengthMs + 5_000)),
    blow: pick(KILLS),
  }));
  const flush = { at: Math.round(lengthMs * (0.3 + chance() * 0.4)), blow: 'flush' as const };
  return { seed, invoices, blows: [...kills, flush].toSorted((one, other) => one.at - other.at) };
}
