import { decimalText, ZERO, type Line, type Said } from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import { requiredOnLine } from './required.js';

/** Fields without which a line is none. */
const needs: readonly Rule[] = [
  requiredOnLine('BR-21', { term: 'BT-126', en: 'identifier', fr: 'son identifiant' }, 'id'),
  requiredOnLine('BR-22', { term: 'BT-129', en: 'invoiced quantity', fr: 'la quantité facturée' }, 'quantity'),
  requiredOnLine('BR-23', { term: 'BT-130', en: 'unit of measure code', fr: 'le code d’unité de mesure' }, 'unit_code'),
  requiredOnLine('BR-24', { term: 'BT-131', en: 'net amount', fr: 'le montant net' }, 'net_amount'),
  requiredOnLine('BR-25', { term: 'BT-153', en: 'item name', fr: 'le nom de l’article' }, 'name'),
  requiredOnLine('BR-26', { term: 'BT-146', en: 'item net price', fr: 'le prix net de l’article' }, 'unit_price'),
  requiredOnLine('BR-CO-04', { term: 'BT-151', en: 'VAT category', fr: 'la catégorie de TVA' }, 'tax_category'),
];

const notNegative = (
  id: string,
  term: string,
  [member, en, fr]: readonly ['unit_price' | 'gross_price', string, string],
  absent: 'counts as wrong' | 'is fine',
): Rule => ({
  id,
  terms: [term],
  severity: 'error',
  says: {
    en: `The ${en} (${term}) of line {line} is {value}, not zero or more.`,
    fr: `Ligne {line} : le ${fr} (${term}) vaut {value} au lieu de zéro ou plus.`,
  },
  fix: {
    en: 'Keep the price positive and make the quantity (BT-129) negative.',
    fr: 'Gardez le prix positif et rendez la quantité (BT-129) négative.',
  },
  check: ({ lines }, broken) => {
    for (const [index, line] of lines.entries()) {
      const price = line[member];
      if (price === undefined ? absent === 'is fine' : price.greaterThanOrEqualTo(ZERO)) continue;
      const value = price === undefined ? '–' : decimalText(price, 2);
      broken(`lines[${index}].${member}`, { line: line.id ?? String(index + 1), value });
    }
  },
});

/** A rule on entries that lines have any number of; `holds` is asked of each. */
const ofEntries = <Member extends 'attributes' | 'classifications'>(
  rule: Omit<Rule, 'check' | 'severity'>,
  member: Member,
  holds: (entry: NonNullable<Said<Line>[Member]>[number]) => boolean,
): Rule => ({
  ...rule,
  severity: 'error',
  check: ({ lines }, broken) => {
    for (const [index, line] of lines.entries()) {
      for (const [at, entry] of (line[member] ?? []).entries()) {
        if (!holds(entry)) broken(`lines[${index}].${member}[${at}]`);
      }
    }
  },
});

const itemRules: readonly Rule[] = [
  ofEntries(
    {
      id: 'BR-54',
      terms: ['BT-160', 'BT-161'],
      says: {
        en: 'An item attribute (BG-32) lacks its name (BT-160) or its value (BT-161).',
        fr: 'Un attribut d’article (BG-32) n’a pas de nom (BT-160) ou pas de valeur (BT-161).',
      },
    },
    'attributes',
    ({ name, value }) => name !== undefined && value !== undefined,
  ),
  {
    id: 'BR-64',
    terms: ['BT-157'],
    severity: 'error',
    says: {
      en: 'The standard identifier of an item (BT-157) does not say in which scheme it is (BT-157-1).',
      fr: 'L’identifiant standard d’un article (BT-157) n’indique pas son schéma (BT-157-1).',
    },
    fix: { en: 'Add the scheme, 0160 for a GTIN.', fr: 'Ajoutez le schéma : 0160 pour un GTIN.' },
    check: ({ lines }, broken) => {
      for (const [index, { standard_item_id: item }] of lines.entries()) {
        if (item?.value !== undefined && item.scheme === undefined) broken(`lines[${index}].standard_item_id.scheme`);
      }
    },
  },
  ofEntries(
    {
      id: 'BR-65',
      terms: ['BT-158'],
      says: {
        en: 'The class of an item (BT-158) does not say of which list it is (BT-158-1).',
        fr: 'La classe d’un article (BT-158) n’indique pas sa liste (BT-158-1).',
      },
    },
    'classifications',
    ({ code, list_id }) => code === undefined || list_id !== undefined,
  ),
];

/** BG-25 to BG-32. */
export const lineRules: readonly Rule[] = [
  {
    id: 'BR-16',
    terms: ['BG-25'],
    severity: 'error',
    says: { en: 'The invoice has no line (BG-25).', fr: 'La facture n’a aucune ligne (BG-25).' },
    check: ({ lines }, broken) => {
      if (lines.length === 0) broken('lines');
    },
  },
  ...needs,
  notNegative('BR-27', 'BT-146', ['unit_price', 'item net price', 'prix net'], 'counts as wrong'),
  notNegative('BR-28', 'BT-148', ['gross_price', 'item gross price', 'prix brut'], 'is fine'),
  ...itemRules,
];
