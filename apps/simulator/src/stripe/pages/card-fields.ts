import type { CardEntry } from '../make/payment-method.js';
import { html, type Language } from './layout.js';

const WORDS = {
  fr: {
    number: 'Numéro de carte',
    expiry: 'Expiration (MM/AA)',
    cvc: 'Cryptogramme (CVC)',
    faults: {
      number: 'Le numéro de carte est incorrect.',
      expiry: "La date d'expiration est incorrecte ou passée.",
      cvc: 'Le cryptogramme est incorrect.',
    },
    note: 'Cartes de test : <code>4242 4242 4242 4242</code> est acceptée, <code>4000 0000 0000 0002</code> est refusée, <code>4000 0000 0000 0341</code> est acceptée ici puis refusée aux prélèvements suivants. Toute date à venir, tout CVC.',
  },
  en: {
    number: 'Card number',
    expiry: 'Expiry (MM/YY)',
    cvc: 'Security code (CVC)',
    faults: {
      number: 'The card number is incorrect.',
      expiry: 'The expiry date is incorrect or past.',
      cvc: 'The security code is incorrect.',
    },
    note: 'Test cards: <code>4242 4242 4242 4242</code> is accepted, <code>4000 0000 0000 0002</code> is declined, <code>4000 0000 0000 0341</code> is accepted here and declined by every later charge. Any future date, any CVC.',
  },
} as const;

/** The fields of a card. What was typed is never shown again. */
export function cardFields(language: Language): string {
  const words = WORDS[language];
  return `<label for="card">${words.number}</label><input id="card" name="card_number" inputmode="numeric" autocomplete="cc-number" placeholder="4242 4242 4242 4242">
<div class="row"><div><label for="expiry">${words.expiry}</label><input id="expiry" name="card_expiry" autocomplete="cc-exp" placeholder="12/30"></div>
<div><label for="cvc">${words.cvc}</label><input id="cvc" name="card_cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123"></div></div>
<p class="note">${words.note}</p>`;
}

/** A fault that the page shows in place of an answer. */
export class PageFault extends Error {}

/** Reads the card of a form; null where its number was left empty. */
export function readCard(fields: URLSearchParams, language: Language, now: number): CardEntry | null {
  const { faults } = WORDS[language];
  const number = (fields.get('card_number') ?? '').replaceAll(/[\s-]/g, '');
  if (number === '') return null;
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) throw new PageFault(faults.number);
  const [, month = '', year = ''] =
    /^\s*(\d{1,2})\s*\/\s*(?:20)?(\d{2})\s*$/.exec(fields.get('card_expiry') ?? '') ?? [];
  const [exp_month, exp_year] = [Number(month), 2000 + Number(year)];
  const endOfMonth = Date.UTC(exp_year, exp_month, 1) / 1000;
  if (month === '' || exp_month < 1 || exp_month > 12 || endOfMonth <= now) throw new PageFault(faults.expiry);
  if (!/^\d{3,4}$/.test((fields.get('card_cvc') ?? '').trim())) throw new PageFault(faults.cvc);
  return { number, exp_month, exp_year };
}

export const faultBox = (fault: string | undefined): string =>
  fault === undefined ? '' : `<p class="fault" role="alert">${html(fault)}</p>`;

const DECLINES: Readonly<Record<string, string>> = {
  insufficient_funds: 'Votre carte ne dispose pas de fonds suffisants.',
  expired_card: 'Votre carte a expiré.',
  incorrect_cvc: 'Le cryptogramme de votre carte est incorrect.',
  processing_error: "Une erreur s'est produite lors du traitement de votre carte. Réessayez dans un instant.",
  card_declined: 'Votre carte a été refusée.',
};

/** What a refusal says on a page. */
export function declineWords(
  message: string,
  codes: readonly (string | null | undefined)[],
  language: Language,
): string {
  if (language === 'en') return message;
  const known = codes.map((code) => DECLINES[code ?? '']).find((words) => words !== undefined);
  return known ?? message;
}

function passesLuhn(number: string): boolean {
  const sum = [...number].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
