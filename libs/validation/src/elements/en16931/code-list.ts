import type { Bilingual } from '../../report/finding.js';
import type { ConditionRule, CountRule, Pattern, ValueRule } from '../element-rule.js';

/** A rule that a term is written as a code of a list. */
export interface CodeRule {
  readonly id: string;
  readonly terms: readonly string[];
  /** The list by its name, as it stands in a sentence. */
  readonly list: Bilingual;
  readonly codes: ReadonlySet<string>;
}

/** White space as XML has it: other blanks are part of a code, and make it none. */
const SPACES = /[ \t\r\n]+/g;

const ANY_SPACE = /[ \t\r\n]/;

/** As XPath's `normalize-space`. */
export const normalized = (text: string): string =>
  ANY_SPACE.test(text) ? text.replace(SPACES, ' ').replace(/^ | $/g, '') : text;

/** A code of the list, with blanks around it or not. An empty text is no code. */
export const isCode =
  ({ codes }: Pick<CodeRule, 'codes'>) =>
  (text: string): boolean =>
    codes.has(normalized(text));

const named = ({ id, terms, list }: CodeRule) => {
  const term = terms.join(', ');
  return {
    id,
    terms,
    severity: 'error' as const,
    says: {
      en: `“{value}” is not in the list of ${list.en} (${term}).`,
      fr: `« {value} » n’est pas dans la liste des ${list.fr} (${term}).`,
    },
  };
};

/** Every element or attribute of a pattern holds a code of the list. */
export const codeAt = (
  rule: CodeRule,
  at: Pattern,
  also: Pick<ValueRule, 'notBelow' | 'unless'> & { readonly holds?: ValueRule['holds'] } = {},
): ValueRule => ({ ...named(rule), kind: 'value', at, holds: isCode(rule), ...also });

/** The code of a context, where what stands beside it says that the list applies. */
export const codeWhere = (
  rule: CodeRule,
  { within, value, beside }: { readonly within: Pattern; readonly value: Pattern; readonly beside: Pattern },
  applies: (beside: readonly string[]) => boolean,
): ConditionRule => ({
  ...named(rule),
  kind: 'condition',
  in: within,
  take: { value, beside },
  holds: (taken) => !applies(taken('beside')) || taken('value').every(isCode(rule)),
});

/** A context must have the attribute that holds the code. */
export const attributeWanted = (rule: CodeRule, within: Pattern, attribute: string): CountRule => ({
  ...named(rule),
  says: {
    en: `An amount names no currency (@${attribute}).`,
    fr: `Un montant ne nomme pas sa devise (@${attribute}).`,
  },
  kind: 'count',
  in: within,
  of: `@${attribute}`,
  least: 1,
});

/** Whether an indicator says so, as XPath casts text to a boolean. */
export const says =
  (charge: boolean) =>
  (indicators: readonly string[]): boolean =>
    indicators.some((text) => (charge ? ['true', '1'] : ['false', '0']).includes(normalized(text)));
