import { AppError } from '@onefacture/errors';
import { STRUCTURES } from '../structure/structures.js';
import { decodeXml, refuseDoctype } from '../xml/xml-decoding.js';

/** What a file is, by its first bytes and its root element; never by its name. */
export type FileKind = 'cii' | 'ubl' | 'cdar' | 'pdf' | 'json';

const PDF_WITHIN = 1024;

const roots = new Map(
  (['cii', 'ubl_invoice', 'ubl_credit_note', 'cdar'] as const).map((name) => {
    const { root } = STRUCTURES[name];
    return [root.name, { namespace: root.namespace, kind: name === 'cii' || name === 'cdar' ? name : 'ubl' }] as const;
  }),
);

/** Start of the root's tag, behind declaration, comments and processing instructions. */
const ROOT =
  /^\s*(?:<\?[^]*?\?>\s*|<!--[^]*?-->\s*)*<(?:([\w.-]+):)?([\w.-]+)((?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)/;

const namespaceOf = (prefix: string | undefined, attributes: string): string | undefined => {
  const name = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`;
  for (const [, attribute, double, single] of attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (attribute === name) return double ?? single;
  }
  return undefined;
};

/** How much of a file is looked at for its root element: as much as almost all need, and as much as any is given. */
const HEADS = [2_048, 65_536] as const;

/** An even number of bytes, so that UTF-16 is not cut in a character; UTF-8 is decoded leniently. */
const headOf = (bytes: Uint8Array, length: number): string => {
  try {
    return decodeXml(bytes.byteLength <= length ? bytes : bytes.subarray(0, length));
  } catch (error) {
    if (bytes.byteLength <= length) throw error;
    return new TextDecoder('utf-8').decode(bytes.subarray(0, length));
  }
};

/**
 * What a file is. Undefined for anything that is neither XML, PDF nor JSON.
 * Throws AppError `document.unreadable` for XML that is none of our messages: the root element, and a wrong namespace,
 * are named; and for a DOCTYPE.
 */
export const kindOf = (bytes: Uint8Array): FileKind | undefined => {
  const { buffer, byteOffset, byteLength } = bytes;
  if (Buffer.from(buffer, byteOffset, Math.min(byteLength, PDF_WITHIN)).includes('%PDF-')) return 'pdf';
  return messageKind(headOf(bytes, HEADS[0])) ?? kindOfHead(headOf(bytes, HEADS[1]));
};

/** The message whose root element stands in the head of a file; undefined where it is not sure to be one. */
const messageKind = (source: string): FileKind | undefined => {
  const [, prefix, name = '', attributes = ''] = ROOT.exec(source) ?? [];
  const known = roots.get(name);
  return known !== undefined && known.namespace === namespaceOf(prefix, attributes) ? known.kind : undefined;
};

const kindOfHead = (source: string): FileKind | undefined => {
  const first = /\S/.exec(source)?.[0];
  if (first === '{') return 'json';
  if (first !== '<') return undefined;
  refuseDoctype(source);
  const [, prefix, name, attributes] = ROOT.exec(source) ?? [];
  if (name === undefined) throw new AppError('document.unreadable', { detail: 'The document is not well-formed XML.' });
  const namespace = namespaceOf(prefix, attributes ?? '');
  const known = roots.get(name);
  if (known !== undefined && known.namespace === namespace) return known.kind;
  const where = namespace === undefined ? 'in no namespace' : `in the namespace ${namespace.slice(0, 120)}`;
  const detail =
    known === undefined
      ? `The document is a ${name.slice(0, 60)} ${where}; expected are CrossIndustryInvoice, Invoice, CreditNote.`
      : `The root element ${name} is ${where}; it belongs in ${known.namespace}.`;
  throw new AppError('document.unreadable', { detail });
};
