import type { RuleSet } from '../rule-set.js';

const CATEGORIES = ['S', 'Z', 'E', 'AE', 'IC', 'G', 'O', 'AF', 'AG'] as const;

const idsOf = (start: string, numbers: string): readonly string[] =>
  numbers.split(' ').map((number) => `${start}-${number}`);

const ofCategories = (numbers: string): readonly string[] =>
  CATEGORIES.flatMap((category) => idsOf(`BR-${category}`, numbers));

/** What EXTENDED replaces by rules of its own or leaves out. */
const replaced: ReadonlySet<string> = new Set([
  ...idsOf('BR', '22 23 24 26 27 28 38 44 54'),
  ...idsOf('BR-CO', '04 06 08 10 11 12 13 15 16 17 22 24'),
  ...ofCategories('01 08'),
  ...idsOf('BR-O', '02 03 04 11 12 13 14'),
  ...['BR-S-09', 'BR-S-10', 'BR-Z-10', 'BR-AF-10', 'BR-AG-10'],
]);

/** What needs lines, attachments or cards, which BASIC WL does not have. */
const ofLines: ReadonlySet<string> = new Set([
  ...idsOf('BR', '16 21 22 23 24 25 26 27 28 30 41 42 43 44 51 52 54 64 65'),
  ...idsOf('BR-B', '01 02'),
  ...idsOf('BR-CO', '04 07 08 10 18 19 20 23 24'),
  ...idsOf('BR-DEC', '23 24 25 27 28'),
  ...ofCategories('01 02 05 08'),
  'BR-O-12',
]);

/** What there is to ask where a document has parties, totals and nothing more. */
const ofMinimum: ReadonlySet<string> = new Set([
  ...idsOf('BR', '01 02 03 04 05 06 07 08 09 13 14 15'),
  ...idsOf('BR-CO', '09 15 26'),
  ...idsOf('BR-DEC', '12 13 14 18'),
  ...idsOf('BR-CL', '01 03 04 11 14'),
]);

/** Rules of CII itself that Factur-X has as well; the others of EN 16931 are the business of its schemas. */
const ofSyntax: ReadonlySet<string> = new Set(['CII-SR-463']);

const isOfFacturX = (id: string): boolean => !id.startsWith('CII-') || ofSyntax.has(id);

/** The rules of EN 16931 that each profile of Factur-X has, by their ids. */
export const IN_PROFILE = {
  EXTENDED: (id: string): boolean => (isOfFacturX(id) || id === 'CII-DT-097') && !replaced.has(id),
  BASIC: isOfFacturX,
  'BASIC WL': (id: string): boolean => isOfFacturX(id) && !ofLines.has(id),
  MINIMUM: (id: string): boolean => ofMinimum.has(id),
} as const;

/** The ids of a set that a profile does not have. */
export const idsOutside = (set: RuleSet, isIn: (id: string) => boolean): ReadonlySet<string> =>
  new Set([...set.rules, ...set.elements.CII].map(({ id }) => id).filter((id) => !isIn(id)));
