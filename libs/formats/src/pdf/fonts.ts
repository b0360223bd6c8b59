import type { PdfFile } from './pdf-file.js';
import { dictOf, PdfStream, type PdfDict, type PdfValue } from './pdf-value.js';

/** A font with its program, when the file holds one. */
export interface FontFacts {
  readonly name: string;
  readonly embedded: boolean;
  readonly subtype: string;
  readonly descriptor: PdfDict | undefined;
  /** The CID font under a Type0 font. */
  readonly descendant: PdfDict | undefined;
  /** FontFile, FontFile2 or FontFile3. */
  readonly program: { readonly key: string; readonly stream: PdfStream } | undefined;
}

/** Looks at a font dictionary; a Type 3 font carries its glyphs itself. */
export function embeddedFontOf(file: PdfFile, font: PdfValue): FontFacts {
  const subtype = file.name(font, 'Subtype') ?? '';
  const name = file.name(font, 'BaseFont') ?? file.name(font, 'Name') ?? subtype;
  const descendant = subtype === 'Type0' ? dictOf(file.resolve(file.array(font, 'DescendantFonts')[0])) : undefined;
  const descriptor = file.dict(descendant ?? font, 'FontDescriptor');
  const program = ['FontFile', 'FontFile2', 'FontFile3'].flatMap((key) => {
    const stream = file.get(descriptor, key);
    return stream instanceof PdfStream ? [{ key, stream }] : [];
  })[0];
  // A CID font is judged through the Type0 font that uses it.
  const embedded = subtype === 'Type3' || program !== undefined;
  return { name, embedded, subtype, descriptor, descendant, program };
}
