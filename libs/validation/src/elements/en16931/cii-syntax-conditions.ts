import type { ConditionRule, ElementRule } from '../element-rule.js';
import { FORMATTED_DATES } from './cii-parts.js';
import { anyIndicates, anyIs, anyReads, areAlike, areEqual, countIn, isAbsent } from './syntax-texts.js';

const LINE = 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem';
const AGREEMENT = 'SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement';
const SETTLEMENT = 'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement';
const MEANS = 'SpecifiedTradeSettlementPaymentMeans';
const DATE_102 = /^[ \t\r\n]*\p{Nd}{4}(1[0-2]|0[1-9])(3[01]|[12][0-9]|0[1-9])[ \t\r\n]*$/u;

/** Elements of a referenced document that only some types of document have. */
const ofTypes = (id: string, element: string, types: readonly string[]): ConditionRule => ({
  kind: 'condition',
  id,
  terms: ['BG-24'],
  severity: 'error',
  in: '//AdditionalReferencedDocument',
  take: { element, type: 'TypeCode' },
  holds: (taken) => isAbsent(taken, 'element') || anyIs(taken('type'), types),
  says: {
    en: `${element} stands in a referenced document of type "{type}"; only the types ${types.join(', ')} have it.`,
    fr: `${element} figure dans un document référencé de type « {type} » ; seuls les types ${types.join(', ')} l'admettent.`,
  },
});

/** Two elements of which a context may have one. */
const eitherOf = (
  id: string,
  within: string,
  [one, other]: readonly [string, string],
  [term, en, fr]: readonly [string, string, string],
): ConditionRule => ({
  kind: 'condition',
  id,
  terms: [term],
  severity: 'warning',
  in: within,
  take: { one, other },
  holds: (taken) => isAbsent(taken, 'one') || isAbsent(taken, 'other'),
  says: {
    en: `${en} (${term}) is given twice, as "{one}" and as "{other}"; EN 16931 has room for one.`,
    fr: `${fr} (${term}) : indication en double, « {one} » et « {other} » ; l'EN 16931 n'en prévoit qu'une.`,
  },
});

const identifiersOf = (party: string): readonly [string, string] => [`${party}/ID`, `${party}/GlobalID`];
const contactsOf = (party: string): readonly [string, string] => [
  `${party}/DefinedTradeContact/PersonName`,
  `${party}/DefinedTradeContact/DepartmentName`,
];

/** Referenced documents of a type, or elements of theirs, of which there may be one. */
const oneOfType = (
  id: string,
  within: string,
  { element, isOfType }: { readonly element: string; readonly isOfType: (types: readonly string[]) => boolean },
  [term, en, fr]: readonly [string, string, string],
): ConditionRule => ({
  kind: 'condition',
  id,
  terms: [term],
  severity: 'warning',
  in: within,
  take: {},
  each: { of: 'AdditionalReferencedDocument', take: { type: 'TypeCode', element } },
  holds: (_taken, references) => countIn(references, 'element', (reference) => isOfType(reference('type'))) <= 1,
  says: {
    en: `${en} (${term}) may be given once, and is given several times.`,
    fr: `${fr} (${term}) : une seule occurrence est admise, il y en a plusieurs.`,
  },
});

/** A value that all payment means, or all breakdowns of VAT, must agree on. */
const sameEverywhere = (
  id: string,
  [within, of]: readonly [string, string],
  agree: (texts: readonly string[]) => boolean,
  [term, en, fr]: readonly [string, string, string],
): ConditionRule => ({
  kind: 'condition',
  id,
  terms: [term],
  severity: 'error',
  in: '',
  take: { within, values: of },
  holds: (taken) => isAbsent(taken, 'within') || agree(taken('values')),
  tells: (taken) => ({ values: [...new Set(taken('values'))].slice(0, 5).join(', ') }),
  says: {
    en: `${en} (${term}) is to be the same wherever it stands; found: {values}.`,
    fr: `${fr} (${term}) : la valeur doit être partout la même ; trouvé : {values}.`,
  },
});

