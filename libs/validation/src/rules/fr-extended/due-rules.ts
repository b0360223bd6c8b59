import { CREDIT_NOTE_TYPE_CODES } from '@onefacture/invoice';
import type { Rule } from '../rule.js';

/** BR-CO-25: what is to be paid is due some day. UBL asks it of invoices only. */
export const dueDateRule: Rule = {
  id: 'BR-CO-25',
  terms: ['BT-9', 'BT-20', 'BT-115'],
  severity: 'error',
  says: {
    en: 'An amount is due (BT-115) and neither a due date (BT-9) nor payment terms (BT-20) say when.',
    fr: 'Un montant est à payer (BT-115), sans date d’échéance (BT-9) ni conditions de paiement (BT-20).',
  },
  check: ({ document, syntax }, broken) => {
    const { totals, due_date, payment_terms, type_code = '' } = document;
    if (syntax === 'UBL' && CREDIT_NOTE_TYPE_CODES.has(type_code)) return;
    if (totals?.due?.greaterThan(0) !== true) return;
    if (due_date === undefined && payment_terms === undefined) broken('due_date');
  },
};

/** BR-CO-27, which no longer is in EN 16931: a credit transfer names one account in one way. */
export const transferAccount = {
  id: 'BR-CO-27',
  terms: ['BT-84'],
  severity: 'error',
  says: {
    en: 'A credit transfer names its account (BT-84) by an IBAN or by another identifier, and not by both or none.',
    fr: 'Un virement désigne son compte (BT-84) par un IBAN ou par un autre identifiant, pas par les deux ni par aucun.',
  },
} as const;
