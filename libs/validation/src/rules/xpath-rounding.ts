import { Decimal, decimalOf } from '@onefacture/invoice';

/** Halves go up, towards plus infinity, as XPath's `round` has it: −0.5 becomes 0. */
export const roundedAsXpath = (value: Decimal, places: 0 | 2): Decimal =>
  value.toDecimalPlaces(places, Decimal.ROUND_HALF_CEIL);

/** A decimal as XPath casts one from text: with blanks around it, no exponent. Undefined where the cast would fail. */
export const xpathDecimal = (text: string | undefined): Decimal | undefined => {
  const trimmed = text?.trim() ?? '';
  return /^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})$/.test(trimmed) ? decimalOf(trimmed) : undefined;
};
