import { EXTENSION_ATTACHMENT_TYPES, sum } from '@onefacture/invoice';
import { disagreement } from '../../rules/en16931/disagreement.js';
import { facturxExtendedRules } from '../../rules/factur-x/factur-x-extended-rules.js';
import { xpathDecimal } from '../../rules/xpath-rounding.js';
import { ciiSyntaxRules } from '../en16931/cii-syntax.js';
import { FORMATTED_DATES, SETTLEMENT, SUMMATION } from '../en16931/cii-parts.js';
import { has, present } from '../en16931/forms.js';
import { facturxGroups } from './group-elements.js';
import type { ConditionRule, ElementRule, EmptyRule, Taken, ValueRule } from '../element-rule.js';
import { ciiProperties } from '../fr-extended/code-elements.js';
import { textIn } from '../fr-extended/extended-text.js';
import { CII_DUE } from '../fr-extended/fr-extended-elements.js';
import { extendedTotals } from '../fr-extended/extended-totals.js';
import { grossTotal } from '../fr-extended/gross-total.js';
import { ciiLineElements } from '../fr-extended/line-elements.js';
import { dueDates, transferAccounts } from '../fr-extended/syntax-elements.js';

const textOf = textIn(facturxExtendedRules);

/** Of which EN 16931 warns, and Factur-X does not let them be: a person and a department as one contact. */
const CONTACTS: ReadonlySet<string> = new Set(['CII-SR-465', 'CII-SR-466']);

/** What all profiles of Factur-X from BASIC WL on ask besides EN 16931. */
export const facturxElements: readonly ElementRule[] = [
  ...ciiSyntaxRules.filter(({ id }) => CONTACTS.has(id)).map((rule): ElementRule => ({ ...rule, severity: 'error' })),
  transferAccounts,
];

const noteContent = (id: string, within: string, [en, fr]: readonly [string, string]): ConditionRule => ({
  id,
  terms: ['BT-22', 'BT-21'],
  severity: 'error',
  says: {
    en: `A note ${en} has a subject (“{subject}”) and says nothing.`,
    fr: `Une note ${fr} a un objet (« {subject} ») et ne dit rien.`,
  },
  kind: 'condition',
  in: within,
  take: { subject: 'SubjectCode', content: ['ContentCode', 'Content'] },
  holds: (note) => !has(note, 'subject') || has(note, 'content'),
});

/** A minute of a day: UNTDID 2379, code 205. */
const MINUTE = /^\s*\p{Nd}{4}(1[0-2]|0[1-9])(3[01]|[12][0-9]|0[1-9])([01][0-9]|2[0-3])[0-5][0-9]\s*$/u;

const totalOf = (taken: Taken, name: string) => sum(taken(name).flatMap((text) => xpathDecimal(text) ?? []));

const computedDue = (taken: Taken) =>
  totalOf(taken, 'gross')
    .minus(totalOf(taken, 'prepaid'))
    .plus(totalOf(taken, 'rounding'))
    .plus(totalOf(taken, 'more'));

const due: ConditionRule = {
  ...textOf('BR-FXEXT-CO-16'),
  kind: 'condition',
  in: SETTLEMENT,
  take: {
    summation: SUMMATION,
    due: `${SUMMATION}/DuePayableAmount`,
    gross: `${SUMMATION}/GrandTotalAmount`,
    prepaid: `${SUMMATION}/TotalPrepaidAmount`,
    rounding: `${SUMMATION}/RoundingAmount`,
    more: 'SpecifiedFinancialAdjustment/ActualAmount',
  },
  holds: (taken) => !has(taken, 'summation') || xpathDecimal(taken('due')[0])?.equals(computedDue(taken)) === true,
  tells: (taken) => disagreement(xpathDecimal(taken('due')[0]), computedDue(taken)),
};

const noEmptyElements: EmptyRule = {
  id: 'PEPPOL-EN16931-R008',
  terms: [],
  severity: 'warning',
  says: { en: 'The element {element} is empty.', fr: 'L’élément {element} est vide.' },
  fix: { en: 'Leave the element out, or fill it.', fr: 'Omettez l’élément, ou remplissez-le.' },
  kind: 'empty',
};

