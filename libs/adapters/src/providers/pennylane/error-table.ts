import type { PlatformFault } from '../../ports/platform-fault.js';

/** What a refusal of Pennylane means beyond its HTTP status. */
export type PennylaneErrorMeaning =
  | 'already_held' // it has that file, or an invoice of that reference or number
  | 'out_of_retention' // a date or cursor of the change log that it no longer has
  | 'already_answered'; // the received invoice is in a state that takes no such answer

interface ErrorRow {
  readonly status: number;
  /** Found in the answer's own words; any when left out. */
  readonly says?: RegExp;
  readonly about: 'import' | 'changes' | 'answer';
  readonly means: PennylaneErrorMeaning;
}

/**
 * Refusals that are told apart; all others go by their HTTP status alone. The wording of Pennylane's errors is no
 * contract, so a row decides what is asked next, never what is believed.
 */
export const PENNYLANE_ERRORS: readonly ErrorRow[] = [
  { about: 'import', status: 409, means: 'already_held' },
  { about: 'import', status: 422, says: /already|existe d[ée]j[àa]|duplicate/i, means: 'already_held' },
  { about: 'changes', status: 400, means: 'out_of_retention' },
  { about: 'changes', status: 404, means: 'out_of_retention' },
  { about: 'changes', status: 422, means: 'out_of_retention' },
  { about: 'answer', status: 409, means: 'already_answered' },
  { about: 'answer', status: 422, means: 'already_answered' },
];

/** What a refusal means, undefined when the table has no row for it. */
export function meaningOf(fault: PlatformFault, about: ErrorRow['about']): PennylaneErrorMeaning | undefined {
  const words = fault.reasons.map(({ code, message }) => `${code} ${message}`).join(' ');
  return PENNYLANE_ERRORS.find(
    (row) => row.about === about && row.status === fault.httpStatus && (row.says?.test(words) ?? true),
  )?.means;
}
