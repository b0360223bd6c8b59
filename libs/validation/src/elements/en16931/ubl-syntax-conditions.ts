import type { ConditionRule, ElementRule, Taken } from '../element-rule.js';
import { ublDataTypes } from './ubl-data-types.js';
import { anyIndicates, anyIs, areEqual, countIn, isAbsent } from './syntax-texts.js';

const REFERENCE = '//AdditionalDocumentReference';
const SELLER = 'AccountingSupplierParty/Party';
const BUYER = 'AccountingCustomerParty/Party';

/** What may not stand in the reference to an invoiced object, which has the type code 130. */
const notForObjects = (id: string, element: string, en: string, fr: string): ConditionRule => ({
  kind: 'condition',
  id,
  terms: ['BT-18'],
  severity: 'error',
  in: REFERENCE,
  take: { type: 'DocumentTypeCode', element },
  holds: (taken) => isAbsent(taken, 'element') || !anyIs(taken('type'), ['130']),
  says: {
    en: `The reference to the invoiced object (BT-18, type code 130) has ${en}; only supporting documents have one.`,
    fr: `La référence à l'objet facturé (BT-18, type 130) a ${fr} ; cela est réservé aux pièces jointes.`,
  },
});

/** Type code and scheme of a further document; credit notes may also name a tender (UBL-SR-43). */
const typeOfReference = (notBelow: string, types: readonly string[]): ConditionRule => ({
  kind: 'condition',
  id: 'UBL-SR-43',
  terms: ['BT-18'],
  severity: 'error',
  in: REFERENCE,
  notBelow: [notBelow],
  take: { type: 'DocumentTypeCode', scheme: 'ID/@schemeID' },
  holds: (taken) => anyIs(taken('type'), types) || (isAbsent(taken, 'type') && isAbsent(taken, 'scheme')),
  says: {
    en: `A referenced document has a scheme or a type code ("{type}") only when its type code is ${types.join(' or ')}.`,
    fr: `Un document référencé n'a de schéma ou de type (« {type} ») que si le type est ${types.join(' ou ')}.`,
  },
});

const isVat = (scheme: Taken): boolean => scheme('scheme').some((id) => id.toUpperCase() === 'VAT');
const isNotVat = (scheme: Taken): boolean =>
  scheme('scheme').some((id) => id.toUpperCase() !== 'VAT') || scheme('known').length > scheme('scheme').length;

/** Registrations of a party for VAT, or for anything else, of which there may be one. */
const oneRegistration = (
  id: string,
  party: string,
  isMeant: (scheme: Taken) => boolean,
  [term, en, fr]: readonly [string, string, string],
): ConditionRule => ({
  kind: 'condition',
  id,
  terms: [term],
  severity: 'error',
  in: '',
  take: {},
  each: { of: `${party}/PartyTaxScheme`, take: { known: 'TaxScheme', scheme: 'TaxScheme/ID', number: 'CompanyID' } },
  holds: (_taken, schemes) => countIn(schemes, 'number', isMeant) <= 1,
  says: { en: `${en} (${term}) may be given once.`, fr: `${fr} (${term}) ne peut être indiqué qu'une fois.` },
});

/** An allowance, or a charge, gives one reason. */
const oneReason = (id: string, isCharge: boolean, en: string, fr: string): ConditionRule => ({
  kind: 'condition',
  id,
  terms: [],
  severity: 'error',
  in: '//AllowanceCharge',
  take: { reason: 'AllowanceChargeReason', indicator: 'ChargeIndicator' },
  holds: (taken) => taken('reason').length <= 1 || !anyIndicates(taken('indicator'), isCharge),
  says: { en: `${en} may give one reason.`, fr: `${fr} : un seul motif est admis.` },
});

const differs = (texts: readonly string[], others: readonly string[]): boolean =>
  texts.some((text) => others.some((other) => other !== text));

