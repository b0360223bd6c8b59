import { sum } from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import { roundedAsXpath } from '../xpath-rounding.js';
import { disagreement } from './disagreement.js';
import { requiredInEach } from './required.js';
import { computedTax, isTaxPlausible } from './vat-amount.js';

/** Categories whose groups the official CII rules look at in another place, so that they skip BR-45 to -48 and BR-CO-17. */
export const JUDGED_APART: ReadonlySet<string> = new Set(['L', 'M', 'O']);

const needs: readonly Rule[] = [
  requiredInEach(
    'BR-45',
    { term: 'BT-116', en: 'VAT category taxable amount', fr: 'la base d’imposition d’une catégorie de TVA' },
    ['vat_breakdown', 'taxable_amount'],
    ({ vat_breakdown }) => vat_breakdown?.map(({ taxable_amount }) => taxable_amount),
  ),
  requiredInEach(
    'BR-46',
    { term: 'BT-117', en: 'VAT category tax amount', fr: 'le montant de TVA d’une catégorie' },
    ['vat_breakdown', 'tax_amount'],
    ({ vat_breakdown }) => vat_breakdown?.map(({ tax_amount }) => tax_amount),
  ),
  requiredInEach(
    'BR-47',
    { term: 'BT-118', en: 'VAT category code of a breakdown', fr: 'le code de catégorie d’une ventilation de TVA' },
    ['vat_breakdown', 'tax_category'],
    ({ vat_breakdown }) => vat_breakdown?.map(({ tax_category }) => tax_category),
  ),
  requiredInEach(
    'BR-48',
    { term: 'BT-119', en: 'VAT rate of a breakdown', fr: 'le taux d’une ventilation de TVA' },
    ['vat_breakdown', 'tax_rate'],
    ({ vat_breakdown }) =>
      vat_breakdown?.map(({ tax_category, tax_rate }) => (tax_category === 'O' ? 'none' : tax_rate)),
  ),
];

const breakdownGiven: Rule = {
  id: 'BR-CO-18',
  terms: ['BG-23'],
  severity: 'error',
  says: { en: 'The invoice has no VAT breakdown (BG-23).', fr: 'La facture n’a pas de ventilation de TVA (BG-23).' },
  check: ({ document, lines, syntax }, broken) => {
    const none = (document.vat_breakdown ?? []).length === 0;
    if (none && (syntax === 'UBL' || lines.length > 0)) broken('vat_breakdown');
  },
};

const groupTax: Rule = {
  id: 'BR-CO-17',
  terms: ['BT-117', 'BT-116', 'BT-119'],
  severity: 'error',
  says: {
    en: 'VAT of a group (BT-117): declared {declared}, computed {computed} from base and rate, difference {difference}.',
    fr: 'TVA d’un groupe (BT-117) : déclaré {declared}, calculé {computed} d’après base et taux, écart {difference}.',
  },
  fix: {
    en: 'VAT is the base (BT-116) times the rate (BT-119), rounded to cents.',
    fr: 'La TVA est la base (BT-116) multipliée par le taux (BT-119), arrondie au centime.',
  },
  check: ({ document, syntax }, broken) => {
    for (const [index, group] of (document.vat_breakdown ?? []).entries()) {
      if (syntax === 'CII' && JUDGED_APART.has(group.tax_category ?? '')) continue;
      const amount = { rate: group.tax_rate, base: group.taxable_amount, tax: group.tax_amount };
      if (isTaxPlausible(amount, syntax)) continue;
      broken(`vat_breakdown[${index}].tax_amount`, disagreement(amount.tax, computedTax(amount)));
    }
  },
};

const totalTax: Rule = {
  id: 'BR-CO-14',
  terms: ['BT-110', 'BT-117'],
  severity: 'error',
  says: {
    en: 'Total VAT (BT-110): declared {declared}, computed {computed}, difference {difference}.',
    fr: 'TVA totale (BT-110) : déclaré {declared}, calculé {computed}, écart {difference}.',
  },
  fix: {
    en: 'The total is the sum of the VAT of all groups (BT-117).',
    fr: 'Le total est la somme de la TVA de tous les groupes (BT-117).',
  },
  check: ({ document: { totals, vat_breakdown = [] }, syntax }, broken) => {
    const declared = totals?.tax;
    if (syntax === 'UBL' ? vat_breakdown.length === 0 : declared === undefined) return;
    const computed = roundedAsXpath(sum(vat_breakdown.flatMap(({ tax_amount }) => tax_amount ?? [])), 2);
    if (declared?.equals(computed) !== true) broken('totals.tax', disagreement(declared, computed));
  },
};

const grossTotal: Rule = {
  id: 'BR-CO-15',
  terms: ['BT-112', 'BT-109', 'BT-110'],
  severity: 'error',
  says: {
    en: 'Total with VAT (BT-112): declared {declared}, computed {computed}, difference {difference}.',
    fr: 'Total TVA comprise (BT-112) : déclaré {declared}, calculé {computed}, écart {difference}.',
  },
  fix: {
    en: 'It is the total without VAT (BT-109) plus one VAT total in the invoice currency (BT-110).',
    fr: 'C’est le total hors TVA (BT-109) plus un seul total de TVA dans la devise de la facture (BT-110).',
  },
  check: ({ document: { currency, totals = {} }, syntax }, broken) => {
    if (currency === undefined) return;
    const { gross, net, tax } = totals;
    if (syntax === 'CII' && gross !== undefined && net?.equals(gross) === true) return;
    const computed = net === undefined || tax === undefined ? undefined : roundedAsXpath(net.plus(tax), 2);
    if (gross === undefined || computed?.equals(gross) !== true) broken('totals.gross', disagreement(gross, computed));
  },
};

/** BG-23 and what follows from it. */
export const vatBreakdownRules: readonly Rule[] = [...needs, breakdownGiven, groupTax, totalTax, grossTotal];
