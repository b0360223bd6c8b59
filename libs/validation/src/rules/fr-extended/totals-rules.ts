import type { Syntax } from '@onefacture/formats';
import { Decimal, sum, type Totals, ZERO } from '@onefacture/invoice';
import type { Bilingual } from '../../report/finding.js';
import { disagreement } from '../en16931/disagreement.js';
import { SUMMATION } from '../en16931/totals-rules.js';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { lastOf } from '../../last-of.js';
import { roundedAsXpath } from '../xpath-rounding.js';
import { type Extension, isCounted, PREFIXES } from './extension.js';

/** Each amount that goes into a sum may be off by this. */
const TOLERANCE = new Decimal('0.01');

/** Amounts that go into a total, and how many things they are of. */
export interface Part {
  readonly amount: Decimal;
  readonly count: number;
}

/** What the totals of a document are made of. */
export interface ExtendedParts {
  /** All lines, whether they count or not. */
  readonly lineCount: number;
  /** Lines that count. */
  readonly lines: Part;
  readonly allowances: Part;
  readonly charges: Part;
  readonly logistics: Part;
}

/** Amounts as a part of a total: rounded together, each counted, unless there are fewer or more than there are texts. */
export const partOf = (entries: readonly (Decimal | undefined)[], count = entries.length): Part => ({
  amount: roundedAsXpath(sum(entries.filter((amount) => amount !== undefined)), 2),
  count,
});

const partsOf = lastOf(({ document, lines, syntax }: Subject): ExtendedParts => {
  const { allowances = [], charges = [], logistics_charges = [] } = document;
  return {
    lineCount: lines.length,
    lines: partOf(lines.filter(isCounted(syntax)).map(({ net_amount }) => net_amount)),
    allowances: partOf(allowances.map(({ amount }) => amount)),
    charges: partOf(charges.map(({ amount }) => amount)),
    logistics: partOf(logistics_charges.map(({ amount }) => amount)),
  };
});

/** What a rule holds against each other, and how many amounts may each be a cent off. */
interface Comparison {
  readonly declared: Decimal | undefined;
  readonly computed: Decimal | undefined;
  readonly count: number;
}

type Compare = (totals: Partial<Totals>, parts: ExtendedParts, syntax: Syntax) => Comparison | undefined;

const lineSum: Compare = ({ lines: declared }, { lines: part, lineCount }, syntax) => ({
  declared,
  computed: part.amount,
  count: syntax === 'CII' ? lineCount : part.count,
});

const allowanceSum: Compare = ({ allowances: declared }, { allowances: part }) =>
  declared === undefined && part.count === 0 ? undefined : { declared, computed: part.amount, count: part.count };

const chargeSum: Compare = ({ charges: declared }, { charges, logistics }) =>
  declared === undefined && charges.count === 0
    ? undefined
    : { declared, computed: charges.amount.plus(logistics.amount), count: charges.count + logistics.count };

const countAll = ({ lines, allowances, charges, logistics }: ExtendedParts): number =>
  lines.count + allowances.count + charges.count + logistics.count;

const net: Compare = ({ net: declared }, parts) => ({
  declared,
  computed: parts.lines.amount.minus(parts.allowances.amount).plus(parts.charges.amount).plus(parts.logistics.amount),
  count: countAll(parts),
});

/** Without a VAT total in the currency of the invoice there is nothing to compare in UBL, and nothing right in CII. */
const gross: Compare = ({ gross: declared, net: base, tax }, parts, syntax) => {
  if (tax === undefined && syntax === 'UBL') return undefined;
  return {
    declared,
    computed: base === undefined || tax === undefined ? undefined : base.plus(tax),
    count: countAll(parts),
  };
};

interface TotalRule {
  readonly ending: string;
  readonly terms: readonly string[];
  readonly member: keyof Totals;
  readonly is: Bilingual;
  readonly compare: Compare;
}

