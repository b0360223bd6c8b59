/** Amounts as whole cents; the simulator only adds and shares them. */
export function toCents(text: string): bigint {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (match === null) throw new Error(`"${text}" is not an amount`);
  const [, sign, whole = '0', fraction = ''] = match;
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2));
  const rounded = Number(fraction[2] ?? '0') >= 5 ? cents + 1n : cents;
  return sign === '-' ? -rounded : rounded;
}

export function fromCents(cents: bigint): string {
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
}

export interface RateAmount {
  /** VAT rate in percent, two decimals */
  readonly rate: string;
  /** amount with VAT, two decimals */
  readonly amount: string;
}

/** Shares `due` over the VAT rates in proportion to their gross amounts; the last rate takes the odd cents. */
export function shareByRate(gross: readonly RateAmount[], due: string): RateAmount[] {
  const rates = mergeRates(gross);
  const total = rates.reduce((sum, each) => sum + toCents(each.amount), 0n);
  const wanted = toCents(due);
  const lastRate = rates.at(-1);
  if (lastRate === undefined || total === 0n) return [{ rate: lastRate?.rate ?? '0.00', amount: fromCents(wanted) }];
  let left = wanted;
  return rates.map((each) => {
    const share = each === lastRate ? left : (toCents(each.amount) * wanted) / total;
    left -= share;
    return { rate: each.rate, amount: fromCents(share) };
  });
}

/** Two payments that add to the whole: `percent` of each rate, then the rest. */
export function splitPayment(amounts: readonly RateAmount[], percent: bigint): [RateAmount[], RateAmount[]] {
  const firstPart = amounts.map(({ rate, amount }) => ({
    rate,
    amount: fromCents((toCents(amount) * percent) / 100n),
  }));
  const rest = amounts.map(({ rate, amount }, index) => ({
    rate,
    amount: fromCents(toCents(amount) - toCents(firstPart[index]?.amount ?? '0')),
  }));
  return [firstPart, rest];
}

function mergeRates(gross: readonly RateAmount[]): RateAmount[] {
  const byRate = new Map<string, bigint>();
  for (const { rate, amount } of gross) {
    const key = fromCents(toCents(rate));
    byRate.set(key, (byRate.get(key) ?? 0n) + toCents(amount));
  }
  return [...byRate].map(([rate, cents]) => ({ rate, amount: fromCents(cents) }));
}
