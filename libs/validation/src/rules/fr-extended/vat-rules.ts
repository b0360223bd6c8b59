import type { Syntax } from '@onefacture/formats';
import { Decimal, ZERO } from '@onefacture/invoice';
import type { Severity } from '../../report/finding.js';
import { disagreement } from '../en16931/disagreement.js';
import {
  byCategory,
  byGround,
  byRate,
  type Grouping,
  type Taxed,
  type TaxedSum,
  taxedSums,
  useOf,
} from '../en16931/vat/taxed-amounts.js';
import { VAT_CATEGORY_RULES, type VatCategoryRules } from '../en16931/vat/vat-category-rules.js';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { roundedAsXpath } from '../xpath-rounding.js';
import { type Extension, idsBySyntax, isCounted, PREFIXES } from './extension.js';

const CENT = new Decimal('0.01');

/** What amounts of a group have in common. Those outside the scope of VAT bear no rate. */
const rateKey: Grouping['key'] = (taxed) => (taxed.tax_category === 'O' ? byCategory(taxed) : byRate(taxed));

const sumsIn = (syntax: Syntax) => ({
  ofGround: taxedSums({ key: byGround(rateKey), counts: isCounted(syntax) }),
  ofRate: taxedSums({ key: rateKey, counts: isCounted(syntax) }),
});
const SUMS = { CII: sumsIn('CII'), UBL: sumsIn('UBL') } as const;

const cents = (amount: Decimal): Decimal => roundedAsXpath(amount, 2);

const computedFrom = ({ lines, allowances, charges, logistics }: TaxedSum): Decimal =>
  cents(lines).minus(cents(allowances)).plus(cents(charges)).plus(cents(logistics));

const toleranceOf = ({ lineCount, allowanceCount, chargeCount, logisticsCount }: TaxedSum): Decimal =>
  CENT.times(lineCount + allowanceCount + chargeCount + logisticsCount);

const isNear = (declared: Decimal, computed: Decimal, tolerance: Decimal): boolean =>
  declared.minus(computed).abs().lessThanOrEqualTo(tolerance);

/** Which entries a group is held against: those of its rate and ground of exemption, those of its rate, or either. */
type Grounds = 'same ground' | 'same rate' | 'either';

const sumsBy = (grounds: Grounds, subject: Subject, group: Taxed): readonly TaxedSum[] => [
  ...(grounds === 'same rate' ? [] : [SUMS[subject.syntax].ofGround(subject, group)]),
  ...(grounds === 'same ground' ? [] : [SUMS[subject.syntax].ofRate(subject, group)]),
];

const GROUNDS_SAID: Readonly<Record<Grounds, readonly [en: string, fr: string]>> = {
  'same ground': ['of the same rate and ground of exemption', 'de même taux et de même motif d’exonération'],
  'same rate': ['of the same rate, whatever their ground of exemption', 'de même taux, quel que soit leur motif'],
  either: ['of the same rate', 'de même taux'],
};

const taxableRule =
  ({ code }: VatCategoryRules, grounds: Grounds, severity: Severity) =>
  (id: string): Rule => ({
    id,
    terms: ['BT-116', 'BT-131', 'BT-92', 'BT-99'],
    severity,
    says: {
      en: `VAT group ${code}: taxable amount (BT-116) declared {declared}, computed {computed} from lines, allowances and charges ${GROUNDS_SAID[grounds][0]}, difference {difference}.`,
      fr: `Groupe de TVA ${code} : base (BT-116) déclarée {declared}, calculée {computed} d’après lignes, remises et frais ${GROUNDS_SAID[grounds][1]}, écart {difference}.`,
    },
    check: (subject, broken) => {
      for (const { at, entry } of useOf(subject, code).groups) {
        const declared = entry.taxable_amount;
        const sums = sumsBy(grounds, subject, entry);
        const holds = sums.some(
          (one) => declared !== undefined && isNear(declared, computedFrom(one), toleranceOf(one)),
        );
        const nearest = sums.at(-1);
        if (!holds) broken(`${at}.taxable_amount`, disagreement(declared, nearest && computedFrom(nearest)));
      }
    },
  });

