import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** The two weights of the page. */
export type Weight = 'regular' | 'bold';

/** What pdfkit reads of a glyph; the code points go into the map that copying and searching use. */
interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

/** The place of one glyph in a run with its horizontal advance in font units; the shape pdfkit expects of a font's layout. */
interface GlyphPosition {
  xAdvance: number;
  yAdvance: number;
  xOffset: number;
  yOffset: number;
  advanceWidth: number;
}

/** A laid out run: pdfkit scales the positions in place, so every run owns fresh ones. */
class GlyphRun {
  constructor(
    readonly glyphs: readonly Glyph[],
    readonly positions: GlyphPosition[],
  ) {}

  get advanceWidth(): number {
    return this.positions.reduce((sum, position) => sum + position.xAdvance, 0);
  }
}

const REMEMBERED = 50_000;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isSpace = (code: number): boolean => code === 0x20 || code === 0xa0 || code === 0x202f;

/**
 * One font file, parsed once per process and shared by all documents. Text is set glyph by glyph with pair
 * kerning and without ligatures: complete OpenType shaping of every word cost more than all other work on a
 * page, while kerning pairs repeat and can be remembered.
 */
export class Face {
  /** What pdfkit is given as a font: the parsed file with our layout in place of its own. */
  readonly source: Font;
  private readonly glyphs = new Map<number, Glyph>();
  private readonly kerning = new Map<number, number>();
  private readonly unitsPerEm: number;

  constructor(
    readonly name: string,
    private readonly font: Font,
  ) {
    this.unitsPerEm = font.unitsPerEm;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the prototype is the font itself.
    this.source = Object.create(font, { layout: { value: (text: string) => this.run(text) } }) as Font;
  }

  /** Whether the font draws this code point. */
  has(codePoint: number): boolean {
    return this.glyph(codePoint).id !== 0;
  }

  /** Width of a text in points at a size in points. */
  width(text: string, size: number): number {
    let units = 0;
    let previous = -1;
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      if (previous >= 0) units += this.kern(previous, code);
      units += this.glyph(code).advanceWidth;
      previous = code;
    }
    return (units * size) / this.unitsPerEm;
  }

  private run(text: string): GlyphRun {
    const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
    const glyphs = codes.map((code) => this.glyph(code));
    const positions = glyphs.map((glyph, index) => {
      const next = codes[index + 1];
      const kern = next === undefined ? 0 : this.kern(codes[index] ?? 0, next);
      const xAdvance = glyph.advanceWidth + kern;
      return { xAdvance, yAdvance: 0, xOffset: 0, yOffset: 0, advanceWidth: glyph.advanceWidth };
    });
    return new GlyphRun(glyphs, positions);
  }

  private glyph(code: number): Glyph {
    const known = this.glyphs.get(code);
    if (known !== undefined) return known;
    const { id, advanceWidth } = this.font.glyphForCodePoint(code);
    // fontkit shares glyph objects, whose code point would be that of the process's first use; ours are our own.
    // No-break spaces are copied as plain ones, so that a search for "1 500,00" finds the amount.
    const glyph = { id, advanceWidth, codePoints: [isSpace(code) ? 0x20 : code] };
    if (this.glyphs.size >= REMEMBERED) this.glyphs.clear();
    this.glyphs.set(code, glyph);
    return glyph;
  }

  private kern(left: number, right: number): number {
    // Figures keep equal widths, so that columns of amounts stay aligned.
    if (isDigit(left) || isDigit(right) || isSpace(left) || isSpace(right)) return 0;
    const key = left * 0x11_0000 + right;
    const known = this.kerning.get(key);
    if (known !== undefined) return known;
    if (this.kerning.size >= REMEMBERED) this.kerning.clear();
    const value = this.measureKern(left, right);
    this.kerning.set(key, value);
    return value;
  }

  private measureKern(left: number, right: number): number {
    const pair = this.font.layout(String.fromCodePoint(left, right), { liga: false, clig: false, calt: false });
    const first = this.glyph(left);
    if (pair.glyphs.length !== 2 || pair.glyphs[0]?.id !== first.id) return 0;
    return (pair.positions[0]?.xAdvance ?? first.advanceWidth) - first.advanceWidth;
  }
}

const SOURCE_SANS = '@expo-google-fonts/source-sans-3';
const FILES: Readonly<Record<Weight, readonly [main: string, fallback: string]>> = {
  regular: [`${SOURCE_SANS}/400Regular/SourceSans3_400Regular.ttf`, 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf'],
  bold: [`${SOURCE_SANS}/600SemiBold/SourceSans3_600SemiBold.ttf`, 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'],
};

const locate = createRequire(import.meta.url);
const loaded = new Map<string, Face>();

function load(file: string): Face {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const font = create(readFileSync(locate.resolve(file)));
  if (!('layout' in font)) throw new TypeError(`${file} holds a collection of fonts, one font is needed`);
  const face = new Face(font.postscriptName, font);
  loaded.set(file, face);
  return face;
}

/** Source Sans 3 (SIL OFL 1.1): tabular figures by default, made for small sizes. */
export const mainFace = (weight: Weight): Face => load(FILES[weight][0]);

/** DejaVu Sans (Bitstream Vera licence): Greek, Cyrillic, Armenian, Georgian and symbols the main face lacks. */
export const fallbackFace = (weight: Weight): Face => load(FILES[weight][1]);
