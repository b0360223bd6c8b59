import type { PdfFile } from '../pdf-file.js';
import { PdfLexer, PdfSyntaxError } from '../pdf-lexer.js';
import { isDamage } from '../pdf-limits.js';
import {
  dictOf,
  objectNumber,
  PdfDict,
  PdfKeyword,
  PdfName,
  PdfStream,
  PdfString,
  type PdfValue,
} from '../pdf-value.js';
import type { ColourCheck } from './colour-check.js';
import type { ConversionReport, Where } from './conversion-report.js';
import type { FontCheck } from './font-check.js';
import type { GraphicsCheck } from './graphics-check.js';

/** Operators of ISO 32000-1 annex A; nothing else may stand in a content stream. */
const OPERATORS: ReadonlySet<string> = new Set(
  (
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' " +
    '"'
  ).split(' '),
);
const INTENTS: ReadonlySet<string> = new Set([
  'AbsoluteColorimetric',
  'RelativeColorimetric',
  'Perceptual',
  'Saturation',
]);
const DEEPEST = 28;
const INVISIBLE = 3;

interface TextState {
  font: PdfDict | undefined;
  mode: number;
}

/** The tools that look at what content streams name. */
export interface Checks {
  readonly colours: ColourCheck;
  readonly fonts: FontCheck;
  readonly graphics: GraphicsCheck;
}

/** Reads content streams: pages, forms, patterns, glyphs of Type 3 fonts, appearances (ISO 19005-3 §6.2.2). */
export class ContentCheck {
  private readonly seen = new Set<PdfValue>();

  constructor(
    private readonly file: PdfFile,
    private readonly report: ConversionReport,
    private readonly checks: Checks,
  ) {}

  /** The content of a page, one stream or several that are read as one. */
  page(page: PdfValue, resources: PdfDict | undefined, where: Where): void {
    const contents = this.file.get(page, 'Contents');
    const streams = (Array.isArray(contents) ? contents : [contents]).map((part) => this.file.resolve(part));
    const parts = streams.flatMap((part) => (part instanceof PdfStream ? [this.bytesOf(part, where), SPACE] : []));
    this.run(Buffer.concat(parts), resources, where, 0);
  }

  /** A form, a pattern or an appearance; without resources of its own it uses those of its holder. */
  form(value: PdfValue, holder: PdfDict | undefined, where: Where, depth = 0): void {
    const stream = this.file.resolve(value);
    if (!(stream instanceof PdfStream) || this.seen.has(stream)) return;
    this.seen.add(stream);
    const here = { page: where.page, object: objectNumber(value) ?? where.object };
    this.checks.graphics.form(stream, here);
    const own = this.file.dict(stream, 'Resources');
    this.run(this.bytesOf(stream, here), own ?? holder, here, depth + 1, own !== undefined);
  }

  private bytesOf(stream: PdfStream, where: Where): Uint8Array {
    try {
      const { bytes, left, saved } = this.file.decode(stream);
      if (left === undefined && !saved) return bytes;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    this.report.add('CONTENT_UNREADABLE', 'A content stream is damaged.', where);
    return new Uint8Array();
  }

  private run(bytes: Uint8Array, resources: PdfDict | undefined, where: Where, depth: number, explicit = true): void {
    if (depth > DEEPEST) return this.report.add('NESTING', 'Forms are nested too deep.', where);
    try {
      new ContentRun(this, this.file, this.report, this.checks, { resources, explicit, where, depth }).read(bytes);
    } catch (error) {
      if (!(error instanceof PdfSyntaxError)) throw error;
      this.report.add('CONTENT_UNREADABLE', 'A content stream is damaged.', where);
    }
    return undefined;
  }
}

/** `EI` as a word of its own. */
const INLINE_END = /[\s\0]EI(?:[\s\0]|$)/;
const SPACE = Buffer.from('\n');

/** Where a content stream stands, and what it may name. */
interface RunPlace {
  readonly resources: PdfDict | undefined;
  /** The resources are the stream's own, as PDF/A asks, and not those of its holder. */
  readonly explicit: boolean;
  readonly where: Where;
  readonly depth: number;
}

/** One pass over one content stream. */
class ContentRun {
  private operands: PdfValue[] = [];
  private text: TextState = { font: undefined, mode: 0 };
  private readonly saved: TextState[] = [];
  private readonly resources: PdfDict | undefined;
  private readonly explicit: boolean;
  private readonly where: Where;
  private readonly depth: number;

  constructor(
    private readonly content: ContentCheck,
    private readonly file: PdfFile,
    private readonly report: ConversionReport,
    private readonly checks: Checks,
    { resources, explicit, where, depth }: RunPlace,
  ) {
    this.resources = resources;
    this.explicit = explicit;
    this.where = where;
    this.depth = depth;
  }

  read(bytes: Uint8Array): void {
    // Images and forms count even where no operator shows them.
    for (const entry of this.file.dict(this.resources, 'XObject')?.values() ?? []) {
      const object = this.file.resolve(entry);
      if (object instanceof PdfStream) this.shown(entry, object);
    }
    const lexer = new PdfLexer(bytes, 0, this.file.limits.depth);
    for (let next = lexer.next(); next !== undefined; next = lexer.next()) {
      if (!(next instanceof PdfKeyword)) {
        this.operands.push(next);
        if (this.operands.length > 4096) throw new PdfSyntaxError('too many operands');
      } else {
        if (next.text === 'BI') this.inlineImage(lexer);
        else this.operator(next.text);
        this.operands = [];
      }
    }
  }

