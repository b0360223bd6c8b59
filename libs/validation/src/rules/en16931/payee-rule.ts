import type { Identifier, OtherParty, Said } from '@onefacture/invoice';
import type { Rule } from '../rule.js';

const SIRET = '0009';

const identifiersOf = ({ siret, identifiers = [] }: Said<OtherParty>): readonly Said<Identifier>[] =>
  siret === undefined ? identifiers : [{ scheme: SIRET, value: siret }, ...identifiers];

const legalOf = ({ siren, legal_registration }: Said<OtherParty>): string | undefined =>
  siren === undefined ? legal_registration?.value : siren;

const shares = (some: readonly (string | undefined)[], others: readonly (string | undefined)[]): boolean =>
  some.some((one) => one !== undefined && others.includes(one));

/**
 * BG-10 is for another party than the seller. CII compares names, identifiers without a scheme and registrations, UBL the
 * name with the seller's trading name (BT-28) and all identifiers.
 */
export const payeeRule: Rule = {
  id: 'BR-17',
  terms: ['BT-59'],
  severity: 'error',
  says: {
    en: 'The payee (BG-10) has no name (BT-59), or it is the seller.',
    fr: 'Le bénéficiaire (BG-10) n’a pas de nom (BT-59), ou c’est le vendeur.',
  },
  fix: {
    en: 'Name another party, or leave the payee out where the seller is paid.',
    fr: 'Nommez une autre partie, ou retirez le bénéficiaire si c’est le vendeur qui est payé.',
  },
  check: ({ document: { payee, seller = {} }, syntax }, broken) => {
    if (payee === undefined) return;
    const ids = (party: Said<OtherParty>): readonly (string | undefined)[] =>
      identifiersOf(party)
        .filter(({ scheme }) => syntax === 'UBL' || scheme === undefined)
        .map(({ value }) => value);
    const sellerName = syntax === 'UBL' ? seller.trading_name : seller.name;
    const same =
      shares([payee.name], [sellerName]) ||
      shares(ids(payee), ids(seller)) ||
      (syntax === 'CII' && shares([legalOf(payee)], [legalOf(seller)]));
    if (payee.name === undefined || same) broken('payee.name');
  },
};
