import { asInFacturx, facturxElements, facturxExtendedElements } from './elements/factur-x/factur-x-elements.js';
import { withIndicatorsInWords } from './elements/factur-x/indicators-in-words.js';
import { behindCategories } from './elements/fr-extended/later-rules.js';
import { frExtendedElements } from './elements/fr-extended/fr-extended-elements.js';
import type { ElementRule } from './elements/element-rule.js';
import { EN16931 } from './rule-sets.js';
import { facturxExtendedRules } from './rules/factur-x/factur-x-extended-rules.js';
import { idsOutside, IN_PROFILE } from './rules/factur-x/profile-scope.js';
import { NOT_IN_FR_EXTENDED } from './rules/fr-extended/dropped-rules.js';
import { frExtendedRules } from './rules/fr-extended/fr-extended-rules.js';
import type { Rule } from './rules/rule.js';
import { derivedFrom, type RuleSet } from './rules/rule-set.js';

/** EN 16931 with rules on VAT groups that come by only where no rule of a category does. */
const BEHIND_CATEGORIES: RuleSet = {
  ...EN16931,
  elements: { CII: EN16931.elements.CII.map(behindCategories), UBL: EN16931.elements.UBL },
};

/** The French extension of EN 16931, in both syntaxes, as FNFE-MPE's schematrons check it. */
export const EXTENDED_CTC_FR: RuleSet = derivedFrom(BEHIND_CATEGORIES, {
  name: 'EXTENDED-CTC-FR',
  version: '1.4.0.03',
  effective_from: '2026-09-01',
  without: NOT_IN_FR_EXTENDED,
  rules: frExtendedRules,
  elements: frExtendedElements,
});

/** EN 16931 with the codes of Factur-X, and its rules on groups of the breakdown. */
const OF_FACTURX: RuleSet = {
  ...EN16931,
  elements: { CII: EN16931.elements.CII.map(asInFacturx), UBL: EN16931.elements.UBL },
};

/** The same, where allowances and charges are told apart by words. */
const IN_WORDS: RuleSet = {
  ...OF_FACTURX,
  elements: { CII: OF_FACTURX.elements.CII.map(withIndicatorsInWords), UBL: OF_FACTURX.elements.UBL },
};

const facturx = (
  profile: keyof typeof IN_PROFILE,
  elements: readonly ElementRule[],
  rules: readonly Rule[] = [],
): RuleSet => {
  const base = profile.startsWith('BASIC') ? IN_WORDS : OF_FACTURX;
  const without = idsOutside(base, IN_PROFILE[profile]);
  return derivedFrom(base, {
    name: `Factur-X ${profile}`,
    version: '1.09.2',
    effective_from: '2026-01-01',
    without: { CII: without, UBL: without },
    rules,
    elements: { CII: elements, UBL: [] },
  });
};

/** Factur-X EXTENDED, which is for CII only, as all profiles of Factur-X. */
export const FACTURX_EXTENDED: RuleSet = facturx('EXTENDED', facturxExtendedElements, facturxExtendedRules);

/** Factur-X BASIC, which has no published schematron: the rules of the family on what its schema lets stand. */
export const FACTURX_BASIC: RuleSet = facturx('BASIC', facturxElements);

/** Factur-X BASIC WL: no lines, so that nothing is summed over them. */
export const FACTURX_BASIC_WL: RuleSet = facturx('BASIC WL', facturxElements);

/** Factur-X MINIMUM: parties and totals; it has no published schematron, either. */
export const FACTURX_MINIMUM: RuleSet = facturx('MINIMUM', []);
