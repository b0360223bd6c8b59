import type { Syntax } from '@onefacture/formats';
import type { Bilingual } from '../../report/finding.js';
import type { AttributeOf, ConditionRule, CountRule, ElementRule, Pattern, ValueRule } from '../element-rule.js';
import { NAMES } from './french-names.js';

/** Element rules of each syntax. */
export type BySyntax = Readonly<Record<Syntax, readonly ElementRule[]>>;

/** Several tables in one. */
export const joined = (tables: readonly BySyntax[]): BySyntax => ({
  CII: tables.flatMap(({ CII }) => CII),
  UBL: tables.flatMap(({ UBL }) => UBL),
});

/** A term and where it stands in each syntax that a rule looks at it in. */
export interface Place {
  /** One term, or two with a comma where allowances and charges share a place. */
  readonly term: string;
  readonly CII?: Pattern;
  readonly UBL?: Pattern;
}

/** A sentence for any term: places `{name}` and `{term}` are filled when the rule is made. */
export const about = ({ en, fr }: Bilingual, term: string): Bilingual => {
  const name = NAMES[term] ?? { en: '', fr: '' };
  const fill = (text: string, word: string): string => text.replaceAll('{name}', word).replaceAll('{term}', term);
  return { en: fill(en, name.en), fr: fill(fr, name.fr) };
};

/** What a rule of French law looks like whatever it looks at. */
interface French {
  readonly id: string;
  readonly term: string;
  readonly says: Bilingual;
  readonly fix?: Bilingual;
}

const text = ({ id, term, says, fix }: French) => ({
  id,
  terms: term.split(', '),
  severity: 'error' as const,
  says: about(says, term),
  ...(fix === undefined ? {} : { fix: about(fix, term) }),
});

/** A condition on the text of an element; with a scheme, only of identifiers in it. */
export const value = (
  rule: French & { readonly at: Pattern; readonly schemes?: readonly string[]; readonly holds: ValueRule['holds'] },
): ValueRule => {
  const { at, holds, schemes } = rule;
  const inScheme = (attribute: AttributeOf): boolean => schemes?.includes(attribute('schemeID') ?? '') !== false;
  return {
    ...text(rule),
    kind: 'value',
    at,
    holds: schemes === undefined ? holds : (found, attribute) => !inScheme(attribute) || holds(found, attribute),
  };
};

/** What a condition looks at and asks. */
export type Condition = Pick<ConditionRule, 'in' | 'take' | 'each' | 'holds' | 'tells'>;

/** A condition on what stands together below an element. */
export const together = (rule: French & Condition): ConditionRule => ({
  ...text(rule),
  kind: 'condition',
  in: rule.in,
  take: rule.take,
  ...(rule.each === undefined ? {} : { each: rule.each }),
  holds: rule.holds,
  ...(rule.tells === undefined ? {} : { tells: rule.tells }),
});

/** An element that must stand somewhere below another. */
export const wanted = (rule: French & Pick<CountRule, 'in' | 'of'>): CountRule => ({
  ...text(rule),
  kind: 'count',
  in: rule.in,
  of: rule.of,
  least: 1,
});

/** Rules for each place in each syntax that has it. */
export const atPlaces = <Known extends Place>(
  places: readonly Known[],
  make: (place: Known, at: Pattern, syntax: Syntax) => readonly ElementRule[],
): BySyntax => {
  const of = (syntax: Syntax): readonly ElementRule[] =>
    places.flatMap((place) => {
      const at = place[syntax];
      return at === undefined ? [] : make(place, at, syntax);
    });
  return { CII: of('CII'), UBL: of('UBL') };
};
