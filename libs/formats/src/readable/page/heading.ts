import { entryRows, halves, type BlockContext } from './block.js';
import { checkLogo, logoFault } from './logo.js';
import type { Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { heightOf, typeset } from './typesetting.js';

const LOGO = { width: 150, height: 52 } as const;
/** Above this height the facts no longer stand beside the title. */
const TALL = 320;

/** Logo or nothing, the document's kind and number on the left, dates and references on the right. */
export function drawHeading({ sheet, view }: BlockContext, logo?: Uint8Array): void {
  if (logo !== undefined) {
    drawLogo(sheet, logo);
    sheet.skip(LOGO.height + 14);
  }
  const { width: leftWidth, secondX: x } = halves(sheet);
  const title = [
    ...typeset(view.kind, leftWidth, STYLE.title),
    ...typeset(view.number, leftWidth, STYLE.subtitle),
    ...view.kindRemarks.flatMap((remark) => typeset(remark, leftWidth, STYLE.strong)),
  ];
  const facts = entryRows(view.facts, x, sheet.right - x);
  const factsHeight = facts.reduce((sum, row) => sum + Math.max(...row.map((cell) => heightOf(cell.lines))), 0);
  const top = sheet.y;
  sheet.row([{ x: sheet.left, width: leftWidth, lines: title }]);
  // Few facts stand beside the title; a long list of references flows below it and may break the page.
  if (factsHeight > TALL || sheet.y < top) {
    sheet.skip(10);
    for (const row of entryRows(view.facts, sheet.left, sheet.width)) sheet.row(row);
  } else {
    const below = sheet.y;
    sheet.y = top + 5;
    for (const row of facts) sheet.row(row);
    sheet.y = Math.max(below, sheet.y);
  }
  sheet.skip(20);
}

function drawLogo(sheet: Sheet, logo: Uint8Array): void {
  checkLogo(logo);
  try {
    sheet.image(logo, sheet.left, LOGO.width, LOGO.height);
  } catch (error) {
    throw logoFault('It is damaged.', error);
  }
}
