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
  const seller = [name, siren && `SIREN ${groupsOf(siren, [3])}`, vat && `${labels.vatNumber} ${vat}`];
  const title = typesetOne(titleOf(invoice, labels), sheet.width * 0.5, STYLE.foot);
  sheet.onEveryPage((page, pages) => {
    sheet.y = RULE;
    sheet.rule();
    const count = labels.page(page, pages);
    const free = sheet.width - widthOf(count, STYLE.foot) - 12;
    sheet.line(typesetOne(seller.filter(Boolean).join(' · '), free, STYLE.foot), sheet.left, TEXT);
    sheet.line(title, sheet.left, TEXT + 11);
    sheet.line(typesetOne(count, 120, STYLE.foot), sheet.right - widthOf(count, STYLE.foot), TEXT);
  });
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
