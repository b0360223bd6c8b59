import { isBic, isIban } from '@onefacture/invoice';
import type { BusinessRule } from './business-rule.js';

/** The shape of an IBAN; other account numbers have no two letters and two digits in front. */
const LOOKS_LIKE_IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

const compact = (value: string): string => value.replaceAll(/\s/g, '').toUpperCase();

const MISTYPED = {
  en: 'Copy the IBAN from the bank’s statement of account details; one digit is mistyped or missing.',
  fr: 'Recopiez l’IBAN du relevé d’identité bancaire ; un caractère est faux ou manque.',
};

const credited: BusinessRule = {
  id: 'OF-PAY-01',
  terms: ['BT-84'],
  severity: 'error',
  says: {
    en: '"{value}" is no IBAN: a country, two check digits that fit the rest, and the account are wanted.',
    fr: '« {value} » n’est pas un IBAN : il faut un pays, une clé de deux chiffres qui s’accorde avec le reste, et le compte.',
  },
  fix: MISTYPED,
  check: ({ document: { payment_means: all = [] } }, _facts, broken) => {
    for (const [index, { iban, account_id: account }] of all.entries()) {
      const value = compact(iban ?? account ?? '');
      const claimed = iban !== undefined || LOOKS_LIKE_IBAN.test(value);
      if (claimed && !isIban(value)) {
        broken(`payment_means[${index}].${iban === undefined ? 'account_id' : 'iban'}`, { value });
      }
    }
  },
};

const debited: BusinessRule = {
  id: 'OF-PAY-02',
  terms: ['BT-91'],
  severity: 'error',
  says: {
    en: 'The IBAN {value} of the account to be debited is wrong: its check digits do not fit.',
    fr: 'L’IBAN {value} du compte à débiter est faux : sa clé de contrôle ne convient pas.',
  },
  fix: MISTYPED,
  check: ({ document: { direct_debit: debit } }, _facts, broken) => {
    const value = compact(debit?.debited_account ?? '');
    if (LOOKS_LIKE_IBAN.test(value) && !isIban(value)) broken('direct_debit.debited_account', { value });
  },
};

const bank: BusinessRule = {
  id: 'OF-PAY-03',
  terms: ['BT-86'],
  severity: 'warning',
  says: {
    en: '{value} is no BIC: 8 or 11 characters are wanted, the fifth and sixth the country.',
    fr: '{value} n’est pas un BIC : il faut 8 ou 11 caractères, le cinquième et le sixième pour le pays.',
  },
  check: ({ document: { payment_means: all = [] } }, _facts, broken) => {
    for (const [index, { bic }] of all.entries()) {
      const value = compact(bic ?? '');
      if (value !== '' && !isBic(value)) broken(`payment_means[${index}].bic`, { value });
    }
  },
};

/** Accounts of BG-17 and BG-19. */
export const paymentRules: readonly BusinessRule[] = [credited, debited, bank];
