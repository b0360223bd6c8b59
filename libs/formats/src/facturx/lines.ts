import { setImmediate } from 'node:timers/promises';
import type { Line } from '@onefacture/invoice';
import type { BlockContext } from './block.js';
import { drawHead, drawRow, fit, place, type PlacedColumn } from './table.js';
import { STYLE } from './theme.js';
import { typeset, type TextLine } from './typesetting.js';
import { periodOf, quantityOf, rateOf } from './wording.js';

const LINES_PER_TURN = 100;

/** The texts of one line's cells, in the order of the columns. */
interface LineTexts {
  readonly line: Line;
  readonly quantity: string;
  readonly price: string;
  readonly rate: string;
  readonly net: string;
}

/** The lines of the invoice; the head repeats on each page. Lets other work run between groups of lines. */
export async function drawLines(context: BlockContext): Promise<void> {
  const { sheet, invoice } = context;
  const texts = invoice.lines.map((line) => textsOf(line, context));
  const columns = columnsFor(texts, context);
  sheet.room(70);
  drawHead(sheet, columns);
  sheet.repeat = () => drawHead(sheet, columns);
  for (const [index, text] of texts.entries()) {
    drawRow(sheet, columns, cellsOf(text, columns, context));
    if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await setImmediate();
  }
  sheet.repeat = undefined;
  sheet.skip(12);
}

function textsOf(line: Line, { labels, formats }: BlockContext): LineTexts {
  return {
    line,
    quantity: quantityOf(line, labels, formats),
    price: line.unit_price === undefined ? '' : formats.price(line.unit_price),
    rate: rateOf(line, labels, formats),
    net: line.net_amount === undefined ? '' : formats.figure(line.net_amount),
  };
}

function columnsFor(texts: readonly LineTexts[], { sheet, labels }: BlockContext): PlacedColumn[] {
  const width = (head: string, of: (text: LineTexts) => string, most: number): number => fit(head, texts.map(of), most);
  return place(
    [
      { head: '', align: 'left', width: width('', (text) => text.line.id, 34) },
      { head: labels.item, align: 'left', width: 'flex' },
      { head: labels.quantity, align: 'right', width: width(labels.quantity, (text) => text.quantity, 92) },
      { head: labels.unitPrice, align: 'right', width: width(labels.unitPrice, (text) => text.price, 84) },
      { head: labels.vat, align: 'right', width: width(labels.vat, (text) => text.rate, 96) },
      { head: labels.net, align: 'right', width: width(labels.net, (text) => text.net, 92) },
    ],
    sheet.left,
    sheet.width,
  );
}

function cellsOf(text: LineTexts, columns: readonly PlacedColumn[], context: BlockContext): TextLine[][] {
  const width = (index: number): number => columns[index]?.width ?? 0;
  return [
    typeset(text.line.id, width(0), { ...STYLE.label, size: STYLE.body.size }),
    itemLines(text.line, width(1), context),
    typeset(text.quantity, width(2), STYLE.body),
    typeset(text.price, width(3), STYLE.body),
    typeset(text.rate, width(4), STYLE.body),
    typeset(text.net, width(5), STYLE.body),
  ];
}

function itemLines(line: Line, width: number, { labels, formats }: BlockContext): TextLine[] {
  const lines = typeset(line.name, width, STYLE.body);
  const facts = [
    line.seller_item_id && `${labels.itemReference} ${line.seller_item_id}`,
    line.period && periodOf(line.period, labels, formats),
  ].filter(Boolean);
  const description = line.description === line.name ? undefined : line.description;
  const notes = (line.notes ?? []).map(({ content }) => content);
  for (const text of [description, ...notes, facts.join(' · ')]) {
    if (text) lines.push(...typeset(text, width, STYLE.small));
  }
  return lines;
}
