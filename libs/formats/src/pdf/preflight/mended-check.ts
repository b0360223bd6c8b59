import type { PdfFile } from '../pdf-file.js';
import { pagesOf, walk } from '../pdf-walk.js';
import { dictOf, PdfStream, type PdfDict } from '../pdf-value.js';
import type { ConversionReport } from './conversion-report.js';

const PRINT = 4;

/** What `repair` would mend in a PDF: no reason to refuse wrapping it, yet wrong in a file that claims to be PDF/A. */
export function checkMended(file: PdfFile, report: ConversionReport): void {
  for (const { value, object } of walk(file, file.catalog)) {
    const font = dictOf(value);
    if (font !== undefined && file.name(font, 'Subtype') === 'CIDFontType2') checkGlyphMap(file, font, report);
    if (!(value instanceof PdfStream)) continue;
    for (const key of ['OPI', 'Alternates'])
      if (value.dict.has(key)) report.add('IMAGE', `An image has /${key}.`, { object, name: key });
    if (file.get(value, 'Interpolate') === true)
      report.add('INTERPOLATE', 'An image asks for interpolation.', { object });
  }
  for (const [index, page] of pagesOf(file).entries()) {
    for (const one of file.array(page, 'Annots')) checkAnnotation(file, dictOf(file.resolve(one)), report, index + 1);
  }
  if (file.get(file.dict(file.catalog, 'AcroForm'), 'NeedAppearances') === true)
    report.add('FORM', 'The form asks its reader to draw it (NeedAppearances).');
  checkLayers(file, report);
}

/** How codes become glyphs is said, even where it is the usual way (ISO 19005-3 §6.2.11.3.2). */
function checkGlyphMap(file: PdfFile, font: PdfDict, report: ConversionReport): void {
  const map = file.get(font, 'CIDToGIDMap');
  const embedded = file.get(file.dict(font, 'FontDescriptor'), 'FontFile2') instanceof PdfStream;
  if (!embedded || map instanceof PdfStream || file.name(font, 'CIDToGIDMap') === 'Identity') return;
  const name = file.name(font, 'BaseFont') ?? '';
  report.add('FONT', `The font ${name} does not say which glyphs its codes mean (CIDToGIDMap).`, { name });
}

function checkAnnotation(file: PdfFile, annotation: PdfDict | undefined, report: ConversionReport, page: number): void {
  if (annotation === undefined) return;
  const kind = file.name(annotation, 'Subtype') ?? '';
  if (kind !== 'Popup' && ((file.number(annotation, 'F') ?? 0) & PRINT) === 0)
    report.add('ANNOTATION', `An annotation (${kind}) is not printed with its page.`, { page, name: kind });
  const appearance = file.dict(annotation, 'AP');
  if (appearance?.has('D') === true || appearance?.has('R') === true)
    report.add('APPEARANCE', `An annotation (${kind}) looks different when it is touched.`, { page, name: kind });
}

/** Each configuration of layers has a name that no other has, and no automatic states (ISO 19005-3 §6.9). */
function checkLayers(file: PdfFile, report: ConversionReport): void {
  const layers = file.dict(file.catalog, 'OCProperties');
  if (layers === undefined) return;
  const configurations = [layers.get('D') ?? null, ...file.array(layers, 'Configs')];
  const names = configurations.map((one) => file.text(one, 'Name') ?? '');
  if (names.includes('') || new Set(names).size < names.length)
    report.add('LAYERS', 'A configuration of layers has no name of its own.');
  if (configurations.some((one) => dictOf(file.resolve(one))?.has('AS') === true))
    report.add('LAYERS', 'Layers switch by themselves (/AS).');
}
