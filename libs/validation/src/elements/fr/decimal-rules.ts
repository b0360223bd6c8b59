import type { ElementRule, Pattern, Taken } from '../element-rule.js';
import { atPlaces, type BySyntax, joined, type Place, together, value } from './french-element.js';
import { isAmount, isPrice, isQuantity, isRate, isSignedPrice, normalized } from './french-formats.js';
import { CII_FRAME, LINE_AGREEMENT, LINE_DELIVERY, LINE_SETTLEMENT, SETTLEMENT, UBL_LINE } from './french-paths.js';

const SUMMATION = `${SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation`;
const CHARGE = `${SETTLEMENT}/SpecifiedTradeAllowanceCharge`;
const GROUP = `${SETTLEMENT}/ApplicableTradeTax`;
const LINE_CHARGE = `${LINE_SETTLEMENT}/SpecifiedTradeAllowanceCharge`;

/** BT-111 is never reached: in both official files an earlier rule takes its element for BT-110. */
const AMOUNTS: readonly Place[] = [
  { term: 'BT-92, BT-99', CII: `${CHARGE}/ActualAmount`, UBL: 'AllowanceCharge/Amount' },
  { term: 'BT-93, BT-100', CII: `${CHARGE}/BasisAmount`, UBL: 'AllowanceCharge/BaseAmount' },
  { term: 'BT-106', CII: `${SUMMATION}/LineTotalAmount`, UBL: '//LegalMonetaryTotal/LineExtensionAmount' },
  { term: 'BT-107', CII: `${SUMMATION}/AllowanceTotalAmount`, UBL: '//LegalMonetaryTotal/AllowanceTotalAmount' },
  { term: 'BT-108', CII: `${SUMMATION}/ChargeTotalAmount`, UBL: '//LegalMonetaryTotal/ChargeTotalAmount' },
  { term: 'BT-109', CII: `${SUMMATION}/TaxBasisTotalAmount`, UBL: '//LegalMonetaryTotal/TaxExclusiveAmount' },
  { term: 'BT-110', CII: `${SUMMATION}/TaxTotalAmount`, UBL: '//TaxTotal/TaxAmount' },
  { term: 'BT-112', CII: `${SUMMATION}/GrandTotalAmount`, UBL: '//LegalMonetaryTotal/TaxInclusiveAmount' },
  { term: 'BT-113', CII: `${SUMMATION}/TotalPrepaidAmount`, UBL: '//LegalMonetaryTotal/PrepaidAmount' },
  { term: 'BT-114', CII: `${SUMMATION}/RoundingAmount`, UBL: '//LegalMonetaryTotal/PayableRoundingAmount' },
  { term: 'BT-115', CII: `${SUMMATION}/DuePayableAmount`, UBL: '//LegalMonetaryTotal/PayableAmount' },
  { term: 'BT-116', CII: `${GROUP}/BasisAmount`, UBL: '//TaxTotal/TaxSubtotal/TaxableAmount' },
  { term: 'BT-117', CII: `${GROUP}/CalculatedAmount`, UBL: '//TaxTotal/TaxSubtotal/TaxAmount' },
  {
    term: 'BT-131',
    CII: `${LINE_SETTLEMENT}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount`,
    UBL: `${UBL_LINE}/LineExtensionAmount`,
  },
  { term: 'BT-136, BT-141', CII: `${LINE_CHARGE}/ActualAmount`, UBL: `${UBL_LINE}/AllowanceCharge/Amount` },
  { term: 'BT-137, BT-142', CII: `${LINE_CHARGE}/BasisAmount`, UBL: `${UBL_LINE}/AllowanceCharge/BaseAmount` },
];

const idOf = (rule: string, term: string): string => `${rule}_${term.replace(', ', '_')}`;

const amounts = atPlaces(AMOUNTS, ({ term }, at) => [
  value({
    id: idOf('BR-FR-DEC-01', term),
    term,
    at,
    says: {
      en: 'The {name} ({term}) is no amount of at most 19 digits with two decimals: "{value}".',
      fr: '{term}, {name}, n’est pas un montant d’au plus 19 chiffres avec deux décimales : « {value} ».',
    },
    holds: isAmount,
  }),
]);

