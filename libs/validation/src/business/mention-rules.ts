import type { BusinessRule } from './business-rule.js';

/** Subjects of the mentions that the law wants on every invoice between companies (art. L. 441-9 code de commerce). */
const MENTIONS: ReadonlySet<string> = new Set(['PMT', 'PMD', 'AAB']);

/** What stands where something is still to be written. */
const FILLER =
  /^(x{2,}|n\/?a|tbd|todo|à compléter|a completer|à définir|a definir|lorem ipsum\b.*|\[.*\]|<.*>|\{\{.*\}\})[\s.!]*$/isu;

/** No letter and no digit, or words that stand for those to come. "N/A" says that there is no discount. */
const isFiller = (subject: string, text: string): boolean =>
  !/[\p{L}\p{N}]/u.test(text) || (FILLER.test(text) && !(subject === 'AAB' && /^n\/?a/i.test(text)));

const written: BusinessRule = {
  id: 'OF-NOTE-01',
  terms: ['BT-22', 'BT-21'],
  severity: 'error',
  says: {
    en: 'The legal mention {subject} says nothing: "{value}".',
    fr: 'La mention légale {subject} ne dit rien : « {value} ».',
  },
  fix: {
    en: 'Write the sentence the law wants: PMT the 40 € for recovery, PMD the penalties for late payment, AAB the discount or that there is none.',
    fr: 'Écrivez la mention que la loi demande : PMT l’indemnité de 40 €, PMD les pénalités de retard, AAB l’escompte ou son absence.',
  },
  check: ({ document: { notes = [] } }, _facts, broken) => {
    for (const [index, { subject = '', content = '' }] of notes.entries()) {
      const value = content.trim();
      if (MENTIONS.has(subject) && isFiller(subject, value)) broken(`notes[${index}].content`, { subject, value });
    }
  },
};

const fee: BusinessRule = {
  id: 'OF-NOTE-02',
  terms: ['BT-22', 'BT-21'],
  severity: 'warning',
  says: {
    en: 'The mention PMT does not name the 40 € that are due for recovery: "{value}".',
    fr: 'La mention PMT ne cite pas les 40 € dus pour frais de recouvrement : « {value} ».',
  },
  fix: {
    en: 'Name the amount: 40 euros (art. D. 441-5 code de commerce).',
    fr: 'Citez le montant : 40 euros (art. D. 441-5 code de commerce).',
  },
  check: ({ document: { notes = [] } }, _facts, broken) => {
    for (const [index, { subject, content = '' }] of notes.entries()) {
      const value = content.trim();
      if (subject !== 'PMT' || isFiller(subject, value) || /40|quarante|forty/i.test(value)) continue;
      broken(`notes[${index}].content`, { value: value.length > 60 ? `${value.slice(0, 60)}…` : value });
    }
  },
};

/** The mentions PMT, PMD and AAB: official rules want them there, these want them to say something. */
export const mentionRules: readonly BusinessRule[] = [written, fee];
