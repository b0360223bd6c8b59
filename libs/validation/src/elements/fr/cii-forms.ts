import { BILLING_FRAMES, DOCUMENT_TYPES, FRENCH_SCHEME, PAID_FRAMES, PREPAYMENT_TYPES } from '@onefacture/invoice';
import { MEMBER, TAXABLE_ENTITY, TREATMENTS } from '../../rules/fr/note-rules.js';
import { frenchRules } from '../../rules/fr/french-rules.js';
import type { ConditionRule, Taken } from '../element-rule.js';
import type { Condition } from './french-element.js';
import { isNineDigits } from './french-formats.js';
import { AGREEMENT, CII_FRAME, SETTLEMENT } from './french-paths.js';

/** A rule over the model in the form that looks at elements, where blanks and doubled elements are still to be seen. */
const form = (id: string, condition: Condition): ConditionRule => {
  const rule = frenchRules.find((one) => one.id === id);
  if (rule === undefined) throw new TypeError(`No French rule is called ${id}`);
  const { check: _check, ...text } = rule;
  return { ...text, kind: 'condition', ...condition };
};

const HEADER = 'ExchangedDocument';
const NOTE = 'IncludedNote';

/** Each rule takes notes of its own. */
const notesOfDocument = () => ({ of: `${HEADER}/${NOTE}`, take: { subject: 'SubjectCode', content: 'Content' } });

const first = (taken: Taken, name: string): string => taken(name)[0] ?? '';

const contents = (notes: readonly Taken[], subject: string): readonly string[] =>
  notes.filter((note) => note('subject').includes(subject)).map((note) => first(note, 'content'));

/** Whether a note with a subject says just this. */
const isSaid = (notes: readonly Taken[], subject: string, content: string): boolean =>
  notes.some((note) => note('subject').includes(subject) && note('content').includes(content));

const isDomestic = (notes: readonly Taken[]): boolean => isSaid(notes, 'BAR', 'B2B');

const noteForms: readonly ConditionRule[] = [
  ...['PMT', 'PMD', 'AAB'].map((subject) =>
    form(`BR-FR-05_BT-22_${subject}`, {
      in: HEADER,
      take: { subject: `${NOTE}/SubjectCode` },
      holds: (taken) => taken('subject').includes(subject),
    }),
  ),
  ...['PMT', 'PMD', 'AAB', 'TXD'].map((subject) => {
    const count = (notes: readonly Taken[]): number => contents(notes, subject).length;
    return form(`BR-FR-06_BT-21_${subject}`, {
      in: '',
      take: {},
      each: notesOfDocument(),
      holds: (_taken, all) => count(all) <= 1,
      tells: (_taken, all) => ({ count: String(count(all)) }),
    });
  }),
  form('BR-FR-20_BT-21', {
    in: `${HEADER}/${NOTE}`,
    take: { value: 'Content', subject: 'SubjectCode' },
    holds: (taken) => !taken('subject').includes('BAR') || TREATMENTS.has(first(taken, 'value')),
  }),
  form('BR-FR-CO-14_BT-29-1', {
    in: '',
    take: { scheme: `${AGREEMENT}/SellerTradeParty/GlobalID/@schemeID` },
    each: notesOfDocument(),
    holds: (taken, notes) => !taken('scheme').includes(TAXABLE_ENTITY) || isSaid(notes, 'TXD', MEMBER),
  }),
];

/** A party's register number and address. */
const partyAt = (party: string) => {
  const [id, address] = [`${party}/SpecifiedLegalOrganization/ID`, `${party}/URIUniversalCommunication/URIID`];
  return { siren: id, value: address, scheme: `${address}/@schemeID` };
};

const SELLER = partyAt(`${AGREEMENT}/SellerTradeParty`);
const BUYER = partyAt(`${AGREEMENT}/BuyerTradeParty`);

const TYPE = `${HEADER}/TypeCode`;

/** The notes of a document and the register numbers of a party, one by one. */
const notesAndNumbers = (party: string) => ({
  of: [`${HEADER}/${NOTE}`, `${AGREEMENT}/${party}/SpecifiedLegalOrganization/ID`],
  take: { subject: 'SubjectCode', content: 'Content', id: '', register: '@schemeID' },
});

