import type { Bilingual } from '../../../report/finding.js';
import type { Rule } from '../../rule.js';
import type { VatCategoryRules } from './vat-category-rules.js';

/** Makes the rule with one ending of the ids (`08` of BR-S-08) for a category. */
export type CategoryRule = (category: VatCategoryRules) => Rule;

/** A rule of one category; `{category}` and `{name}` in the sentences are its code and what it means. */
export const categoryRule = (
  { id, code, name }: VatCategoryRules,
  ending: string,
  rule: {
    readonly terms: readonly string[];
    readonly says: Bilingual;
    readonly fix?: Bilingual;
    readonly check: Rule['check'];
  },
): Rule => {
  const named = ({ en, fr }: Bilingual): Bilingual => ({
    en: en.replaceAll('{category}', code).replaceAll('{name}', name.en),
    fr: fr.replaceAll('{category}', code).replaceAll('{name}', name.fr),
  });
  return {
    id: `BR-${id}-${ending}`,
    severity: 'error',
    terms: rule.terms,
    says: named(rule.says),
    ...(rule.fix === undefined ? {} : { fix: named(rule.fix) }),
    check: rule.check,
  };
};
