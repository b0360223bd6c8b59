import { z } from 'zod';
import { PAYMENT_MEANS } from '../codes/payment-means.js';
import { isBic, isIban } from '../identifiers/iban.js';
import { coded, text } from './leaves.js';

const CREDIT_TRANSFERS: ReadonlySet<string> = new Set(['30', '58']);
const iban = (description: string) =>
  coded(isIban, 'must be an IBAN without blanks whose check digits are right', {
    description,
    example: 'FR7630006000011234567890189',
  });

/** BG-18: of the number only what may be shown (BR-51). */
const cardSchema = z
  .strictObject({
    number: coded(
      (value) => /^[0-9X*]{4,19}$/.test(value) && !/\d{11}/.test(value),
      'must hide most of the number: the last 4 to 6 digits',
      {
        description: 'BT-87: the last 4 to 6 digits, the others left out or as X or *',
        example: '1234',
      },
    ),
    holder: text(140, { description: 'BT-88: name on the card' }).optional(),
  })
  .meta({ description: 'The card that pays (BG-18)' });

/** BG-16, with its account (BG-17) or card (BG-18). */
export const paymentMeansSchema = z
  .strictObject({
    type_code: coded(
      (value) => PAYMENT_MEANS.has(value),
      'must be a code of UNTDID 4461, such as 30 (credit transfer), 58 (SEPA transfer), 48 (card), 20 (cheque)',
      { description: 'BT-81: UNTDID 4461', example: '58' },
    ),
    text: text(140, { description: 'BT-82: the means of payment in words' }).optional(),
    remittance_information: text(140, { description: 'BT-83: what the payer should quote' }).optional(),
    iban: iban('BT-84: account to pay to; it or account_id is needed with 30 and 58').optional(),
    account_id: text(50, { description: 'BT-84 where it is no IBAN: a national account number' }).optional(),
    account_name: text(140, { description: 'BT-85: name of the account' }).optional(),
    bic: coded(isBic, 'must be a BIC of 8 or 11 characters', {
      description: 'BT-86: BIC',
      example: 'AGRIFRPP',
    }).optional(),
    card: cardSchema.optional(),
  })
  .check((ctx) => {
    const { type_code: type, iban: account, account_id: national, card } = ctx.value;
    const fault = (field: string, message: string, code = 'INVALID') => {
      ctx.issues.push({ code: 'custom', path: [field], message, params: { code }, input: ctx.value });
    };
    if (account !== undefined && national !== undefined) {
      fault('account_id', 'is for accounts without an IBAN: leave it out beside iban');
    }
    if (card !== undefined && (account !== undefined || national !== undefined)) {
      fault('card', 'cannot stand with an account: make two entries of payment_means');
    }
    if (CREDIT_TRANSFERS.has(type) && account === undefined && national === undefined) {
      fault('iban', `is required with type_code ${type}, a credit transfer (BR-61)`, 'REQUIRED');
    }
  })
  .meta({ description: 'How to pay (BG-16)' });

/** One means of payment or several; the value is always a list. */
export const paymentMeansListSchema = z.union([
  z.array(paymentMeansSchema).min(1).max(50),
  paymentMeansSchema.transform((means) => [means]),
]);

/** BG-19. */
export const directDebitSchema = z
  .strictObject({
    mandate_id: text(35, { description: 'BT-89: reference of the mandate', example: 'MND-77' }).optional(),
    creditor_id: text(35, { description: 'BT-90: the creditor’s identifier', example: 'FR72ZZZ123456' }).optional(),
    debited_account: iban('BT-91: IBAN of the account to be debited').optional(),
  })
  .meta({ description: 'Direct debit (BG-19)' });
