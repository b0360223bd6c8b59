import type { FieldFault } from '@onefacture/errors';
import { FRENCH_VAT_CATEGORIES, FRENCH_VAT_RATES, VAT_CATEGORY_MEANING } from '../codes/vat.js';
import type { Invoice, VatCategory } from '../invoice.js';
import type { Decimal } from '../money.js';

const FRENCH: ReadonlySet<string> = new Set(FRENCH_VAT_CATEGORIES);
const RULE_FAMILY: Readonly<Record<VatCategory, string>> = {
  S: 'S',
  Z: 'Z',
  E: 'E',
  AE: 'AE',
  K: 'IC',
  G: 'G',
  O: 'O',
  L: 'AF',
  M: 'AG',
};

interface Taxed {
  readonly tax_category?: VatCategory | undefined;
  readonly tax_rate?: Decimal | undefined;
}

/** Everything that is taxed, with its path. */
function* taxedEntries(invoice: Invoice): Generator<readonly [path: string, entry: Taxed]> {
  for (const list of ['lines', 'allowances', 'charges', 'logistics_charges'] as const) {
    for (const [index, entry] of (invoice[list] ?? []).entries()) yield [`${list}[${index}]`, entry];
  }
}

/** Where the first entry stands that `fits`. */
function pathOf(invoice: Invoice, fits: (entry: Taxed) => boolean): string {
  for (const [path, entry] of taxedEntries(invoice)) if (fits(entry)) return path;
  return 'lines[0]';
}

/** BR-FR-15, BR-FR-16, and what each VAT category of EN 16931 asks of the document. */
export function* vat(invoice: Invoice): Generator<FieldFault> {
  for (const [path, { tax_category: category, tax_rate: rate }] of taxedEntries(invoice)) {
    if (category !== undefined && !FRENCH.has(category)) {
      const message = `${category} is not a category of French VAT; use one of ${FRENCH_VAT_CATEGORIES.join(', ')}`;
      yield { field: `${path}.tax_category`, code: 'BR-FR-15', message };
    }
    if (rate !== undefined && !FRENCH_VAT_RATES.has(rate.toFixed())) {
      const message = `must be a rate of French VAT (${[...FRENCH_VAT_RATES].join(', ')}); got ${rate.toFixed()}`;
      yield { field: `${path}.tax_rate`, code: 'BR-FR-16', message };
    }
  }
  const categories = new Set(invoice.vat_breakdown.map((group) => group.tax_category));
  yield* grounds(invoice);
  if (categories.has('O')) yield* outsideScope(invoice, categories);
  else yield* sellerNumber(invoice, categories);
  yield* buyerNumber(invoice, categories);
  if (categories.has('K')) yield* crossing(invoice);
}

/** BR-IC-11, BR-IC-12. */
function* crossing(invoice: Invoice): Generator<FieldFault> {
  if (invoice.delivery_date === undefined && invoice.period === undefined) {
    const message = 'is required with category K, or period: when the goods went to the other member state';
    yield { field: 'delivery_date', code: 'BR-IC-11', message };
  }
  if (invoice.delivery?.address?.country_code === undefined) {
    const message = 'is required with category K: the member state the goods went to (BT-80)';
    yield { field: 'delivery.address.country_code', code: 'BR-IC-12', message };
  }
}

function* grounds(invoice: Invoice): Generator<FieldFault> {
  for (const group of invoice.vat_breakdown) {
    if (group.tax_category === 'S' || group.tax_category === 'Z') continue;
    if (group.exemption_code !== undefined || group.exemption_reason !== undefined) continue;
    const path = pathOf(invoice, ({ tax_category: category }) => category === group.tax_category);
    const message =
      `is required with category ${group.tax_category} (${VAT_CATEGORY_MEANING[group.tax_category]}): ` +
      'the VATEX code, such as VATEX-FR-FRANCHISE (or exemption_reason in words)';
    yield { field: `${path}.exemption_code`, code: `BR-${RULE_FAMILY[group.tax_category]}-10`, message };
  }
}

function* sellerNumber(invoice: Invoice, categories: ReadonlySet<VatCategory>): Generator<FieldFault> {
  const [category] = categories;
  const { vat_number: vatNumber, tax_registration: registration } = invoice.seller;
  if (category === undefined || vatNumber !== undefined) return;
  if (registration !== undefined && categories.size === 1 && category === 'E') return;
  const message =
    `is required with category ${category} (${VAT_CATEGORY_MEANING[category]}): ` +
    'give it on the invoice or in the settings of the company';
  yield { field: 'seller.vat_number', code: `BR-${RULE_FAMILY[category]}-02`, message };
}

/** BR-IC-02; for reverse charge art. 242 nonies A, annexe II CGI wants it where EN 16931 would do with the SIREN. */
function* buyerNumber(invoice: Invoice, categories: ReadonlySet<VatCategory>): Generator<FieldFault> {
  for (const category of ['AE', 'K'] as const) {
    if (!categories.has(category) || invoice.buyer.vat_number !== undefined) continue;
    const message = `is required with category ${category} (${VAT_CATEGORY_MEANING[category]}): the buyer accounts for the VAT`;
    yield { field: 'buyer.vat_number', code: `BR-${RULE_FAMILY[category]}-02`, message };
  }
}

/** BR-O-02 and BR-O-11. */
function* outsideScope(invoice: Invoice, categories: ReadonlySet<VatCategory>): Generator<FieldFault> {
  if (categories.size > 1) {
    const path = pathOf(invoice, ({ tax_category: category }) => category !== undefined && category !== 'O');
    const message =
      'cannot stand beside lines of category O: what is outside the scope of VAT needs an invoice of its own';
    yield { field: `${path}.tax_category`, code: 'BR-O-11', message };
  }
  for (const name of ['seller', 'buyer', 'tax_representative'] as const) {
    if (invoice[name]?.vat_number === undefined) continue;
    const message = 'must be left out of an invoice with lines of category O';
    yield { field: `${name}.vat_number`, code: 'BR-O-02', message };
  }
}
