import type { PartyCard } from '../readable-view.js';
import { halves, heading, type BlockContext } from './block.js';
import type { Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { typeset, type TextLine } from './typesetting.js';

/** Seller and buyer side by side: names, addresses, identifiers. */
export function drawParties({ sheet, view }: BlockContext): void {
  const [seller, buyer] = view.parties;
  drawPair(sheet, seller, buyer);
}

/** Payee, tax representative, place of delivery and the roles of the French extension, two by two. */
export function drawOthers({ sheet, view, labels }: BlockContext): void {
  if (view.others.length === 0) return;
  heading(sheet, labels.otherParties, 60);
  for (let index = 0; index < view.others.length; index += 2) {
    const [one, other] = view.others.slice(index, index + 2);
    if (one !== undefined) drawPair(sheet, one, other);
  }
}

function drawPair(sheet: Sheet, one: PartyCard, other: PartyCard | undefined): void {
  const { width, secondX: x } = halves(sheet);
  sheet.room(60);
  sheet.row([
    { x: sheet.left, width, lines: typeset(one.role, width, STYLE.columnHead) },
    { x, width, lines: other === undefined ? [] : typeset(other.role, width, STYLE.columnHead) },
  ]);
  sheet.skip(2);
  sheet.rule(sheet.left, sheet.left + width);
  if (other !== undefined) sheet.rule(x, sheet.right);
  sheet.skip(5);
  sheet.row([
    { x: sheet.left, width, lines: cardLines(one, width) },
    { x, width, lines: other === undefined ? [] : cardLines(other, width) },
  ]);
  sheet.skip(20);
}

function cardLines({ name, entries }: PartyCard, width: number): TextLine[] {
  const lines = name === '' ? [] : typeset(name, width, STYLE.name);
  for (const { label, value, term } of entries) {
    // Addresses have no label but a term; names and numbers of a contact have neither.
    const style = label === '' && term !== undefined ? STYLE.body : STYLE.label;
    lines.push(...typeset(label === '' ? value : `${label} ${value}`, width, style));
  }
  return lines;
}