/** Two declarations of the discount on a price, both or neither (CII-SR-119). */
const priceDiscount = (): ConditionRule => {
  const discount = 'GrossPriceProductTradePrice/AppliedTradeAllowanceCharge';
  return {
    kind: 'condition',
    id: 'CII-SR-119',
    terms: ['BT-147'],
    severity: 'warning',
    in: `${LINE}/SpecifiedLineTradeAgreement`,
    take: {
      indicator: `${discount}/ChargeIndicator`,
      says: `${discount}/ChargeIndicator/Indicator`,
      amount: `${discount}/ActualAmount`,
    },
    holds: (taken) => (isAbsent(taken, 'amount') ? isAbsent(taken, 'indicator') : anyIndicates(taken('says'), false)),
    says: {
      en: 'The discount on the price (BT-147) is an amount together with a charge indicator that says false.',
      fr: "Le rabais sur le prix (BT-147) est un montant accompagné d'un indicateur de frais à false.",
    },
  };
};

/** A transfer says to which account (CII-SR-470). */
const accountOfTransfer = (): ConditionRule => ({
  kind: 'condition',
  id: 'CII-SR-470',
  terms: ['BT-84'],
  severity: 'error',
  in: `${SETTLEMENT}/${MEANS}`,
  take: {
    code: 'TypeCode',
    account: ['PayeePartyCreditorFinancialAccount/IBANID', 'PayeePartyCreditorFinancialAccount/ProprietaryID'],
  },
  holds: (taken) => !anyReads(taken('code'), ['30', '58']) || !isAbsent(taken, 'account'),
  says: {
    en: 'A credit transfer (BT-81 {code}) needs the account to pay to (BT-84).',
    fr: 'Un virement (BT-81 {code}) doit indiquer le compte à créditer (BT-84).',
  },
});

const inProducts: readonly ConditionRule[] = [
  {
    kind: 'condition',
    id: 'CII-SR-046',
    terms: ['BT-157'],
    severity: 'error',
    in: `${LINE}/SpecifiedTradeProduct`,
    take: { identifier: 'GlobalID', scheme: 'GlobalID/@schemeID' },
    holds: (taken) => isAbsent(taken, 'identifier') || !isAbsent(taken, 'scheme'),
    says: {
      en: 'The standard identifier of the item "{identifier}" (BT-157) names no scheme (BT-157-1).',
      fr: "L'identifiant standard de l'article « {identifier} » (BT-157) ne nomme pas son schéma (BT-157-1).",
    },
  },
  {
    kind: 'condition',
    id: 'CII-SR-090',
    terms: ['BT-159'],
    severity: 'error',
    in: `${LINE}/SpecifiedTradeProduct`,
    take: { origin: 'OriginTradeCountry', country: 'OriginTradeCountry/ID' },
    holds: (taken) => isAbsent(taken, 'origin') || taken('country').length === 1,
    tells: (taken) => ({ count: String(taken('country').length) }),
    says: {
      en: 'The origin of the item is exactly one country (BT-159), and {count} are given.',
      fr: "L'origine de l'article est un seul pays (BT-159) ; il y en a {count}.",
    },
  },
  priceDiscount(),
];

const inTypes: readonly ElementRule[] = [
  ofTypes('CII-DT-015', 'URIID', ['916']),
  ofTypes('CII-DT-018', 'TypeCode', ['50', '130', '916']),
  ofTypes('CII-DT-021', 'Name', ['916']),
  ofTypes('CII-DT-022', 'AttachmentBinaryObject', ['916']),
  ofTypes('CII-DT-024', 'ReferenceTypeCode', ['130']),
  {
    kind: 'condition',
    id: 'CII-DT-033',
    terms: ['BT-130'],
    severity: 'error',
    in: '',
    take: { unit: '//*Quantity/@unitCode', invoiced: `${LINE}/SpecifiedLineTradeDelivery/BilledQuantity/@unitCode` },
    holds: (taken) => isAbsent(taken, 'unit') || !isAbsent(taken, 'invoiced'),
    says: {
      en: 'A quantity has the unit "{unit}" while no invoiced quantity has one (BT-130).',
      fr: "Une quantité a l'unité « {unit} » alors qu'aucune quantité facturée n'en a (BT-130).",
    },
  },
  {
    kind: 'condition',
    id: 'CII-DT-037',
    terms: ['BT-151'],
    severity: 'error',
    in: '//*TradeTax',
    take: { type: 'TypeCode' },
    holds: (taken) => isAbsent(taken, 'type') || taken('type').includes('VAT'),
    says: {
      en: 'The type of a tax is "{type}"; EN 16931 knows VAT only.',
      fr: "Le type d'une taxe est « {type} » ; l'EN 16931 ne connaît que VAT.",
    },
  },
  {
    kind: 'value',
    id: 'CII-DT-097',
    terms: [],
    severity: 'error',
    at: '//DateTimeString',
    unless: FORMATTED_DATES,
    holds: (text, attribute) => attribute('format') !== '102' || DATE_102.test(text),
    says: {
      en: '"{value}" is no date in the format 102, which is YYYYMMDD.',
      fr: '« {value} » n’est pas une date au format 102, soit AAAAMMJJ.',
    },
  },
];

