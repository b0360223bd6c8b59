import { Decimal, FRENCH_VAT_RATES, roundCents, type VatCategory } from '@onefacture/invoice';
import type { ProviderInvoiceLine } from '../payments/payment-provider.js';

/** The VAT of one line, in the words of EN 16931. */
export interface LineVat {
  readonly tax_category: VatCategory;
  readonly tax_rate?: string;
  /** BT-121, where the category alone does not give it. */
  readonly exemption_code?: string;
}

/** What decides beside the line. */
export interface VatContext {
  /** ISO 3166-1, of the buyer. */
  readonly country: string;
  /** False for a seller under the exemption of small businesses (art. 293 B CGI), who has no VAT number. */
  readonly liable: boolean;
}

/** Where EU VAT law holds, France and Monaco included. */
const UNION: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GP GR HR HU IE IT LT LU LV MC MQ MT NL PL PT RE RO SE SI SK'.split(' '),
);

/** The rates in force first: of two that fit a small amount the more likely one is meant. */
const RATES: readonly Decimal[] = ['20', '10', '5.5', '2.1', ...FRENCH_VAT_RATES]
  .filter((rate, index, all) => rate !== '0' && all.indexOf(rate) === index)
  .map((rate) => new Decimal(rate));
const CENT = new Decimal('0.01');

/** What is left of a line without tax and discount, in cents. */
export function netCents({ amount, discount, taxes }: ProviderInvoiceLine): number {
  return amount - discount - taxes.reduce((sum, tax) => sum + (tax.inclusive ? tax.amount : 0), 0);
}

/** The tax of a line, in cents. */
export const taxCents = ({ taxes }: ProviderInvoiceLine): number => taxes.reduce((sum, { amount }) => sum + amount, 0);

/**
 * The VAT of a line as the provider's automatic tax found it: French VAT at its rate, reverse charge for businesses of
 * other member states (art. 283-2 CGI), outside the scope for buyers outside the Union (art. 259 CGI), and without a
 * VAT number of the seller the exemption of art. 293 B CGI.
 * @returns a sentence where no invoice can say it
 */
export function lineVat(line: ProviderInvoiceLine, { country, liable }: VatContext): LineVat | string {
  if (line.taxes.length > 1) return 'a line bears several taxes';
  const kind = line.taxes[0]?.kind ?? 'not_taxed';
  if (!liable) {
    return kind === 'not_taxed' || kind === 'exempt'
      ? { tax_category: 'E', tax_rate: '0', exemption_code: 'VATEX-FR-FRANCHISE' }
      : 'VAT is collected, but ONEFACTURE_OPERATOR_VAT_NUMBER is not set';
  }
  switch (kind) {
    case 'taxed':
      return taxedAt(netCents(line), taxCents(line));
    case 'reverse_charge':
      return { tax_category: 'AE', tax_rate: '0' };
    case 'zero_rated':
      return { tax_category: 'Z', tax_rate: '0' };
    case 'exempt':
      return 'the payment provider does not say on which ground no VAT is due';
    case 'not_taxed':
      return UNION.has(country) ? `no VAT is collected from a buyer in ${country}` : { tax_category: 'O' };
  }
}

function taxedAt(net: number, tax: number): LineVat | string {
  const [base, amount] = [new Decimal(net).div(100), new Decimal(tax).div(100)];
  const rate = RATES.find((one) => roundCents(base.times(one).div(100)).minus(amount).abs().lessThanOrEqualTo(CENT));
  return rate === undefined
    ? `${amount.toFixed(2)} of VAT on ${base.toFixed(2)} is no rate of French VAT`
    : { tax_category: 'S', tax_rate: rate.toFixed() };
}
