import type { BlockContext } from './block.js';
import { groupsOf } from './numbers.js';
import { PAGE } from './pdf-document.js';
import type { Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { typesetOne, widthOf } from './typesetting.js';
import { titleOf } from './wording.js';

const RULE = PAGE.height - 46;
const TEXT = PAGE.height - 40;

/** On every page: who sells, which document, which page of how many. */
export function drawFooters(context: BlockContext): void {
  const { sheet, invoice, labels } = context;
  const { name, siren, vat_number: vat } = invoice.seller;
  const numbers = [siren && `SIREN ${groupsOf(siren, [3])}`, vat && `${labels.vatNumber} ${vat}`].filter(Boolean);
  const title = typesetOne(titleOf(invoice, labels), sheet.width * 0.5, STYLE.foot);
  sheet.onEveryPage((page, pages) => {
    sheet.y = RULE;
    sheet.rule();
    const count = labels.page(page, pages);
    const free = sheet.width - widthOf(count, STYLE.foot) - 12;
    // A long name gives way, the numbers that the law wants do not.
    const seller = [shortened(name, free - widthOf(numbers.join(' · '), STYLE.foot) - 12), ...numbers].join(' · ');
    sheet.line(typesetOne(seller, free, STYLE.foot), sheet.left, TEXT);
    sheet.line(title, sheet.left, TEXT + 11);
    sheet.line(typesetOne(count, 120, STYLE.foot), sheet.right - widthOf(count, STYLE.foot), TEXT);
  });
}

function shortened(text: string, width: number): string {
  return typesetOne(text, width, STYLE.foot)
    .segments.map((segment) => segment.text)
    .join('');
}

/** At the top of each further page: the document it goes on with. */
export function continuationMark({
  invoice,
  labels,
}: Pick<BlockContext, 'invoice' | 'labels'>): (sheet: Sheet) => void {
  return (sheet) => {
    const mark = `${titleOf(invoice, labels)} ${labels.continued}`;
    sheet.line(typesetOne(mark, sheet.width, STYLE.strong), sheet.left, sheet.y);
    sheet.skip(24);
  };
}
