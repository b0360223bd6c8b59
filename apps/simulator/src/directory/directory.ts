import { magicBuyers } from '../life/outcomes.js';

export interface LegalUnit {
  readonly siren: string;
  readonly businessName: string;
  readonly entityType: 'PrivateVatRegistered';
  readonly administrativeStatus: 'A';
  readonly instructions: { readonly isSalesProspectingForbidden: boolean };
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

export function passesLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
