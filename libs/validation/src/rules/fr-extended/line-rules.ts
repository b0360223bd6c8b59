import type { Line, Said } from '@onefacture/invoice';
import type { Bilingual } from '../../report/finding.js';
import type { Rule } from '../rule.js';
import { type Extension, idsBySyntax, isCounted, PREFIXES } from './extension.js';

interface Want {
  readonly term: string;
  readonly member: keyof Said<Line>;
  readonly is: Bilingual;
}

const WANTS: Readonly<Record<'22' | '23' | '24' | '26' | 'CO-04', Want>> = {
  '22': { term: 'BT-129', member: 'quantity', is: { en: 'invoiced quantity', fr: 'quantité facturée' } },
  '23': { term: 'BT-130', member: 'unit_code', is: { en: 'unit of measure', fr: 'unité de mesure' } },
  '24': { term: 'BT-131', member: 'net_amount', is: { en: 'net amount', fr: 'montant net' } },
  '26': { term: 'BT-146', member: 'unit_price', is: { en: 'net price', fr: 'prix net' } },
  'CO-04': { term: 'BT-151', member: 'tax_category', is: { en: 'VAT category', fr: 'catégorie de TVA' } },
};

const wantedOnLine = (id: string, { term, member, is }: Want): Rule => ({
  id,
  terms: [term],
  severity: 'error',
  says: {
    en: `A line that counts in the sums has no ${is.en} (${term}).`,
    fr: `Une ligne comptée dans les sommes n’a pas de ${is.fr} (${term}).`,
  },
  fix: {
    en: 'Add it, or mark the line as GROUP or INFORMATION.',
    fr: 'Ajoutez-la, ou marquez la ligne GROUP ou INFORMATION.',
  },
  check: ({ lines, syntax }, broken) => {
    const counts = isCounted(syntax);
    for (const [index, line] of lines.entries()) {
      if (counts(line) && line[member] === undefined) broken(`lines[${index}].${member}`);
    }
  },
});

/** What the extension wants of a line that counts; in place of BR-22, -23, -24, -26 and BR-CO-04. */
export const lineNeeds = (extension: Extension): readonly Rule[] => {
  const prefix = PREFIXES[extension];
  return Object.entries(WANTS).flatMap(([number, want]) => {
    const cii = number.startsWith('CO') ? `${prefix}-${number}` : `${prefix}-BR-${number}`;
    const ubl = extension === 'EXTENDED-CTC-FR' ? `${prefix}-${number}` : cii;
    return idsBySyntax({ CII: cii, UBL: ubl }, (id) => wantedOnLine(id, want));
  });
};

const attributeRule = (
  id: string,
  terms: readonly string[],
  says: Bilingual,
  holds: (attribute: NonNullable<Said<Line>['attributes']>[number]) => boolean,
): Rule => ({
  id,
  terms,
  severity: 'error',
  says,
  check: ({ lines }, broken) => {
    for (const [index, { attributes = [] }] of lines.entries()) {
      for (const [place, attribute] of attributes.entries()) {
        if (!holds(attribute)) broken(`lines[${index}].attributes[${place}]`);
      }
    }
  },
});

/** BG-32, in place of BR-54: both extensions use the same ids. */
export const attributeRules: readonly Rule[] = [
  attributeRule(
    'BR-FREXT-54-1',
    ['BT-160', 'EXT-FR-FE-159'],
    {
      en: 'An item attribute has neither a name (BT-160) nor a code (EXT-FR-FE-159).',
      fr: 'Un attribut d’article n’a ni nom (BT-160) ni code (EXT-FR-FE-159).',
    },
    ({ name, code }) => name !== undefined || code !== undefined,
  ),
  attributeRule(
    'BR-FREXT-54-2',
    ['BT-161', 'EXT-FR-FE-160'],
    {
      en: 'An item attribute wants either a value (BT-161) or a measure with its unit (EXT-FR-FE-160), and not both.',
      fr: 'Un attribut d’article demande soit une valeur (BT-161), soit une mesure avec son unité (EXT-FR-FE-160), pas les deux.',
    },
    ({ value, measure, unit_code }) =>
      value === undefined ? measure !== undefined && unit_code !== undefined : measure === undefined,
  ),
];
