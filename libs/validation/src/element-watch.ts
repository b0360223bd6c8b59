import type { Syntax } from '@onefacture/formats';
import { ElementCheck } from './elements/element-check.js';
import type { ElementRule } from './elements/element-rule.js';
import { ElementRules } from './elements/path-rules.js';
import type { RuleSet } from './rules/rule-set.js';

/** The element rules of some sets, made ready for one pass over a document. */
interface Prepared {
  readonly sets: readonly RuleSet[];
  readonly syntax: Syntax;
  readonly rules: ElementRules;
  readonly setOf: ReadonlyMap<ElementRule, RuleSet>;
}

/** A handful: the profiles, mostly with the French rules, in two syntaxes. */
const prepared: Prepared[] = [];

const prepare = (sets: readonly RuleSet[], syntax: Syntax): Prepared => {
  const known = prepared.find(
    (one) =>
      one.syntax === syntax && one.sets.length === sets.length && sets.every((set, index) => set === one.sets[index]),
  );
  if (known !== undefined) return known;
  const setOf = new Map(sets.flatMap((set) => set.elements[syntax].map((rule) => [rule, set] as const)));
  const made = { sets, syntax, rules: new ElementRules([...setOf.keys()]), setOf };
  prepared.push(made);
  return made;
};

/** The element rules of some sets, which see one document while it is read: then `violations` says what broke them. */
export class ElementWatch extends ElementCheck {
  private readonly prepared: Prepared;

  constructor(sets: readonly RuleSet[], syntax: Syntax) {
    const ready = prepare(sets, syntax);
    super(ready.rules);
    this.prepared = ready;
  }

  /** Whether the rules of all these sets were looked at. */
  covers(sets: readonly RuleSet[]): boolean {
    return sets.every((set) => this.prepared.sets.includes(set));
  }

  /** The set that a rule belongs to. */
  setOf(rule: ElementRule): RuleSet | undefined {
    return this.prepared.setOf.get(rule);
  }
}