/** Conditions on several elements of CII: the rest of CII-SR and CII-DT of 1.3.16. */
export const CII_CONDITIONS: readonly ElementRule[] = [
  ...inProducts,
  {
    kind: 'count',
    id: 'CII-SR-463',
    terms: [],
    severity: 'error',
    in: '//SpecifiedTradeAllowanceCharge',
    of: 'ChargeIndicator',
    least: 1,
    says: {
      en: 'An allowance or charge does not say which of the two it is (ChargeIndicator).',
      fr: "Une remise ou des frais : il n'est pas dit lequel des deux (ChargeIndicator).",
    },
  },
  eitherOf(
    'CII-SR-449',
    'SupplyChainTradeTransaction/ApplicableHeaderTradeDelivery',
    identifiersOf('ShipToTradeParty'),
    ['BT-71', 'The identifier of the place of delivery', 'Identifiant du lieu de livraison'],
  ),
  eitherOf('CII-SR-450', AGREEMENT, identifiersOf('BuyerTradeParty'), [
    'BT-46',
    'The identifier of the buyer',
    "Identifiant de l'acheteur",
  ]),
  eitherOf('CII-SR-451', SETTLEMENT, identifiersOf('PayeeTradeParty'), [
    'BT-60',
    'The identifier of the payee',
    'Identifiant du bénéficiaire',
  ]),
  eitherOf('CII-SR-465', AGREEMENT, contactsOf('SellerTradeParty'), [
    'BT-41',
    'The contact point of the seller',
    'Point de contact du vendeur',
  ]),
  eitherOf('CII-SR-466', AGREEMENT, contactsOf('BuyerTradeParty'), [
    'BT-56',
    'The contact point of the buyer',
    "Point de contact de l'acheteur",
  ]),
  oneOfType('CII-SR-457', AGREEMENT, { element: '.', isOfType: (types) => anyIs(types, ['50']) }, [
    'BT-17',
    'The tender',
    "L'appel d'offres",
  ]),
  oneOfType('CII-SR-458', AGREEMENT, { element: '.', isOfType: (types) => anyIs(types, ['130']) }, [
    'BT-18',
    'The invoiced object',
    "L'objet facturé",
  ]),
  oneOfType(
    'CII-SR-474',
    `${LINE}/SpecifiedLineTradeSettlement`,
    { element: '.', isOfType: (types) => anyReads(types, ['130']) },
    ['BT-128', 'The object of a line', "L'objet d'une ligne"],
  ),
  oneOfType('CII-SR-475', AGREEMENT, { element: 'Name', isOfType: (types) => anyReads(types, ['916']) }, [
    'BT-123',
    'The description of a supporting document',
    "La description d'une pièce jointe",
  ]),
  oneOfType(
    'CII-SR-476',
    AGREEMENT,
    { element: 'AttachmentBinaryObject', isOfType: (types) => anyReads(types, ['916']) },
    ['BT-125', 'The attached document', 'La pièce jointe'],
  ),
  sameEverywhere('CII-SR-462', [SETTLEMENT, '//ApplicableTradeTax/DueDateTypeCode'], areEqual, [
    'BT-8',
    'The code of the date at which VAT becomes due',
    "Le code de la date d'exigibilité de la TVA",
  ]),
  sameEverywhere('CII-SR-467', [`//${MEANS}`, `//${MEANS}/TypeCode`], areAlike, [
    'BT-81',
    'The code of the means of payment',
    'Le code du moyen de paiement',
  ]),
  sameEverywhere('CII-SR-468', [`//${MEANS}`, `//${MEANS}/Information`], areAlike, [
    'BT-82',
    'The name of the means of payment',
    'Le libellé du moyen de paiement',
  ]),
  accountOfTransfer(),
  ...inTypes,
];
