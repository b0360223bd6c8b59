import type { Invoice, Line } from '@onefacture/invoice';
import { ENGLISH } from './labels-en.js';
import { FRENCH } from './labels-fr.js';
import type { Labels } from './labels.js';
import type { Formats, Locale } from './numbers.js';

const SELF_BILLED: ReadonlySet<string> = new Set(['261', '389', '471', '473', '500', '501', '502']);
const FACTORED: ReadonlySet<string> = new Set(['393', '396', '472', '473', '501', '502']);
const CREDIT: ReadonlySet<string> = new Set(['261', '262', '381', '396', '502', '503']);

/** The words of one language. */
export function labelsFor(locale: Locale): Labels {
  return locale === 'en' ? ENGLISH : FRENCH;
}

/** `Facture`, `Avoir`, `Facture rectificative` …, by BT-3. */
export function kindOf(invoice: Invoice, labels: Labels): string {
  return labels.titles[invoice.type_code] ?? labels.titles.default;
}

/** `Facture N° F-2026-1`. */
export function titleOf(invoice: Invoice, labels: Labels): string {
  return `${kindOf(invoice, labels)} ${labels.numberSign} ${invoice.number}`;
}

/** Remarks the document's kind asks for: self-billing (CGI annexe II, art. 242 nonies A), factoring. */
export function remarksOf(invoice: Invoice, labels: Labels): string[] {
  const remarks: string[] = [];
  if (SELF_BILLED.has(invoice.type_code)) remarks.push(labels.selfBilled);
  if (FACTORED.has(invoice.type_code)) remarks.push(labels.factored);
  return remarks;
}

/** Whether the amounts are owed to the buyer. */
export function isCredit(invoice: Invoice): boolean {
  return CREDIT.has(invoice.type_code);
}

/** `10 h`, `1 unité`, `2 unités`; a unit without a word keeps its code. */
export function quantityOf(line: Line, labels: Labels, formats: Formats): string {
  if (line.quantity === undefined) return '';
  const words = labels.units[line.unit_code ?? ''];
  const unit = words?.[labels.singular(line.quantity) ? 0 : 1] ?? line.unit_code ?? '';
  return `${formats.quantity(line.quantity)}\u00a0${unit}`;
}

/** `20 %` where a rate says something, otherwise the word for the category (BT-118, BT-151). */
export function rateOf(tax: Pick<Line, 'tax_category' | 'tax_rate'>, labels: Labels, formats: Formats): string {
  if (tax.tax_category === undefined) return '';
  const category = labels.categories[tax.tax_category];
  const rate = tax.tax_rate;
  if (category !== undefined && (rate === undefined || rate.isZero())) return category;
  return rate === undefined ? tax.tax_category : formats.percent(rate);
}

/** `du 1 juin 2026 au 30 juin 2026`, or the half that is known. */
export function periodOf(period: NonNullable<Invoice['period']>, labels: Labels, formats: Formats): string {
  const halves: string[] = [];
  if (period.start_date !== undefined) halves.push(`${labels.from} ${formats.date(period.start_date)}`);
  if (period.end_date !== undefined) halves.push(`${labels.to} ${formats.date(period.end_date)}`);
  return halves.join(' ');
}
