import { Decimal, type InvoiceDocument } from '@onefacture/invoice';
import { countryName } from '../src/readable/content/party-content.js';
import * as codes from '../src/readable/words/code-words.js';
import type { Labels } from '../src/readable/words/labels.js';
import { formatsFor } from '../src/readable/words/numbers.js';
import { own, wordOf } from '../src/readable/words/wording.js';
import { UNIT_WORDS } from '../src/readable/words/unit-words.js';

/** A value of a document and the texts one of which shows it. */
export interface Expected {
  readonly path: string;
  readonly texts: readonly string[];
}

/** Members whose code a word may stand for. */
const WORDS: Readonly<Record<string, readonly codes.CodeWords[]>> = {
  type_code: [codes.PAYMENT_MEANS],
  subject: [codes.NOTE_SUBJECTS],
  scheme: [codes.REGISTERS],
  kind: [codes.LINE_KINDS],
};

/**
 * What a readable view must show of a document, leaf by leaf. Left out, because the view says it in another way:
 * bytes of embedded files; a VAT rate of zero, which the word for the category says; a base quantity of one; nothing
 * prepaid. A sign may be turned where an amount is taken off.
 */
export function expectedTexts(document: InvoiceDocument, labels: Labels): Expected[] {
  return [...leaves(document, '', '')].flatMap(({ path, member, value }) => {
    const texts = textsOf(member, value, labels);
    return texts.length === 0 ? [] : [{ path, texts }];
  });
}

interface Leaf {
  readonly path: string;
  readonly member: string;
  readonly value: unknown;
}

function* leaves(value: unknown, path: string, member: string): Generator<Leaf> {
  if (value === undefined) return;
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) yield* leaves(entry, `${path}[${index}]`, member);
  } else if (typeof value === 'object' && value !== null && !Decimal.isDecimal(value)) {
    for (const [name, entry] of Object.entries(value)) yield* leaves(entry, `${path}.${name}`, name);
  } else yield { path, member, value };
}

function textsOf(member: string, value: unknown, labels: Labels): string[] {
  const formats = formatsFor(labels.locale);
  if (Decimal.isDecimal(value)) {
    if (value.isZero() && (member === 'tax_rate' || member === 'prepaid')) return [];
    if (value.equals(1) && member === 'price_base_quantity') return [];
    const size = new Decimal(value).abs();
    return [formats.figure(size), formats.quantity(size)];
  }
  const text = String(value);
  if (member === 'base64') return [];
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return [formats.date(text), text];
  return [text, ...wordsFor(member, text, labels)];
}

function wordsFor(member: string, code: string, labels: Labels): string[] {
  const words = (WORDS[member] ?? []).flatMap((table) => wordOf(table, code, labels) ?? []);
  if (/unit/.test(member)) words.push(...(own(UNIT_WORDS, code)?.[labels.locale === 'fr' ? 0 : 1] ?? []));
  if (/country/.test(member)) words.push(countryName(code, labels));
  if (member === 'tax_category') words.push(code === 'S' ? '%' : (labels.categories[code] ?? code));
  if (member === 'type_code') words.push(labels.titles[code] ?? labels.titles.default);
  if (member === 'profile') words.push(code.replaceAll('_', ' '));
  if (/currency/.test(member) && code === 'EUR') words.push('€');
  return words;
}

/** A text without what differs between a page and its source: blanks, and characters that have no shape. */
export function bare(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[^\P{C}\n]/gu, '')
    .replaceAll(/\s+/g, '');
}

/** The text of an HTML page as a reader sees it, with the labels that style shows left out. */
export function htmlText(html: string): string {
  const body = html.slice(html.indexOf('<body>'));
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return body
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => named[name] ?? '');
}
