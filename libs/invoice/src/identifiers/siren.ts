/** The Luhn check of ISO/IEC 7812, digits only. */
export function luhn(digits: string): boolean {
  let total = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    total += doubled > 9 ? doubled - 9 : doubled;
  }
  return total % 10 === 0;
}

/** A SIREN: nine digits that pass Luhn (INSEE). 000000000 is nobody's. */
export function isSiren(value: string): boolean {
  return /^\d{9}$/.test(value) && value !== '000000000' && luhn(value);
}
