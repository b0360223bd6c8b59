import type { Bilingual } from '../report/finding.js';

/** What people want to know of a rule that is broken. */
export interface RuleNote {
  /** What the rule asks for. */
  readonly wants: Bilingual;
  /** How it usually comes to be broken. */
  readonly cause: Bilingual;
  /** What to change. */
  readonly fix: Bilingual;
}

type Pair = readonly [en: string, fr: string];

const bilingual = ([en, fr]: Pair): Bilingual => ({ en, fr });

/** A note of three pairs of sentences, English first. */
export const noteOf = (wants: Pair, cause: Pair, fix: Pair): RuleNote => ({
  wants: bilingual(wants),
  cause: bilingual(cause),
  fix: bilingual(fix),
});

/** Notes by the id of their rule. */
export type Notes = Readonly<Record<string, RuleNote>>;

/** Notes by the beginning of an id: one for all places that a rule looks at. Where several fit, the first counts. */
export type StartNotes = readonly (readonly [start: string, note: RuleNote])[];
