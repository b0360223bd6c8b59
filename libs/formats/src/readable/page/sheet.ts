import { PAGE, type PdfADocument } from '../../facturx/pdf-document.js';
import { COLOR } from './theme.js';
import { heightOf, type TextLine } from './typesetting.js';

/** A column of set lines in a row. */
export interface Cell {
  /** Left edge in points from the page's left. */
  readonly x: number;
  readonly width: number;
  readonly lines: readonly TextLine[];
  readonly align?: 'left' | 'right';
}

/** Share of a page up to which a row moves to the next page rather than being cut. */
const WHOLE = 0.6;

/**
 * The paper: a cursor that moves down, breaks pages and draws lines where it stands. Blocks of the page hand
 * it rows of cells. A row of up to WHOLE of a page stays together; a taller one is cut between its lines.
 */
export class Sheet {
  readonly left: number = PAGE.margin;
  readonly right: number = PAGE.width - PAGE.margin;
  readonly width: number = PAGE.width - 2 * PAGE.margin;
  /** Distance of the cursor from the top of the page, in points. */
  y: number = PAGE.top;
  /** Drawn at the top of every further page, for example the head of a table that goes on. */
  repeat: (() => void) | undefined;

  constructor(
    private readonly document: PdfADocument,
    /** Drawn first on every further page. */
    private readonly continuation: (sheet: Sheet) => void,
  ) {}

  /** Points left above the foot of this page. */
  get remaining(): number {
    return PAGE.height - PAGE.bottom - this.y;
  }

  /** Goes to a new page unless `height` points are left on this one. */
  room(height: number): void {
    if (height > this.remaining) this.breakPage();
  }

  /** Moves the cursor down without drawing. */
  skip(points: number): void {
    this.y += points;
  }

  /** Draws cells side by side from the cursor down and moves below the tallest. */
  row(cells: readonly Cell[]): void {
    const height = Math.max(0, ...cells.map((cell) => heightOf(cell.lines)));
    const page = PAGE.height - PAGE.bottom - PAGE.top;
    if (height > this.remaining && height <= page * WHOLE) this.breakPage();
    if (height <= this.remaining) {
      for (const cell of cells) this.column(cell, this.y);
      this.y += height;
    } else this.cutRow(cells);
  }

  /** A horizontal hairline at the cursor. */
  rule(from: number = this.left, to: number = this.right, color: string = COLOR.hairline, thickness = 0.6): void {
    this.document.save().lineWidth(thickness).strokeColor(color);
    this.document.moveTo(from, this.y).lineTo(to, this.y).stroke().restore();
  }

  /** A filled, slightly rounded rectangle with its top at the cursor. */
  panel(x: number, width: number, height: number, color: string): void {
    this.document.save().roundedRect(x, this.y, width, height, 3).fill(color).restore();
  }

  /** An image within a box, its top left corner at `x` and the cursor. */
  image(bytes: Uint8Array, x: number, width: number, height: number): void {
    this.document.image(Buffer.from(bytes), x, this.y, { fit: [width, height] });
  }

  /** Draws one line at any height of the page. */
  line(line: TextLine, x: number, top: number): void {
    const { size, color } = line.style;
    const baseline = top + (line.leading + size * 0.66) / 2;
    let at = x;
    for (const { text, face, width } of line.segments) {
      this.document.face(face).fontSize(size).fillColor(color);
      this.document.text(text, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
      at += width;
    }
  }

  /** Goes to a new page: its continuation mark, then what repeats. */
  breakPage(): void {
    this.document.addPage();
    this.y = PAGE.top;
    this.continuation(this);
    this.repeat?.();
  }

  /** Calls `draw` on every page made so far, with the page's number and the count. */
  onEveryPage(draw: (page: number, pages: number) => void): void {
    const { start, count } = this.document.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      this.document.switchToPage(start + index);
      draw(index + 1, count);
    }
  }

  private column(cell: Cell, top: number): void {
    let y = top;
    for (const line of cell.lines) {
      this.line(line, cell.align === 'right' ? cell.x + cell.width - line.width : cell.x, y);
      y += line.leading;
    }
  }

  /** A row taller than a page: line by line, each cell going on where it stopped. */
  private cutRow(cells: readonly Cell[]): void {
    const tallest = Math.max(...cells.map((cell) => cell.lines.length));
    for (let index = 0; index < tallest; index += 1) {
      const step = cells.flatMap((cell) => {
        const line = cell.lines[index];
        return line === undefined ? [] : [{ ...cell, lines: [line] }];
      });
      const height = Math.max(...step.map((cell) => heightOf(cell.lines)));
      this.room(height);
      for (const cell of step) this.column(cell, this.y);
      this.y += height;
    }
  }
}
