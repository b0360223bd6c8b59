import {
  countsInTotals,
  Decimal,
  decimalText,
  DOCUMENT_TYPES,
  roundCents,
  sum,
  type VatCategory,
  vatKey,
  ZERO,
} from '@onefacture/invoice';
import { disagreement } from '../rules/en16931/disagreement.js';
import type { Subject } from '../rules/subject.js';
import { lastOf } from '../last-of.js';
import { isFrench } from '../rules/fr/applicability.js';
import type { BusinessRule } from './business-rule.js';
import { roundingSlack } from './rounding-slack.js';

const CENT = new Decimal('0.01');
const HALF_CENT = new Decimal('0.005');

/** What adds to a VAT group, and to the total. */
interface Contribution {
  readonly tax_category?: VatCategory;
  readonly tax_rate?: Decimal;
  readonly amount: Decimal;
}

function* contributions({ document, lines }: Subject): Generator<Contribution> {
  for (const line of lines) {
    if (countsInTotals(line)) yield { ...line, amount: line.net_amount ?? ZERO };
  }
  for (const one of document.allowances ?? []) yield { ...one, amount: (one.amount ?? ZERO).negated() };
  for (const list of [document.charges, document.logistics_charges]) {
    for (const one of list ?? []) yield { ...one, amount: one.amount ?? ZERO };
  }
}

interface Group {
  amount: Decimal;
  count: number;
}

/** What lines, allowances and charges add up to, by category and rate, and in all. */
const byRate = lastOf((subject: Subject) => {
  const groups = new Map<string, Group>();
  const all: Group = { amount: ZERO, count: 0 };
  for (const one of contributions(subject)) {
    const key = vatKey(one);
    const group = groups.get(key) ?? { amount: ZERO, count: 0 };
    groups.set(key, group);
    for (const total of [group, all]) {
      total.amount = total.amount.plus(one.amount);
      total.count += 1;
    }
  }
  return { groups, all };
});

/** A cent, and one more for each amount that may have been rounded. */
const tolerance = (count: number): Decimal => CENT.times(count + 1);

/** Totals can only be held against lines that are there and counted whole. */
const hasLines = ({ lines }: Subject): boolean =>
  lines.length > 0 && lines.every((line) => !countsInTotals(line) || line.net_amount !== undefined);

const bases: BusinessRule = {
  id: 'OF-SUM-05',
  terms: ['BT-116', 'BT-131', 'BT-92', 'BT-99'],
  severity: 'error',
  says: {
    en: 'Taxable amount of {rate}: declared {declared}, lines, allowances and charges make {computed}, difference {difference}.',
    fr: 'Base d’imposition de {rate} : déclaré {declared}, lignes, remises et majorations font {computed}, écart {difference}.',
  },
  fix: {
    en: 'Correct the taxable amount, or the category and rate of a line.',
    fr: 'Corrigez la base, ou la catégorie et le taux d’une ligne.',
  },
  check: (subject, _facts, broken) => {
    if (!hasLines(subject)) return;
    const declared = new Map<string, { amount: Decimal; first: number }>();
    for (const [index, group] of (subject.document.vat_breakdown ?? []).entries()) {
      const { amount = ZERO, first = index } = declared.get(vatKey(group)) ?? {};
      declared.set(vatKey(group), { amount: amount.plus(group.taxable_amount ?? ZERO), first });
    }
    for (const [rate, { amount, first }] of declared) {
      const { amount: computed, count } = byRate(subject).groups.get(rate) ?? { amount: ZERO, count: 0 };
      if (!amount.minus(computed).abs().greaterThan(tolerance(count))) continue;
      broken(`vat_breakdown[${first}].taxable_amount`, { rate: `${rate} %`, ...disagreement(amount, computed) });
    }
  },
};