const QUANTITIES: readonly Place[] = [
  {
    term: 'BT-129',
    CII: `${LINE_DELIVERY}/BilledQuantity`,
    UBL: ['InvoiceLine/InvoicedQuantity', 'CreditNoteLine/CreditedQuantity'],
  },
  {
    term: 'BT-149',
    CII: `${LINE_AGREEMENT}/NetPriceProductTradePrice/BasisQuantity`,
    UBL: `${UBL_LINE}/Price/BaseQuantity`,
  },
];

const quantities = atPlaces(QUANTITIES, ({ term }, at, syntax) => [
  value({
    id: idOf('BR-FR-DEC-02', term),
    term,
    at,
    says: {
      en: 'The {name} ({term}) is no quantity of at most 19 digits with four decimals: "{value}".',
      fr: '{term}, {name}, n’est pas une quantité d’au plus 19 chiffres avec quatre décimales : « {value} ».',
    },
    holds: (text) => isQuantity(text) || (syntax === 'UBL' && term === 'BT-149' && normalized(text) === ''),
  }),
]);

const RATES: readonly Place[] = [
  {
    term: 'BT-96, BT-103',
    CII: `${CHARGE}/CategoryTradeTax/RateApplicablePercent`,
    UBL: '//AllowanceCharge/TaxCategory/Percent',
  },
  { term: 'BT-119', CII: `${GROUP}/RateApplicablePercent`, UBL: '//TaxTotal/TaxSubtotal/TaxCategory/Percent' },
  {
    term: 'BT-152',
    CII: `${LINE_SETTLEMENT}/ApplicableTradeTax/RateApplicablePercent`,
    UBL: '//Item/ClassifiedTaxCategory/Percent',
  },
];

const rates = atPlaces(RATES, ({ term }, at) => [
  value({
    id: idOf('BR-FR-DEC-04', term),
    term,
    at,
    says: {
      en: 'The {name} ({term}) is no positive rate of at most four digits with two decimals: "{value}".',
      fr: '{term}, {name}, n’est pas un taux positif d’au plus quatre chiffres avec deux décimales : « {value} ».',
    },
    holds: isRate,
  }),
]);

const BOTH_WAYS: ReadonlySet<string> = new Set(['B9', 'S9', 'M9']);

const PRICES: readonly Place[] = [
  {
    term: 'BT-146',
    CII: `${LINE_AGREEMENT}/NetPriceProductTradePrice/ChargeAmount`,
    UBL: `${UBL_LINE}/Price/PriceAmount`,
  },
  {
    term: 'BT-147',
    CII: `${LINE_AGREEMENT}/GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount`,
    UBL: `${UBL_LINE}/Price/AllowanceCharge/Amount`,
  },
  {
    term: 'BT-148',
    CII: `${LINE_AGREEMENT}/GrossPriceProductTradePrice/ChargeAmount`,
    UBL: `${UBL_LINE}/Price/AllowanceCharge/BaseAmount`,
  },
];

/** The first price that its frame does not allow. */
const faulty = (taken: Taken, blankIsNone: boolean): string | undefined => {
  const isOne = taken('frame').some((frame) => BOTH_WAYS.has(normalized(frame))) ? isSignedPrice : isPrice;
  return taken('price').find((text) => !isOne(text) && !(blankIsNone && normalized(text) === ''));
};

/** A price below zero is one of the other way, in an invoice that goes both ways; BT-23 says so, far from the price. */
const price = (id: string, term: string, at: Pattern, blankIsNone: boolean): readonly ElementRule[] => {
  const says = {
    en: 'The {name} ({term}) is no number of at most 19 digits with six decimals, or is below zero where BT-23 is not B9, S9 or M9: "{value}".',
    fr: '{term}, {name}, n’est pas un nombre d’au plus 19 chiffres avec six décimales, ou est négatif alors que BT-23 n’est ni B9, ni S9, ni M9 : « {value} ».',
  };
  return [
    together({
      id,
      term,
      says,
      in: '',
      take: { frame: [CII_FRAME, 'ProfileID'], price: at },
      holds: (taken) => faulty(taken, blankIsNone) === undefined,
      tells: (taken) => ({ value: faulty(taken, blankIsNone) ?? '' }),
    }),
  ];
};

const prices = atPlaces(PRICES, ({ term }, at, syntax) =>
  price(idOf('BR-FR-DEC-03', term), term, at, syntax === 'UBL'),
);

/** BR-FR-DEC-01 to -04. */
export const decimalRules: BySyntax = joined([amounts, quantities, rates, prices]);