const sirenOf = (each: readonly Taken[]): string => {
  const siren = each.find((one) => one('register').includes('0002'));
  return siren === undefined ? '' : first(siren, 'id');
};

/** The official rules fail on two addresses. */
const isReachable = (taken: Taken): boolean => taken('value').length === 1 && first(taken, 'value') !== '';

const isOnNetwork = (taken: Taken): boolean =>
  first(taken, 'scheme') === FRENCH_SCHEME && first(taken, 'value').startsWith(first(taken, 'siren'));

const isSelfBilled = (taken: Taken): boolean => DOCUMENT_TYPES[first(taken, 'type')]?.self_billed === true;

const partyForms: readonly ConditionRule[] = [
  form('BR-FR-10_BT-30', {
    in: '',
    take: { siren: SELLER.siren },
    each: notesAndNumbers('SellerTradeParty'),
    holds: (_taken, each) => isNineDigits(sirenOf(each)),
    tells: (taken) => ({ value: first(taken, 'siren') }),
  }),
  form('BR-FR-11_BT-47', {
    in: '',
    take: { siren: BUYER.siren },
    each: notesAndNumbers('BuyerTradeParty'),
    holds: (_taken, each) => !isDomestic(each) || /^\d{9}$/.test(sirenOf(each)),
    tells: (taken) => ({ value: first(taken, 'siren') }),
  }),
  form('BR-FR-12_BT-49', { in: '', take: { value: BUYER.value }, holds: isReachable }),
  form('BR-FR-13_BT-34', { in: '', take: { value: SELLER.value }, holds: isReachable }),
  form('BR-FR-21_BT-49', {
    in: '',
    take: { ...BUYER, type: TYPE },
    each: notesOfDocument(),
    holds: (taken, each) => !isDomestic(each) || isSelfBilled(taken) || isOnNetwork(taken),
  }),
  form('BR-FR-22_BT-34', {
    in: '',
    take: { ...SELLER, type: TYPE },
    each: notesOfDocument(),
    holds: (taken, each) => !isDomestic(each) || !isSelfBilled(taken) || isOnNetwork(taken),
  }),
];

const DUE = `${SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString`;
const SUMMATION = `${SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation`;

const isEarly = (taken: Taken): boolean =>
  !PREPAYMENT_TYPES.has(first(taken, 'type')) &&
  !PAID_FRAMES.has(first(taken, 'frame')) &&
  (taken('issued').length === 0 || first(taken, 'due') < first(taken, 'issued'));

const frameForms: readonly ConditionRule[] = [
  form('BR-FR-08_BT-23', {
    in: 'ExchangedDocumentContext',
    take: { value: 'BusinessProcessSpecifiedDocumentContextParameter/ID' },
    holds: (taken) => taken('value').length === 1 && Object.hasOwn(BILLING_FRAMES, first(taken, 'value')),
  }),
  form('BR-FR-CO-07_BT-9', {
    in: '',
    take: { due: DUE, issued: `${HEADER}/IssueDateTime/DateTimeString`, type: TYPE, frame: CII_FRAME },
    holds: (taken) => first(taken, 'due') === '' || !isEarly(taken),
  }),
  form('BR-FR-CO-12_BT-5', {
    in: '',
    take: { currency: `${SETTLEMENT}/InvoiceCurrencyCode`, accounting: `${SETTLEMENT}/TaxCurrencyCode` },
    each: { of: `${SUMMATION}/TaxTotalAmount`, take: { amount: '', currency: '@currencyID' } },
    holds: (taken, amounts) =>
      !taken('currency').some((currency) => currency !== 'EUR') ||
      (taken('accounting').includes('EUR') &&
        amounts.some((one) => first(one, 'currency') === 'EUR' && first(one, 'amount') !== '')),
  }),
];

/** The same of UBL. */
export const ublForms: readonly ConditionRule[] = [
  form('BR-FR-08_BT-23', {
    in: '',
    take: { value: 'ProfileID' },
    holds: (taken) => taken('value').length === 1 && Object.hasOwn(BILLING_FRAMES, first(taken, 'value')),
  }),
];

/** French rules whose official form in CII sees blanks that the model does not keep. */
export const ciiForms: readonly ConditionRule[] = [...noteForms, ...partyForms, ...frameForms];
