import type { FieldFault } from '@onefacture/errors';
import type { Line, Totals, VatBreakdown, VatCategory } from './invoice.js';
import { AMOUNT_DIGITS, decimalText, fitsDigits, roundCents, ZERO, type Decimal } from './money.js';

/** BT-131: quantity × unit price, rounded to cents half away from zero. */
export function lineNet(line: Pick<Line, 'quantity' | 'unit_price'>): Decimal {
  return roundCents(line.quantity.times(line.unit_price));
}

/** What a line contributes to the VAT table. */
export interface TaxedLine {
  readonly tax_category: VatCategory;
  readonly tax_rate?: Decimal | undefined;
  readonly net_amount: Decimal;
}

/** BG-23 without its reasons, sorted by category and rate, and BG-22. */
export interface ComputedTotals {
  readonly vat_breakdown: readonly Omit<VatBreakdown, 'exemption_reason' | 'exemption_code'>[];
  readonly totals: Totals;
}

/**
 * Groups lines by VAT category and rate, taxes each group (rounded on the group, half away from zero) and sums up.
 * BT-106 = Σ BT-131, BT-110 = Σ BT-117, BT-112 = BT-109 + BT-110, BT-115 = BT-112 − BT-113 (BR-CO-10, -14 to -17).
 */
export function computeTotals(lines: readonly TaxedLine[], prepaid: Decimal = ZERO): ComputedTotals {
  const groups = new Map<string, { category: VatCategory; rate: Decimal | undefined; base: Decimal }>();
  let net = ZERO;
  for (const line of lines) {
    const rate = line.tax_category === 'O' ? undefined : (line.tax_rate ?? ZERO);
    const key = `${line.tax_category} ${rate?.toFixed() ?? ''}`;
    const group = groups.get(key);
    if (group) group.base = group.base.plus(line.net_amount);
    else groups.set(key, { category: line.tax_category, rate, base: line.net_amount });
    net = net.plus(line.net_amount);
  }
  const breakdown = [...groups.values()]
    .toSorted((a, b) => compare(a.category, b.category) || (a.rate ?? ZERO).comparedTo(b.rate ?? ZERO))
    .map(({ category, rate, base }) => ({
      tax_category: category,
      ...(rate === undefined ? {} : { tax_rate: rate }),
      taxable_amount: base,
      tax_amount: rate === undefined ? ZERO : roundCents(base.times(rate).div(100)),
    }));
  const tax = breakdown.reduce((total, group) => total.plus(group.tax_amount), ZERO);
  const gross = net.plus(tax);
  return { vat_breakdown: breakdown, totals: { lines: net, net, tax, gross, prepaid, due: gross.minus(prepaid) } };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const TOTAL_WORDS: Readonly<Record<keyof Totals, string>> = {
  lines: 'the sum of the lines',
  net: 'the total without VAT',
  tax: 'the VAT, rounded per rate,',
  gross: 'the total with VAT',
  prepaid: 'the amount already paid',
  due: 'the amount left to pay',
};

/** One MISMATCH per given total that is not the computed one, with both figures and the difference. */
export function totalsFaults(
  given: Partial<Record<keyof Totals, Decimal | undefined>>,
  computed: Totals,
): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const name of ['lines', 'net', 'tax', 'gross', 'prepaid', 'due'] as const) {
    const figure = given[name];
    if (figure === undefined || figure.equals(computed[name])) continue;
    faults.push(mismatch(`totals.${name}`, TOTAL_WORDS[name], figure, computed[name]));
  }
  return faults;
}

/** A MISMATCH between a given and a computed amount. */
export function mismatch(field: string, words: string, given: Decimal, computed: Decimal): FieldFault {
  const difference = given.minus(computed);
  const sign = difference.isPositive() ? '+' : '';
  const message =
    `disagrees: ${words} is ${decimalText(computed, 2)} by the lines, the body says ${decimalText(given, 2)} ` +
    `(difference ${sign}${decimalText(difference, 2)}); correct it or leave it out`;
  return { field, code: 'MISMATCH', message };
}

/** Faults of amounts too long for any document: BR-FR-DEC-01 allows 19 characters. */
export function sizeFaults(totals: Totals): FieldFault[] {
  return (['lines', 'gross', 'due'] as const)
    .filter((name) => !fitsDigits(totals[name], AMOUNT_DIGITS))
    .slice(0, 1)
    .map((name) => ({
      field: `totals.${name}`,
      code: 'INVALID',
      message: `would be ${decimalText(totals[name], 2)}, longer than the 19 digits an invoice may hold (BR-FR-DEC-01)`,
    }));
}
