import { heading, type BlockContext } from './block.js';
import { STYLE } from './theme.js';
import { typeset } from './typesetting.js';

/** Order in which the statutory notes are read: penalties, recovery cost, discount, then the others as given. */
const FIRST = ['PMD', 'PMT', 'AAB'];

/** Notes of the invoice (BG-1) under their subject in words, then the seller's legal information (BT-33). */
export function drawMentions({ sheet, invoice, labels }: BlockContext): void {
  const notes = invoice.notes
    .filter((note) => note.content.trim() !== '')
    .toSorted((one, other) => rank(one.subject) - rank(other.subject))
    .map((note) => [labels.noteSubjects[note.subject ?? ''] ?? labels.noteSubjects.default, note.content] as const);
  const legal = invoice.seller.legal_information;
  const all = legal?.trim() ? [...notes, [labels.legalInformation, legal] as const] : notes;
  if (all.length === 0) return;
  heading(sheet, labels.mentions);
  for (const [subject, content] of all) {
    const lines = [
      ...typeset(subject, sheet.width, { ...STYLE.small, weight: 'bold' }),
      ...typeset(content, sheet.width, STYLE.small),
    ];
    sheet.row([{ x: sheet.left, width: sheet.width, lines }]);
    sheet.skip(4);
  }
}

function rank(subject: string | undefined): number {
  const at = FIRST.indexOf(subject ?? '');
  return at === -1 ? FIRST.length : at;
}
