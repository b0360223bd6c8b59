import type { Invoice } from '@onefacture/invoice';
import type { BlockContext, Entry } from './block.js';
import { COLOR, STYLE } from './theme.js';
import { typesetOne, widthOf } from './typesetting.js';
import { isCredit } from './wording.js';

const ROW = 16;
const PANEL = 42;

/** Height of the totals with the panel of the amount due. */
export function totalsHeight(context: BlockContext): number {
  return rowsOf(context).length * ROW + PANEL + 8;
}

/** Totals in a column that ends at the right margin, the amount due last and largest. */
export function drawTotals(context: BlockContext, width: number): void {
  const { sheet, invoice, labels, formats } = context;
  const x = sheet.right - width;
  for (const [label, value] of rowsOf(context)) {
    const strong = label === labels.grossTotal ? STYLE.strong : STYLE.body;
    sheet.line(typesetOne(label, width * 0.6, strong), x + 10, sheet.y);
    sheet.line(typesetOne(value, width, strong), sheet.right - 10 - widthOf(value, strong), sheet.y);
    sheet.skip(ROW);
  }
  sheet.skip(4);
  drawDue(context, x, width, isCredit(invoice) ? labels.dueOfCredit : labels.due, formats.amount(invoice.totals.due));
  sheet.skip(PANEL + 4);
}

function drawDue(
  { sheet, invoice, labels, formats }: BlockContext,
  x: number,
  width: number,
  label: string,
  due: string,
): void {
  const remark = remarkOf(invoice, labels.settled, (date) => `${labels.before} ${formats.date(date)}`);
  const inner = width - 20;
  // A very large amount shrinks until it stands beside its label.
  const room = inner - widthOf(label, STYLE.dueLabel) - 8;
  const natural = { ...STYLE.dueLabel, size: 14 };
  const size = Math.max(6, Math.min(14, (14 * room) / widthOf(due, natural)));
  const style = { ...natural, size };
  sheet.panel(x, width, PANEL, COLOR.accent);
  const top = sheet.y + (remark === undefined ? 13 : 6);
  sheet.line(typesetOne(label, inner, STYLE.dueLabel), x + 10, top);
  sheet.line(typesetOne(due, inner, style), sheet.right - 10 - widthOf(due, style), top - (size - 11) * 0.67);
  if (remark !== undefined) sheet.line(typesetOne(remark, inner, STYLE.dueSmall), x + 10, top + 17);
}

function remarkOf(invoice: Invoice, settled: string, before: (date: string) => string): string | undefined {
  const { due, prepaid } = invoice.totals;
  if (due.isZero() && !prepaid.isZero()) return settled;
  if (invoice.due_date === undefined || isCredit(invoice) || !due.isPositive()) return undefined;
  return before(invoice.due_date);
}

function rowsOf({ invoice: { totals }, labels, formats }: BlockContext): Entry[] {
  const rows: Entry[] = [];
  if (totals.lines !== undefined && !totals.lines.equals(totals.net)) {
    rows.push([labels.linesTotal, formats.amount(totals.lines)]);
    rows.push([labels.adjustments, formats.amount(totals.net.minus(totals.lines))]);
  }
  rows.push(
    [labels.netTotal, formats.amount(totals.net)],
    [labels.taxTotal, formats.amount(totals.tax)],
    [labels.grossTotal, formats.amount(totals.gross)],
  );
  if (!totals.prepaid.isZero()) rows.push([labels.prepaid, formats.amount(totals.prepaid.negated())]);
  return rows;
}
