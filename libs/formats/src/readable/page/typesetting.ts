import { fallbackFace, mainFace, type Face, type Weight } from './typefaces.js';

/** How a text looks. Sizes in points. */
export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly color: string;
}

/** A piece of a line in one font. */
export interface Segment {
  readonly text: string;
  readonly face: Face;
  readonly width: number;
}

/** One line, ready to be drawn. */
export interface TextLine {
  readonly segments: readonly Segment[];
  readonly width: number;
  readonly style: Style;
  readonly leading: number;
}

const MISSING = '\u25a1';
const LEADING = 1.34;

/**
 * Breaks a text into lines no wider than `width` points. Line feeds break; words break at spaces (not at
 * no-break spaces); a word that is too wide alone breaks where the line is full. Characters that no font of
 * ours draws become □, because PDF/A forbids undefined glyphs (ISO 19005-3 §6.2.11.8). Linear in the text.
 */
export function typeset(text: string, width: number, style: Style): TextLine[] {
  const lines: TextLine[] = [];
  for (const paragraph of visible(text).split('\n')) {
    const line = new LineBuilder(style, width, lines);
    for (const word of paragraph.split(' ')) if (word !== '') line.add(word);
    line.close();
  }
  return lines;
}

/** Sets a text on one line and cuts it with … when it is wider than `width` points. */
export function typesetOne(text: string, width: number, style: Style): TextLine {
  const flat = visible(text).replaceAll('\n', ' ');
  const [first, ...more] = typeset(flat, width, style);
  if (first === undefined || more.length === 0) return first ?? emptyLine(style);
  const kept = first.segments.map((segment) => segment.text).join('');
  const [cut] = typeset(`${kept.slice(0, -2).trimEnd()}…`, width * 2, style);
  return cut ?? first;
}

/** Width in points of a text set on one line. */
export function widthOf(text: string, style: Style): number {
  return pieces(visible(text), style).reduce((sum, piece) => sum + piece.width, 0);
}

/** Empty height between lines of one cell. */
export function spacer(points: number): TextLine {
  return { ...emptyLine({ size: 1, color: '#000000' }), leading: points };
}

/** Total height in points of lines under each other. */
export function heightOf(lines: readonly TextLine[]): number {
  return lines.reduce((sum, line) => sum + line.leading, 0);
}

/** The text without what has no shape: control characters, joiners, directional marks, lone surrogates. */
function visible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .replace(/[^\P{C}\n]/gu, '');
}

function emptyLine(style: Style): TextLine {
  return { segments: [], width: 0, style, leading: style.size * LEADING };
}

/** Splits a text into runs of one font each. */
function pieces(text: string, style: Style): Segment[] {
  const weight = style.weight ?? 'regular';
  const main = mainFace(weight);
  const found: { text: string; face: Face }[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const inMain = main.has(code);
    const face = inMain ? main : fallbackFace(weight);
    const drawn = inMain || face.has(code) ? character : MISSING;
    const last = found.at(-1);
    if (last?.face === face) last.text += drawn;
    else found.push({ text: drawn, face });
  }
  return found.map((run) => ({ ...run, width: run.face.width(run.text, style.size) }));
}

/** Fills lines word by word. */
class LineBuilder {
  private segments: Segment[] = [];
  private filled = 0;
  private readonly space: number;

  constructor(
    private readonly style: Style,
    private readonly limit: number,
    private readonly done: TextLine[],
  ) {
    this.space = mainFace(style.weight ?? 'regular').width(' ', style.size);
  }

  add(word: string): void {
    const runs = pieces(word, this.style);
    const width = runs.reduce((sum, run) => sum + run.width, 0);
    if (this.segments.length > 0 && this.filled + this.space + width > this.limit) this.close();
    if (width > this.limit) {
      this.addBroken(runs);
      return;
    }
    if (this.segments.length > 0) this.push({ text: ' ', face: this.mainFace(), width: this.space });
    for (const run of runs) this.push(run);
  }

  close(): void {
    const leading = this.style.size * LEADING;
    this.done.push({ segments: this.segments, width: this.filled, style: this.style, leading });
    this.segments = [];
    this.filled = 0;
  }

  private mainFace(): Face {
    return mainFace(this.style.weight ?? 'regular');
  }

  private push(segment: Segment): void {
    const last = this.segments.at(-1);
    if (last?.face === segment.face) {
      const text = last.text + segment.text;
      this.segments[this.segments.length - 1] = { text, face: last.face, width: last.width + segment.width };
    } else this.segments.push(segment);
    this.filled += segment.width;
  }

  private addBroken(runs: readonly Segment[]): void {
    for (const run of runs) {
      for (const character of run.text) {
        const width = run.face.width(character, this.style.size);
        if (this.segments.length > 0 && this.filled + width > this.limit) this.close();
        this.push({ text: character, face: run.face, width });
      }
    }
  }
}
