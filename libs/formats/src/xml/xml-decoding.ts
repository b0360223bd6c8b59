import { isAscii, isUtf8 } from 'node:buffer';
import { AppError } from '@onefacture/errors';

/** Labels an XML declaration may carry, and the decoder that reads them. */
const DECODERS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'iso-8859-1': 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
};

const unreadable = (detail: string, cause?: unknown): AppError =>
  new AppError('document.unreadable', { detail, cause });

/** By the mark, or by how the first `<` is spelt. */
const byteOrder = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  return undefined;
};

/** The same bytes, not a copy. */
const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const declared = (bytes: Uint8Array): string => {
  const head = asBuffer(bytes).toString('latin1', 0, 200);
  const label = /^<\?xml[^>]{0,120}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase();
  if (label === undefined) return 'utf-8';
  const decoder = DECODERS[label];
  if (decoder === undefined) throw unreadable(`The document declares the encoding ${label}; send it in UTF-8.`);
  return decoder;
};

const encodingOf = (bytes: Uint8Array): string => byteOrder(bytes) ?? declared(bytes);

/** Whether the bytes are UTF-8 without a mark, as almost all are. */
const isPlain = (bytes: Uint8Array, encoding: string): boolean =>
  encoding === 'utf-8' && bytes[0] === 0x3c && isUtf8(bytes);

/**
 * The characters of an XML file: by its byte order mark, else by its declaration, else UTF-8.
 * Throws AppError `document.unreadable` for other encodings and for bytes that are not valid in the one declared.
 */
export const decodeXml = (bytes: Uint8Array): string => {
  const encoding = encodingOf(bytes);
  if (isPlain(bytes, encoding)) {
    return asBuffer(bytes).toString(isAscii(bytes) ? 'latin1' : 'utf8');
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(`The document holds bytes that are not valid ${encoding.toUpperCase()}.`, cause);
  }
};

/** An XML file in UTF-8, whatever it declares: the bytes themselves where they are that. Throws as `decodeXml`. */
export const xmlAsUtf8 = (bytes: Uint8Array): Buffer =>
  isPlain(bytes, encodingOf(bytes)) ? asBuffer(bytes) : Buffer.from(decodeXml(bytes), 'utf8');

/**
 * Refuses a document type declaration before any parser sees it: entities and external subsets are the classic
 * attacks, and no invoice syntax uses them. Skips the declaration, comments and instructions of the prolog; linear.
 */
export const refuseDoctype = (source: string): void => {
  let at = 0;
  for (;;) {
    const start = source.indexOf('<', at);
    if (start < 0) return;
    let end: number;
    if (source.startsWith('<!--', start)) end = source.indexOf('-->', start + 4);
    else if (source.startsWith('<?', start)) end = source.indexOf('?>', start + 2);
    else if (source.startsWith('<!', start)) {
      throw unreadable('The document holds a document type declaration (DOCTYPE); remove it.');
    } else return;
    if (end < 0) return;
    at = end + 2;
  }
};
