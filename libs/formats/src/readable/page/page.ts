import type { PdfADocument } from '../../facturx/pdf-document.js';
import type { ReadableView } from '../readable-view.js';
import type { Labels } from '../words/labels.js';
import type { BlockContext } from './block.js';
import { continuationMark, drawFooters } from './footer.js';
import { drawHeading } from './heading.js';
import { drawMentions } from './mentions.js';
import { drawOthers, drawParties } from './parties.js';
import { drawRemarks, drawSection } from './section.js';
import { Sheet } from './sheet.js';
import { drawSummary, drawTable } from './tables.js';

/**
 * Draws the whole view on the pages of a document: what every reader looks for first, then everything else it says.
 *
 * @param logo PNG or JPEG (not CMYK), drawn above the title within 150 × 52 points
 * @throws AppError `request.invalid` on field `logo`
 */
export async function drawView(
  document: PdfADocument,
  view: ReadableView,
  labels: Labels,
  logo?: Uint8Array,
): Promise<void> {
  const sheet = new Sheet(document, continuationMark({ view, labels }));
  const context: BlockContext = { sheet, view, labels };
  drawHeading(context, logo);
  drawParties(context);
  await drawTable(sheet, view.lines);
  await drawTable(sheet, view.adjustments);
  drawSummary(context);
  drawSection(sheet, view.payment);
  drawOthers(context);
  drawMentions(context);
  for (const section of view.further) drawSection(sheet, section);
  drawRemarks(context);
  drawFooters(context);
}