/** What Factur-X EXTENDED asks of elements besides. */
export const facturxExtendedElements: readonly ElementRule[] = [
  ...facturxElements,
  noEmptyElements,
  ...ciiLineElements('Factur-X EXTENDED', textOf),
  dueDates(textOf('BR-CO-25'), CII_DUE),
  due,
  grossTotal(textOf('BR-FXEXT-CO-15')),
  ...extendedTotals('BR-FXEXT', textOf),
  ciiProperties,
  noteContent('BR-FXEXT-01', 'ExchangedDocument/IncludedNote', ['of the document', 'du document']),
  noteContent('BR-FXEXT-02', '//AssociatedDocumentLineDocument/IncludedNote', ['of a line', 'd’une ligne']),
  {
    id: 'BR-FXEXT-03',
    terms: ['BT-48', 'BT-63'],
    severity: 'error',
    says: {
      en: 'The tax registration “{value}” is no VAT number (scheme VA); only the seller has another.',
      fr: 'L’enregistrement fiscal « {value} » n’est pas un numéro de TVA (schéma VA) ; seul le vendeur en a un autre.',
    },
    kind: 'value',
    at: '//SpecifiedTaxRegistration/ID',
    notBelow: ['SellerTradeParty'],
    holds: (_, attribute) => attribute('schemeID') === 'VA',
  },
  {
    id: 'BR-FXEXT-CII-DT-097a',
    terms: [],
    severity: 'error',
    says: {
      en: '“{value}” is no time as format 205 has it: year, month, day, hour and minute in twelve digits.',
      fr: '« {value} » n’est pas une heure au format 205 : année, mois, jour, heure et minute en douze chiffres.',
    },
    kind: 'value',
    at: '//DateTimeString',
    unless: FORMATTED_DATES,
    holds: (text, attribute) => attribute('format') !== '205' || MINUTE.test(text),
  },
];

/** Codes that Factur-X has and EN 16931 has not, by the rule on the list they are in. */
const MORE_CODES: Readonly<Record<string, readonly string[]>> = {
  'BR-CL-03': ['STN'],
  'BR-CL-04': ['STN'],
  'BR-CL-05': ['STN'],
  'BR-CL-10': ['BY', 'SE'],
  'BR-CL-14': ['SS'],
  'BR-CL-15': ['SS'],
  'BR-CL-24': [...EXTENSION_ATTACHMENT_TYPES, 'application/json'],
};

/** No code at all is none of the wrong ones. */
const isNone = (text: string): boolean => text === '';

/** A code rule of EN 16931 with the codes that Factur-X has besides, and without an opinion on an empty text. */
const withCodes = (rule: ElementRule): ElementRule => {
  if (!rule.id.startsWith('BR-CL-')) return rule;
  const more = MORE_CODES[rule.id] ?? [];
  if (rule.kind === 'value') {
    const holds: ValueRule['holds'] = (text, attribute) =>
      isNone(text) || more.includes(text.trim()) || rule.holds(text, attribute);
    return { ...rule, holds };
  }
  if (rule.kind !== 'condition') return rule;
  const holds: ConditionRule['holds'] = (taken, each) => taken('value').every(isNone) || rule.holds(taken, each);
  return { ...rule, holds };
};

/** Wanted texts for which Factur-X, too, takes no blanks. */
const NORMALISED: ReadonlySet<string> = new Set(['BR-18', 'BR-20']);

/** A rule of EN 16931 on a wanted text as Factur-X has it: blanks are one. */
const withBlanks = (rule: ElementRule): ElementRule => {
  if (rule.kind !== 'count' || rule.blank !== 'is absent' || NORMALISED.has(rule.id)) return rule;
  const { of, blank: _, least: __, most: ___, ...rest } = rule;
  return { ...rest, kind: 'condition', take: { text: of }, holds: (taken) => !taken('text').every(isNone) };
};

/** Rules of EN 16931 that Factur-X words otherwise. It looks for the seller beside the payee, where there is none. */
const REWORDED: readonly ElementRule[] = [
  ...facturxGroups,
  present('BR-17', '//PayeeTradeParty', 'Name'),
  present('BR-CO-18', SETTLEMENT, 'ApplicableTradeTax'),
];
const BY_ID = new Map(REWORDED.map((rule) => [rule.id, rule]));

/** A rule of EN 16931 as Factur-X has it: in its words, and with its codes. */
export const asInFacturx = (rule: ElementRule): ElementRule => BY_ID.get(rule.id) ?? withBlanks(withCodes(rule));
