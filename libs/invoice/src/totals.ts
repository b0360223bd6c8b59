import type { FieldFault } from '@onefacture/errors';
import type { AllowanceCharge, ExemptionGrounds, Line, Totals, VatBreakdown, VatCategory } from './invoice.js';
import { AMOUNT_DIGITS, decimalText, fitsDigits, roundCents, sum, ZERO, type Decimal } from './money.js';

/** What the amount of a line is computed from. */
export interface PricedLine {
  readonly quantity: Decimal;
  readonly unit_price: Decimal;
  readonly price_base_quantity?: Decimal | undefined;
  readonly allowances?: readonly Pick<AllowanceCharge, 'amount'>[] | undefined;
  readonly charges?: readonly Pick<AllowanceCharge, 'amount'>[] | undefined;
}

/**
 * BT-131: quantity × unit price ÷ base quantity, rounded to cents half away from zero, − allowances + charges of the
 * line (BT-136, BT-141).
 */
export function lineNet(line: PricedLine): Decimal {
  const product = line.quantity.times(line.unit_price);
  const base = line.price_base_quantity;
  let net = roundCents(base === undefined ? product : product.div(base));
  for (const { amount } of line.allowances ?? []) net = net.minus(amount);
  for (const { amount } of line.charges ?? []) net = net.plus(amount);
  return net;
}

/** True for lines that add to the totals: those without a kind, and DETAIL lines (BR-FREXT-CO-10). */
export function countsInTotals(line: Pick<Line, 'kind'>): boolean {
  return line.kind === undefined || line.kind === 'DETAIL';
}

/** What a line, an allowance or a charge contributes to the VAT table. */
export interface Taxed {
  readonly tax_category?: VatCategory | undefined;
  readonly tax_rate?: Decimal | undefined;
  readonly exemption_reason?: string | undefined;
  readonly exemption_code?: string | undefined;
}

/** What a line contributes; one that does not count (GROUP, INFORMATION) contributes nothing. */
export interface TaxedLine extends Taxed {
  readonly kind?: string | undefined;
  readonly net_amount?: Decimal | undefined;
}

/** BG-20 or BG-21 as far as sums need it. */
export interface TaxedAmount extends Taxed {
  readonly amount: Decimal;
}

/** What stands between the sum of the lines and the amount to pay. */
export interface Adjustments {
  readonly allowances?: readonly TaxedAmount[] | undefined;
  readonly charges?: readonly TaxedAmount[] | undefined;
  /** Factur-X EXTENDED; they add to BT-108 */
  readonly logistics_charges?: readonly TaxedAmount[] | undefined;
  /** BT-113 */
  readonly prepaid?: Decimal | undefined;
  /** BT-114 */
  readonly rounding?: Decimal | undefined;
  /** Different grounds in one category make VAT groups of their own, as the French extension allows. */
  readonly groundsApart?: boolean | undefined;
}

/** BG-23, sorted by category and rate, and BG-22. Grounds stand only where they keep groups apart. */
export interface ComputedTotals {
  readonly vat_breakdown: readonly VatBreakdown[];
  readonly totals: Totals & { readonly lines: Decimal };
}

/**
 * Groups lines, allowances and charges by VAT category and rate, taxes each group (rounded on the group, half away from
 * zero) and sums up: BT-106 = Σ BT-131, BT-109 = BT-106 − BT-107 + BT-108, BT-110 = Σ BT-117, BT-112 = BT-109 + BT-110,
 * BT-115 = BT-112 − BT-113 + BT-114 (BR-CO-10 to -17, BR-FREXT-CO-10).
 */
export function computeTotals(lines: readonly TaxedLine[], more: Adjustments = {}): ComputedTotals {
  const counted = lines.filter(countsInTotals);
  const charged = [...(more.charges ?? []), ...(more.logistics_charges ?? [])];
  const breakdown = vatGroups(
    [
      ...counted.map((line): Contribution => [line, line.net_amount ?? ZERO]),
      ...(more.allowances ?? []).map((allowance): Contribution => [allowance, allowance.amount.negated()]),
      ...charged.map((charge): Contribution => [charge, charge.amount]),
    ],
    more.groundsApart ?? false,
  );
  const ofLines = sum(counted.map((line) => line.net_amount ?? ZERO));
  const off = sum((more.allowances ?? []).map(({ amount }) => amount));
  const on = sum(charged.map(({ amount }) => amount));
  const net = ofLines.minus(off).plus(on);
  const tax = sum(breakdown.map((group) => group.tax_amount));
  const gross = net.plus(tax);
  const prepaid = more.prepaid ?? ZERO;
  return {
    vat_breakdown: breakdown,
    totals: {
      lines: ofLines,
      ...(more.allowances?.length ? { allowances: off } : {}),
      ...(charged.length > 0 ? { charges: on } : {}),
      net,
      tax,
      gross,
      prepaid,
      ...(more.rounding === undefined ? {} : { rounding: more.rounding }),
      due: gross.minus(prepaid).plus(more.rounding ?? ZERO),
    },
  };
}

