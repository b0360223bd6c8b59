import { Decimal } from '@onefacture/invoice';
import { readXml, type XmlElement } from '@onefacture/formats';

/**
 * A CII document as text of one line an element, up to the normalisations that CII_BINDINGS documents and no others:
 * two documents that say the same have the same lines. This knows nothing of bindings: it works on names.
 */
export const canonicalCii = (bytes: Uint8Array): string => {
  const lines: string[] = [];
  print(normalised(readXml(bytes)), '', lines);
  return lines.join('\n');
};

interface Plain {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly text: string;
  readonly children: readonly Plain[];
}

/** Attributes that say something; currencyID only of VAT totals, listID only of a class. */
const KEPT = new Set(['schemeID', 'unitCode', 'mimeCode', 'filename']);
const KEPT_OF: Readonly<Record<string, ReadonlySet<string>>> = {
  TaxTotalAmount: new Set(['currencyID']),
  ClassCode: new Set(['listID', 'listVersionID']),
};
const NUMBERS = /(Amount|Quantity|Percent|Numeric|Rate|ValueMeasure)$/;

/** What stands in every VAT group, or at one price or both; the models are compared for these. */
const ELSEWHERE = new Set([
  'ApplicableTradeTax/TaxPointDate',
  'ApplicableTradeTax/DueDateTypeCode',
  'GrossPriceProductTradePrice/BasisQuantity',
  'NetPriceProductTradePrice/BasisQuantity',
]);

/** Siblings whose order says nothing, or is given by the table. */
const UNORDERED = new Set([
  'GlobalID',
  'SpecifiedTaxRegistration',
  'SpecifiedTradeAllowanceCharge',
  'AdditionalReferencedDocument',
]);

const textOf = ({ name, text }: XmlElement): string => {
  const trimmed = text.trim();
  if (name === 'AttachmentBinaryObject') return trimmed.replace(/\s+/g, '');
  if (name === 'Indicator') return { '0': 'false', '1': 'true' }[trimmed] ?? trimmed;
  if (name.startsWith('Date')) return trimmed.replaceAll('-', '').slice(0, 8);
  return NUMBERS.test(name) && trimmed !== '' ? new Decimal(trimmed).toFixed() : trimmed;
};

const attributesOf = ({ name, attributes }: XmlElement): string[] =>
  [...attributes]
    .filter(([key]) => KEPT.has(key) || KEPT_OF[name]?.has(key) === true)
    .map(([key, value]) => `${key}=${value.trim()}`)
    .toSorted();

/** A reference without a type is a supporting document, at the settlement of a line an object. */
const typed = (element: Plain, parent: string): Plain => {
  if (element.name !== 'AdditionalReferencedDocument') return element;
  const text = parent === 'SpecifiedLineTradeSettlement' ? '130' : '916';
  const type: Plain = { name: 'TypeCode', attributes: [], text, children: [] };
  const own = element.children.filter(({ name }) => name === 'TypeCode');
  const rest = element.children.filter(({ name }) => name !== 'TypeCode');
  return { ...element, children: [...rest, ...(own.length > 0 ? own : [type])] };
};

const keyOf = (element: Plain): string => JSON.stringify(element);

const inOrder = (children: readonly Plain[]): Plain[] => {
  const sorted = children.filter(({ name }) => UNORDERED.has(name)).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return [...children.filter(({ name }) => !UNORDERED.has(name)), ...sorted];
};

const normalised = (element: XmlElement): Plain => {
  const children = element.children
    .filter(({ name }) => !ELSEWHERE.has(`${element.name}/${name}`))
    .map(normalised)
    .map((child) => typed(child, element.name))
    .filter(({ text, children: below }) => text !== '' || below.length > 0);
  return {
    name: element.name,
    attributes: attributesOf(element),
    text: children.length > 0 ? '' : textOf(element),
    children: inOrder(children),
  };
};

const print = ({ name, attributes, text, children }: Plain, indent: string, lines: string[]): void => {
  lines.push(`${indent}${[name, ...attributes].join(' ')} ${text}`.trimEnd());
  for (const child of children) print(child, `${indent} `, lines);
};
