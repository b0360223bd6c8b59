import { isUtf8 } from 'node:buffer';
import { encodeText } from './pdf-text.js';

/** Any PDF object (ISO 32000-1 §7.3). Dictionaries and arrays are the file's own and may be changed before writing. */
export type PdfValue = null | boolean | number | PdfName | PdfString | PdfReference | PdfDict | PdfStream | PdfValue[];

/** A name without its slash, `#xx` resolved; one character per byte. */
export class PdfName {
  constructor(readonly text: string) {}
}

/** Whether the bytes of a name are UTF-8, as PDF/A wants those of fonts, colourants and structure types (§6.1.8). */
export const isUtf8Name = (text: string): boolean => isUtf8(Buffer.from(text, 'latin1'));

/** A string's bytes, escapes resolved. */
export class PdfString {
  constructor(readonly bytes: Uint8Array) {}
}

/** A text string for a text. */
export function textString(text: string): PdfString {
  return new PdfString(encodeText(text));
}

/** A reference to an indirect object. */
export class PdfReference {
  constructor(
    readonly number: number,
    readonly generation = 0,
  ) {}
}

/** A dictionary, its keys without their slashes. */
export class PdfDict extends Map<string, PdfValue> {
  /** A dictionary from pairs, those of undefined value left out. */
  static of(members: Readonly<Record<string, PdfValue | undefined>>): PdfDict {
    const dict = new PdfDict();
    for (const [key, value] of Object.entries(members)) if (value !== undefined) dict.set(key, value);
    return dict;
  }
}

/** A stream: its dictionary and its bytes as they lie in the file, still encoded. */
export class PdfStream {
  constructor(
    readonly dict: PdfDict,
    readonly raw: Uint8Array,
  ) {}
}

/** A word that is no object: `obj`, `stream`, `R`, or an operator of a content stream. */
export class PdfKeyword {
  constructor(readonly text: string) {}
}

/** The dictionary of a dictionary or of a stream. */
export function dictOf(value: PdfValue | undefined): PdfDict | undefined {
  if (value instanceof PdfDict) return value;
  return value instanceof PdfStream ? value.dict : undefined;
}

/** Key of an indirect object in maps and in reports: its number. */
export function objectNumber(value: PdfValue | undefined): number | undefined {
  return value instanceof PdfReference ? value.number : undefined;
}
