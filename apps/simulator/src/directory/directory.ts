import { magicBuyers } from '../life/outcomes.js';

export interface LegalUnit {
  readonly siren: string;
  readonly businessName: string;
  readonly entityType: 'PrivateVatRegistered';
  readonly administrativeStatus: 'A';
  readonly instructions: { readonly isSalesProspectingForbidden: boolean };
}

export interface DirectoryLine {
  readonly addressingIdentifier: string;
  readonly platformType: 'WK';
  readonly siren: string;
  readonly siret?: string;
  readonly addressingSuffix?: string;
  readonly legalUnit?: LegalUnit;
}

/** Every SIREN that passes the Luhn check is a company with an address, except 000000059. */
export function legalUnitOf(siren: string): LegalUnit | undefined {
  if (!/^\d{9}$/.test(siren) || !passesLuhn(siren) || siren === magicBuyers.unlisted) return undefined;
  return {
    siren,
    businessName: `Entreprise ${siren}`,
    entityType: 'PrivateVatRegistered',
    administrativeStatus: 'A',
    instructions: { isSalesProspectingForbidden: false },
  };
}

/** The line of an addressing identifier: SIREN, SIREN_SIRET or SIREN_SUFFIX. */
export function directoryLineOf(identifier: string, withLegalUnit: boolean): DirectoryLine | undefined {
  const [siren = '', ...rest] = identifier.split('_');
  const legalUnit = legalUnitOf(siren);
  if (legalUnit === undefined) return undefined;
  const suffix = rest.join('_');
  const isSiret = /^\d{14}$/.test(suffix) && suffix.startsWith(siren);
  return {
    addressingIdentifier: identifier,
    platformType: 'WK',
    siren,
    ...(isSiret ? { siret: suffix } : suffix === '' ? {} : { addressingSuffix: suffix }),
    ...(withLegalUnit ? { legalUnit } : {}),
  };
}

export function passesLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
