import type { PartyIds, VatCategoryRules } from '../../../rules/en16931/vat/vat-category-rules.js';
import { rateHolds } from '../../../rules/en16931/vat/rates.js';
import { xpathDecimal } from '../../../rules/xpath-rounding.js';
import type { Fault, KeptElement } from '../../element-rule.js';
import { nameOf } from '../../kept-elements.js';
import { groupsOf } from './vat-amounts.js';
import type { PartyNumbers, TaxElement, Use, VatElements } from './vat-elements.js';

/** A category outside the breakdown as an allowance or charge has it, in CII also one of a price. */
const isAdjustment = ({ at }: TaxElement): boolean =>
  nameOf(at) === 'CategoryTradeTax' || at.path.at(-2) === 'AllowanceCharge';

const isLine = ({ uses }: TaxElement): boolean => uses.includes('line');

interface Counted {
  readonly uses: number;
  readonly groups: number;
  readonly fits: boolean;
}

/** In CII the tax may be any, and two uses of a taxed category among lines and groups are enough. */
const countInCii = (vat: VatElements, { code, taxed }: VatCategoryRules): Counted => {
  const uses = vat.uses.of(code);
  const groups = vat.groups.of(code).length;
  const lines = uses.filter(isLine).length;
  const others = uses.filter(isAdjustment).length;
  const used = lines + others > 0;
  const enough = (count: number): boolean => count === 0 || count + groups >= 2;
  const untaxed = groups === 0 ? code === 'O' || !used : groups === 1 && used;
  return { uses: lines + others, groups, fits: taxed ? enough(lines) && enough(others) : untaxed };
};

/** The standard rate is looked at whatever the tax is called; so are groups of the Canaries, if they are used. */
const countInUbl = (vat: VatElements, { code, taxed }: VatCategoryRules): Counted => {
  const counts = ({ isVat }: TaxElement): boolean => isVat || code === 'S';
  const all = vat.uses.of(code).filter(counts);
  const groups = vat.groups.of(code).filter(counts).length;
  const uses = taxed ? all.filter((one) => isLine(one) || isAdjustment(one)).length : all.length;
  const anyGroups = code === 'L' ? vat.groups.of(code).length : groups;
  const grouped = uses > 0 ? anyGroups > 0 : groups === 0;
  return { uses, groups, fits: taxed ? grouped : groups === 1 || (groups === 0 && uses === 0) };
};

const COUNTED = { CII: countInCii, UBL: countInUbl } as const;

/** …-01: what is used has its group, and a group is used. */
export const ungrouped = (vat: VatElements, category: VatCategoryRules): readonly Fault[] => {
  const { fits, uses, groups } = COUNTED[vat.syntax](vat, category);
  if (fits) return [];
  const at = vat.groups.of(category.code)[0]?.at ?? vat.uses.of(category.code)[0]?.at ?? vat.root;
  return [{ at, values: { uses: String(uses), groups: String(groups) } }];
};

/** The parties at fault, by what a category wants of them. */
const FAULTY: Readonly<Record<PartyIds, (numbers: PartyNumbers) => readonly KeptElement[]>> = {
  seller: (numbers) => (isKnown(numbers) ? [] : [numbers.seller]),
  'seller and buyer': (numbers) => [
    ...(isKnown(numbers) ? [] : [numbers.seller]),
    ...(numbers.buyerVat || numbers.buyerLegal ? [] : [numbers.buyer]),
  ],
  'VAT number of the seller': (numbers) => (hasVat(numbers) ? [] : [numbers.seller]),
  'VAT numbers of both': (numbers) => [
    ...(hasVat(numbers) ? [] : [numbers.seller]),
    ...(numbers.buyerVat ? [] : [numbers.buyer]),
  ],
  'no VAT numbers': (numbers) => [
    ...(hasVat(numbers) ? [numbers.seller] : []),
    ...(numbers.buyerVat ? [numbers.buyer] : []),
  ],
};

const isKnown = ({ sellerAny, representativeVat }: PartyNumbers): boolean => sellerAny || representativeVat;
const hasVat = ({ sellerVat, representativeVat }: PartyNumbers): boolean => sellerVat || representativeVat;

/** The length of a path to the category of an allowance or charge of a UBL document. */
const IN_DOCUMENT = 3;

/** Whether …-02 to …-07 of a category look at an element for a use. */
const isTaken =
  (code: string, use: Use) =>
  ({ uses, taken }: TaxElement): boolean =>
    taken === undefined ? uses.includes(use) : taken.code === code && taken.use === use;

/** …-02 to …-04: the numbers of the parties that go with a category. */
export const wrongParties =
  (use: Use) =>
  (vat: VatElements, { code, ids }: VatCategoryRules): readonly Fault[] => {
    const ofAnyTax = vat.uses.of(code).filter(isTaken(code, use));
    const inDocument = vat.syntax === 'UBL' && code === 'O' && use !== 'line';
    const used = ofAnyTax.filter(({ isVat, at }) => isVat && (!inDocument || at.path.length === IN_DOCUMENT));
    const values = { uses: String(used.length) };
    if (used.length > 0) return FAULTY[ids](vat.parties).map((at) => ({ at, values }));
    // In UBL lines at a standard rate are to be of VAT.
    const [first] = vat.syntax === 'UBL' && code === 'S' && use === 'line' ? ofAnyTax : [];
    return first === undefined ? [] : [{ at: first.at, values }];
  };

/** …-05 to …-07: the rate that goes with a category. */
export const wrongRates =
  (use: Use) =>
  (vat: VatElements, { code, rate }: VatCategoryRules): readonly Fault[] =>
    vat.uses
      .of(code)
      .filter(isTaken(code, use))
      .filter(({ isVat, isRated }) => isVat && isRated)
      .filter(({ rates }) => !rateHolds(rate[vat.syntax], rates.map(xpathDecimal)))
      .map(({ at, rates }) => ({ at, values: { declared: rates[0]?.trim() ?? '–' } }));

/** …-10: whether a group says why it bears no VAT. */
export const wrongGrounds = (vat: VatElements, category: VatCategoryRules): readonly Fault[] =>
  groupsOf(vat, category)
    .filter(({ grounds }) => grounds.length > 0 !== (category.exemption === 'wanted'))
    .map(({ at, grounds }) => ({ at, values: { value: grounds[0]?.trim() ?? '' } }));
