import type { Rule } from '../rule.js';
import { required } from './required.js';

const identity: readonly Rule[] = [
  required(
    'BR-01',
    { term: 'BT-24', en: 'Specification identifier', fr: 'l’identifiant de spécification' },
    'specification',
    ({ specification, profile }) => specification ?? profile,
  ),
  required(
    'BR-02',
    { term: 'BT-1', en: 'Invoice number', fr: 'le numéro de facture' },
    'number',
    ({ number }) => number,
  ),
  required(
    'BR-03',
    { term: 'BT-2', en: 'Invoice issue date', fr: 'la date d’émission de la facture' },
    'issue_date',
    ({ issue_date }) => issue_date,
  ),
  required(
    'BR-04',
    { term: 'BT-3', en: 'Invoice type code', fr: 'le code de type de facture' },
    'type_code',
    ({ type_code }) => type_code,
  ),
  required(
    'BR-05',
    { term: 'BT-5', en: 'Invoice currency code', fr: 'le code de devise de la facture' },
    'currency',
    ({ currency }) => currency,
  ),
];

const taxPoint: Rule = {
  id: 'BR-CO-03',
  terms: ['BT-7', 'BT-8'],
  severity: 'error',
  says: {
    en: 'The tax point is given both as a date (BT-7) and as a code (BT-8).',
    fr: 'L’exigibilité de la TVA est donnée à la fois par une date (BT-7) et par un code (BT-8).',
  },
  fix: {
    en: 'Keep one of the two: the date where it is known, else the code.',
    fr: 'Gardez l’un des deux : la date si elle est connue, sinon le code.',
  },
  check: ({ document }, broken) => {
    if (document.tax_point_date !== undefined && document.tax_point_code !== undefined) broken('tax_point_date');
  },
};

const accountingTax: Rule = {
  id: 'BR-53',
  terms: ['BT-111', 'BT-6'],
  severity: 'error',
  says: {
    en: 'The VAT accounting currency (BT-6) is given without a VAT total in that currency (BT-111).',
    fr: 'La devise de comptabilisation de la TVA (BT-6) est indiquée sans total de TVA dans cette devise (BT-111).',
  },
  fix: {
    en: 'Add the VAT total in the accounting currency, or leave BT-6 out where it is the invoice currency.',
    fr: 'Ajoutez le total de TVA dans la devise de comptabilisation, ou retirez BT-6 si c’est celle de la facture.',
  },
  check: ({ document: { currency, tax_currency, totals }, syntax }, broken) => {
    if (tax_currency === undefined) return;
    const said = totals?.tax_accounting !== undefined || (tax_currency === currency && totals?.tax !== undefined);
    if (!said || (syntax === 'CII' && tax_currency === currency)) broken('totals.tax_accounting');
  },
};

/** What every document must say of itself. */
export const documentRules: readonly Rule[] = [...identity, taxPoint, accountingTax];
