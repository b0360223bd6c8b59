import { Decimal, type Said, sum, type Totals, ZERO } from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { roundedAsXpath } from '../xpath-rounding.js';
import { disagreement } from './disagreement.js';
import { required } from './required.js';

/** The members that stand in the monetary summation, which the two VAT totals need not do. */
const SUMMATION = ['lines', 'allowances', 'charges', 'net', 'gross', 'prepaid', 'rounding', 'due'] as const;

/** BG-22 where a document has one. */
const summationOf = ({ document: { totals } }: Subject): Said<Totals> | undefined =>
  totals !== undefined && SUMMATION.some((member) => totals[member] !== undefined) ? totals : undefined;

const cents = (value: Decimal): Decimal => roundedAsXpath(value, 2);

const SUMS = { en: 'Correct the sum, or what it adds up.', fr: 'Corrigez la somme, ou ce qu’elle additionne.' };

type Compared = readonly [declared: Decimal | undefined, computed: Decimal | undefined] | undefined;

/** A rule that a total is what others make it. Nothing is compared where the summation, or `compare`, has nothing. */
const total = (
  id: string,
  terms: readonly [string, ...string[]],
  member: (typeof SUMMATION)[number] | 'tax',
  [en, fr]: readonly [string, string],
  compare: (totals: Said<Totals>, subject: Subject) => Compared,
): Rule => ({
  id,
  terms,
  severity: 'error',
  says: {
    en: `${en} (${terms[0]}): declared {declared}, computed {computed}, difference {difference}.`,
    fr: `${fr} (${terms[0]}) : déclaré {declared}, calculé {computed}, écart {difference}.`,
  },
  fix: SUMS,
  check: (subject, broken) => {
    const totals = summationOf(subject);
    const compared = totals && compare(totals, subject);
    if (compared === undefined) return;
    const [declared, computed] = compared;
    if (declared === undefined || computed === undefined || !declared.equals(computed)) {
      broken(`totals.${member}`, disagreement(declared, computed));
    }
  },
});

const amounts = (all: readonly { readonly amount?: Decimal }[] | undefined): Decimal =>
  cents(sum((all ?? []).flatMap(({ amount }) => amount ?? [])));

/** BT-107 and BT-108 may be absent where there is nothing to add up. */
const sumOf =
  (member: 'allowances' | 'charges') =>
  (totals: Said<Totals>, { document }: Subject): Compared => {
    const all = document[member] ?? [];
    return totals[member] === undefined && all.length === 0 ? undefined : [totals[member], amounts(all)];
  };

/** BT-115, in CII exact and in UBL to the cent on both sides where a rounding amount stands. */
const due = ({ gross, prepaid, rounding, due: declared }: Said<Totals>, { syntax }: Subject): Compared => {
  if (gross === undefined || declared === undefined) return [declared, gross];
  const left = prepaid === undefined ? gross : gross.minus(prepaid);
  if (syntax === 'CII') return [declared, left.plus(rounding ?? ZERO)];
  const computed = prepaid === undefined ? left : cents(left);
  if (rounding === undefined) return [declared, computed];
  return cents(declared.minus(rounding)).equals(computed) ? undefined : [declared, computed.plus(rounding)];
};

const net = ({ lines, allowances, charges, net: declared }: Said<Totals>, { syntax }: Subject): Compared => {
  if (lines === undefined) return [declared, undefined];
  const exact = syntax === 'UBL' && allowances === undefined && charges === undefined;
  const computed = lines.minus(allowances ?? ZERO).plus(charges ?? ZERO);
  return [declared, exact ? computed : cents(computed)];
};

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
  total(
    'BR-CO-10',
    ['BT-106', 'BT-131'],
    'lines',
    ['Sum of the line net amounts', 'Somme des montants nets des lignes'],
    ({ lines: declared }, { lines }) => [declared, cents(sum(lines.flatMap(({ net_amount }) => net_amount ?? [])))],
  ),
  total(
    'BR-CO-11',
    ['BT-107', 'BT-92'],
    'allowances',
    ['Sum of the allowances', 'Somme des remises'],
    sumOf('allowances'),
  ),
  total('BR-CO-12', ['BT-108', 'BT-99'], 'charges', ['Sum of the charges', 'Somme des majorations'], sumOf('charges')),
  total(
    'BR-CO-13',
    ['BT-109', 'BT-106', 'BT-107', 'BT-108'],
    'net',
    ['Total without VAT: lines − allowances + charges', 'Total hors TVA : lignes − remises + majorations'],
    net,
  ),
  total(
    'BR-CO-16',
    ['BT-115', 'BT-112', 'BT-113', 'BT-114'],
    'due',
    ['Amount due: total with VAT − prepaid + rounding', 'Montant à payer : total TTC − déjà payé + arrondi'],
    due,
  ),
];
