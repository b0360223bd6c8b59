import { embeddedFontOf, type FontFacts } from '../fonts.js';
import type { PdfFile } from '../pdf-file.js';
import { dictOf, PdfDict, PdfName, PdfStream, type PdfValue } from '../pdf-value.js';
import type { ConversionReport, Where } from './conversion-report.js';

const SIMPLE: ReadonlySet<string> = new Set(['Type1', 'MMType1', 'TrueType']);
const PROGRAM_KINDS: ReadonlySet<string> = new Set(['Type1C', 'CIDFontType0C', 'OpenType']);
const LATIN: ReadonlySet<string> = new Set(['WinAnsiEncoding', 'MacRomanEncoding']);
const SYMBOLIC = 4;

/**
 * Fonts that show text (ISO 19005-3 §6.2.11). Not looked into: the programs themselves, hence widths that differ
 * from them and character maps inside TrueType files.
 */
export class FontCheck {
  private readonly checked = new Set<PdfDict>();
  private readonly identities = new Map<PdfDict, boolean>();

  constructor(
    private readonly file: PdfFile,
    private readonly report: ConversionReport,
  ) {}

  check(font: PdfDict, where: Where): void {
    if (this.checked.has(font)) return;
    this.checked.add(font);
    const facts = embeddedFontOf(this.file, font);
    const fault = (code: string, message: string): void => this.report.add(code, message, where);
    if (facts.subtype === 'Type3') return;
    if (facts.subtype !== 'Type0' && !SIMPLE.has(facts.subtype))
      return fault('FONT', `The font ${facts.name} is of the unknown kind ${facts.subtype}.`);
    if (facts.program === undefined) return fault('FONT_NOT_EMBEDDED', `The font ${facts.name} is not embedded.`);
    if (facts.program.stream.raw.length === 0 || !this.kindFits(facts))
      fault('FONT', `The program of the font ${facts.name} is empty or of another kind than its dictionary says.`);
    if (facts.subtype === 'Type0') this.composite(font, facts, fault);
    else this.simple(font, facts, fault);
  }

  private kindFits({ program, subtype, descendant }: FontFacts): boolean {
    if (program?.key === 'FontFile3') return PROGRAM_KINDS.has(this.file.name(program.stream, 'Subtype') ?? '');
    const kind = subtype === 'Type0' ? this.file.name(descendant, 'Subtype') : subtype;
    const trueType = kind === 'TrueType' || kind === 'CIDFontType2';
    return trueType === (program?.key === 'FontFile2');
  }

  private composite(font: PdfDict, { name, descendant }: FontFacts, fault: (code: string, text: string) => void): void {
    if (this.file.dict(descendant, 'CIDSystemInfo') === undefined)
      fault('FONT', `The font ${name} does not say which character collection it uses.`);
    const encoding = this.file.get(font, 'Encoding');
    if (!(encoding instanceof PdfName) && !(encoding instanceof PdfStream))
      fault('FONT', `The font ${name} has no encoding.`);
  }

  private simple(
    font: PdfDict,
    { name, subtype, descriptor }: FontFacts,
    fault: (code: string, text: string) => void,
  ): void {
    if (!Array.isArray(this.file.get(font, 'Widths'))) fault('FONT', `The font ${name} has no widths.`);
    if (subtype !== 'TrueType') return;
    const symbolic = ((this.file.number(descriptor, 'Flags') ?? 0) & SYMBOLIC) !== 0;
    const encoding = this.file.get(font, 'Encoding');
    if (symbolic && encoding !== null) fault('FONT_ENCODING', `The symbolic font ${name} has an encoding.`);
    if (!symbolic && !this.latin(encoding))
      fault('FONT_ENCODING', `The font ${name} has neither WinAnsiEncoding nor MacRomanEncoding.`);
  }

  private latin(encoding: PdfValue): boolean {
    const name = encoding instanceof PdfDict ? this.file.name(encoding, 'BaseEncoding') : undefined;
    return LATIN.has(name ?? (encoding instanceof PdfName ? encoding.text : ''));
  }

  /** True when codes of two bytes are glyph numbers, so that code 0 is the undefined glyph. */
  isIdentity(font: PdfDict): boolean {
    let known = this.identities.get(font);
    if (known === undefined) {
      const descendant = dictOf(this.file.resolve(this.file.array(font, 'DescendantFonts')[0]));
      const direct = !(this.file.get(descendant, 'CIDToGIDMap') instanceof PdfStream);
      known = direct && this.file.name(font, 'Encoding')?.startsWith('Identity-') === true;
      this.identities.set(font, known);
    }
    return known;
  }
}
