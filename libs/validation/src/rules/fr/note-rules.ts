import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { contentsOf, french, stringedNotes } from './french-rule.js';

/** Mentions that every invoice between companies has to carry (art. L441-9 code de commerce). */
const MENTIONS = [
  ['PMT', 'the fixed fee of 40 € for recovery', 'l’indemnité forfaitaire de recouvrement de 40 €'],
  ['PMD', 'the penalties for late payment', 'les pénalités de retard'],
  ['AAB', 'the discount for early payment, or that there is none', 'l’escompte pour paiement anticipé, ou son absence'],
] as const;

/** Subjects that may stand once. */
const SINGLE = ['PMT', 'PMD', 'AAB', 'TXD'] as const;

/** What is to become of the invoice (note BAR). */
export const TREATMENTS: ReadonlySet<string> = new Set(['B2B', 'B2BINT', 'B2C', 'B2CINT', 'OUTOFSCOPE', 'ARCHIVEONLY']);
const LIST = [...TREATMENTS].join(', ');

/** What the note of a member of a single taxable entity says. */
export const MEMBER = 'MEMBRE_ASSUJETTI_UNIQUE';
/** The scheme of identifiers of single taxable entities. */
export const TAXABLE_ENTITY = '0231';

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

const countOf = ({ document, syntax }: Subject, subject: string): number =>
  syntax === 'UBL'
    ? occurrences(stringedNotes(document), `#${subject}#`)
    : (document.notes ?? []).filter((note) => note.subject === subject).length;

const wanted: readonly Rule[] = MENTIONS.flatMap(([subject, en, fr], index) =>
  french({
    ids: { CII: `BR-FR-05_BT-22_${subject}`, UBL: `BR-FR-05_BT-22-${index + 1}` },
    terms: ['BT-22', 'BT-21'],
    says: { en: `No note ${subject} says ${en}.`, fr: `Aucune note ${subject} n’indique ${fr}.` },
    fix: { en: `Add a note with the subject ${subject}.`, fr: `Ajoutez une note de code sujet ${subject}.` },
    check: (subjectOf, broken) => {
      if (countOf(subjectOf, subject) === 0) broken('notes');
    },
  }),
);

const single: readonly Rule[] = SINGLE.flatMap((subject, index) =>
  french({
    ids: { CII: `BR-FR-06_BT-21_${subject}`, UBL: `BR-FR-06_BT-21-${index + 1}` },
    terms: ['BT-21'],
    says: {
      en: `{count} notes have the subject ${subject}; one may.`,
      fr: `{count} notes ont le code sujet ${subject} ; une seule est admise.`,
    },
    check: (subjectOf, broken) => {
      const count = countOf(subjectOf, subject);
      if (count > 1) broken('notes', { count: String(count) });
    },
  }),
);

const known = french({
  ids: 'BR-FR-20_BT-21',
  terms: ['BT-22', 'BT-21'],
  says: {
    en: `The note BAR says "{value}", which is none of ${LIST}.`,
    fr: `La note BAR vaut « {value} », qui n’est pas l’une des valeurs ${LIST}.`,
  },
  check: (subject, broken) => {
    for (const value of contentsOf(subject, 'BAR')) if (!TREATMENTS.has(value)) broken('notes', { value });
  },
});

/** UBL counts what stands between `BAR#` and the next number sign of the notes put in one string. */
const treatments = ({ document, syntax }: Subject): number => {
  const notes = document.notes ?? [];
  if (syntax === 'CII') {
    return notes.filter(({ subject, content = '' }) => subject === 'BAR' && TREATMENTS.has(content.trim())).length;
  }
  const marked = notes.filter((note) => stringedNotes({ notes: [note] }).includes('#BAR#'));
  const all = `${stringedNotes({ notes: marked })}#`;
  return [...TREATMENTS].reduce((count, value) => count + occurrences(all, `BAR#${value}#`), 0);
};

const oneTreatment = french({
  ids: { CII: 'BR-FR-31_BT-21', UBL: 'BR-FR-30_BT-21' },
  terms: ['BT-21'],
  says: {
    en: 'The notes BAR ask for {count} treatments of the invoice; one is possible.',
    fr: 'Les notes BAR demandent {count} traitements de la facture ; un seul est possible.',
  },
  check: (subject, broken) => {
    const count = treatments(subject);
    if (count > 1) broken('notes', { count: String(count) });
  },
});

/** Whether the seller belongs to a single taxable entity (art. 256 C CGI), by a register number of such an entity. */
export const isMember = ({ document }: Subject): boolean =>
  document.seller?.identifiers?.some(({ scheme }) => scheme === TAXABLE_ENTITY) === true;

const membership = french({
  ids: 'BR-FR-CO-14_BT-29-1',
  terms: ['BT-22', 'BT-29'],
  says: {
    en: `The seller has an identifier in scheme ${TAXABLE_ENTITY} (single taxable entity), but no note TXD says ${MEMBER}.`,
    fr: `Le vendeur a un identifiant de schéma ${TAXABLE_ENTITY} (assujetti unique), mais aucune note TXD n’indique ${MEMBER}.`,
  },
  check: (subject, broken) => {
    if (isMember(subject) && !contentsOf(subject, 'TXD').includes(MEMBER)) broken('notes');
  },
});

/** BR-FR-05, -06, -20, -31 and -CO-14. */
export const noteRules: readonly Rule[] = [...wanted, ...single, ...known, ...oneTreatment, ...membership];
