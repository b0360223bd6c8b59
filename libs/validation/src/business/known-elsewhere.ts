import type { BusinessRule } from './business-rule.js';

/** What others know of the invoice: our own books, and the directory. */
export const knownElsewhere: readonly BusinessRule[] = [
  {
    id: 'OF-DUP-01',
    terms: ['BT-1'],
    severity: 'error',
    says: {
      en: 'The number {value} was already used by this seller in this calendar year.',
      fr: 'Le numéro {value} a déjà été utilisé par ce vendeur dans la même année civile.',
    },
    fix: {
      en: 'Give the invoice a number that was not used yet.',
      fr: 'Donnez à la facture un numéro qui n’a pas encore servi.',
    },
    check: ({ document }, { duplicate }, broken) => {
      if (duplicate === true) broken('number', { value: document.number ?? '' });
    },
  },
  {
    id: 'OF-DIR-01',
    terms: ['BT-49'],
    severity: 'error',
    says: {
      en: 'The directory knows no platform through which the buyer {value} can be reached.',
      fr: 'L’annuaire ne connaît aucune plateforme par laquelle joindre l’acheteur {value}.',
    },
    fix: {
      en: 'Check the buyer’s electronic address (BT-49), or ask him which platform he receives through.',
      fr: 'Vérifiez l’adresse électronique de l’acheteur (BT-49), ou demandez-lui par quelle plateforme il reçoit.',
    },
    check: ({ document: { buyer } }, { buyerReachable }, broken) => {
      const value = buyer?.electronic_address?.value ?? buyer?.siren ?? buyer?.name ?? '';
      if (buyerReachable === false) broken('buyer.electronic_address', { value });
    },
  },
];
