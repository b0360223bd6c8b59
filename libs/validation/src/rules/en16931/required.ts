import type { InvoiceDocument, Line, Said } from '@onefacture/invoice';
import type { Bilingual } from '../../report/finding.js';
import type { Rule } from '../rule.js';

/** A term by its number and its names. */
export interface Term extends Bilingual {
  /** BT- or BG- */
  readonly term: string;
}

const missing = ({ term, en, fr }: Term): Bilingual => ({
  en: `${en} (${term}) is missing.`,
  fr: `Il manque : ${fr} (${term}).`,
});

/** A rule that a term of the document must be given. */
export const required = (id: string, term: Term, path: string, read: (document: InvoiceDocument) => unknown): Rule => ({
  id,
  terms: [term.term],
  severity: 'error',
  says: missing(term),
  check: ({ document }, broken) => {
    if (read(document) === undefined) broken(path);
  },
});

/** A rule that every entry of a list, where there is one, must have a term. */
export const requiredInEach = (
  id: string,
  term: Term,
  [list, member]: readonly [list: string, member: string],
  read: (document: InvoiceDocument) => readonly unknown[] | undefined,
): Rule => ({
  id,
  terms: [term.term],
  severity: 'error',
  says: missing(term),
  check: ({ document }, broken) => {
    for (const [index, value] of (read(document) ?? []).entries()) {
      if (value === undefined) broken(`${list}[${index}].${member}`);
    }
  },
});

/** A rule that every line must have a term; `member` is its name in the model. */
export const requiredOnLine = (id: string, term: Term, member: keyof Said<Line>): Rule => ({
  id,
  terms: [term.term],
  severity: 'error',
  says: {
    en: `A line has no ${term.en} (${term.term}).`,
    fr: `Une ligne n’indique pas ${term.fr} (${term.term}).`,
  },
  check: ({ lines }, broken) => {
    for (const [index, line] of lines.entries()) {
      if (line[member] === undefined) broken(`lines[${index}].${member}`);
    }
  },
});
