import type { Section } from '../readable-view.js';
import { entryRows, heading, type BlockContext } from './block.js';
import type { Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { typeset } from './typesetting.js';

/** A heading and its entries over the whole width; nothing when there are none. */
export function drawSection(sheet: Sheet, { title, entries }: Section): void {
  if (entries.length === 0) return;
  heading(sheet, title);
  for (const row of entryRows(entries, sheet.left, sheet.width)) sheet.row(row);
  sheet.skip(14);
}

/** What the file holds and the view does not show. */
export function drawRemarks({ sheet, view, labels }: BlockContext): void {
  if (view.remarks.length === 0) return;
  heading(sheet, labels.remarks);
  for (const remark of view.remarks) {
    sheet.row([
      { x: sheet.left, width: 10, lines: typeset('–', 10, STYLE.small) },
      { x: sheet.left + 10, width: sheet.width - 10, lines: typeset(remark, sheet.width - 10, STYLE.small) },
    ]);
  }
}
