import type { Bilingual } from '../report/finding.js';
import { CODE_LIST_NOTES } from './code-list-notes.js';
import { DOCUMENT_NOTES } from './document-notes.js';
import { FRENCH_CONDITION_NOTES } from './french-condition-notes.js';
import { FRENCH_FORMAT_NOTES } from './french-format-notes.js';
import { OWN_CAUSES, READING_NOTES, startingWith } from './own-notes.js';
import { REQUIRED_NOTES } from './required-notes.js';
import type { RuleNote } from './rule-note.js';
import { SCHEMA_NOTES } from './schema-notes.js';
import { SYNTAX_CAUSES, SYNTAX_NOTES } from './syntax-notes.js';
import { termName } from './term-names.js';
import { vatNote } from './vat-notes.js';

/** What a rule says when it is broken. */
export interface Told {
  readonly says: Bilingual;
  readonly fix?: Bilingual;
}

/** Places of a sentence that a document would fill. */
const open = (sentence: string): string => sentence.replaceAll(/"?\{\w+\}"?/g, '…');

const list = (terms: readonly string[], language: 'en' | 'fr'): string =>
  terms.map((term) => `${termName(term)[language]} (${term})`).join(', ');

/** What can be said of a rule from its terms and its own sentences. */
const generated = (id: string, { says, fix }: Told, terms: readonly string[]): RuleNote => {
  const [, cause] = [...OWN_CAUSES, ...SYNTAX_CAUSES].find(([start]) => id.startsWith(start)) ?? [];
  const about = terms.length === 0 ? undefined : { en: list(terms, 'en'), fr: list(terms, 'fr') };
  return {
    wants: {
      en: `${about === undefined ? '' : `It is about: ${about.en}. `}It is broken when: ${open(says.en)}`,
      fr: `${about === undefined ? '' : `Elle porte sur : ${about.fr}. `}Elle est enfreinte quand : ${open(says.fr)}`,
    },
    cause: {
      en: cause?.[0] ?? 'The software that made the file fills the field in otherwise, or not at all.',
      fr: cause?.[1] ?? 'Le logiciel émetteur remplit le champ autrement, ou pas du tout.',
    },
    fix: fix === undefined ? corrected(about) : { en: open(fix.en), fr: open(fix.fr) },
  };
};

const corrected = (about: Bilingual | undefined): Bilingual =>
  about === undefined
    ? { en: 'Correct what the path of the finding names.', fr: 'Corrigez ce que le chemin du constat indique.' }
    : { en: `Correct: ${about.en}.`, fr: `Corrigez : ${about.fr}.` };

/** What is written of a rule by hand: by its id, by its family, or by how its id begins. */
export const writtenNote = (id: string): RuleNote | undefined =>
  REQUIRED_NOTES[id] ??
  DOCUMENT_NOTES[id] ??
  CODE_LIST_NOTES[id] ??
  READING_NOTES[id] ??
  SCHEMA_NOTES[id] ??
  vatNote(id) ??
  startingWith(FRENCH_FORMAT_NOTES, id) ??
  startingWith(FRENCH_CONDITION_NOTES, id) ??
  startingWith(SYNTAX_NOTES, id);

/** The note of a rule: written by hand where documents often break it, else made of its terms and sentences. */
export const noteFor = (id: string, told: Told, terms: readonly string[]): RuleNote => {
  const { cause, wants, fix } = writtenNote(id) ?? generated(id, told, terms);
  return { wants, cause, fix };
};
