import { Decimal } from '@onefacture/invoice';
import { type DocumentFinding, readXml, type XmlElement } from '@onefacture/formats';

/**
 * A UBL document as text of one line an element, up to the normalisations that UBL_BINDINGS documents and no others:
 * two documents that say the same have the same lines. This knows nothing of bindings: it works on names.
 */
export const canonicalUbl = (bytes: Uint8Array, findings: readonly DocumentFinding[] = []): string => {
  const root = readXml(bytes);
  const without = removal(root, findings);
  const lines: string[] = [];
  print(normalised(without(root), root.name), '', lines);
  return lines.join('\n');
};

interface Plain {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly text: string;
  readonly children: readonly Plain[];
}

/** Attributes that only describe a code list or repeat what their element says. */
const KEPT = new Set(['schemeID', 'currencyID', 'unitCode', 'mimeCode', 'filename', 'name']);
const NUMBERS = /(Amount|Quantity|Percent|Numeric|Rate)$/;

const textOf = ({ name, text }: XmlElement): string => {
  const trimmed = text.trim();
  if (name === 'EmbeddedDocumentBinaryObject') return trimmed.replace(/\s+/g, '');
  if (name === 'ChargeIndicator') return { '0': 'false', '1': 'true' }[trimmed] ?? trimmed;
  return NUMBERS.test(name) && trimmed !== '' ? new Decimal(trimmed).toFixed() : trimmed;
};

const attributesOf = ({ name, attributes }: XmlElement): string[] =>
  [...attributes]
    .filter(([key]) => KEPT.has(key) || (name === 'ItemClassificationCode' && /^list(Version)?ID$/.test(key)))
    .map(([key, value]) => `${key}=${value.trim()}`)
    .toSorted();

const normalised = (element: XmlElement, parent: string): Plain => {
  const children = element.children
    .map((child) => normalised(child, element.name))
    .filter(({ text, children: below, name }) => name !== 'UBLVersionID' && (text !== '' || below.length > 0))
    .filter((one) => !isPlaceholder(one, element.name));
  const { name } = element;
  return {
    name,
    attributes: attributesOf(element),
    text: children.length > 0 ? '' : textOf(element),
    children: inOrder(withCode(name, parent, children.map(withTaxName))),
  };
};

/** Where NA stands only because the schema wants a line or an order. */
const PLACEHOLDERS = new Set([
  'DespatchLineReference/LineID',
  'ReceiptLineReference/LineID',
  'OrderLineReference/LineID',
  'OrderReference/ID',
]);

const isPlaceholder = ({ name, text }: Plain, parent: string): boolean =>
  text === 'NA' && PLACEHOLDERS.has(`${parent}/${name}`);

const child = (element: Plain, ...path: string[]): Plain | undefined =>
  path.reduce<Plain | undefined>((at, name) => at?.children.find((one) => one.name === name), element);

/** A registration under another tax than VAT is one with the tax office. */
const withTaxName = (element: Plain): Plain => {
  const id = child(element, 'TaxScheme', 'ID')?.text.toUpperCase();
  if (element.name !== 'PartyTaxScheme' || id === undefined || id === 'VAT') return element;
  const rename = (one: Plain): Plain =>
    one.name === 'TaxScheme' ? { ...one, children: one.children.map((below) => ({ ...below, text: 'LOC' })) } : one;
  return { ...element, children: element.children.map(rename) };
};

/** A reference of a line that only identifies is one to an object. */
const withCode = (name: string, parent: string, children: readonly Plain[]): readonly Plain[] => {
  const bare = name === 'DocumentReference' && parent.endsWith('Line') && children.every((one) => one.name === 'ID');
  return bare ? [...children, { name: 'DocumentTypeCode', attributes: [], text: '130', children: [] }] : children;
};

const schemeOf = (one: Plain): string => child(one, 'ID')?.attributes.find((key) => key.startsWith('schemeID=')) ?? '';

/** Where siblings of one name come in an order of ours: what is equal stays in the order of the document. */
const RANKS: Readonly<Record<string, (one: Plain) => number>> = {
  PartyIdentification: (one) => {
    const place = ['', 'schemeID=0009'].indexOf(schemeOf(one));
    return schemeOf(one) === 'schemeID=SEPA' ? 3 : place === -1 ? 2 : place;
  },
  PartyTaxScheme: (one) => (child(one, 'TaxScheme', 'ID')?.text.toUpperCase() === 'VAT' ? 0 : 1),
  AllowanceCharge: (one) => (child(one, 'ChargeIndicator')?.text === 'true' ? 1 : 0),
  AdditionalDocumentReference: (one) => (child(one, 'DocumentTypeCode')?.text === '130' ? 0 : 1),
};

const inOrder = (children: readonly Plain[]): readonly Plain[] => {
  const names = [...new Set(children.map(({ name }) => name))];
  return names.flatMap((name) => {
    const own = children.filter((one) => one.name === name);
    const rank = RANKS[name];
    return rank === undefined ? own : own.toSorted((one, other) => rank(one) - rank(other));
  });
};

const print = ({ name, attributes, text, children }: Plain, path: string, lines: string[]): void => {
  const own = `${path}/${name}`;
  if (children.length === 0) lines.push([own, ...attributes, text].join(' | '));
  else lines.push([own, ...attributes].join(' | '));
  for (const one of children) print(one, own, lines);
};

/** Takes out of a tree the elements that findings are about, by their XPaths. */
const removal = (root: XmlElement, findings: readonly DocumentFinding[]): ((element: XmlElement) => XmlElement) => {
  const removed = new Set(findings.flatMap(({ path, message }) => [...found(root, path, message)]));
  const without = (element: XmlElement): XmlElement => ({
    ...element,
    children: element.children.filter((one) => !removed.has(one)).map(without),
  });
  return without;
};

function* found(root: XmlElement, path: string, message: string): Generator<XmlElement> {
  const [head = '', tail] = path.split('//');
  if (tail === undefined) yield* at([root], head.split('/').slice(2));
  else {
    const names = tail.split('/').map((step) => step.replace(/^\w+:/, ''));
    for (const one of descendants(root)) {
      for (const hit of at([one], names)) if (message.includes(`"${hit.text.trim()}"`)) yield hit;
    }
  }
}

const at = (elements: readonly XmlElement[], steps: readonly string[]): readonly XmlElement[] => {
  const [step, ...rest] = steps;
  if (step === undefined) return elements;
  const [, name = '', index] = /^(?:\w+:)?(\w+)(?:\[(\d+)\])?$/.exec(step) ?? [];
  const below = elements.flatMap(({ children }) => {
    const own = children.filter((one) => one.name === name);
    return index === undefined ? own : own.slice(Number(index) - 1, Number(index));
  });
  return at(below, rest);
};

function* descendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const one of element.children) yield* descendants(one);
}
