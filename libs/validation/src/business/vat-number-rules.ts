import { frenchVatNumber, isFrenchVatNumber, isSiren } from '@onefacture/invoice';
import type { BusinessRule } from './business-rule.js';
import { partyRoles } from '../rules/party-roles.js';
import { bareNumber } from './bare-number.js';

/** What follows the prefix, as the tax offices of each country give numbers (VIES; GB, NO and CH by their own). */
const SHAPES: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CH: /^E\d{9}(MWST|TVA|IVA)?$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  GB: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[0-9A-Z+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[0-9A-Z+*]{10}\d{2}$/,
  NO: /^\d{9}(MVA)?$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

const french: BusinessRule = {
  id: 'OF-VAT-01',
  terms: ['BT-31', 'BT-48', 'BT-63'],
  severity: 'error',
  says: {
    en: '{value} is no French VAT number: {wanted} is expected.',
    fr: '{value} n’est pas un numéro de TVA français : {attendu} est attendu.',
  },
  fix: {
    en: 'A French number is FR, a key of two characters and the SIREN; the key follows from the SIREN.',
    fr: 'Un numéro français est FR, une clé de deux caractères et le SIREN ; la clé se calcule d’après le SIREN.',
  },
  check: (subject, _facts, broken) => {
    for (const { path, party } of partyRoles(subject)) {
      const value = bareNumber(party.vat_number ?? '');
      if (!value.startsWith('FR') || isFrenchVatNumber(value)) continue;
      const own = bareNumber(party.siren ?? '');
      // The key fits the SIREN of the party: it is the SIREN that is wrong, which OF-ID-01 says.
      if (/^\d{9}$/.test(own) && value === frenchVatNumber(own)) continue;
      const siren = [value.slice(-9), own].find(isSiren);
      const computed = siren && frenchVatNumber(siren);
      const wanted = computed ?? 'FR, a key and a SIREN';
      broken(`${path}.vat_number`, { value, wanted, attendu: computed ?? 'FR, une clé et un SIREN' });
    }
  },
};

const ofCompany: BusinessRule = {
  id: 'OF-VAT-02',
  terms: ['BT-31', 'BT-48', 'BT-63'],
  severity: 'warning',
  says: {
    en: 'The VAT number {value} holds another SIREN than that of the company, {siren}.',
    fr: 'Le numéro de TVA {value} contient un autre SIREN que celui de l’entreprise, {siren}.',
  },
  fix: {
    en: 'Correct one of the two, unless the number is that of a VAT group.',
    fr: 'Corrigez l’un des deux, sauf si le numéro est celui d’un assujetti unique.',
  },
  check: (subject, _facts, broken) => {
    for (const { path, party } of partyRoles(subject)) {
      const [value, siren] = [bareNumber(party.vat_number ?? ''), bareNumber(party.siren ?? '')];
      if (!isFrenchVatNumber(value) || !isSiren(siren) || value.endsWith(siren)) continue;
      broken(`${path}.vat_number`, { value, siren });
    }
  },
};

const foreign: BusinessRule = {
  id: 'OF-VAT-03',
  terms: ['BT-31', 'BT-48', 'BT-63'],
  severity: 'warning',
  says: {
    en: '{value} does not have the shape of a VAT number of {country}.',
    fr: '{value} n’a pas la forme d’un numéro de TVA de {country}.',
  },
  fix: {
    en: 'Check the number in VIES, and write it with its prefix.',
    fr: 'Vérifiez le numéro dans VIES, et écrivez-le avec son préfixe.',
  },
  check: (subject, _facts, broken) => {
    for (const { path, party } of partyRoles(subject)) {
      const value = bareNumber(party.vat_number ?? '');
      const country = value.slice(0, 2);
      if (SHAPES[country]?.test(value.slice(2)) === false) broken(`${path}.vat_number`, { value, country });
    }
  },
};

/** BT-31, BT-48 and BT-63, as far as they can be checked without asking the tax office. */
export const vatNumberRules: readonly BusinessRule[] = [french, ofCompany, foreign];
