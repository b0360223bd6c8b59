import type { Bilingual, Finding } from '../report/finding.js';
import { filled } from '../report/wording.js';
import type { Broken, Values } from './rule.js';

/** Places of one rule that are reported; a document that is wrong all over is not described to its last element. */
export const MOST_PLACES = 50;

/** What any rule says, whatever it looks at. */
interface Saying {
  readonly id: string;
  readonly says: Bilingual;
  readonly fix?: Bilingual;
}

/** Where and as what a broken rule is told; `values` fill its sentences. */
type About = Pick<Finding, 'layer' | 'ruleset' | 'severity' | 'path'> & {
  readonly term: string | undefined;
  readonly values: Values;
};

/** A broken rule in the words of a report. */
export const toldOf = ({ id, says, fix }: Saying, { term = '', values, ...about }: About): Finding => {
  const said = filled(says, values);
  const hint = fix === undefined ? undefined : filled(fix, values);
  return {
    ...about,
    code: id,
    message: said.en,
    message_fr: said.fr,
    term,
    ...(hint === undefined ? {} : { hint: hint.en, hint_fr: hint.fr }),
  };
};

/**
 * Judges rules one after the other and passes on the first places where each is broken, up to MOST_PLACES. All rules are
 * given the same `broken`: a document is judged by hundreds of them, and hardly one is broken.
 */
export const tellBroken = <Rule>(
  rules: readonly Rule[],
  judge: (rule: Rule, broken: Broken) => void,
  tell: (rule: Rule, at: string, values: Values) => void,
): void => {
  let judged: Rule | undefined;
  let places = 0;
  const broken: Broken = (at, values = {}) => {
    places += 1;
    if (judged !== undefined && places <= MOST_PLACES) tell(judged, at, values);
  };
  for (const rule of rules) {
    judged = rule;
    places = 0;
    judge(rule, broken);
  }
};
