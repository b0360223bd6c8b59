import type { Rule } from '../rule.js';
import { required } from './required.js';

/** What every document must say of itself. */
export const documentRules: readonly Rule[] = [
  required(
    'BR-02',
    { term: 'BT-1', en: 'Invoice number', fr: 'le numéro de facture' },
    'number',
    ({ number }) => number,
  ),
];
