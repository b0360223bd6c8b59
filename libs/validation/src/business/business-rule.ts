import type { Facts } from '../facts.js';
import type { Broken, RuleText } from '../rules/rule.js';
import type { Subject } from '../rules/subject.js';

/**
 * A check beyond the official rules, with a code of ours: `OF-<AREA>-NN`. An `error` is one on what we send; on what
 * others sent it is told as a warning.
 */
export interface BusinessRule extends RuleText {
  /** Looks at a whole document, in time linear in its lines, and never throws. */
  readonly check: (subject: Subject, facts: Facts, broken: Broken) => void;
}