  private operator(operator: string): void {
    switch (operator) {
      case 'q':
        this.saved.push({ ...this.text });
        if (this.saved.length === DEEPEST + 1)
          this.report.add('NESTING', 'More than 28 graphics states are saved at once.', this.where);
        break;
      case 'Q':
        this.text = this.saved.pop() ?? this.text;
        break;
      case 'Tf':
        this.text.font = dictOf(this.resource('Font'));
        break;
      case 'Tr':
        this.text.mode = typeof this.operands[0] === 'number' ? this.operands[0] : 0;
        break;
      case 'Tj':
      case 'TJ':
      case "'":
      case '"':
        this.show();
        break;
      case 'rg':
      case 'RG':
        this.checks.colours.device('DeviceRGB', this.resources, this.where);
        break;
      case 'k':
      case 'K':
        this.checks.colours.device('DeviceCMYK', this.resources, this.where);
        break;
      case 'cs':
      case 'CS':
        this.checks.colours.space(this.operands[0] ?? null, this.resources, this.where);
        break;
      default:
        this.rarer(operator);
    }
  }

  private rarer(operator: string): void {
    switch (operator) {
      case 'scn':
      case 'SCN':
        this.pattern();
        break;
      case 'gs':
        this.state();
        break;
      case 'sh':
        this.checks.graphics.shading(this.resource('Shading'), this.resources, this.where);
        break;
      case 'Do':
        this.external();
        break;
      case 'ri':
        this.intent(this.operands[0]);
        break;
      default:
        if (!OPERATORS.has(operator))
          this.report.add(
            'OPERATOR',
            `A content stream uses the unknown operator ${operator.slice(0, 40)}.`,
            this.where,
          );
    }
  }

  /** The entry of a resource category that the last operand names. */
  private entry(category: string): PdfValue {
    const name = this.operands.findLast((operand) => operand instanceof PdfName);
    const found = name instanceof PdfName ? this.file.dict(this.resources, category)?.get(name.text) : undefined;
    if (name instanceof PdfName && found === undefined)
      this.report.add('RESOURCE', `The resource ${name.text} (${category}) is used but not defined.`, this.where);
    if (found !== undefined && !this.explicit)
      this.report.add('RESOURCE', 'A form or pattern uses resources that are not its own.', this.where);
    return found ?? null;
  }

  private resource(category: string): PdfValue {
    return this.file.resolve(this.entry(category));
  }

  private show(): void {
    const { font, mode } = this.text;
    if (font === undefined) return;
    const strings = this.operands.flat().filter((operand) => operand instanceof PdfString);
    this.checks.fonts.show(font, strings, this.where);
    if (mode !== INVISIBLE) this.checks.fonts.check(font, this.where);
    if (this.file.name(font, 'Subtype') !== 'Type3') return;
    const glyphs = this.file.dict(font, 'CharProcs') ?? new PdfDict();
    for (const glyph of glyphs.values())
      this.content.form(glyph, this.file.dict(font, 'Resources') ?? this.resources, this.where, this.depth);
  }

  private pattern(): void {
    if (!(this.operands.at(-1) instanceof PdfName)) return;
    const entry = this.entry('Pattern');
    const pattern = this.file.resolve(entry);
    if (pattern instanceof PdfStream) this.content.form(entry, this.resources, this.where, this.depth);
    else this.checks.graphics.shading(this.file.get(pattern, 'Shading'), this.resources, this.where);
  }

  private state(): void {
    const entry = this.entry('ExtGState');
    const state = dictOf(this.file.resolve(entry));
    if (state === undefined) return;
    this.checks.graphics.state(state, { ...this.where, object: objectNumber(entry) ?? this.where.object });
    const font = this.file.resolve(this.file.array(state, 'Font')[0]);
    if (font instanceof PdfDict) this.text.font = font;
    const mask = this.file.dict(state, 'SMask');
    if (mask !== undefined) this.content.form(mask.get('G') ?? null, this.resources, this.where, this.depth);
  }

  private external(): void {
    const entry = this.entry('XObject');
    const object = this.file.resolve(entry);
    if (object instanceof PdfStream) this.shown(entry, object);
  }

  /** An image or a form. */
  private shown(entry: PdfValue, object: PdfStream): void {
    const where = { ...this.where, object: objectNumber(entry) };
    if (this.file.name(object, 'Subtype') === 'Form') this.content.form(entry, this.resources, this.where, this.depth);
    else this.checks.graphics.image(object, this.resources, where);
  }

  private intent(value: PdfValue | undefined): void {
    if (value instanceof PdfName && !INTENTS.has(value.text))
      this.report.add('RENDERING_INTENT', `The rendering intent ${value.text} is unknown.`, this.where);
  }

  /** `BI … ID data EI`: the dictionary is read, the data are skipped. */
  private inlineImage(lexer: PdfLexer): void {
    const dict = new PdfDict();
    for (;;) {
      const key = lexer.next();
      if (key instanceof PdfKeyword && key.text === 'ID') break;
      if (!(key instanceof PdfName)) throw new PdfSyntaxError('an inline image is damaged');
      dict.set(key.text, lexer.value());
    }
    const { bytes } = lexer;
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = lexer.at;
    do at = view.indexOf('EI', at + 1);
    while (at >= 0 && !INLINE_END.test(view.toString('latin1', at - 1, at + 3)));
    if (at < 0) throw new PdfSyntaxError('an inline image has no end');
    lexer.at = at + 2;
    this.checks.graphics.image(new PdfStream(dict, new Uint8Array()), this.resources, this.where);
  }
}
