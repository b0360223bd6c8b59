import type { Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { heightOf, typeset, widthOf, type TextLine } from './typesetting.js';

/** A column of a table; `flex` takes what the others leave. */
export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly width: number | 'flex';
}

/** A column with its place on the page. */
export interface PlacedColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly x: number;
  readonly width: number;
}

const GAP = 9;
/** Height a row adds around its text, half above and half below its hairline. */
const PADDING = 7.5;

/** Width a column needs for its head and texts, between nothing and `most` points. */
export function fit(head: string, texts: Iterable<string>, most: number): number {
  let widest = widthOf(head, STYLE.columnHead);
  for (const text of texts) {
    if (widest >= most) return most;
    widest = Math.max(widest, widthOf(text, STYLE.body));
  }
  return Math.min(widest + 0.5, most);
}

/** Places columns from `x` over `width` points. */
export function place(columns: readonly Column[], x: number, width: number): PlacedColumn[] {
  const fixed = columns.reduce((sum, column) => sum + (column.width === 'flex' ? 0 : column.width), 0);
  const flex = width - fixed - GAP * (columns.length - 1);
  let at = x;
  return columns.map((column) => {
    const placed = { ...column, x: at, width: column.width === 'flex' ? flex : column.width };
    at += placed.width + GAP;
    return placed;
  });
}

/** The head of a table with its line below. */
export function drawHead(sheet: Sheet, columns: readonly PlacedColumn[]): void {
  const cells = columns.map((column) => ({
    x: column.x,
    width: column.width,
    align: column.align,
    lines: typeset(column.head, column.width, STYLE.columnHead),
  }));
  sheet.row(cells);
  sheet.skip(3);
  const last = columns.at(-1);
  sheet.rule(columns[0]?.x, last && last.x + last.width, STYLE.columnHead.color, 0.8);
  sheet.skip(5);
}

/** One row of a table and the hairline that ends it. A row that fits a page is never cut. */
export function drawRow(sheet: Sheet, columns: readonly PlacedColumn[], lines: readonly (readonly TextLine[])[]): void {
  sheet.row(columns.map((column, index) => ({ ...column, lines: lines[index] ?? [] })));
  sheet.skip(PADDING / 2);
  const last = columns.at(-1);
  sheet.rule(columns[0]?.x, last && last.x + last.width);
  sheet.skip(PADDING / 2);
}

/** Height a row takes with its padding. */
export function rowHeight(lines: readonly (readonly TextLine[])[]): number {
  return Math.max(0, ...lines.map(heightOf)) + PADDING;
}
