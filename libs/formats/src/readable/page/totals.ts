import type { Due, Entry } from '../readable-view.js';
import type { BlockContext } from './block.js';
import { COLOR, STYLE } from './theme.js';
import { heightOf, typeset, typesetOne, widthOf, type TextLine } from './typesetting.js';

const ROW = 16;
const PANEL = 42;
const PAD = 10;
const SMALLEST = 7;

/** The totals, set and ready to be drawn. */
export interface Totals {
  readonly height: number;
  draw(): void;
}

interface TotalRow {
  readonly label: readonly TextLine[];
  readonly value: readonly TextLine[];
  readonly valueWidth: number;
  readonly height: number;
}

/** Totals in a column that ends at the right margin, the amount due last and largest. */
export function setTotals({ sheet, view }: BlockContext, width: number): Totals {
  const inner = width - 2 * PAD;
  const { due } = view;
  const panel = due === undefined ? undefined : panelOf(due, inner);
  // An amount too wide for the panel stands as one more row.
  const last = due === undefined || panel !== undefined ? [] : dueEntries(due);
  const rows = [...view.totals, ...last].map((entry) => rowOf(entry, inner));
  const height = rows.reduce((sum, row) => sum + row.height, 0) + (panel === undefined ? 8 : PANEL + 8);
  const x = sheet.right - width;
  return {
    height,
    draw: () => {
      for (const { label, value, valueWidth, height: rowHeight } of rows) {
        const top = sheet.y;
        sheet.row([
          { x: x + PAD, width: inner, lines: label },
          { x: sheet.right - PAD - valueWidth, width: valueWidth, lines: value, align: 'right' },
        ]);
        sheet.y = Math.max(sheet.y, top + rowHeight);
      }
      sheet.skip(4);
      if (panel === undefined) return;
      sheet.room(PANEL + 4);
      sheet.panel(x, width, PANEL, COLOR.accent);
      const top = sheet.y + (panel.remark === undefined ? 13 : 6);
      sheet.line(panel.label, x + PAD, top);
      sheet.line(panel.value, sheet.right - PAD - panel.value.width, top - (panel.value.style.size - 11) * 0.67);
      if (panel.remark !== undefined) sheet.line(panel.remark, x + PAD, top + 17);
      sheet.skip(PANEL + 4);
    },
  };
}

function rowOf({ label, value, strong }: Entry, inner: number): TotalRow {
  const style = strong === true ? STYLE.strong : STYLE.body;
  const valueWidth = Math.min(widthOf(value, style) + 0.5, inner * 0.7);
  const lines = {
    label: typeset(label, inner - valueWidth - 8, style),
    value: typeset(value, valueWidth, style),
  };
  const height = Math.max(heightOf(lines.label), heightOf(lines.value)) + 4;
  return { ...lines, valueWidth, height: Math.max(ROW, height) };
}

function dueEntries({ label, value, remark }: Due): Entry[] {
  const row: Entry = { label, value, strong: true };
  return remark === undefined ? [row] : [row, { label: remark, value: '' }];
}

/** The amount shrinks until it stands beside its label; undefined when it would become too small to read. */
function panelOf({ label, value, remark }: Due, inner: number) {
  const labelLine = typesetOne(label, inner, STYLE.dueLabel);
  const natural = { ...STYLE.dueLabel, size: 14 };
  const size = Math.min(14, (14 * (inner - labelLine.width - 8)) / widthOf(value, natural));
  if (size < SMALLEST) return undefined;
  return {
    label: labelLine,
    value: typesetOne(value, inner, { ...natural, size }),
    remark: remark === undefined ? undefined : typesetOne(remark, inner, STYLE.dueSmall),
  };
}
