import { noteOf, type Notes, type RuleNote } from './rule-note.js';
import { termName } from './term-names.js';

/** Rules that a term, or one of two, stands where its group does. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'BR-01': ['BT-24'],
  'BR-02': ['BT-1'],
  'BR-03': ['BT-2'],
  'BR-04': ['BT-3'],
  'BR-05': ['BT-5'],
  'BR-06': ['BT-27'],
  'BR-07': ['BT-44'],
  'BR-08': ['BG-5'],
  'BR-09': ['BT-40'],
  'BR-10': ['BG-8'],
  'BR-11': ['BT-55'],
  'BR-12': ['BT-106'],
  'BR-13': ['BT-109'],
  'BR-14': ['BT-112'],
  'BR-15': ['BT-115'],
  'BR-16': ['BG-25'],
  'BR-18': ['BT-62'],
  'BR-19': ['BG-12'],
  'BR-20': ['BT-69'],
  'BR-21': ['BT-126'],
  'BR-22': ['BT-129'],
  'BR-23': ['BT-130'],
  'BR-24': ['BT-131'],
  'BR-25': ['BT-153'],
  'BR-26': ['BT-146'],
  'BR-31': ['BT-92'],
  'BR-32': ['BT-95'],
  'BR-33': ['BT-97', 'BT-98'],
  'BR-36': ['BT-99'],
  'BR-37': ['BT-102'],
  'BR-38': ['BT-104', 'BT-105'],
  'BR-41': ['BT-136'],
  'BR-42': ['BT-139', 'BT-140'],
  'BR-43': ['BT-141'],
  'BR-44': ['BT-144', 'BT-145'],
  'BR-45': ['BT-116'],
  'BR-46': ['BT-117'],
  'BR-47': ['BT-118'],
  'BR-48': ['BT-119'],
  'BR-49': ['BT-81'],
  'BR-50': ['BT-84'],
  'BR-52': ['BT-122'],
  'BR-55': ['BT-25'],
  'BR-56': ['BT-63'],
  'BR-57': ['BT-80'],
  'BR-61': ['BT-84'],
  'BR-CO-04': ['BT-151'],
  'BR-CO-18': ['BG-23'],
  'BR-CO-19': ['BT-73', 'BT-74'],
  'BR-CO-20': ['BT-134', 'BT-135'],
  'BR-CO-21': ['BT-97', 'BT-98'],
  'BR-CO-22': ['BT-104', 'BT-105'],
  'BR-CO-23': ['BT-139', 'BT-140'],
  'BR-CO-24': ['BT-144', 'BT-145'],
  'BR-CO-25': ['BT-9', 'BT-20'],
  'BR-CO-26': ['BT-29', 'BT-30', 'BT-31'],
};

const named = (terms: readonly string[], language: 'en' | 'fr', or: string): string =>
  terms.map((term) => `${termName(term)[language]} (${term})`).join(` ${or} `);

const required = (terms: readonly string[]): RuleNote => {
  const [en, fr] = [named(terms, 'en', 'or'), named(terms, 'fr', 'ou')];
  return noteOf(
    [`There must be: ${en}.`, `Il faut : ${fr}.`],
    [
      'The field is empty in the software that made the invoice, or is not written to the file; a blank counts as missing.',
      'Le champ est vide dans le logiciel émetteur, ou n’est pas écrit dans le fichier ; un blanc compte comme absent.',
    ],
    [`Give ${en}, wherever its group stands.`, `Indiquez : ${fr}, partout où son groupe figure.`],
  );
};

/** Notes of the rules that something must be there. */
export const REQUIRED_NOTES: Notes = Object.fromEntries(
  Object.entries(REQUIRED).map(([id, terms]) => [id, required(terms)]),
);
