import { ATTACHMENT_LABELS } from '@onefacture/invoice';
import type { ElementRule, Pattern, Taken } from '../element-rule.js';
import { type BySyntax, together, value, wanted } from './french-element.js';
import { normalized } from './french-formats.js';
import { AGREEMENT, CII_LINE, UBL_LINE } from './french-paths.js';

const LABELS: ReadonlySet<string> = new Set(ATTACHMENT_LABELS);
const LIST = ATTACHMENT_LABELS.join(', ');
const READABLE = 'LISIBLE';
/** UNTDID 1001 of a supporting document. */
const SUPPORTING = '916';

const isLabel = (text: string): boolean => LABELS.has(text);
const isReadable = (text: string): boolean => text === READABLE;
const isGiven = (text: string): boolean => normalized(text) !== '';

const unknownLabel = {
  id: 'BR-FR-17_BT-123',
  term: 'BT-123',
  says: {
    en: `The description of a supporting document (BT-123) is not one of ${LIST}.`,
    fr: `La description d’une pièce jointe (BT-123) n’est pas l’une des valeurs ${LIST}.`,
  },
};

const oneReadable = (at: Pattern, documents: string): ElementRule =>
  together({
    id: 'BR-FR-18_BT-123',
    term: 'BT-123',
    says: {
      en: `More than one supporting document is described as ${READABLE} (BT-123).`,
      fr: `Plus d’une pièce jointe est décrite comme ${READABLE} (BT-123).`,
    },
    in: at,
    take: { label: documents },
    holds: (taken) => taken('label').filter(isReadable).length <= 1,
  });

const CII_DOCUMENT = `${AGREEMENT}/AdditionalReferencedDocument`;

const ciiLabels: readonly ElementRule[] = [
  together({
    ...unknownLabel,
    in: CII_DOCUMENT,
    take: { type: 'TypeCode', label: 'Name' },
    holds: (taken) => {
      const label = normalized(taken('label')[0] ?? '');
      return !taken('type').includes(SUPPORTING) || label === '' || isLabel(label);
    },
  }),
  oneReadable('', `${CII_DOCUMENT}/Name`),
];

const ublLabels: readonly ElementRule[] = [
  value({ ...unknownLabel, at: '//AdditionalDocumentReference/DocumentDescription', holds: isLabel }),
  oneReadable('', 'AdditionalDocumentReference/DocumentDescription'),
];

/** Items and where their attributes stand; in UBL two of the rules look where no line is. */
interface Attributes {
  readonly named: Pattern;
  readonly valued: Pattern;
  readonly name: string;
  readonly code: string;
  readonly measure: string;
}

const below = (pattern: Pattern, name: string): Pattern =>
  typeof pattern === 'string' ? `${pattern}/${name}` : pattern.map((one) => `${one}/${name}`);

const attributes = ({ named, valued, name, code, measure }: Attributes): readonly ElementRule[] => [
  wanted({
    id: 'BR-FR-27_BG-32',
    term: 'BT-160',
    says: {
      en: 'An item attribute (BG-32) has neither a name nor a code.',
      fr: 'Un attribut d’article (BG-32) n’a ni nom ni code.',
    },
    in: named,
    of: [name, code],
  }),
  value({
    id: 'BR-FR-27_BT-160',
    term: 'BT-160',
    at: below(named, name),
    says: { en: 'The {name} ({term}) is blank.', fr: '{term}, {name}, est vide.' },
    holds: isGiven,
  }),
  value({
    id: 'BR-FR-27_EXT-FR-FE-159',
    term: 'EXT-FR-FE-159',
    at: below(named, code),
    says: { en: 'The {name} ({term}) is blank.', fr: '{term}, {name}, est vide.' },
    holds: isGiven,
  }),
  together({
    id: 'BR-FR-28-Value',
    term: 'BT-161',
    says: {
      en: 'An item attribute has either a value (BT-161) or a measure with its unit, not both and not neither.',
      fr: 'Un attribut d’article a soit une valeur (BT-161), soit une mesure avec son unité, pas les deux ni aucune.',
    },
    in: valued,
    take: { value: 'Value', measure, unit: `${measure}/@unitCode` },
    holds: (taken) =>
      taken('value').length > 0 ? taken('measure').length === 0 : taken('unit').some((unit) => unit !== ''),
  }),
];

