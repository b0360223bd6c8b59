import type { PdfFile } from '../pdf-file.js';
import { dictOf, objectNumber, PdfDict, PdfStream, type PdfValue } from '../pdf-value.js';
import type { ContentCheck } from './content-check.js';
import type { ConversionReport, Where } from './conversion-report.js';

/** Kinds of annotations that PDF/A-3 takes (ISO 19005-3 §6.3.1). */
const KINDS: ReadonlySet<string> = new Set([
  ...['Text', 'Link', 'FreeText', 'Line', 'Square', 'Circle', 'Polygon', 'PolyLine', 'Highlight', 'Underline'],
  ...['Squiggly', 'StrikeOut', 'Stamp', 'Caret', 'Ink', 'Popup', 'FileAttachment', 'Widget', 'PrinterMark'],
  ...['TrapNet', 'Watermark', 'Redact'],
]);
const FLAG = { invisible: 1, hidden: 2, noView: 32, toggleNoView: 256 } as const;

/** Annotations and form fields: shown as they print, without actions of their own. */
export class AnnotationCheck {
  constructor(
    private readonly file: PdfFile,
    private readonly report: ConversionReport,
    private readonly content: ContentCheck,
  ) {}

  check(value: PdfValue, page: number): void {
    const annotation = dictOf(this.file.resolve(value));
    if (annotation === undefined) return;
    const where = { page, object: objectNumber(value) };
    const kind = this.file.name(annotation, 'Subtype') ?? '';
    if (!KINDS.has(kind))
      this.report.add('ANNOTATION', `An annotation of kind ${kind || 'none'} is not allowed.`, where);
    const flags = this.file.number(annotation, 'F') ?? 0;
    const off = FLAG.invisible | FLAG.hidden | FLAG.noView | FLAG.toggleNoView;
    if (kind !== 'Popup' && (flags & off) !== 0)
      this.report.add('ANNOTATION', `A hidden annotation (${kind}) is not allowed.`, where);
    if (kind === 'Widget' && (annotation.has('A') || annotation.has('AA')))
      this.report.add('ACTION', 'A form field has an action.', { ...where, name: 'Widget' });
    if (annotation.has('AA'))
      this.report.add('ACTION', 'An annotation has additional actions.', { ...where, name: 'AA' });
    this.appearance(annotation, kind, where);
  }

  private appearance(annotation: PdfDict, kind: string, where: Where): void {
    const normal = this.file.get(this.file.dict(annotation, 'AP'), 'N');
    if (normal instanceof PdfStream) {
      this.content.form(dictOf(this.file.get(annotation, 'AP'))?.get('N') ?? null, undefined, where);
    } else if (normal instanceof PdfDict) {
      for (const state of normal.values()) this.content.form(state, undefined, where);
    } else if (!['Popup', 'Link'].includes(kind) && !this.isEmpty(annotation)) {
      this.report.add('APPEARANCE', `An annotation (${kind}) does not say how it looks.`, where);
    }
  }

  private isEmpty(annotation: PdfDict): boolean {
    const [left, bottom, right, top] = this.file.array(annotation, 'Rect').map((side) => this.file.resolve(side));
    return left !== undefined && left === right && bottom === top;
  }
}
