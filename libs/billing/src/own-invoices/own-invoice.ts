import type { OrganisationIdentity } from '@onefacture/accounts';
import {
  completeInvoice,
  Decimal,
  readInvoiceBody,
  sum,
  vatKey,
  ZERO,
  type Invoice,
  type VatBreakdown,
} from '@onefacture/invoice';
import { parisDay } from '@onefacture/observability';
import type { PaymentInvoiceRow } from '../payments/payment-records.repository.js';
import { missingOf } from './buyer.js';
import { lineVat, netCents, taxCents, type LineVat } from './line-vat.js';
import type { Operator } from './operator.js';

/** An invoice of the operator, or what keeps it from being one: the buyer's gaps, or what no invoice can say. */
export type OwnInvoice =
  { readonly invoice: Invoice } | { readonly missing: readonly string[] } | { readonly faults: readonly string[] };

type Line = PaymentInvoiceRow['lines'][number];
type TaxedLine = readonly [line: Line, vat: LineVat];

/** Services that are paid already (BR-FR-CO-09): the day of payment stands as due date. */
const PAID_SERVICES = 'S2';
const SECOND_MS = 1_000;

const cents = (amount: number): Decimal => new Decimal(amount).div(100);

/**
 * A paid invoice of the payment provider as an invoice of EN 16931 that French law accepts (BR-FR): under the provider's
 * number, with its VAT to the cent. Pure: same row, same settings, same invoice.
 */
export function ownInvoice(row: PaymentInvoiceRow, identity: OrganisationIdentity, operator: Operator): OwnInvoice {
  if (row.total < 0) return { faults: ['the total is negative: a credit note is made by hand'] };
  const lines = row.lines.filter((line) => netCents(line) !== 0 || line.taxes.length > 0);
  const needs = { vatNumber: lines.some(({ taxes }) => taxes.some(({ kind }) => kind === 'reverse_charge')) };
  const missing = missingOf(identity, needs);
  if (missing.length > 0) return { missing };
  const context = {
    country: identity.address?.country_code ?? 'FR',
    liable: operator.settings.vat_number !== undefined,
  };
  const vats = lines.map((line) => lineVat(line, context));
  const faults = [...new Set(vats.filter((vat) => typeof vat === 'string'))];
  if (faults.length > 0) return { faults };
  const taxed = lines.flatMap((line, index): TaxedLine[] => {
    const vat = vats[index];
    return vat === undefined || typeof vat === 'string' ? [] : [[line, vat]];
  });
  const reading = readInvoiceBody(bodyOf(row, taxed, identity, operator));
  if ('faults' in reading) return { faults: reading.faults.map(({ field, message }) => `${field} ${message}`) };
  return asCharged(completeInvoice(reading.body, { seller: operator.settings }), row, taxed);
}

function bodyOf(
  row: PaymentInvoiceRow,
  lines: readonly TaxedLine[],
  { name, siren, vat_number: vatNumber, address, electronic_address: electronicAddress }: OrganisationIdentity,
  { seller }: Operator,
): object {
  // BR-O-02: outside the scope of VAT nobody is named by a VAT number.
  const outside = lines.some(([, vat]) => vat.tax_category === 'O');
  const buyer = { name, siren, address, electronic_address: electronicAddress };
  return {
    profile: 'EN16931',
    type_code: '380',
    number: row.number ?? '',
    currency: row.currency,
    issue_date: parisDay(row.issued_at ?? row.created_at),
    due_date: parisDay(row.paid_at ?? row.issued_at ?? row.created_at),
    billing_frame: PAID_SERVICES,
    seller,
    buyer: defined(outside ? buyer : { ...buyer, vat_number: vatNumber }),
    lines: lines.map(([line, vat]) => ({ ...soldAs(line), ...vat, ...periodOf(line) })),
    totals: { prepaid: cents(row.total).toFixed(2) },
  };
}

function defined(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** Quantity and price as the provider tells them where they make the amount, else one piece of the whole. */
function soldAs(line: Line): object {
  const { description, quantity, unit_amount: each, amount, discount } = line;
  const named = { description: description ?? 'Abonnement', unit_code: 'C62' };
  const price = each === null ? undefined : new Decimal(each).div(100);
  const isExact =
    price?.isNegative() === false &&
    price.decimalPlaces() <= 6 &&
    price.times(quantity).equals(cents(amount)) &&
    netCents(line) === amount - discount;
  if (!isExact || discount < 0) {
    const net = cents(netCents(line));
    return { ...named, quantity: net.isNegative() ? '-1' : '1', unit_price: net.abs().toFixed() };
  }
  const allowances = discount === 0 ? {} : { allowances: [{ amount: cents(discount).toFixed(2), reason: 'Remise' }] };
  return { ...named, quantity: String(quantity), unit_price: price.toFixed(), ...allowances };
}

function periodOf({ period }: Line): object {
  if (period === null) return {};
  const start = new Date(period.start);
  const last = Math.max(start.getTime(), new Date(period.end).getTime() - SECOND_MS);
  return { period: { start_date: parisDay(start), end_date: parisDay(new Date(last)) } };
}

/**
 * The VAT as it was charged. The provider rounds each line, EN 16931 each group, so that a cent may lie between them;
 * BR-CO-17 and BR-S-09 leave room for it, and what was paid is what counts.
 */
function asCharged(invoice: Invoice, row: PaymentInvoiceRow, lines: readonly TaxedLine[]): OwnInvoice {
  const charged = new Map<string, number>();
  for (const [line, { tax_category: category, tax_rate: rate }] of lines) {
    const key = vatKey({ tax_category: category, ...(rate === undefined ? {} : { tax_rate: new Decimal(rate) }) });
    charged.set(key, (charged.get(key) ?? 0) + taxCents(line));
  }
  const groups = invoice.vat_breakdown.map((group): VatBreakdown => ({
    ...group,
    tax_amount: cents(charged.get(vatKey(group)) ?? 0),
  }));
  const tax = sum(groups.map((group) => group.tax_amount));
  const gross = invoice.totals.net.plus(tax);
  const agrees =
    invoice.totals.net.equals(cents(row.net)) && tax.equals(cents(row.tax)) && gross.equals(cents(row.total));
  if (!agrees) {
    const made = `${invoice.totals.net.toFixed(2)} + ${tax.toFixed(2)}`;
    return {
      faults: [`the lines make ${made}, the invoice says ${cents(row.net).toFixed(2)} + ${cents(row.tax).toFixed(2)}`],
    };
  }
  return { invoice: { ...invoice, vat_breakdown: groups, totals: { ...invoice.totals, tax, gross, due: ZERO } } };
}