/** What stands in one VAT group as far as category and rate go. */
export function vatKey({ tax_category: category, tax_rate: rate }: Taxed): string {
  return category === undefined || category === 'O' ? (category ?? '') : `${category} ${(rate ?? ZERO).toFixed()}`;
}

/** The grounds as one text; undefined where none are said. */
export function groundsKey({ exemption_reason, exemption_code }: Taxed): string | undefined {
  if (exemption_reason === undefined && exemption_code === undefined) return undefined;
  return JSON.stringify([exemption_code, exemption_reason]);
}

type Contribution = readonly [taxed: Taxed, amount: Decimal];

interface VatGroup {
  readonly category: VatCategory;
  readonly rate: Decimal | undefined;
  readonly grounds: ExemptionGrounds;
  base: Decimal;
}

/** BG-23. What says no grounds joins the group of its category and rate that has some, where there is one. */
function vatGroups(contributions: readonly Contribution[], apart: boolean): VatBreakdown[] {
  const groups = new VatGroups();
  const grounded = ([taxed]: Contribution): boolean => apart && groundsKey(taxed) !== undefined;
  for (const one of contributions) if (grounded(one)) groups.add(one, groundsKey(one[0]));
  for (const one of contributions) if (!grounded(one)) groups.add(one, undefined);
  return groups.breakdown();
}

/** The VAT table while it is being added up. */
class VatGroups {
  private readonly groups = new Map<string, VatGroup>();
  /** The first group of a category and rate. */
  private readonly first = new Map<string, VatGroup>();

  add([taxed, amount]: Contribution, grounds: string | undefined): void {
    const { tax_category: category, tax_rate } = taxed;
    if (category === undefined) return;
    const key = vatKey(taxed);
    const own = grounds === undefined ? key : `${key} ${grounds}`;
    const found = grounds === undefined ? this.first.get(key) : this.groups.get(own);
    if (found) {
      found.base = found.base.plus(amount);
      return;
    }
    const rate = category === 'O' ? undefined : (tax_rate ?? ZERO);
    const group: VatGroup = { category, rate, grounds: grounds === undefined ? {} : groundsOf(taxed), base: amount };
    this.groups.set(own, group);
    if (!this.first.has(key)) this.first.set(key, group);
  }

  breakdown(): VatBreakdown[] {
    return [...this.groups.values()]
      .toSorted((a, b) => compare(a.category, b.category) || (a.rate ?? ZERO).comparedTo(b.rate ?? ZERO))
      .map(({ category, rate, base, grounds }) => ({
        tax_category: category,
        ...(rate === undefined ? {} : { tax_rate: rate }),
        taxable_amount: base,
        tax_amount: rate === undefined ? ZERO : roundCents(base.times(rate).div(100)),
        ...grounds,
      }));
  }
}

function groundsOf({ exemption_reason: reason, exemption_code: code }: Taxed): ExemptionGrounds {
  return {
    ...(reason === undefined ? {} : { exemption_reason: reason }),
    ...(code === undefined ? {} : { exemption_code: code }),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const TOTAL_WORDS = [
  ['lines', 'the sum of the lines'],
  ['allowances', 'the sum of the allowances'],
  ['charges', 'the sum of the charges'],
  ['net', 'the total without VAT'],
  ['tax', 'the VAT, rounded per rate,'],
  ['gross', 'the total with VAT'],
  ['prepaid', 'the amount already paid'],
  ['rounding', 'the rounding'],
  ['due', 'the amount left to pay'],
] as const satisfies readonly (readonly [keyof Totals, string])[];

type Given = Partial<Record<keyof Totals, Decimal | undefined>>;

/** One MISMATCH per given total that is not the computed one, with both figures and the difference. */
export function totalsFaults(given: Given, computed: Totals): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const [name, words] of TOTAL_WORDS) {
    const figure = given[name];
    const ours = computed[name] ?? ZERO;
    if (figure === undefined || figure.equals(ours)) continue;
    faults.push(mismatch(`totals.${name}`, words, figure, ours));
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
  const long = (['lines', 'gross', 'due'] as const).flatMap((name) => {
    const total = totals[name];
    return total === undefined || fitsDigits(total, AMOUNT_DIGITS) ? [] : [{ name, total }];
  });
  return long.slice(0, 1).map(({ name, total }) => ({
    field: `totals.${name}`,
    code: 'INVALID',
    message: `would be ${decimalText(total, 2)}, longer than the 19 digits an invoice may hold (BR-FR-DEC-01)`,
  }));
}
