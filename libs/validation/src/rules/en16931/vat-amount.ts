import type { Syntax } from '@onefacture/formats';
import type { Decimal } from '@onefacture/invoice';
import { roundedAsXpath } from '../xpath-rounding.js';

/** One VAT group as far as its amount goes. */
export interface VatAmount {
  /** BT-119; absent also where the tax is another than VAT */
  readonly rate: Decimal | undefined;
  /** BT-116 */
  readonly base: Decimal | undefined;
  /** BT-117 */
  readonly tax: Decimal | undefined;
}

/** BT-117 as BT-116 and BT-119 make it. */
export const computedTax = ({ rate, base }: VatAmount): Decimal | undefined =>
  rate === undefined || base === undefined ? undefined : roundedAsXpath(base.times(rate).div(100), 2);

/**
 * BR-CO-17: without a rate, or with one that rounds to zero, the tax rounds to zero; else it is within one unit of the
 * currency of what base and rate make, signs aside. UBL leaves out the unit itself.
 */
export const isTaxPlausible = ({ rate, base, tax }: VatAmount, syntax: Syntax): boolean => {
  if (tax === undefined) return false;
  if (rate === undefined || roundedAsXpath(rate, 0).isZero()) return roundedAsXpath(tax, 0).isZero();
  if (base === undefined) return false;
  const computed = roundedAsXpath(base.abs().times(rate).div(100), 2);
  const distance = tax.abs().minus(computed).abs();
  return syntax === 'CII' ? distance.lessThanOrEqualTo(1) : distance.lessThan(1);
};
