import type { Invoice } from '@onefacture/invoice';
import { halves, heading, type BlockContext, type Entry } from './block.js';
import type { Labels } from './labels.js';
import type { Sheet } from './sheet.js';
import { STYLE } from './theme.js';
import { heightOf, spacer, typeset, type TextLine } from './typesetting.js';

/** Order in which the statutory notes are read: penalties, recovery cost, discount, then the others as given. */
const FIRST = ['PMD', 'PMT', 'AAB'];
const GAP = 5;
/** Above this height in one column the notes are long texts, read better over the whole width. */
const TALL = 520;

/** Notes of the invoice (BG-1) under their subject in words, then the seller's legal information (BT-33). */
export function drawMentions({ sheet, invoice, labels }: BlockContext): void {
  const mentions = mentionsOf(invoice, labels);
  if (mentions.length === 0) return;
  const blocks = setAt(halves(sheet).width, mentions);
  if (heightOf(blocks.flat()) > TALL) {
    heading(sheet, labels.mentions);
    for (const lines of setAt(sheet.width, mentions)) sheet.row([{ x: sheet.left, width: sheet.width, lines }]);
  } else drawBalanced(sheet, labels.mentions, blocks);
}

function mentionsOf(invoice: Invoice, labels: Labels): Entry[] {
  const notes = invoice.notes
    .filter((note) => note.content.trim() !== '')
    .toSorted((one, other) => rank(one.subject) - rank(other.subject))
    .map((note): Entry => [labels.noteSubjects[note.subject ?? ''] ?? labels.noteSubjects.default, note.content]);
  const legal = invoice.seller.legal_information;
  return legal?.trim() ? [...notes, [labels.legalInformation, legal]] : notes;
}

function rank(subject: string | undefined): number {
  const at = FIRST.indexOf(subject ?? '');
  return at === -1 ? FIRST.length : at;
}

function setAt(width: number, mentions: readonly Entry[]): TextLine[][] {
  return mentions.map(([subject, content]) => [
    ...typeset(subject, width, { ...STYLE.small, weight: 'bold' }),
    ...typeset(content, width, STYLE.small),
    spacer(GAP),
  ]);
}

/** Two columns of about the same height, kept on one page. */
function drawBalanced(sheet: Sheet, title: string, blocks: readonly TextLine[][]): void {
  const { width, secondX } = halves(sheet);
  const half = heightOf(blocks.flat()) / 2;
  const first: TextLine[] = [];
  const second: TextLine[] = [];
  for (const block of blocks) {
    const inFirst = second.length === 0 && heightOf(first) + heightOf(block) / 2 <= half;
    (inFirst ? first : second).push(...block);
  }
  heading(sheet, title, Math.max(heightOf(first), heightOf(second)));
  sheet.row([
    { x: sheet.left, width, lines: first },
    { x: secondX, width, lines: second },
  ]);
}
