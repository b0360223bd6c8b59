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

/** Passes on the first places of a rule, up to MOST_PLACES. */
export const upToMost = (tell: (at: string, values: Values) => void): Broken => {
  let places = 0;
  return (at, values = {}) => {
    places += 1;
    if (places <= MOST_PLACES) tell(at, values);
  };
};
