/**
 * One element of an XML tree without mixed content, as we read and write it. `namespace` is a URI, `name` the local
 * name. An element has children or text, not both; text beside children is dropped on reading.
 */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** By local name; attributes in a namespace of their own and namespace declarations are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** Line of the start tag in the source, from 1; 0 for an element that was built. */
  readonly line: number;
}

const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * The first character of `text` that XML 1.0 (production 2, Char) forbids, as `U+0000`, or undefined. Lone surrogates
 * are forbidden. No escape can carry such a character, so the text must be refused, not encoded.
 */
export const illegalXmlCharacter = (text: string): string | undefined => {
  const found = ILLEGAL.exec(text)?.[0].codePointAt(0);
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
};
