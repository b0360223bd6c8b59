import type { Account } from '../state/account.js';
import type { CardConduct } from '../state/books.js';
import { StripeFault } from '../wire/fault.js';
import type { PaymentMethod } from '../wire/objects.js';

export interface Refusal {
  readonly code: string;
  readonly decline_code: string | null;
  readonly message: string;
}

const DECLINED = 'Your card was declined.';
const refusal = (code: string, decline_code: string | null, message = DECLINED): Refusal => ({
  code,
  decline_code,
  message,
});

/** Numbers that are refused, and why. */
const REFUSED: Readonly<Record<string, Refusal>> = {
  '4000000000000002': refusal('card_declined', 'generic_decline'),
  '4000000000009995': refusal('card_declined', 'insufficient_funds', 'Your card has insufficient funds.'),
  '4000000000009987': refusal('card_declined', 'lost_card'),
  '4000000000009979': refusal('card_declined', 'stolen_card'),
  '4000000000000069': refusal('expired_card', null, 'Your card has expired.'),
  '4000000000000127': refusal('incorrect_cvc', null, "Your card's security code is incorrect."),
  '4000000000000119': refusal(
    'processing_error',
    null,
    'An error occurred while processing your card. Try again in a little bit.',
  ),
};
/** Attaches and pays while its owner is there; each charge after that is refused. */
const FAILS_LATER = '4000000000000341';

/** The refusal of a code, such as `insufficient_funds` or `expired_card`. */
export function refusalOfCode(code: string): Refusal {
  const known = Object.values(REFUSED).find((each) => each.decline_code === code || each.code === code);
  return known ?? refusal('card_declined', code);
}

/** Payment methods that need no number. */
export const TEST_METHODS: Readonly<Record<string, string>> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_chargeCustomerFail: FAILS_LATER,
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_visa_chargeDeclined: '4000000000000002',
};

/** How the bank answers for a number, or for a method that was made from one. */
export function conductOfNumber(number: string): CardConduct {
  if (number === FAILS_LATER) return { refusal: refusal('card_declined', 'generic_decline'), attaches: true };
  return { refusal: REFUSED[number] ?? null, attaches: false };
}

export const conductOf = ({ books }: Account, method: PaymentMethod): CardConduct | undefined =>
  books.cards.get(method.id);

/** What a charge of the method meets; its owner is there when he enters the card on a page. */
export function refusalOf(account: Account, method: PaymentMethod, ownerPresent: boolean): Refusal | null {
  const conduct = conductOf(account, method);
  if (conduct === undefined || (conduct.attaches && ownerPresent)) return null;
  return conduct.refusal;
}

/** 402 of type `card_error`. */
export function refusalFault(
  { code, decline_code, message }: Refusal,
  method: PaymentMethod,
  intent?: object,
): StripeFault {
  return new StripeFault(402, {
    type: 'card_error',
    code,
    message,
    ...(decline_code === null ? {} : { decline_code }),
    payment_method: method,
    ...(intent === undefined ? {} : { payment_intent: intent }),
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
  });
}

export function brandOf(number: string): string {
  if (/^3[47]/.test(number)) return 'amex';
  return /^(?:5[1-5]|2[2-7])/.test(number) ? 'mastercard' : 'visa';
}
