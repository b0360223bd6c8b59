import type { Syntax } from '@onefacture/formats';
import type { InvoiceDocument, OtherParty, Said } from '@onefacture/invoice';
import type { Bilingual } from '../../report/finding.js';
import type { Broken, Rule } from '../rule.js';
import type { Subject } from '../subject.js';

/** A rule of French law, whose official id may differ by syntax; a syntax without an id does not have the rule. */
interface FrenchRule {
  readonly ids: string | Readonly<Partial<Record<Syntax, string>>>;
  readonly terms: readonly string[];
  readonly says: Bilingual;
  readonly fix?: Bilingual;
  readonly check: (subject: Subject, broken: Broken) => void;
}

/** One Rule where both syntaxes share the id, else one for each. */
export const french = ({ ids, check, ...text }: FrenchRule): readonly Rule[] => {
  const rule = { ...text, severity: 'error' } as const;
  if (typeof ids === 'string') return [{ ...rule, id: ids, check }];
  const of = (syntax: Syntax): readonly Rule[] => {
    const id = ids[syntax];
    if (id === undefined) return [];
    const own: Rule['check'] = (subject, broken) => {
      if (subject.syntax === syntax) check(subject, broken);
    };
    return [{ ...rule, id, check: own }];
  };
  return [...of('CII'), ...of('UBL')];
};

/** BT-30, BT-47 and their like, in whatever register; empty where there is none. */
export const legalId = (party: Said<OtherParty> | undefined): string =>
  party?.siren ?? party?.legal_registration?.value ?? '';

/** The notes as UBL strings them together, each with its subject between number signs. */
export const stringedNotes = ({ notes = [] }: InvoiceDocument): string =>
  notes.map(({ subject, content = '' }) => (subject === undefined ? content : `#${subject}#${content}`)).join('');

/** What follows the first `#SUBJECT#` in the notes of a UBL document, up to the next number sign. */
export const ublNoteOf = (document: InvoiceDocument, subject: string): string => {
  const all = stringedNotes(document);
  const mark = `#${subject}#`;
  const start = all.indexOf(mark);
  return start < 0 ? '' : (all.slice(start + mark.length).split('#')[0] ?? '');
};

/** The contents of the notes with a subject, as each syntax tells them apart. */
export const contentsOf = ({ document, syntax }: Subject, subject: string): readonly string[] => {
  if (syntax === 'UBL') {
    const content = ublNoteOf(document, subject);
    return content === '' ? [] : [content];
  }
  return (document.notes ?? []).filter((note) => note.subject === subject).map(({ content = '' }) => content);
};
