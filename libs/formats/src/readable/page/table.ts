import type { Column, Entry, Row, Table } from '../readable-view.js';
import type { Cell, Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { heightOf, typeset, widthOf, type Style } from './typesetting.js';

/** A column with its place on the page. */
interface PlacedColumn extends Column {
  readonly x: number;
  readonly width: number;
}

const GAP = 9;
/** Height a row adds around its text, half above and half below its hairline. */
const PADDING = 7.5;
/** Points a row moves in under the row it details. */
const INDENT = 11;
const WIDEST = { id: 40, number: 96 } as const;
/** The text column takes at least this much, the others wrap. */
const LEAST_TEXT = 150;

/** A table with its columns placed from the left margin over `width` points. */
export class TableLayout {
  readonly columns: readonly PlacedColumn[];
  readonly rows: readonly Row[];

  constructor(
    private readonly sheet: Sheet,
    { columns, rows }: Table,
    width: number = sheet.width,
  ) {
    this.columns = place(columns, rows, sheet.left, width);
    this.rows = rows;
  }

  /** The head with its line below; repeats on each page until `end`. */
  begin(): void {
    this.head();
    this.sheet.repeat = () => this.head();
  }

  end(): void {
    this.sheet.repeat = undefined;
  }

  /** The texts of one row, set. */
  set(row: Row): Cell[] {
    return this.columns.map((column, index): Cell => {
      const indent = column.kind === 'text' ? row.depth * INDENT : 0;
      const [x, width] = [column.x + indent, column.width - indent];
      const cell = row.cells[index] ?? { text: '' };
      const lines = cell.text === '' ? [] : typeset(cell.text, width, styleOf(column, row));
      for (const text of paragraphs(cell.details ?? [])) lines.push(...typeset(text, width, STYLE.small));
      return { x, width, lines, align: column.kind === 'number' ? 'right' : 'left' };
    });
  }

  /** One row and the hairline that ends it. */
  draw(cells: readonly Cell[]): void {
    this.sheet.row(cells);
    this.sheet.skip(PADDING / 2);
    this.sheet.rule(this.columns[0]?.x, this.rightEdge());
    this.sheet.skip(PADDING / 2);
  }

  /** Height a row takes with its padding. */
  heightOf(cells: readonly Cell[]): number {
    return Math.max(0, ...cells.map(({ lines }) => heightOf(lines))) + PADDING;
  }

  private head(): void {
    this.sheet.row(
      this.columns.map(({ label, kind, x, width }) => ({
        x,
        width,
        align: kind === 'number' ? 'right' : 'left',
        lines: kind === 'id' ? [] : typeset(label, width, STYLE.columnHead),
      })),
    );
    this.sheet.skip(3);
    this.sheet.rule(this.columns[0]?.x, this.rightEdge(), STYLE.columnHead.color, 0.8);
    this.sheet.skip(5);
  }

  private rightEdge(): number | undefined {
    const last = this.columns.at(-1);
    return last && last.x + last.width;
  }
}

function styleOf({ kind }: Column, { strong }: Row): Style {
  if (kind === 'id') return { ...STYLE.label, size: STYLE.body.size };
  return strong === true ? STYLE.strong : STYLE.body;
}

/** Long texts stand alone, short facts share a paragraph. */
function paragraphs(details: readonly Entry[]): string[] {
  const texts: string[] = [];
  let short: string[] = [];
  const close = (): void => {
    if (short.length > 0) texts.push(short.join(' · '));
    short = [];
  };
  for (const { label, value, long } of details) {
    const text = label === '' ? value : `${label} ${value}`;
    if (long === true) {
      close();
      texts.push(label === '' ? value : `${label}\u00a0: ${value}`);
    } else short.push(text);
  }
  close();
  return texts;
}

/** Width a column needs for its head and texts, at most its widest. */
function fit({ kind, label }: Column, rows: readonly Row[], index: number): number {
  if (kind === 'text') return 0;
  const most = WIDEST[kind];
  let widest = kind === 'id' ? 0 : widthOf(label, STYLE.columnHead);
  for (const row of rows) {
    if (widest >= most) return most;
    widest = Math.max(widest, widthOf(row.cells[index]?.text ?? '', row.strong === true ? STYLE.strong : STYLE.body));
  }
  return Math.min(widest + 0.5, most);
}

/** The text columns share what the others leave; those give way until a text is readable. */
function place(columns: readonly Column[], rows: readonly Row[], x: number, width: number): PlacedColumn[] {
  const fitted = columns.map((column, index) => fit(column, rows, index));
  const fixed = fitted.reduce((sum, one) => sum + one, 0);
  const free = width - GAP * (columns.length - 1);
  const shrink = fixed === 0 ? 1 : Math.min(1, Math.max(0, free - LEAST_TEXT) / fixed);
  const texts = columns.filter(({ kind }) => kind === 'text').length;
  let at = x;
  return columns.map((column, index) => {
    const own = column.kind === 'text' ? (free - fixed * shrink) / texts : (fitted[index] ?? 0) * shrink;
    const placed = { ...column, x: at, width: own };
    at += own + GAP;
    return placed;
  });
}
