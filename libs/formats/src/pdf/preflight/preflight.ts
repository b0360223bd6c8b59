import type { PdfFile } from '../pdf-file.js';
import { inherited, pagesOf } from '../pdf-walk.js';
import { PdfDict, type PdfReference } from '../pdf-value.js';
import { AnnotationCheck } from './annotation-check.js';
import { ColourCheck } from './colour-check.js';
import { ContentCheck } from './content-check.js';
import { ConversionReport, type ConversionFault } from './conversion-report.js';
import { FontCheck } from './font-check.js';
import { GraphicsCheck } from './graphics-check.js';
import { checkObjects } from './object-check.js';

const PAGE = { least: 3, most: 14_400 } as const;

/**
 * Why a PDF cannot become PDF/A-3b, as far as can be decided here; an empty list when nothing speaks against it.
 * Not decided: glyph widths and character maps inside font programs, JPEG 2000 (refused), colour of JPEG data.
 *
 * @param intent components of the output intent's profile: 1, 3 or 4; 0 without one
 */
export function preflight(file: PdfFile, intent: number): readonly ConversionFault[] {
  const report = new ConversionReport();
  checkObjects(file, report);
  const colours = new ColourCheck(file, report, intent);
  const graphics = new GraphicsCheck(file, report, colours);
  const content = new ContentCheck(file, report, { colours, graphics, fonts: new FontCheck(file, report) });
  const annotations = new AnnotationCheck(file, report, content);
  const pages = pagesOf(file);
  if (pages.length === 0) report.add('STRUCTURE', 'The document has no page.');
  for (const [index, page] of pages.entries()) {
    const where = { page: index + 1, object: page.number };
    checkBoxes(file, page, report, index + 1);
    graphics.group(page, where);
    const resources = file.resolve(inherited(file, page, 'Resources'));
    content.page(page, resources instanceof PdfDict ? resources : undefined, where);
    for (const annotation of file.array(page, 'Annots')) annotations.check(annotation, index + 1);
    if (file.dict(page, 'PresSteps') !== undefined) report.add('STRUCTURE', 'A page is a slide show.', where);
  }
  return report.faults;
}

function checkBoxes(file: PdfFile, page: PdfReference, report: ConversionReport, number: number): void {
  for (const key of ['MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox']) {
    const box = file.resolve(inherited(file, page, key));
    if (!Array.isArray(box)) continue;
    const [left = 0, bottom = 0, right = 0, top = 0] = box.map((side) => Number(file.resolve(side)));
    for (const length of [Math.abs(right - left), Math.abs(top - bottom)]) {
      if (!(length >= PAGE.least && length <= PAGE.most))
        report.add('PAGE_SIZE', 'The page is smaller than 3 or larger than 14,400 units.', { page: number });
    }
  }
}
