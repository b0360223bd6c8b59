import { entryRows, halves, present, type BlockContext, type Entry } from './block.js';
import { checkLogo, logoFault } from './logo.js';
import type { Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { heightOf, typeset } from './typesetting.js';
import { kindOf, periodOf, remarksOf } from './wording.js';

const LOGO = { width: 150, height: 52 } as const;

/** Logo or nothing, the document's kind and number on the left, dates and references on the right. */
export function drawHeading(context: BlockContext, logo?: Uint8Array): void {
  const { sheet, invoice, labels } = context;
  if (logo !== undefined) {
    drawLogo(sheet, logo);
    sheet.skip(LOGO.height + 14);
  }
  const { width: leftWidth, secondX: x } = halves(sheet);
  const title = [
    ...typeset(kindOf(invoice, labels), leftWidth, STYLE.title),
    ...typeset(`${labels.numberSign} ${invoice.number}`, leftWidth, STYLE.subtitle),
    ...remarksOf(invoice, labels).flatMap((remark) => typeset(remark, leftWidth, STYLE.strong)),
  ];
  const facts = entryRows(factsOf(context), x, sheet.right - x);
  const factsHeight = facts.reduce((sum, row) => sum + Math.max(...row.map((cell) => heightOf(cell.lines))), 0);
  const top = sheet.y;
  // Few facts stand beside the title; a long list of references flows below it and may break the page.
  if (factsHeight > 320) {
    sheet.row([{ x: sheet.left, width: leftWidth, lines: title }]);
    sheet.skip(10);
    for (const row of entryRows(factsOf(context), sheet.left, sheet.width)) sheet.row(row);
  } else {
    sheet.row([{ x: sheet.left, width: leftWidth, lines: title }]);
    const below = sheet.y;
    sheet.y = top + 5;
    for (const row of facts) sheet.row(row);
    sheet.y = Math.max(below, sheet.y);
  }
  sheet.skip(20);
}

function drawLogo(sheet: Sheet, logo: Uint8Array): void {
  checkLogo(logo);
  try {
    sheet.image(logo, sheet.left, LOGO.width, LOGO.height);
  } catch (error) {
    throw logoFault('It is damaged.', error);
  }
}

function factsOf({ invoice, labels, formats }: BlockContext): Entry[] {
  const date = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : formats.date(value);
  const preceding = invoice.preceding_invoices.map(({ number, issue_date }): Entry => [
    labels.precedingInvoice,
    issue_date === undefined ? number : `${number}${labels.dated}${formats.date(issue_date)}`,
  ]);
  return present([
    [labels.issueDate, formats.date(invoice.issue_date)],
    [labels.dueDate, date(invoice.due_date)],
    ...preceding,
    [labels.deliveryDate, date(invoice.delivery_date)],
    [labels.period, invoice.period === undefined ? undefined : periodOf(invoice.period, labels, formats)],
    [labels.orderReference, invoice.order_reference],
    [labels.contractReference, invoice.contract_reference],
    [labels.buyerReference, invoice.buyer_reference],
    [labels.billingFrame, natureOf(invoice.billing_frame, labels)],
    [labels.currency, invoice.currency === 'EUR' ? undefined : invoice.currency],
  ]);
}

/** BT-23 in words: what is sold (a mention the reform makes mandatory) and whether it is already paid. */
function natureOf(frame: string | undefined, labels: BlockContext['labels']): string | undefined {
  if (frame === undefined) return undefined;
  const nature = labels.natures[frame.slice(0, 1)] ?? frame;
  return frame.endsWith('2') ? `${nature}, ${labels.alreadyPaidFrame}` : nature;
}