/** …-S-09: the VAT of a group, a cent off for each amount that goes in. */
const taxRule = (id: string): Rule => ({
  id,
  terms: ['BT-117', 'BT-116', 'BT-119'],
  severity: 'error',
  says: {
    en: 'VAT group S: VAT (BT-117) declared {declared}, computed {computed} from amount and rate, difference {difference}.',
    fr: 'Groupe de TVA S : TVA (BT-117) déclarée {declared}, calculée {computed} d’après base et taux, écart {difference}.',
  },
  check: (subject, broken) => {
    const grounds = subject.syntax === 'CII' ? 'either' : 'same ground';
    for (const { at, entry } of useOf(subject, 'S').groups) {
      const { tax_amount: declared, taxable_amount: base, tax_rate: rate } = entry;
      const computed = base === undefined || rate === undefined ? undefined : cents(base.times(rate).dividedBy(100));
      const tolerance = Decimal.max(ZERO, ...sumsBy(grounds, subject, entry).map(toleranceOf));
      const holds = declared !== undefined && computed !== undefined && isNear(declared, computed, tolerance);
      if (!holds) broken(`${at}.tax_amount`, disagreement(declared, computed));
    }
  },
});

/** …-01: a category has a group where something bears it, and only there. In UBL only lines that count bear it. */
const groupRule =
  ({ code, name }: VatCategoryRules) =>
  (id: string): Rule => ({
    id,
    terms: ['BG-23', 'BT-118', 'BT-151', 'BT-95', 'BT-102'],
    severity: 'error',
    says: {
      en: `VAT category ${code} (${name.en}): {uses} lines, allowances and charges use it, {groups} VAT groups have it.`,
      fr: `Catégorie de TVA ${code} (${name.fr}) : {uses} lignes, remises et frais l’utilisent, {groups} groupes de TVA la portent.`,
    },
    check: (subject, broken) => {
      const { lines, allowances, charges, groups } = useOf(subject, code);
      const bearing = subject.syntax === 'CII' ? lines : lines.filter(({ entry }) => isCounted('UBL')(entry));
      const uses = bearing.length + allowances.length + charges.length;
      if (uses > 0 === groups.length > 0) return;
      broken('vat_breakdown', { uses: String(uses), groups: String(groups.length) });
    },
  });

/** What comes before the endings -08, -08ini and -08rev. */
const taxablePrefix = (extension: Extension, id: string): Readonly<Record<Syntax, string>> =>
  extension === 'EXTENDED-CTC-FR'
    ? { CII: `BR-FXEXT-${id}`, UBL: `BR-FREXT-${id}` }
    : { CII: `BR-FXEXT-${id}`, UBL: `BR-FXEXT-${id}` };

/** The fatal form of -08; Factur-X ends it in b, and leaves out a sign for the standard rate. */
const fatalEnding = (extension: Extension, id: string): string => {
  if (extension === 'EXTENDED-CTC-FR') return '-08';
  return id === 'S' ? '08b' : '-08b';
};

const withEnding = (ids: Readonly<Record<Syntax, string>>, ending: string) => ({
  CII: `${ids.CII}${ending}`,
  UBL: `${ids.UBL}${ending}`,
});

/** VAT groups with a tolerance: BR-…-01, -08 with its two warnings, and BR-…-S-09. */
export const vatRules = (extension: Extension): readonly Rule[] => [
  ...VAT_CATEGORY_RULES.flatMap((category) => {
    const ids = taxablePrefix(extension, category.id);
    return [
      groupRule(category)(`${PREFIXES[extension]}-${category.id}-01`),
      ...idsBySyntax(withEnding(ids, fatalEnding(extension, category.id)), taxableRule(category, 'either', 'error')),
      ...idsBySyntax(withEnding(ids, '-08ini'), taxableRule(category, 'same rate', 'warning')),
      ...idsBySyntax(withEnding(ids, '-08rev'), taxableRule(category, 'same ground', 'warning')),
    ];
  }),
  ...idsBySyntax(withEnding(taxablePrefix(extension, 'S'), extension === 'EXTENDED-CTC-FR' ? '-09' : '-09b'), taxRule),
];