/** Objects invoiced: AFL a sub-invoice number, AVV a billing frame. */
const OBJECT_SCHEMES = ['AFL', 'AVV'] as const;

const onceEach = (schemes: readonly string[]): boolean =>
  OBJECT_SCHEMES.every((scheme) => schemes.filter((one) => one === scheme).length <= 1);

const twice = {
  en: 'Two invoiced objects ({term}) are in scheme AFL, or two in AVV; one of each may be.',
  fr: 'Deux objets facturés ({term}) sont de schéma AFL, ou deux de schéma AVV ; un de chaque est admis.',
};
const blank = (scheme: string) => ({
  en: `An invoiced object in scheme ${scheme} is blank.`,
  fr: `Un objet facturé de schéma ${scheme} est vide.`,
});

const identified = (taken: Taken, scheme: string): boolean =>
  !taken('scheme').includes(scheme) || taken('id').every(isGiven);

/** Where the scheme of an object stands beside it. */
const ciiObjects = (number: string, term: string, at: string): readonly ElementRule[] => [
  together({
    id: `BR-FR-${number}_${term}`,
    term,
    says: twice,
    in: at,
    take: { scheme: 'AdditionalReferencedDocument/ReferenceTypeCode' },
    holds: (taken) => onceEach(taken('scheme')),
  }),
  ...OBJECT_SCHEMES.map((scheme) =>
    together({
      id: `BR-FR-${number}_${scheme}`,
      term,
      says: blank(scheme),
      in: `${at}/AdditionalReferencedDocument`,
      take: { scheme: 'ReferenceTypeCode', id: 'IssuerAssignedID' },
      holds: (taken) => identified(taken, scheme),
    }),
  ),
];

/** Where the scheme of an object is its attribute. */
const ublObjects = (number: string, term: string, at: string): readonly ElementRule[] => [
  together({
    id: `BR-FR-${number}_${term}`,
    term,
    says: twice,
    in: at,
    take: { scheme: 'ID/@schemeID' },
    holds: (taken) => onceEach(taken('scheme')),
  }),
  ...OBJECT_SCHEMES.map((scheme) =>
    value({
      id: `BR-FR-${number}_${scheme}`,
      term,
      at: `${at}/ID`,
      schemes: [scheme],
      says: blank(scheme),
      holds: isGiven,
    }),
  ),
];

const CII_ATTRIBUTE = `${CII_LINE}/SpecifiedTradeProduct/ApplicableProductCharacteristic`;

/** BR-FR-17, -18 and -27 to -30. The official rules look for objects of a CII line beside where they stand. */
export const referenceRules: BySyntax = {
  CII: [
    ...ciiLabels,
    ...attributes({
      named: CII_ATTRIBUTE,
      valued: CII_ATTRIBUTE,
      name: 'Description',
      code: 'TypeCode',
      measure: 'ValueMeasure',
    }),
    ...ciiObjects('29', 'BT-18', AGREEMENT),
    ...ciiObjects('30', 'BT-128', CII_LINE),
  ],
  UBL: [
    ...ublLabels,
    ...attributes({
      named: 'Item/AdditionalItemProperty',
      valued: `${UBL_LINE}/Item/AdditionalItemProperty`,
      name: 'Name',
      code: 'NameCode',
      measure: 'ValueQuantity',
    }),
    ...ublObjects('29', 'BT-18', 'AdditionalDocumentReference'),
    ...ublObjects('30', 'BT-128', `${UBL_LINE}/DocumentReference`),
  ],
};
