import type { Rule } from '../rule.js';
import { requiredInEach } from './required.js';

/** BG-3 and BG-24. */
export const referenceRules: readonly Rule[] = [
  requiredInEach(
    'BR-52',
    {
      term: 'BT-122',
      en: 'Reference of a supporting document',
      fr: 'la référence d’un document justificatif',
    },
    ['attachments', 'id'],
    ({ attachments }) => attachments?.map(({ id }) => id),
  ),
  requiredInEach(
    'BR-55',
    { term: 'BT-25', en: 'Number of a preceding invoice', fr: 'le numéro d’une facture antérieure' },
    ['preceding_invoices', 'number'],
    ({ preceding_invoices }) => preceding_invoices?.map(({ number }) => number),
  ),
];
