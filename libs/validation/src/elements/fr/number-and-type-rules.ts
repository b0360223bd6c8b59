import { DOCUMENT_TYPES } from '@onefacture/invoice';
import { atPlaces, joined, type Place, value } from './french-element.js';
import {
  isDocumentNumber,
  isFrenchDocumentType,
  isIsoDate,
  shorterThan,
  startsWithCompactDate,
} from './french-formats.js';
import { DELIVERY, LINE_DELIVERY, LINE_SETTLEMENT, SETTLEMENT, UBL_LINE } from './french-paths.js';

const EARLIER = `${SETTLEMENT}/InvoiceReferencedDocument`;
const LINE_EARLIER = `${LINE_SETTLEMENT}/InvoiceReferencedDocument`;
const UBL_EARLIER = 'BillingReference/InvoiceDocumentReference';

const NUMBERS: readonly Place[] = [
  { term: 'BT-1', CII: 'ExchangedDocument/ID', UBL: 'ID' },
  { term: 'BT-25', CII: `${EARLIER}/IssuerAssignedID`, UBL: `${UBL_EARLIER}/ID` },
  { term: 'EXT-FR-FE-136', CII: `${LINE_EARLIER}/IssuerAssignedID`, UBL: `${UBL_LINE}/${UBL_EARLIER}/ID` },
];

const LONGEST_NUMBER = 35;

const tooLong = {
  en: `The {name} ({term}) is longer than ${LONGEST_NUMBER} characters: "{value}".`,
  fr: `{term}, {name}, dépasse ${LONGEST_NUMBER} caractères : « {value} ».`,
};
const oddCharacters = {
  en: 'The {name} ({term}) may hold letters without accents, digits and + - _ / only, no blanks: "{value}".',
  fr: '{term}, {name}, n’admet que lettres sans accent, chiffres et + - _ /, sans espace : « {value} ».',
};

/** UBL has the character rule twice, under the number of the length too. */
const numbers = atPlaces(NUMBERS, ({ term }, at, syntax) => {
  const ids =
    syntax === 'CII'
      ? { length: `BR-FR-01_${term}`, characters: [`BR-FR-02_${term}`] }
      : { length: `BR-FR-01_${term}-1`, characters: [`BR-FR-01_${term}-2`, `BR-FR-02_${term}`] };
  return [
    value({ id: ids.length, term, at, says: tooLong, holds: shorterThan(LONGEST_NUMBER) }),
    ...ids.characters.map((id) => value({ id, term, at, says: oddCharacters, holds: isDocumentNumber })),
  ];
});

const day = (path: string): string => `${path}/DateTimeString`;

const DATES: readonly Place[] = [
  { term: 'BT-2', CII: day('ExchangedDocument/IssueDateTime'), UBL: 'IssueDate' },
  { term: 'BT-7', CII: `${SETTLEMENT}/ApplicableTradeTax/TaxPointDate/DateString`, UBL: 'TaxPointDate' },
  { term: 'BT-9', CII: day(`${SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime`), UBL: 'DueDate' },
  { term: 'BT-26', CII: day(`${EARLIER}/FormattedIssueDateTime`), UBL: `${UBL_EARLIER}/IssueDate` },
  {
    term: 'BT-72',
    CII: day(`${DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime`),
    UBL: 'Delivery/ActualDeliveryDate',
  },
  { term: 'BT-73', CII: day(`${SETTLEMENT}/BillingSpecifiedPeriod/StartDateTime`), UBL: 'InvoicePeriod/StartDate' },
  { term: 'BT-74', CII: day(`${SETTLEMENT}/BillingSpecifiedPeriod/EndDateTime`), UBL: 'InvoicePeriod/EndDate' },
  {
    term: 'EXT-FR-FE-138',
    CII: day(`${LINE_EARLIER}/FormattedIssueDateTime`),
    UBL: `${UBL_LINE}/${UBL_EARLIER}/IssueDate`,
  },
  {
    term: 'EXT-FR-FE-158',
    CII: day(`${LINE_DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime`),
    UBL: `${UBL_LINE}/Delivery/ActualDeliveryDate`,
  },
  {
    term: 'BT-134',
    CII: day(`${LINE_SETTLEMENT}/BillingSpecifiedPeriod/StartDateTime`),
    UBL: `${UBL_LINE}/InvoicePeriod/StartDate`,
  },
  {
    term: 'BT-135',
    CII: day(`${LINE_SETTLEMENT}/BillingSpecifiedPeriod/EndDateTime`),
    UBL: `${UBL_LINE}/InvoicePeriod/EndDate`,
  },
];

/** In CII, BR-FR-03 calls BT-134 and BT-135 by numbers of the French extension. */
const CII_NAMES: Readonly<Record<string, string>> = { 'BT-134': 'EXT-FR-FE-134', 'BT-135': 'EXT-FR-FE-135' };

const noDay = {
  en: 'The {name} ({term}) is no day of the years 2000 to 2099: "{value}".',
  fr: '{term}, {name}, n’est pas un jour des années 2000 à 2099 : « {value} ».',
};

const dates = atPlaces(DATES, ({ term }, at, syntax) => {
  const [id, form, holds] =
    syntax === 'CII'
      ? ([CII_NAMES[term] ?? term, ['YYYYMMDD', 'AAAAMMJJ'], startsWithCompactDate] as const)
      : ([term, ['YYYY-MM-DD', 'AAAA-MM-JJ'], isIsoDate] as const);
  const fix = { en: `Write a real date as ${form[0]}.`, fr: `Écrivez une date réelle sous la forme ${form[1]}.` };
  return [value({ id: `BR-FR-03_${id}`, term, at, says: noDay, fix, holds })];
});

const TYPES: readonly Place[] = [
  {
    term: 'BT-3',
    CII: 'ExchangedDocument/TypeCode',
    UBL: ['/Invoice/InvoiceTypeCode', '/CreditNote/CreditNoteTypeCode'],
  },
  { term: 'EXT-FR-FE-02', CII: `${EARLIER}/TypeCode`, UBL: `${UBL_EARLIER}/DocumentTypeCode` },
  { term: 'EXT-FR-FE-137', CII: `${LINE_EARLIER}/TypeCode`, UBL: `${UBL_LINE}/${UBL_EARLIER}/DocumentTypeCode` },
];

const LIST = Object.keys(DOCUMENT_TYPES).join(', ');

const types = atPlaces(TYPES, ({ term }, at) => [
  value({
    id: `BR-FR-04_${term}`,
    term,
    at,
    says: {
      en: `The {name} ({term}) is "{value}"; France takes ${LIST}.`,
      fr: `{term}, {name}, vaut « {value} » ; la France admet ${LIST}.`,
    },
    holds: isFrenchDocumentType,
  }),
]);

/** BR-FR-01 to -04. */
export const numberAndTypeRules = joined([numbers, dates, types]);
