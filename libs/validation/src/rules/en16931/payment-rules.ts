import type { Syntax } from '@onefacture/formats';
import type { PaymentMeans, Said } from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import { requiredInEach } from './required.js';

/** UNTDID 4461: credit transfer, SEPA credit transfer. */
export const CREDIT_TRANSFERS: ReadonlySet<string | undefined> = new Set(['30', '58']);

/** Longest truncated card number, as the first six and last four digits make. */
const LONGEST_CARD = 10;

/** Whether a card number (white space around and doubled inside does not count) is short enough to be shown. */
export const isTruncated = (number: string): boolean => number.trim().replace(/\s+/g, ' ').length <= LONGEST_CARD;

/** Whether anything stands at the account (BG-17); in CII the BIC stands beside it. */
const hasAccount = ({ account_name, bic }: Said<PaymentMeans>, syntax: Syntax): boolean =>
  (syntax === 'CII' ? account_name : (account_name ?? bic)) !== undefined;

const accountRule = (
  id: string,
  says: Rule['says'],
  concerns: (means: Said<PaymentMeans>, syntax: Syntax) => boolean,
): Rule => ({
  id,
  terms: ['BT-84'],
  severity: 'error',
  says,
  fix: {
    en: 'Give the IBAN of the account to be paid to, or another payment means code (BT-81).',
    fr: 'Indiquez l’IBAN du compte à créditer, ou un autre code de moyen de paiement (BT-81).',
  },
  check: ({ document: { payment_means = [] }, syntax }, broken) => {
    for (const [index, means] of payment_means.entries()) {
      const { type_code, iban, account_id } = means;
      if (!CREDIT_TRANSFERS.has(type_code) || (iban ?? account_id) !== undefined || !concerns(means, syntax)) continue;
      broken(`payment_means[${index}].iban`);
    }
  },
});

/** BG-16 to BG-18. */
export const paymentRules: readonly Rule[] = [
  requiredInEach(
    'BR-49',
    { term: 'BT-81', en: 'Payment means type code', fr: 'le code du moyen de paiement' },
    ['payment_means', 'type_code'],
    ({ payment_means }) => payment_means?.map(({ type_code }) => type_code),
  ),
  accountRule(
    'BR-50',
    {
      en: 'A credit transfer names an account (BG-17) without its identifier (BT-84).',
      fr: 'Un virement cite un compte (BG-17) sans son identifiant (BT-84).',
    },
    hasAccount,
  ),
  accountRule(
    'BR-61',
    {
      en: 'A credit transfer (payment means 30 or 58) has no account identifier (BT-84).',
      fr: 'Un virement (moyen de paiement 30 ou 58) n’a pas d’identifiant de compte (BT-84).',
    },
    (means, syntax) => syntax === 'UBL' || hasAccount(means, syntax),
  ),
  {
    id: 'BR-51',
    terms: ['BT-87'],
    severity: { CII: 'error', UBL: 'warning' },
    says: {
      en: 'The card number (BT-87) is not truncated.',
      fr: 'Le numéro de carte (BT-87) n’est pas tronqué.',
    },
    fix: {
      en: 'Give at most the first six and the last four digits.',
      fr: 'Ne donnez au plus que les six premiers et les quatre derniers chiffres.',
    },
    check: ({ document: { payment_means = [] } }, broken) => {
      for (const [index, { card }] of payment_means.entries()) {
        if (card?.number !== undefined && !isTruncated(card.number)) broken(`payment_means[${index}].card.number`);
      }
    },
  },
];
