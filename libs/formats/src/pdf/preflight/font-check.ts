import { embeddedFontOf, type FontFacts } from '../fonts.js';
import type { PdfFile } from '../pdf-file.js';
import { isDamage } from '../pdf-limits.js';
import { isUtf8Name, PdfDict, PdfName, PdfStream, type PdfString, type PdfValue } from '../pdf-value.js';
import type { ConversionReport, FaultCode, Where } from './conversion-report.js';
import { trueTypeMetrics, type TrueTypeMetrics } from './true-type-metrics.js';

/** How the codes of a font's text become glyphs; `glyphOf` is undefined for fonts that are not looked into. */
interface ShownFont {
  readonly glyphOf: ((code: number) => number) | undefined;
  readonly metrics: TrueTypeMetrics | undefined;
  readonly widthOf: (code: number) => number;
  /** Codes judged before. */
  readonly seen: Set<number>;
}

const SIMPLE: ReadonlySet<string> = new Set(['Type1', 'MMType1', 'TrueType']);
const PROGRAM_KINDS: ReadonlySet<string> = new Set(['Type1C', 'CIDFontType0C', 'OpenType']);
const LATIN: ReadonlySet<string> = new Set(['WinAnsiEncoding', 'MacRomanEncoding']);
const SYMBOLIC = 4;

/**
 * Fonts that show text (ISO 19005-3 §6.2.11). Widths are held against the program for CID-keyed TrueType fonts, the
 * kind that today's programs embed; of other programs only the integrity of their data is checked, not their widths
 * and character maps.
 */
export class FontCheck {
  private readonly checked = new Set<PdfDict>();
  private readonly shown = new Map<PdfDict, ShownFont>();

  constructor(
    private readonly file: PdfFile,
    private readonly report: ConversionReport,
  ) {}

  check(font: PdfDict, where: Where): void {
    if (this.checked.has(font)) return;
    this.checked.add(font);
    const facts = embeddedFontOf(this.file, font);
    const at = { ...where, name: facts.name };
    const fault = (code: FaultCode, message: string): void => this.report.add(code, message, at);
    if (facts.subtype === 'Type3') return;
    if (!this.namesOf(facts).every(isUtf8Name)) fault('FONT', 'The name of a font is not valid UTF-8.');
    if (facts.subtype !== 'Type0' && !SIMPLE.has(facts.subtype))
      return fault('FONT', `The font ${facts.name} is of the unknown kind ${facts.subtype}.`);
    if (facts.program === undefined) return fault('FONT_NOT_EMBEDDED', `The font ${facts.name} is not embedded.`);
    const program = this.intact(facts.program.stream);
    const trueType = facts.program.key === 'FontFile2';
    if (program === undefined || program.length === 0 || (trueType && trueTypeMetrics(program) === undefined))
      return fault('FONT_DAMAGED', `The program of the font ${facts.name} is damaged.`);
    if (!this.kindFits(facts)) fault('FONT', `The font ${facts.name} is of another kind than its dictionary says.`);
    if (facts.subtype === 'Type0') this.composite(font, facts, fault);
    else this.simple(font, facts, fault);
  }

  private namesOf({ name, descriptor, descendant }: FontFacts): string[] {
    return [name, this.file.name(descriptor, 'FontName') ?? '', this.file.name(descendant, 'BaseFont') ?? ''];
  }

  private kindFits({ program, subtype, descendant }: FontFacts): boolean {
    if (program?.key === 'FontFile3') return PROGRAM_KINDS.has(this.file.name(program.stream, 'Subtype') ?? '');
    const kind = subtype === 'Type0' ? this.file.name(descendant, 'Subtype') : subtype;
    const trueType = kind === 'TrueType' || kind === 'CIDFontType2';
    return trueType === (program?.key === 'FontFile2');
  }

