import type { Entry } from '../readable-view.js';
import { halves, heading, type BlockContext } from './block.js';
import type { Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { heightOf, spacer, typeset, type TextLine } from './typesetting.js';

const GAP = 5;
/** Above this height in one column the notes are long texts, read better over the whole width. */
const TALL = 520;

/** Notes under their subjects and the seller's legal information, in small type. */
export function drawMentions({ sheet, view }: BlockContext): void {
  const { title, entries } = view.mentions;
  if (entries.length === 0) return;
  const blocks = setAt(halves(sheet).width, entries);
  if (blocks.reduce((sum, block) => sum + heightOf(block), 0) > TALL) {
    heading(sheet, title);
    for (const lines of setAt(sheet.width, entries)) sheet.row([{ x: sheet.left, width: sheet.width, lines }]);
  } else drawBalanced(sheet, title, blocks);
  sheet.skip(12);
}

function setAt(width: number, entries: readonly Entry[]): TextLine[][] {
  return entries.map(({ label, value }) => [
    ...typeset(label, width, { ...STYLE.small, weight: 'bold' }),
    ...typeset(value, width, STYLE.small),
    spacer(GAP),
  ]);
}

/** Two columns of about the same height, kept on one page. */
function drawBalanced(sheet: Sheet, title: string, blocks: readonly TextLine[][]): void {
  const { width, secondX } = halves(sheet);
  const half = heightOf(blocks.flat()) / 2;
  const first: TextLine[] = [];
  const second: TextLine[] = [];
  for (const block of blocks) {
    const inFirst = second.length === 0 && heightOf(first) + heightOf(block) / 2 <= half;
    (inFirst ? first : second).push(...block);
  }
  heading(sheet, title, Math.max(heightOf(first), heightOf(second)));
  sheet.row([
    { x: sheet.left, width, lines: first },
    { x: secondX, width, lines: second },
  ]);
}
