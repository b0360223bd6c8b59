import type { Entry, ReadableView } from '../readable-view.js';
import type { Labels } from '../words/labels.js';
import type { Cell, Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { typeset, widthOf } from './typesetting.js';

/** What every block of the page works with. */
export interface BlockContext {
  readonly sheet: Sheet;
  readonly view: ReadableView;
  readonly labels: Labels;
}

/** Space between the two halves of the upper page, in points. */
const COLUMN_GAP = 28;

/** The left and the right half of the page's width. */
export function halves(sheet: Sheet): { readonly width: number; readonly secondX: number } {
  const width = (sheet.width - COLUMN_GAP) / 2;
  return { width, secondX: sheet.left + width + COLUMN_GAP };
}

/** Two columns: labels as wide as the widest of them, values in the rest. One row of cells per entry. */
export function entryRows(entries: readonly Entry[], x: number, width: number): Cell[][] {
  const gap = 10;
  // The size of the values, so that both stand on one line.
  const style = { ...STYLE.label, size: STYLE.body.size };
  const widest = entries.reduce((most, { label }) => Math.max(most, widthOf(label, style)), 0);
  const labelWidth = Math.min(widest + 1, width * 0.5);
  const valueX = x + labelWidth + gap;
  return entries.map(({ label, value }) => [
    { x, width: labelWidth, lines: typeset(label, labelWidth, style) },
    { x: valueX, width: width - labelWidth - gap, lines: typeset(value, width - labelWidth - gap, STYLE.body) },
  ]);
}

/** A block's heading, kept together with at least `following` points of what comes after. */
export function heading(sheet: Sheet, text: string, following = 30): void {
  const lines = typeset(text, sheet.width, STYLE.heading);
  sheet.room(lines.length * 13 + following);
  sheet.row([{ x: sheet.left, width: sheet.width, lines }]);
  sheet.skip(3);
}
