import { PAGE } from '../../facturx/pdf-document.js';
import type { BlockContext } from './block.js';
import type { Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { typesetOne, widthOf } from './typesetting.js';

const RULE = PAGE.height - 46;
const TEXT = PAGE.height - 40;

/** On every page: who sells, which document, which page of how many. */
export function drawFooters({ sheet, view, labels }: BlockContext): void {
  const { name, numbers } = view.seller;
  const title = typesetOne(view.title, sheet.width * 0.5, STYLE.foot);
  const numbersWidth = widthOf(numbers.join(' · '), STYLE.foot);
  sheet.onEveryPage((page, pages) => {
    sheet.y = RULE;
    sheet.rule();
    const count = labels.page(page, pages);
    const free = sheet.width - widthOf(count, STYLE.foot) - 12;
    // A long name gives way, the numbers that the law wants do not.
    const seller = [shortened(name, free - numbersWidth - 12), ...numbers].filter((part) => part !== '').join(' · ');
    sheet.line(typesetOne(seller, free, STYLE.foot), sheet.left, TEXT);
    sheet.line(title, sheet.left, TEXT + 11);
    sheet.line(typesetOne(count, 120, STYLE.foot), sheet.right - widthOf(count, STYLE.foot), TEXT);
  });
}

function shortened(text: string, width: number): string {
  return typesetOne(text, Math.max(width, 40), STYLE.foot)
    .segments.map((segment) => segment.text)
    .join('');
}

/** At the top of each further page: the document it goes on with. */
export function continuationMark({ view, labels }: Pick<BlockContext, 'view' | 'labels'>): (sheet: Sheet) => void {
  const mark = `${view.title} ${labels.continued}`;
  return (sheet) => {
    sheet.line(typesetOne(mark, sheet.width, STYLE.strong), sheet.left, sheet.y);
    sheet.skip(24);
  };
}
