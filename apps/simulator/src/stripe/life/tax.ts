import { taxIdsOf } from '../make/tax-id.js';
import type { Account } from '../state/account.js';
import { newId } from '../wire/ids.js';
import type { Customer, TaxRate } from '../wire/objects.js';

/** Standard VAT rates of the Union in hundredths of a percent (2026). */
const RATES: Readonly<Record<string, number>> = {
  ...{ AT: 2000, BE: 2100, BG: 2000, CY: 1900, CZ: 2100, DE: 1900, DK: 2500, EE: 2400, ES: 2100, FI: 2550 },
  ...{ FR: 2000, GR: 2400, HR: 2500, HU: 2700, IE: 2300, IT: 2200, LT: 2100, LU: 1700, LV: 2100, MT: 1800 },
  ...{ NL: 2100, PL: 2300, PT: 2300, RO: 2100, SE: 2500, SI: 2200, SK: 2300 },
};
/** Where the seller is. */
const SELLER = 'FR';

export interface Taxation {
  readonly basisPoints: number;
  readonly country: string;
  readonly reason: 'standard_rated' | 'reverse_charge' | 'customer_exempt' | 'not_collecting';
}

/** What automatic tax finds for a customer; null when it is not known where he is. */
export function taxationOf(account: Account, customer: Customer): Taxation | null {
  const country = customer.address?.country?.toUpperCase();
  if (country === undefined || country === '') return null;
  const rate = RATES[country];
  if (rate === undefined) return { basisPoints: 0, country, reason: 'not_collecting' };
  if (customer.tax_exempt === 'exempt') return { basisPoints: 0, country, reason: 'customer_exempt' };
  const isBusiness = taxIdsOf(account, customer.id).some(({ type }) => type === 'eu_vat');
  if (country !== SELLER && (isBusiness || customer.tax_exempt === 'reverse')) {
    return { basisPoints: 0, country, reason: 'reverse_charge' };
  }
  return { basisPoints: rate, country, reason: 'standard_rated' };
}

/** The tax of an amount: on top of it, or within it. Half a cent goes up. */
export function taxOn(amount: number, basisPoints: number, inclusive: boolean): number {
  const [top, bottom] = inclusive ? [amount * basisPoints, 10_000 + basisPoints] : [amount * basisPoints, 10_000];
  return Math.sign(top) * Math.floor((Math.abs(top) * 2 + bottom) / (2 * bottom));
}

/** The tax rate object of a taxation, made when it is met first. */
export function rateOf(account: Account, { basisPoints, country }: Taxation, inclusive: boolean): TaxRate {
  const percentage = basisPoints / 100;
  const known = [...account.books.taxRates.values()].find(
    (each) => each.country === country && each.percentage === percentage && each.inclusive === inclusive,
  );
  if (known !== undefined) return known;
  const rate: TaxRate = {
    id: newId('txr', 24),
    object: 'tax_rate',
    active: true,
    country,
    created: account.now,
    description: null,
    display_name: country === SELLER ? 'TVA' : 'VAT',
    effective_percentage: percentage,
    flat_amount: null,
    inclusive,
    jurisdiction: country,
    jurisdiction_level: 'country',
    livemode: false,
    metadata: {},
    percentage,
    rate_type: 'percentage',
    state: null,
    tax_type: 'vat',
  };
  account.books.taxRates.set(rate.id, rate);
  return rate;
}
