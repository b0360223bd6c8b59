import { setImmediate } from 'node:timers/promises';
import type { Table } from '../readable-view.js';
import type { BlockContext } from './block.js';
import type { Sheet } from './sheet.js';
import { TableLayout } from './table.js';
import { setTotals } from './totals.js';

const ROWS_PER_TURN = 100;
const TOTALS_WIDTH = 214;
const SUMMARY_GAP = 26;
/** Most points that table and totals are kept together for. */
const KEPT_TOGETHER = 600;

/** A table over the whole width; lets other work run between groups of rows. */
export async function drawTable(sheet: Sheet, table: Table | undefined): Promise<void> {
  if (table === undefined) return;
  const layout = new TableLayout(sheet, table);
  sheet.room(70);
  layout.begin();
  for (const [index, row] of layout.rows.entries()) {
    layout.draw(layout.set(row));
    if (index % ROWS_PER_TURN === ROWS_PER_TURN - 1) await setImmediate();
  }
  layout.end();
  sheet.skip(12);
}

/** VAT table and totals: side by side when a page holds them, else one after the other. */
export function drawSummary(context: BlockContext): void {
  const { sheet, view } = context;
  const totals = setTotals(context, TOTALS_WIDTH);
  const table = view.vat && vatTable(sheet, view.vat, sheet.width - TOTALS_WIDTH - SUMMARY_GAP);
  const height = Math.max(table?.height ?? 0, totals.height);
  sheet.room(Math.min(height, KEPT_TOGETHER));
  if (height > sheet.remaining) {
    table?.draw();
    sheet.room(Math.min(totals.height, KEPT_TOGETHER));
    totals.draw();
  } else {
    const top = sheet.y;
    table?.draw();
    const below = sheet.y;
    sheet.y = top;
    totals.draw();
    sheet.y = Math.max(below, sheet.y);
  }
  sheet.skip(14);
}

const HEAD_HEIGHT = 19;

function vatTable(sheet: Sheet, table: Table, width: number): { readonly height: number; draw(): void } {
  const layout = new TableLayout(sheet, table, width);
  const rows = layout.rows.map((row) => layout.set(row));
  return {
    height: HEAD_HEIGHT + rows.reduce((sum, row) => sum + layout.heightOf(row), 0),
    draw: () => {
      layout.begin();
      for (const row of rows) layout.draw(row);
      layout.end();
    },
  };
}
