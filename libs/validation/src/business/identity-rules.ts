import { isSiren, isSiret, type OtherParty, type Said } from '@onefacture/invoice';
import type { BusinessRule } from './business-rule.js';
import { partyRoles } from '../rules/party-roles.js';
import { bareNumber } from './bare-number.js';

const siren: BusinessRule = {
  id: 'OF-ID-01',
  terms: ['BT-30', 'BT-47', 'BT-61'],
  severity: 'error',
  says: {
    en: '{value} is no SIREN: its last digit does not fit the others.',
    fr: '{value} n’est pas un SIREN : son dernier chiffre ne s’accorde pas avec les autres.',
  },
  fix: {
    en: 'Copy the nine digits from the company’s entry in the Sirene register.',
    fr: 'Recopiez les neuf chiffres de la fiche de l’entreprise au répertoire Sirene.',
  },
  check: (subject, _facts, broken) => {
    for (const { path, party } of partyRoles(subject)) {
      const value = bareNumber(party.siren ?? '');
      if (/^\d{9}$/.test(value) && !isSiren(value)) broken(`${path}.siren`, { value });
    }
  },
};

const siret: BusinessRule = {
  id: 'OF-ID-02',
  terms: ['BT-29', 'BT-46', 'BT-60', 'BT-71'],
  severity: 'error',
  says: {
    en: '{value} is no SIRET: fourteen digits are wanted, a SIREN and five more, the last of which fits the others.',
    fr: '{value} n’est pas un SIRET : il faut quatorze chiffres, un SIREN et cinq autres, dont le dernier s’accorde avec le reste.',
  },
  fix: {
    en: 'Copy the fourteen digits from the establishment’s entry in the Sirene register.',
    fr: 'Recopiez les quatorze chiffres de la fiche de l’établissement au répertoire Sirene.',
  },
  check: (subject, _facts, broken) => {
    const given = function* (): Generator<readonly [path: string, value: string | undefined]> {
      for (const { path, party } of partyRoles(subject)) yield [path, party.siret];
      yield ['delivery', subject.document.delivery?.siret];
    };
    for (const [path, text] of given()) {
      const value = bareNumber(text ?? '');
      if (value !== '' && !isSiret(value)) broken(`${path}.siret`, { value });
    }
  },
};

const establishment: BusinessRule = {
  id: 'OF-ID-03',
  terms: ['BT-29', 'BT-46', 'BT-60'],
  severity: 'error',
  says: {
    en: 'The SIRET {value} is not of the company with the SIREN {siren}: it starts with other digits.',
    fr: 'Le SIRET {value} n’est pas de l’entreprise de SIREN {siren} : il commence par d’autres chiffres.',
  },
  fix: {
    en: 'Correct the SIREN or the SIRET: the first nine digits of the one are the other.',
    fr: 'Corrigez le SIREN ou le SIRET : les neuf premiers chiffres de l’un sont l’autre.',
  },
  check: (subject, _facts, broken) => {
    for (const { path, party } of partyRoles(subject)) {
      const [number, value] = [bareNumber(party.siren ?? ''), bareNumber(party.siret ?? '')];
      if (!isSiren(number) || !isSiret(value) || value.startsWith(number)) continue;
      broken(`${path}.siret`, { value, siren: number });
    }
  },
};

type Named = Said<OtherParty> | undefined;

const sameNumber = (one: Named, other: Named): string | undefined => {
  for (const member of ['siret', 'siren', 'vat_number'] as const) {
    const [mine, theirs] = [one?.[member], other?.[member]];
    if (mine === undefined || theirs === undefined) continue;
    return bareNumber(mine) === bareNumber(theirs) ? mine : undefined;
  }
  return undefined;
};

const bothSides: BusinessRule = {
  id: 'OF-ID-04',
  terms: ['BG-7', 'BG-4'],
  severity: 'warning',
  says: {
    en: 'Seller and buyer are the same: both have the number {value}.',
    fr: 'Le vendeur et l’acheteur sont les mêmes : tous deux portent le numéro {value}.',
  },
  fix: {
    en: 'Check whom the invoice is for: a company sells nothing to itself.',
    fr: 'Vérifiez à qui s’adresse la facture : une entreprise ne se vend rien à elle-même.',
  },
  check: ({ document: { seller, buyer } }, _facts, broken) => {
    const value = sameNumber(seller, buyer);
    if (value !== undefined) broken('buyer', { value });
  },
};

/** SIREN and SIRET, and who is who. */
export const identityRules: readonly BusinessRule[] = [siren, siret, establishment, bothSides];
