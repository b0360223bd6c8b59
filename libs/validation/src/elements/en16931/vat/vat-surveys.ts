import type { Syntax } from '@onefacture/formats';
import type { Rule, RuleText } from '../../../rules/rule.js';
import { VAT_CATEGORY_RULES, type VatCategoryRules } from '../../../rules/en16931/vat/vat-category-rules.js';
import { vatRules } from '../../../rules/en16931/vat/vat-rules.js';
import type { Fault, SurveyRule } from '../../element-rule.js';
import { nameOf } from '../../kept-elements.js';
import { CII_VAT_PARTS, ciiVatElements } from './cii-vat-elements.js';
import { UBL_VAT_PARTS, ublVatElements } from './ubl-vat-elements.js';
import { wrongBases, wrongTaxes } from './vat-amounts.js';
import type { TaxElement, Use, VatElements } from './vat-elements.js';
import { ungrouped, wrongGrounds, wrongParties, wrongRates } from './vat-uses.js';

type Judge = (vat: VatElements, category: VatCategoryRules) => readonly Fault[];

/** The rules that all categories have, by the ending of their ids. */
const COMMON: Readonly<Record<string, Judge>> = {
  '01': ungrouped,
  '02': wrongParties('line'),
  '03': wrongParties('allowance'),
  '04': wrongParties('charge'),
  '05': wrongRates('line'),
  '06': wrongRates('allowance'),
  '07': wrongRates('charge'),
  '08': wrongBases,
  '09': wrongTaxes,
  '10': wrongGrounds,
};

const vatGroups = ({ groups }: VatElements, code: string): readonly TaxElement[] =>
  groups.of(code).filter(({ isVat }) => isVat);

const intraCommunity =
  (holds: (vat: VatElements) => boolean): Judge =>
  (vat) =>
    holds(vat)
      ? []
      : vatGroups(vat, 'K')
          .slice(0, 1)
          .map(({ at }) => ({ at, values: {} }));

/** What may not stand beside a group that is out of scope: in CII of any tax, in UBL only of VAT. */
const besideOutOfScope =
  (isMeant: Readonly<Record<Syntax, (one: TaxElement, isGroup: boolean) => boolean>>): Judge =>
  (vat) => {
    if (vatGroups(vat, 'O').length === 0) return [];
    const among = (all: readonly TaxElement[], isGroup: boolean): readonly TaxElement[] =>
      all.filter((one) => (vat.syntax === 'CII' || one.isVat) && isMeant[vat.syntax](one, isGroup));
    return [...among(vat.groups.all, true), ...among(vat.uses.all, false)].flatMap(({ at, codes }) => {
      const declared = codes.find((code) => code !== 'O');
      return declared === undefined ? [] : [{ at, values: { declared } }];
    });
  };

const isNamed =
  (name: string) =>
  ({ at }: TaxElement): boolean =>
    nameOf(at) === name;

const isUse =
  (use: Use) =>
  (one: TaxElement, isGroup: boolean): boolean =>
    !isGroup && one.uses.includes(use);

/** The rules that only one category has. */
const EXTRAS: Readonly<Record<string, Judge>> = {
  'BR-IC-11': intraCommunity(({ isDelivered }) => isDelivered),
  'BR-IC-12': intraCommunity(({ isDeliveredSomewhere }) => isDeliveredSomewhere),
  'BR-O-11': besideOutOfScope({ CII: isNamed('ApplicableTradeTax'), UBL: (_, isGroup) => isGroup }),
  'BR-O-12': besideOutOfScope({ CII: isNamed('ApplicableTradeTax'), UBL: isUse('line') }),
  'BR-O-13': besideOutOfScope({ CII: isNamed('CategoryTradeTax'), UBL: isUse('allowance') }),
  'BR-O-14': besideOutOfScope({ CII: isNamed('CategoryTradeTax'), UBL: isUse('charge') }),
};

const textOf = ({ check: _check, ...text }: Rule): RuleText => text;

/** The judge of a rule and the category it is asked about. */
const judgeOf = (id: string): readonly [Judge, VatCategoryRules] | undefined => {
  const category = VAT_CATEGORY_RULES.find((one) => id.slice(3, -3) === one.id);
  const judge = EXTRAS[id] ?? COMMON[id.slice(-2)];
  return category === undefined || judge === undefined ? undefined : [judge, category];
};

type Root = Parameters<SurveyRule['faults']>[0];

const NO_FAULTS: readonly Fault[] = [];

/** Whether a category stands anywhere; nothing can be wrong with one that does not. */
const isSaid = ({ uses, groups }: VatElements, code: string): boolean =>
  uses.of(code).length > 0 || groups.of(code).length > 0;

const surveys = (keep: readonly string[], read: (root: Root) => VatElements) =>
  vatRules.flatMap((rule): readonly SurveyRule[] => {
    const [judge, category] = judgeOf(rule.id) ?? [];
    if (judge === undefined || category === undefined) return [];
    const faults = (root: Root): readonly Fault[] => {
      const vat = read(root);
      return isSaid(vat, category.code) ? judge(vat, category) : NO_FAULTS;
    };
    return [{ ...textOf(rule), kind: 'survey', keep, faults }];
  });

/**
 * BR-S-01 to BR-AG-10 and what only some categories have, over the elements: blank numbers and grounds are there, tax
 * of another scheme than VAT is none, and groups of every breakdown count.
 */
export const vatSurveys: Readonly<Record<Syntax, readonly SurveyRule[]>> = {
  CII: surveys(CII_VAT_PARTS, ciiVatElements),
  UBL: surveys(UBL_VAT_PARTS, ublVatElements),
};
