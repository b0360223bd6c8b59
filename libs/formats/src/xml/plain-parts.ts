import { asPropertyName } from './namespaces.js';

/** What a byte can be in a name. */
export const FIRST_OF_NAME = 1;
export const IN_NAME = 2;

const NAME_PARTS = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_:]/.test(character)) return FIRST_OF_NAME | IN_NAME;
  return /[\d.-]/.test(character) ? IN_NAME : 0;
});

/** Whether a byte can be that in a name of ASCII. */
export const isPart = (code: number, part: number): boolean => ((NAME_PARTS[code] ?? 0) & part) !== 0;

/** Whether two places say the same. */
export const isSame = (one: Buffer, from: number, other: Buffer, start: number, length: number): boolean => {
  if (start + length > other.length) return false;
  for (let at = 0; at < length; at += 1) if (one[from + at] !== other[start + at]) return false;
  return true;
};

const LONGEST_KEPT = 100;
const KEPT = 8_192;
const NO_NAME = { name: '', spelling: Buffer.alloc(0) };
/** Names met in documents before, by a sum of their characters: to find one is faster than to cut it out of a document. */
const kept = Array.from({ length: KEPT }, () => NO_NAME);

/** The name that stands there; `sum` tells it from most others. */
export const nameAt = (bytes: Buffer, start: number, end: number, sum: number): string => {
  const slot = sum & (KEPT - 1);
  const { name: known, spelling } = kept[slot] ?? NO_NAME;
  const length = end - start;
  if (spelling.length === length && isSame(spelling, 0, bytes, start, length)) return known;
  const name = asPropertyName(bytes.toString('latin1', start, end));
  if (length <= LONGEST_KEPT) kept[slot] = { name, spelling: Buffer.from(name, 'latin1') };
  return name;
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:(amp|lt|gt|quot|apos);)?/g;

/** A text without its references; undefined where it holds others than the five that have names. */
export const resolved = (text: string): string | undefined => {
  let isPlain = true;
  const found = text.replace(REFERENCE, (_, name: string | undefined) => {
    isPlain &&= name !== undefined;
    return ENTITIES[name ?? ''] ?? '';
  });
  return isPlain ? found : undefined;
};