const taxes: BusinessRule = {
  id: 'OF-SUM-06',
  terms: ['BT-117', 'BT-116', 'BT-119'],
  severity: 'warning',
  says: {
    en: 'VAT at {rate} %: declared {declared}, {base} make {computed}, difference {difference}.',
    fr: 'TVA à {rate} % : déclaré {declared}, {base} font {computed}, écart {difference}.',
  },
  fix: {
    en: 'Compute VAT on the sum of each rate, and round it once.',
    fr: 'Calculez la TVA sur la somme de chaque taux, et arrondissez une seule fois.',
  },
  check: (subject, _facts, broken) => {
    for (const [index, group] of (subject.document.vat_breakdown ?? []).entries()) {
      const { taxable_amount: base, tax_rate: rate, tax_amount: declared } = group;
      if (base === undefined || rate === undefined || declared === undefined) continue;
      const computed = roundCents(base.times(rate).div(100));
      const count = byRate(subject).groups.get(vatKey(group))?.count ?? 0;
      if (
        !declared
          .minus(computed)
          .abs()
          .greaterThan(HALF_CENT.times(count).plus(roundingSlack(subject)).minus(CENT))
      )
        continue;
      const values = { rate: rate.toFixed(), base: decimalText(base, 2) };
      broken(`vat_breakdown[${index}].tax_amount`, { ...values, ...disagreement(declared, computed) });
    }
  },
};

const net: BusinessRule = {
  id: 'OF-SUM-07',
  terms: ['BT-109', 'BT-131', 'BT-107', 'BT-108'],
  severity: 'error',
  says: {
    en: 'Total without VAT: declared {declared}, by the lines themselves {computed}, difference {difference}.',
    fr: 'Total hors TVA : déclaré {declared}, d’après les lignes elles-mêmes {computed}, écart {difference}.',
  },
  check: (subject, _facts, broken) => {
    const declared = subject.document.totals?.net;
    if (declared === undefined || !hasLines(subject)) return;
    const { amount: computed, count } = byRate(subject).all;
    if (declared.minus(computed).abs().greaterThan(tolerance(count))) {
      broken('totals.net', disagreement(declared, computed));
    }
  },
};

const gross: BusinessRule = {
  id: 'OF-SUM-08',
  terms: ['BT-112', 'BT-109', 'BT-110'],
  severity: 'error',
  says: {
    en: 'The total with VAT is the one without, {declared}, though VAT of {tax} is charged: {computed} is expected.',
    fr: 'Le total TVA comprise est celui hors TVA, {declared}, alors que la TVA est de {tax} : {computed} est attendu.',
  },
  check: ({ document: { totals, vat_breakdown: groups = [] } }, _facts, broken) => {
    const {
      net: without,
      gross: declared,
      tax = sum(groups.flatMap(({ tax_amount }) => tax_amount ?? [])),
    } = totals ?? {};
    if (without === undefined || declared?.equals(without) !== true || tax.isZero()) return;
    broken('totals.gross', { ...disagreement(declared, without.plus(tax)), tax: decimalText(tax, 2) });
  },
};

const credit: BusinessRule = {
  id: 'OF-SIGN-01',
  terms: ['BT-112', 'BT-3'],
  severity: 'warning',
  says: {
    en: 'A credit note (type {type}) of {value}: a negative credit takes money instead of giving it back.',
    fr: 'Un avoir (type {type}) de {value} : un avoir négatif prend de l’argent au lieu d’en rendre.',
  },
  fix: {
    en: 'State the amounts of a credit note without the minus sign.',
    fr: 'Indiquez les montants d’un avoir sans signe moins.',
  },
  check: ({ document: { type_code: type = '', totals } }, _facts, broken) => {
    if (DOCUMENT_TYPES[type]?.kind !== 'credit_note' || totals?.gross?.lessThan(0) !== true) return;
    broken('totals.gross', { type, value: decimalText(totals.gross, 2) });
  },
};

const invoice: BusinessRule = {
  id: 'OF-SIGN-02',
  terms: ['BT-112', 'BT-3'],
  severity: 'warning',
  says: {
    en: 'An invoice (type {type}) of {value}: what is given back is stated in a credit note.',
    fr: 'Une facture (type {type}) de {value} : ce qui est rendu s’indique dans un avoir.',
  },
  fix: {
    en: 'Use type 381 with positive amounts and the number of the invoice (BG-3).',
    fr: 'Utilisez le type 381, avec des montants positifs et le numéro de la facture (BG-3).',
  },
  check: ({ document }, _facts, broken) => {
    const { type_code: type = '', totals } = document;
    // Other countries correct an invoice by one with the sign turned round.
    if (!isFrench(document) || DOCUMENT_TYPES[type]?.kind !== 'invoice' || totals?.gross?.lessThan(0) !== true) return;
    broken('totals.gross', { type, value: decimalText(totals.gross, 2) });
  },
};

/** Totals and VAT held against the lines. */
export const totalRules: readonly BusinessRule[] = [bases, taxes, net, gross, credit, invoice];