/** What a payee has once, and that it is not the seller under another heading (UBL-SR-19 to 21). */
const ofPayee = (
  id: string,
  count: (payee: Taken) => number,
  [term, en, fr]: readonly [string, string, string],
): ConditionRule => ({
  kind: 'condition',
  id,
  terms: [term],
  severity: 'error',
  in: '',
  take: { seller: `${SELLER}/PartyLegalEntity/RegistrationName` },
  each: {
    of: 'PayeeParty',
    take: {
      name: 'PartyName/Name',
      identifier: 'PartyIdentification/ID',
      scheme: 'PartyIdentification/ID/@schemeID',
      company: 'PartyLegalEntity/CompanyID',
    },
  },
  holds: (taken, payees) => payees.every((payee) => count(payee) <= 1 && differs(payee('name'), taken('seller'))),
  tells: (taken, payees) => ({ seller: taken('seller')[0] ?? '', payee: payees[0]?.('name')[0] ?? '' }),
  says: {
    en: `${en} (${term}) may be given once, and only for a payee ("{payee}") that is not the seller ("{seller}").`,
    fr: `${fr} (${term}) : une fois au plus, et pour un bénéficiaire (« {payee} ») autre que le vendeur (« {seller} »).`,
  },
});

const isSepa = (scheme: string): boolean => scheme.toUpperCase() === 'SEPA';

/** A value that all payment means must agree on. */
const sameEverywhere = (id: string, element: string, term: string, en: string, fr: string): ConditionRule => ({
  kind: 'condition',
  id,
  terms: [term],
  severity: 'error',
  in: '',
  take: { values: `//${element}` },
  holds: (taken) => areEqual(taken('values')),
  tells: (taken) => ({ values: [...new Set(taken('values'))].slice(0, 5).join(', ') }),
  says: {
    en: `${en} (${term}) is to be the same wherever it stands; found: {values}.`,
    fr: `${fr} (${term}) : la valeur doit être partout la même ; trouvé : {values}.`,
  },
});

/** What official rules only warn of. */
const warnings: readonly ElementRule[] = [
  {
    kind: 'condition',
    id: 'UBL-CR-002',
    terms: [],
    severity: 'warning',
    in: '',
    take: { version: 'UBLVersionID' },
    holds: (taken) => isAbsent(taken, 'version') || anyIs(taken('version'), ['2.1']),
    says: {
      en: 'The version of UBL is "{version}"; if it is given, it should be 2.1.',
      fr: "La version d'UBL est « {version} » ; si elle est indiquée, elle devrait être 2.1.",
    },
  },
  {
    kind: 'count',
    id: 'UBL-CR-412',
    terms: ['BT-9'],
    severity: 'warning',
    in: '/Invoice',
    of: 'PaymentMeans/PaymentDueDate',
    most: 0,
    says: {
      en: 'The due date of an invoice (BT-9) stands in DueDate, not with a means of payment.',
      fr: "La date d'échéance d'une facture (BT-9) figure dans DueDate, non avec un moyen de paiement.",
    },
  },
  {
    kind: 'condition',
    id: 'UBL-CR-665',
    terms: ['BT-122'],
    severity: 'warning',
    in: REFERENCE,
    take: { type: 'DocumentTypeCode', scheme: 'ID/@schemeID' },
    holds: (taken) =>
      isAbsent(taken, 'scheme') || (!isAbsent(taken, 'type') && taken('type').every((type) => type === '130')),
    says: {
      en: 'The identifier of a document names the scheme "{scheme}"; only an invoiced object (type code 130) has one.',
      fr: "L'identifiant d'un document nomme le schéma « {scheme} » ; seul un objet facturé (type 130) en a un.",
    },
  },
  {
    kind: 'condition',
    id: 'UBL-DT-18',
    terms: [],
    severity: 'warning',
    in: '',
    take: { all: '//@name', means: '//PaymentMeansCode/@name' },
    holds: (taken) => taken('all').length <= taken('means').length,
    says: {
      en: 'The attribute name stands elsewhere than with the code of a means of payment.',
      fr: "L'attribut name figure ailleurs qu'avec le code d'un moyen de paiement.",
    },
  },
];