const RULES: readonly TotalRule[] = [
  {
    ending: 'CO-10',
    terms: ['BT-106', 'BT-131'],
    member: 'lines',
    is: { en: 'Sum of the lines that count', fr: 'Somme des lignes comptées' },
    compare: lineSum,
  },
  {
    ending: 'CO-11',
    terms: ['BT-107', 'BT-92'],
    member: 'allowances',
    is: { en: 'Sum of the allowances', fr: 'Somme des remises' },
    compare: allowanceSum,
  },
  {
    ending: 'CO-12',
    terms: ['BT-108', 'BT-99'],
    member: 'charges',
    is: { en: 'Sum of the charges, logistics charges included', fr: 'Somme des frais, frais logistiques compris' },
    compare: chargeSum,
  },
  {
    ending: 'CO-13',
    terms: ['BT-109', 'BT-131', 'BT-92', 'BT-99'],
    member: 'net',
    is: { en: 'Total without VAT: lines − allowances + charges', fr: 'Total hors TVA : lignes − remises + frais' },
    compare: net,
  },
  {
    ending: 'CO-15',
    terms: ['BT-112', 'BT-109', 'BT-110'],
    member: 'gross',
    is: { en: 'Total with VAT: total without VAT + VAT', fr: 'Total TTC : total hors TVA + TVA' },
    compare: gross,
  },
];

const agrees = ({ declared, computed, count }: Comparison): boolean =>
  declared !== undefined &&
  computed !== undefined &&
  declared.minus(computed).abs().lessThanOrEqualTo(TOLERANCE.times(count));

/** The comparison where it does not hold. */
const wrongIn = (compared: Comparison | undefined): Comparison | undefined =>
  compared === undefined || agrees(compared) ? undefined : compared;

/** …-CO-10 to -13 over what was read of totals and parts: what was declared and computed, where they disagree. */
export const EXTENDED_COMPARISONS = Object.fromEntries(
  RULES.filter(({ ending }) => ending !== 'CO-15').map(({ ending, compare }) => [
    ending,
    (totals: Partial<Totals>, parts: ExtendedParts, syntax: Syntax) => wrongIn(compare(totals, parts, syntax)),
  ]),
);

/** BR-CO-10 to -13 and -15 with a tolerance of a cent for each amount that goes in. */
export const totalsRules = (extension: Extension): readonly Rule[] =>
  RULES.map(({ ending, terms, member, is, compare }) => ({
    id: `${PREFIXES[extension]}-${ending}`,
    terms,
    severity: 'error',
    says: {
      en: `${is.en} (${terms[0] ?? ''}): declared {declared}, computed {computed}, difference {difference}; a cent for each amount is tolerated.`,
      fr: `${is.fr} (${terms[0] ?? ''}) : déclaré {declared}, calculé {computed}, écart {difference} ; un centime par montant est toléré.`,
    },
    check: (subject, broken) => {
      const { totals } = subject.document;
      if (totals === undefined || SUMMATION.every((one) => totals[one] === undefined)) return;
      const compared = wrongIn(compare(totals, partsOf(subject), subject.syntax));
      if (compared !== undefined) broken(`totals.${member}`, disagreement(compared.declared, compared.computed));
    },
  }));

/** BR-FXEXT-CO-16: what is due, with financial adjustments, which the model does not keep. */
export const dueRule: Rule = {
  id: 'BR-FXEXT-CO-16',
  terms: ['BT-115', 'BT-112', 'BT-113', 'BT-114'],
  severity: 'error',
  says: {
    en: 'Amount due (BT-115): declared {declared}, computed {computed} as total with VAT − prepaid + rounding + adjustments, difference {difference}.',
    fr: 'Montant à payer (BT-115) : déclaré {declared}, calculé {computed} comme total TTC − déjà payé + arrondi + ajustements, écart {difference}.',
  },
  check: ({ document: { totals } }, broken) => {
    if (totals === undefined || SUMMATION.every((one) => totals[one] === undefined)) return;
    const { gross: total = ZERO, prepaid = ZERO, rounding = ZERO, due } = totals;
    const computed = total.minus(prepaid).plus(rounding);
    if (due?.equals(computed) !== true) broken('totals.due', disagreement(due, computed));
  },
};
