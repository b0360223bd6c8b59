import type { Decimal, InvoiceDocument } from '@onefacture/invoice';
import { FRAME_USES, type CodeWords } from './code-words.js';
import { ENGLISH } from './labels-en.js';
import { FRENCH } from './labels-fr.js';
import type { Labels } from './labels.js';
import type { Formats, Locale } from './numbers.js';
import { UNIT_WORDS } from './unit-words.js';

const SELF_BILLED: ReadonlySet<string> = new Set(['261', '389', '471', '473', '500', '501', '502']);
const FACTORED: ReadonlySet<string> = new Set(['393', '396', '472', '473', '501', '502']);
const CREDIT: ReadonlySet<string> = new Set(['261', '262', '381', '396', '502', '503']);

/** The words of one language. */
export function labelsFor(locale: Locale): Labels {
  return locale === 'en' ? ENGLISH : FRENCH;
}

/** What a table says of a key that came in; nothing for keys of every object. */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The word for a code, if a reader needs one. */
export function wordOf(words: CodeWords, code: string | undefined, labels: Labels): string | undefined {
  const pair = code === undefined ? undefined : own(words, code);
  return pair?.[labels.locale === 'fr' ? 0 : 1];
}

/** The word and the code behind it, `Virement SEPA (58)`; the code alone where there is no word. */
export function wordAndCode(words: CodeWords, code: string, labels: Labels): string {
  const word = wordOf(words, code, labels);
  return word === undefined ? code : `${word} (${code})`;
}

/** `Facture`, `Avoir`, `Facture rectificative` …, by BT-3. */
export function kindOf({ type_code: type = '' }: InvoiceDocument, labels: Labels): string {
  return titleWord(type, labels) ?? labels.titles.default;
}

/** The name of a type of document (UNTDID 1001), if it has one of its own. */
export function titleWord(type: string, labels: Labels): string | undefined {
  if (type === '380') return labels.titles.default;
  return /^\d+$/.test(type) ? labels.titles[type] : undefined;
}

/** `Facture N° F-2026-1`. */
export function titleOf(document: InvoiceDocument, labels: Labels): string {
  return [kindOf(document, labels), ...numbered(document, labels)].join(' ');
}

/** `N° F-2026-1`, or nothing. */
export function numbered({ number }: InvoiceDocument, labels: Labels): string[] {
  return number === undefined ? [] : [`${labels.numberSign} ${number}`];
}

/** Remarks the document's kind asks for: self-billing (CGI annexe II, art. 242 nonies A), factoring. */
export function remarksOf({ type_code: type = '' }: InvoiceDocument, labels: Labels): string[] {
  const remarks: string[] = [];
  if (SELF_BILLED.has(type)) remarks.push(labels.selfBilled);
  if (FACTORED.has(type)) remarks.push(labels.factored);
  return remarks;
}

/** Whether the amounts are owed to the buyer. */
export function isCredit({ type_code: type = '' }: InvoiceDocument): boolean {
  return CREDIT.has(type);
}

/** `10 h`, `1 unité`, `2 unités`; a unit without a word keeps its code, and one without a quantity its singular. */
export function quantityOf(
  quantity: Decimal | undefined,
  unit: string | undefined,
  labels: Labels,
  formats: Formats,
): string {
  const words = unit === undefined ? undefined : own(UNIT_WORDS, unit);
  const one = quantity === undefined || labels.singular(quantity);
  const name = words?.[labels.locale === 'fr' ? 0 : 1][one ? 0 : 1] ?? unit;
  return [quantity && formats.quantity(quantity), name].filter(Boolean).join('\u00a0');
}

/** A VAT category (BT-118 and its like) and its rate. */
export interface Taxed {
  readonly tax_category?: string;
  readonly tax_rate?: Decimal;
}

/** `20 %` where the category only says that VAT is charged, else the word for the category, with a rate that is not zero. */
export function rateOf({ tax_category: category, tax_rate: rate }: Taxed, labels: Labels, formats: Formats): string {
  if (category === 'S' && rate !== undefined) return formats.percent(rate);
  const word = category === undefined || category === '' ? undefined : (own(labels.categories, category) ?? category);
  const percent = rate === undefined || (rate.isZero() && word !== undefined) ? undefined : formats.percent(rate);
  return [word, percent].filter(Boolean).join(' ');
}

/** `du 1 juin 2026 au 30 juin 2026`, or the half that is known. */
export function periodOf(
  period: { readonly start_date?: string; readonly end_date?: string },
  labels: Labels,
  formats: Formats,
): string {
  const halves: string[] = [];
  if (period.start_date !== undefined) halves.push(`${labels.from} ${formats.date(period.start_date)}`);
  if (period.end_date !== undefined) halves.push(`${labels.to} ${formats.date(period.end_date)}`);
  return halves.join(' ');
}

/** BT-23 in words: what is sold (a mention the reform makes mandatory) and, unless ordinary, how the invoice is used. */
export function frameOf(frame: string | undefined, labels: Labels): string | undefined {
  const nature = frame === undefined ? undefined : labels.natures[frame.slice(0, 1)];
  if (nature === undefined) return frame;
  const use = wordOf(FRAME_USES, frame?.slice(1), labels);
  return use === undefined || frame?.endsWith('1') ? nature : `${nature}, ${use}`;
}
