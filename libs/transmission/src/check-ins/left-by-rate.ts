import { roundCents, sum, ZERO, type Decimal, type Invoice, type StatusAmount } from '@onefacture/invoice';

/** An amount with VAT at one rate, in percent. */
export interface RateAmount {
  readonly vat_rate: Decimal;
  readonly amount: Decimal;
}

/**
 * What is left to pay, split over the VAT rates of an invoice: the gross of each rate less what came in for it, then
 * brought to `left` in proportion, the rest of the rounding on the largest. Rates with nothing left are not named.
 * @param paid MEN and ESC amounts so far
 */
export function leftByRate(
  { vat_breakdown }: Pick<Invoice, 'vat_breakdown'>,
  paid: readonly StatusAmount[],
  left: Decimal,
): RateAmount[] {
  const open = grossByRate(vat_breakdown).map(({ vat_rate, amount }) => ({
    vat_rate,
    amount: amount.minus(sum(paid.filter((one) => one.vat_rate?.equals(vat_rate)).map((one) => one.amount))),
  }));
  const weights = open.filter(({ amount }) => amount.gt(ZERO));
  const [first] = open;
  if (open.length < 2 || weights.length === 0) return [{ vat_rate: first?.vat_rate ?? ZERO, amount: left }];
  const whole = sum(weights.map(({ amount }) => amount));
  const shares = weights.map(({ vat_rate, amount }) => ({
    vat_rate,
    amount: roundCents(left.times(amount).dividedBy(whole)),
  }));
  const rest = left.minus(sum(shares.map(({ amount }) => amount)));
  const largest = shares.reduce((one, other) => (other.amount.gt(one.amount) ? other : one));
  return shares
    .map((share) => (share === largest ? { ...share, amount: share.amount.plus(rest) } : share))
    .filter(({ amount }) => !amount.isZero());
}

function grossByRate(breakdown: Invoice['vat_breakdown']): RateAmount[] {
  const gross: RateAmount[] = [];
  for (const { tax_rate: rate = ZERO, taxable_amount: taxable, tax_amount: tax } of breakdown) {
    const amount = taxable.plus(tax);
    const at = gross.findIndex(({ vat_rate }) => vat_rate.equals(rate));
    const known = gross[at];
    if (known) gross[at] = { vat_rate: rate, amount: known.amount.plus(amount) };
    else gross.push({ vat_rate: rate, amount });
  }
  return gross;
}
