import { isSiren, luhn } from './siren.js';

const LA_POSTE = '356000000';

/**
 * A SIRET: fourteen digits, the first nine a SIREN, the whole passing Luhn. La Poste numbers its offices otherwise: the
 * digits of theirs add up to a multiple of 5 (its head office passes Luhn as well).
 */
export function isSiret(value: string): boolean {
  if (!/^\d{14}$/.test(value) || !isSiren(value.slice(0, 9))) return false;
  if (luhn(value)) return true;
  return value.startsWith(LA_POSTE) && digitSum(value) % 5 === 0;
}

function digitSum(digits: string): number {
  let total = 0;
  for (const digit of digits) total += Number(digit);
  return total;
}