  private composite(
    font: PdfDict,
    { name, descendant }: FontFacts,
    fault: (code: FaultCode, text: string) => void,
  ): void {
    if (this.file.dict(descendant, 'CIDSystemInfo') === undefined)
      fault('FONT', `The font ${name} does not say which character collection it uses.`);
    const encoding = this.file.get(font, 'Encoding');
    if (!(encoding instanceof PdfName) && !(encoding instanceof PdfStream))
      fault('FONT', `The font ${name} has no encoding.`);
  }

  private simple(
    font: PdfDict,
    { name, subtype, descriptor }: FontFacts,
    fault: (code: FaultCode, text: string) => void,
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

  /** The text a font shows: codes of two bytes that are glyphs must exist and have the width the page counts with. */
  show(font: PdfDict, strings: readonly PdfString[], where: Where): void {
    const { glyphOf, metrics, widthOf, seen } = this.shownBy(font);
    if (glyphOf === undefined) return;
    const name = this.file.name(font, 'BaseFont') ?? '';
    for (const { bytes } of strings) {
      for (let at = 0; at + 1 < bytes.length; at += 2) {
        const code = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
        if (seen.has(code)) continue;
        seen.add(code);
        const glyph = glyphOf(code);
        const shown = { ...where, name };
        if (code === 0 || glyph === 0 || (metrics !== undefined && glyph >= metrics.glyphs))
          this.report.add('UNDEFINED_GLYPH', `A text shows a character that the font ${name} does not have.`, shown);
        else if (metrics !== undefined && Math.abs(metrics.advance(glyph) - widthOf(code)) > 1)
          this.report.add('FONT_WIDTHS', `The widths of the font ${name} differ from its program.`, shown);
      }
    }
  }

  private shownBy(font: PdfDict): ShownFont {
    let known = this.shown.get(font);
    if (known === undefined) {
      known = this.describe(font);
      this.shown.set(font, known);
    }
    return known;
  }

  private describe(font: PdfDict): ShownFont {
    const { descendant, program } = embeddedFontOf(this.file, font);
    const seen = new Set<number>();
    const identity = this.file.name(font, 'Encoding')?.startsWith('Identity-') === true;
    if (!identity || descendant === undefined)
      return { glyphOf: undefined, metrics: undefined, widthOf: () => 0, seen };
    const map = this.file.get(descendant, 'CIDToGIDMap');
    const table = map instanceof PdfStream ? this.intact(map) : undefined;
    const glyphOf = (code: number): number =>
      table === undefined ? code : (table[2 * code] ?? 0) * 256 + (table[2 * code + 1] ?? 0);
    const bytes = program?.key === 'FontFile2' ? this.intact(program.stream) : undefined;
    const metrics = bytes === undefined ? undefined : trueTypeMetrics(bytes);
    return { glyphOf, metrics, widthOf: this.widthsOf(descendant), seen };
  }

  /** The /W array of a CID font: `first [w …]` or `first last w` (ISO 32000-1 §9.7.4.3). */
  private widthsOf(descendant: PdfDict): (code: number) => number {
    const usual = this.file.number(descendant, 'DW') ?? 1000;
    const single = new Map<number, number>();
    const ranges: (readonly [first: number, last: number, width: number])[] = [];
    const entries = this.file.array(descendant, 'W').map((entry) => this.file.resolve(entry));
    for (let at = 0; at + 1 < entries.length;) {
      const [first, second, third] = entries
        .slice(at, at + 3)
        .map((entry) => (Array.isArray(entry) ? entry : Number(entry)));
      if (typeof first === 'number' && Array.isArray(second)) {
        for (const [index, width] of second.entries()) single.set(first + index, Number(this.file.resolve(width)));
        at += 2;
      } else {
        ranges.push([Number(first), Number(second), Number(third)]);
        at += 3;
      }
    }
    return (code) => single.get(code) ?? ranges.find(([first, last]) => code >= first && code <= last)?.[2] ?? usual;
  }

  /** The data of a stream, when nothing of them is damaged. */
  private intact(stream: PdfStream): Uint8Array | undefined {
    try {
      const { bytes, left, saved } = this.file.decode(stream);
      return left === undefined && !saved ? bytes : undefined;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return undefined;
    }
  }
}