/** Conditions on several elements of UBL: the rest of UBL-SR, UBL-CR and UBL-DT of 1.3.16. */
export const UBL_CONDITIONS: readonly ElementRule[] = [
  {
    kind: 'condition',
    id: 'UBL-SR-04',
    terms: ['BT-18'],
    severity: 'error',
    in: '',
    take: {},
    each: { of: 'AdditionalDocumentReference', take: { type: 'DocumentTypeCode', id: 'ID' } },
    holds: (_taken, references) => countIn(references, 'id', (each) => anyIs(each('type'), ['130'])) <= 1,
    says: {
      en: 'The invoiced object (BT-18) may be given once.',
      fr: "L'objet facturé (BT-18) ne peut être indiqué qu'une fois.",
    },
  },
  {
    kind: 'count',
    id: 'UBL-SR-07',
    terms: ['BT-25'],
    severity: 'error',
    in: '//BillingReference',
    of: 'InvoiceDocumentReference/ID',
    least: 1,
    says: {
      en: 'A reference to a preceding invoice has no number (BT-25).',
      fr: "Une référence à une facture antérieure n'a pas de numéro (BT-25).",
    },
  },
  oneRegistration('UBL-SR-12', SELLER, isVat, [
    'BT-31',
    'The VAT identifier of the seller',
    'Le numéro de TVA du vendeur',
  ]),
  oneRegistration('UBL-SR-13', SELLER, isNotVat, [
    'BT-32',
    'The tax registration of the seller',
    "L'enregistrement fiscal du vendeur",
  ]),
  oneRegistration('UBL-SR-18', BUYER, isVat, [
    'BT-48',
    'The VAT identifier of the buyer',
    "Le numéro de TVA de l'acheteur",
  ]),
  ofPayee('UBL-SR-19', (payee) => payee('name').length, ['BT-59', 'The name', 'Le nom']),
  ofPayee('UBL-SR-20', (payee) => payee('identifier').length - payee('scheme').filter(isSepa).length, [
    'BT-60',
    'The identifier',
    "L'identifiant",
  ]),
  ofPayee('UBL-SR-21', (payee) => payee('company').length, ['BT-61', 'The legal registration', "L'identifiant légal"]),
  {
    kind: 'condition',
    id: 'UBL-SR-29',
    terms: ['BT-90'],
    severity: 'error',
    in: '',
    take: { scheme: '//PartyIdentification/ID/@schemeID' },
    holds: (taken) => taken('scheme').filter(isSepa).length <= 1,
    says: {
      en: 'The creditor identifier (BT-90, scheme SEPA) may be given once.',
      fr: "L'identifiant de créancier (BT-90, schéma SEPA) ne peut être indiqué qu'une fois.",
    },
  },
  oneReason('UBL-SR-30', false, 'An allowance', 'Une remise'),
  oneReason('UBL-SR-31', true, 'A charge', 'Des frais'),
  {
    kind: 'count',
    id: 'UBL-SR-42',
    terms: ['BT-31', 'BT-32'],
    severity: 'error',
    in: '//AccountingSupplierParty/Party',
    of: 'PartyTaxScheme',
    most: 2,
    says: {
      en: 'The seller has one registration for VAT (BT-31) and one for other taxes (BT-32), and {count} are given.',
      fr: 'Le vendeur a un numéro de TVA (BT-31) et un autre enregistrement fiscal (BT-32) ; il y en a {count}.',
    },
  },
  typeOfReference('CreditNote', ['130']),
  typeOfReference('Invoice', ['130', '50']),
  sameEverywhere('UBL-SR-44', 'PaymentID', 'BT-83', 'The remittance information', "L'avis de paiement"),
  sameEverywhere(
    'UBL-SR-47',
    'PaymentMeansCode',
    'BT-81',
    'The code of the means of payment',
    'Le code du moyen de paiement',
  ),
  {
    kind: 'condition',
    id: 'UBL-SR-53',
    terms: ['BT-31'],
    severity: 'error',
    in: '//PartyTaxScheme',
    take: { scheme: 'TaxScheme/ID', number: 'CompanyID' },
    holds: (taken) => !isAbsent(taken, 'scheme') && !isAbsent(taken, 'number'),
    says: {
      en: 'A tax registration needs both its number ("{number}") and its tax scheme ("{scheme}").',
      fr: 'Un enregistrement fiscal doit avoir un numéro (« {number} ») et un régime de taxe (« {scheme} »).',
    },
  },
  notForObjects('UBL-CR-666', 'Attachment', 'an attachment', 'une pièce jointe'),
  notForObjects('UBL-CR-673', 'DocumentDescription', 'a description', 'une description'),
  ...warnings,
  ...ublDataTypes,
];
