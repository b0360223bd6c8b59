import { COUNTRIES } from '../codes/countries.js';
import { isSiren } from './siren.js';

/** The French VAT number of a SIREN: FR, the key (12 + 3 × (SIREN mod 97)) mod 97 on two digits, the SIREN. */
export function frenchVatNumber(siren: string): string {
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}

/**
 * A French VAT number: FR, a key of two characters, a SIREN. A key of two digits must be the computed one; a key with
 * letters (any but O and I) is allowed by law and cannot be computed.
 */
export function isFrenchVatNumber(value: string): boolean {
  const parts = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(value);
  if (!parts) return false;
  const [, key = '', siren = ''] = parts;
  if (!isSiren(siren)) return false;
  return /[A-Z]/.test(key) || value === frenchVatNumber(siren);
}

/**
 * A VAT number as BT-31 and BT-48 want it: a country prefix (EL for Greece, BR-CO-09) and 2 to 13 characters without
 * blanks; a French one is checked in full.
 */
export function isVatNumber(value: string): boolean {
  if (value.startsWith('FR')) return isFrenchVatNumber(value);
  const prefix = value.slice(0, 2);
  return (prefix === 'EL' || COUNTRIES.has(prefix)) && /^[0-9A-Z]{2}[0-9A-Z+*]{2,13}$/.test(value);
}
