import { Decimal, type Said, sum, type Totals, ZERO } from '@onefacture/invoice';
import type { Syntax } from '@onefacture/formats';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { roundedAsXpath } from '../xpath-rounding.js';
import { disagreement } from './disagreement.js';
import { required } from './required.js';

/** The members that stand in the monetary summation, which the two VAT totals need not do. */
export const SUMMATION = ['lines', 'allowances', 'charges', 'net', 'gross', 'prepaid', 'rounding', 'due'] as const;

type Summed = 'lines' | 'allowances' | 'charges';

/** What the totals of a document are made of; an entry without an amount is still one. */
export interface TotalsBasis extends Readonly<Record<Summed, readonly (Decimal | undefined)[]>> {
  readonly syntax: Syntax;
  readonly totals: Said<Totals>;
}

/** The two amounts that a rule holds against each other; none where there is nothing to compare. */
export type Compared = readonly [declared: Decimal | undefined, computed: Decimal | undefined] | undefined;

const cents = (value: Decimal): Decimal => roundedAsXpath(value, 2);

const summed = (amounts: readonly (Decimal | undefined)[]): Decimal =>
  cents(sum(amounts.filter((amount) => amount !== undefined)));

/** BT-107 and BT-108 may be absent where there is nothing to add up. */
const sumOf =
  (member: 'allowances' | 'charges') =>
  ({ totals, ...basis }: TotalsBasis): Compared =>
    totals[member] === undefined && basis[member].length === 0 ? undefined : [totals[member], summed(basis[member])];

const net = ({ totals: { lines, allowances, charges, net: declared }, syntax }: TotalsBasis): Compared => {
  if (lines === undefined) return [declared, undefined];
  const exact = syntax === 'UBL' && allowances === undefined && charges === undefined;
  const computed = lines.minus(allowances ?? ZERO).plus(charges ?? ZERO);
  return [declared, exact ? computed : cents(computed)];
};

/** BT-115, in CII exact and in UBL to the cent on both sides where a rounding amount stands. */
const due = ({ totals: { gross, prepaid, rounding, due: declared }, syntax }: TotalsBasis): Compared => {
  if (gross === undefined || declared === undefined) return [declared, gross];
  const left = prepaid === undefined ? gross : gross.minus(prepaid);
  if (syntax === 'CII') return [declared, left.plus(rounding ?? ZERO)];
  const computed = prepaid === undefined ? left : cents(left);
  if (rounding === undefined) return [declared, computed];
  return cents(declared.minus(rounding)).equals(computed) ? undefined : [declared, computed.plus(rounding)];
};

/** The rules that a total is what others make it, by id. */
export const TOTAL_COMPARISONS = {
  'BR-CO-10': ({ totals, lines }: TotalsBasis): Compared => [totals.lines, summed(lines)],
  'BR-CO-11': sumOf('allowances'),
  'BR-CO-12': sumOf('charges'),
  'BR-CO-13': net,
  'BR-CO-16': due,
} as const;

type TotalRule = keyof typeof TOTAL_COMPARISONS;

/** What is wrong about two amounts, in values for the sentence; undefined where nothing is. */
export const disagreementOf = (compared: Compared): ReturnType<typeof disagreement> | undefined => {
  if (compared === undefined) return undefined;
  const [declared, computed] = compared;
  if (declared !== undefined && computed?.equals(declared) === true) return undefined;
  return disagreement(declared, computed);
};

/** The basis in a model where the document has a monetary summation (BG-22). */
const basisOf = ({ document, lines, syntax }: Subject): TotalsBasis | undefined => {
  const { totals, allowances = [], charges = [] } = document;
  if (totals === undefined || SUMMATION.every((member) => totals[member] === undefined)) return undefined;
  return {
    syntax,
    totals,
    lines: lines.map(({ net_amount }) => net_amount),
    allowances: allowances.map(({ amount }) => amount),
    charges: charges.map(({ amount }) => amount),
  };
};

const total = (
  id: TotalRule,
  terms: readonly [string, ...string[]],
  member: (typeof SUMMATION)[number],
  [en, fr]: readonly [string, string],
): Rule => ({
  id,
  terms,
  severity: 'error',
  says: {
    en: `${en} (${terms[0]}): declared {declared}, computed {computed}, difference {difference}.`,
    fr: `${fr} (${terms[0]}) : déclaré {declared}, calculé {computed}, écart {difference}.`,
  },
  fix: { en: 'Correct the sum, or what it adds up.', fr: 'Corrigez la somme, ou ce qu’elle additionne.' },
  check: (subject, broken) => {
    const basis = basisOf(subject);
    const values = basis && disagreementOf(TOTAL_COMPARISONS[id](basis));
    if (values !== undefined) broken(`totals.${member}`, values);
  },
});

/** BG-22: what is there, and what it adds up to. */
export const totalsRules: readonly Rule[] = [
  required(
    'BR-12',
    { term: 'BT-106', en: 'Sum of the line net amounts', fr: 'la somme des montants nets des lignes' },
    'totals.lines',
    ({ totals }) => totals?.lines,
  ),
  required(
    'BR-13',
    { term: 'BT-109', en: 'Invoice total without VAT', fr: 'le total hors TVA' },
    'totals.net',
    ({ totals }) => totals?.net,
  ),
  required(
    'BR-14',
    { term: 'BT-112', en: 'Invoice total with VAT', fr: 'le total TVA comprise' },
    'totals.gross',
    ({ totals }) => totals?.gross,
  ),
  required(
    'BR-15',
    { term: 'BT-115', en: 'Amount due for payment', fr: 'le montant à payer' },
    'totals.due',
    ({ totals }) => totals?.due,
  ),
  total('BR-CO-10', ['BT-106', 'BT-131'], 'lines', [
    'Sum of the line net amounts',
    'Somme des montants nets des lignes',
  ]),
  total('BR-CO-11', ['BT-107', 'BT-92'], 'allowances', ['Sum of the allowances', 'Somme des remises']),
  total('BR-CO-12', ['BT-108', 'BT-99'], 'charges', ['Sum of the charges', 'Somme des majorations']),
  total('BR-CO-13', ['BT-109', 'BT-106', 'BT-107', 'BT-108'], 'net', [
    'Total without VAT: lines − allowances + charges',
    'Total hors TVA : lignes − remises + majorations',
  ]),
  total('BR-CO-16', ['BT-115', 'BT-112', 'BT-113', 'BT-114'], 'due', [
    'Amount due: total with VAT − prepaid + rounding',
    'Montant à payer : total TTC − déjà payé + arrondi',
  ]),
];
