import type { KeptElement } from '../../element-rule.js';
import { below, byName, textsBelow, textsIn } from '../../kept-elements.js';
import { lastOf } from '../../../last-of.js';
import {
  byCode,
  type GroupElement,
  onlyAmount,
  type PartyNumbers,
  sumsOf,
  type TaxedElement,
  type TaxElement,
  type Use,
  usesOf,
  type VatElements,
} from './vat-elements.js';

const TRADE_TAX = '//(ApplicableTradeTax|CategoryTradeTax)';
const LINE = '//SpecifiedLineTradeSettlement';
const ADJUSTMENT = '//SpecifiedTradeAllowanceCharge';
const PARTY = '//(SellerTradeParty|SellerTaxRepresentativeTradeParty|BuyerTradeParty)';
const TRANSACTION = 'SupplyChainTradeTransaction';

/** What CII says about VAT. */
export const CII_VAT_PARTS: readonly string[] = [
  LINE,
  `${LINE}/SpecifiedTradeSettlementLineMonetarySummation`,
  `${LINE}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount`,
  TRADE_TAX,
  `${TRADE_TAX}/(CategoryCode|TypeCode|RateApplicablePercent|ExemptionReason|ExemptionReasonCode)`,
  '//ApplicableTradeTax/(BasisAmount|CalculatedAmount)',
  ADJUSTMENT,
  `${ADJUSTMENT}/(ChargeIndicator|ActualAmount)`,
  `${ADJUSTMENT}/ChargeIndicator/Indicator`,
  PARTY,
  `${PARTY}/(SpecifiedTaxRegistration|SpecifiedLegalOrganization)`,
  `${PARTY}/(SpecifiedTaxRegistration|SpecifiedLegalOrganization)/ID`,
  `${TRANSACTION}/ApplicableHeaderTradeDelivery/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString`,
  `${TRANSACTION}/ApplicableHeaderTradeSettlement/BillingSpecifiedPeriod/(StartDateTime|EndDateTime)`,
  `${TRANSACTION}/ApplicableHeaderTradeDelivery/ShipToTradeParty/PostalTradeAddress/CountryID`,
];

const usesOfAdjustment = (adjustment: KeptElement): readonly Use[] =>
  usesOf(textsBelow(adjustment, 'ChargeIndicator/Indicator'));

const usedOn = ({ path, parent }: KeptElement): readonly Use[] => {
  if (path.at(-2) === 'SpecifiedLineTradeSettlement' && path.at(-1) === 'ApplicableTradeTax') return ['line'];
  return parent === undefined || path.at(-2) !== 'SpecifiedTradeAllowanceCharge' ? [] : usesOfAdjustment(parent);
};

/** In the order of the official rules, of which only the first that fits takes a category. */
const CATEGORIES = ['AE', 'L', 'M', 'E', 'G', 'K', 'O', 'S', 'Z'] as const;

const takenAs = (codes: readonly string[], uses: readonly Use[]): Pick<TaxElement, 'taken'> => {
  if (codes.length <= 1 && uses.length <= 1) return {};
  const code = CATEGORIES.find((one) => codes.includes(one));
  return code === undefined ? {} : { taken: { code, use: uses[0] } };
};

const taxElement = (at: KeptElement, texts = textsIn(at)): TaxElement => {
  const codes = texts('CategoryCode');
  const uses = usedOn(at);
  return {
    at,
    codes,
    ...takenAs(codes, uses),
    isVat: texts('TypeCode').some((type) => type.toUpperCase() === 'VAT'),
    rates: texts('RateApplicablePercent'),
    uses,
    isRated: true,
  };
};

const groupElement = (at: KeptElement): GroupElement => {
  const texts = textsIn(at);
  return {
    ...taxElement(at, texts),
    base: onlyAmount(texts('BasisAmount')),
    tax: onlyAmount(texts('CalculatedAmount')),
    grounds: [...texts('ExemptionReason'), ...texts('ExemptionReasonCode')],
  };
};

const taxesOf = (taxes: readonly KeptElement[]): Pick<TaxedElement, 'codes' | 'rates'> => ({
  codes: taxes.flatMap((tax) => textsBelow(tax, 'CategoryCode')),
  rates: taxes.flatMap((tax) => textsBelow(tax, 'RateApplicablePercent')),
});

const lineElement = (line: KeptElement): TaxedElement => ({
  uses: ['line'],
  amounts: textsBelow(line, 'SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount'),
  ...taxesOf(below(line, 'ApplicableTradeTax')),
  counts: true,
});

const adjustmentElement = (one: KeptElement): TaxedElement => ({
  uses: usesOfAdjustment(one),
  amounts: textsBelow(one, 'ActualAmount').slice(0, 1),
  ...taxesOf(below(one, 'CategoryTradeTax')),
  counts: one.path.at(-2) === 'ApplicableHeaderTradeSettlement',
});

/** Whether a party has a number of one of the schemes. */
const has = (parties: readonly KeptElement[], ...schemes: readonly string[]): boolean =>
  parties.some((party) =>
    below(party, 'SpecifiedTaxRegistration/ID').some((id) => schemes.includes(id.attribute('schemeID') ?? '')),
  );

const numbersOf = (named: (name: string) => readonly KeptElement[], root: KeptElement): PartyNumbers => {
  const sellers = named('SellerTradeParty');
  const buyers = named('BuyerTradeParty');
  return {
    sellerVat: has(sellers, 'VA'),
    sellerAny: has(sellers, 'VA', 'FC'),
    representativeVat: has(named('SellerTaxRepresentativeTradeParty'), 'VA'),
    buyerVat: has(buyers, 'VA'),
    buyerLegal: buyers.some((party) => below(party, 'SpecifiedLegalOrganization/ID').length > 0),
    seller: sellers[0] ?? root,
    buyer: buyers[0] ?? root,
  };
};

const isOfHeader = ({ path }: KeptElement): boolean =>
  path.at(-2) === 'ApplicableHeaderTradeSettlement' && path.at(-1) === 'ApplicableTradeTax';

/** Everything on VAT in a CII document. */
export const ciiVatElements = lastOf((root: KeptElement): VatElements => {
  const all = byName(root);
  const named = (name: string): readonly KeptElement[] => all.get(name) ?? [];
  const taxes = [...named('ApplicableTradeTax'), ...named('CategoryTradeTax')];
  const lines = named('SpecifiedLineTradeSettlement');
  const dates = ['DateTimeString', 'StartDateTime', 'EndDateTime'].flatMap(named);
  return {
    syntax: 'CII',
    root,
    uses: byCode(taxes.filter((one) => !isOfHeader(one)).map((one) => taxElement(one))),
    groups: byCode(taxes.filter(isOfHeader).map(groupElement)),
    parties: numbersOf(named, root),
    hasLines: lines.length > 0,
    sums: sumsOf([...lines.map(lineElement), ...named('SpecifiedTradeAllowanceCharge').map(adjustmentElement)]),
    isDelivered: dates.length > 0,
    isDeliveredSomewhere: named('CountryID').length > 0,
  };
});
