import type { Syntax } from '@onefacture/formats';
import type { Bilingual } from '../../report/finding.js';
import type { ConditionRule, ElementRule, Pattern, ValueRule } from '../element-rule.js';
import { says } from './code-list.js';

const DECIMALS = 2;

/** At most two characters after the first point, as they stand: blanks count, and so do zeros. */
const isShort = (text: string): boolean => {
  const point = text.indexOf('.');
  return point < 0 || text.length - point - 1 <= DECIMALS;
};

/** At most two decimals by value: further zeros do not count. */
const isInCents = (text: string): boolean => /^\s*[+-]?\d*(\.\d{0,2}0*)?\s*$/.test(text);

const SAYS: Bilingual = {
  en: '{value} has more than two decimals.',
  fr: '{value} a plus de deux décimales.',
};

/** An amount by the number of its rule and its term. */
type Amount = readonly [number: string, term: string];

const named = ([number, term]: Amount) => ({
  id: `BR-DEC-${number}`,
  terms: [term],
  severity: 'error' as const,
  says: { en: `${term}: ${SAYS.en}`, fr: `${term} : ${SAYS.fr}` },
});

const short = (amount: Amount, at: Pattern): ValueRule => ({ ...named(amount), kind: 'value', at, holds: isShort });

/** The two amounts of an allowance or charge, which an indicator tells apart. */
interface Adjustment {
  readonly within: Pattern;
  readonly indicator: string;
  readonly amount: string;
  readonly base: string;
}

type Says = (indicators: readonly string[]) => boolean;

const adjustments = (
  { within, indicator, amount, base }: Adjustment,
  applies: Says,
  ...amounts: readonly [Amount, Amount]
): readonly ConditionRule[] =>
  [amount, base].map((value, index) => ({
    ...named(amounts[index] ?? amounts[0]),
    kind: 'condition',
    in: within,
    take: { value, indicator },
    holds: (taken) => !applies(taken('indicator')) || isShort(taken('value')[0] ?? ''),
  }));

const CII_ADJUSTMENT = { indicator: 'ChargeIndicator/Indicator', amount: 'ActualAmount', base: 'BasisAmount' };
const CII_DOCUMENT = { ...CII_ADJUSTMENT, within: '//ApplicableHeaderTradeSettlement/SpecifiedTradeAllowanceCharge' };
const CII_LINE = { ...CII_ADJUSTMENT, within: '//SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge' };

/** In CII the word itself is asked for: `0` is no `false`. */
const spelled =
  (indicator: string): Says =>
  (indicators) =>
    indicators.includes(indicator);

/** Groups of these categories have rules of their own, which come before that of their decimals. */
const EXCUSED: ReadonlySet<string> = new Set(['O', 'L', 'M']);

const ciiGroup = (amount: Amount, value: string): ConditionRule => ({
  ...named(amount),
  kind: 'condition',
  in: '//ApplicableHeaderTradeSettlement/ApplicableTradeTax',
  take: { value, category: 'CategoryCode', type: 'TypeCode' },
  holds: (taken) => {
    const excused =
      taken('category').some((code) => EXCUSED.has(code)) && taken('type').some((type) => type.toUpperCase() === 'VAT');
    return excused || isShort(taken('value')[0] ?? '');
  },
});

/** BT-110 or BT-111: one of the totals must be in cents, or of no concern. */
const ciiTaxTotal = (
  amount: Amount,
  currency: string,
  fits: (total: { readonly own: boolean; readonly inCents: boolean; readonly named: boolean }) => boolean,
): ConditionRule => ({
  ...named(amount),
  says: {
    en: `${amount[1]}: no VAT total in the currency “{currency}” has at most two decimals.`,
    fr: `${amount[1]} : aucun total de TVA dans la devise « {currency} » n’a au plus deux décimales.`,
  },
  kind: 'condition',
  in: '//ApplicableHeaderTradeSettlement',
  take: { currency },
  each: {
    of: 'SpecifiedTradeSettlementHeaderMonetarySummation/TaxTotalAmount',
    take: { total: '', of: '@currencyID' },
  },
  holds: (taken, totals) => {
    const currencies = taken('currency');
    return (
      totals.length === 0 ||
      totals.some((total) =>
        fits({
          own: total('of').some((code) => currencies.includes(code)),
          inCents: isInCents(total('total')[0] ?? ''),
          named: currencies.length > 0,
        }),
      )
    );
  },
});

const ciiTotal = (amount: Amount, element: string): ValueRule =>
  short(amount, `//SpecifiedTradeSettlementHeaderMonetarySummation/${element}`);

const CII: readonly ElementRule[] = [
  ...adjustments(CII_DOCUMENT, spelled('false'), ['01', 'BT-92'], ['02', 'BT-93']),
  ...adjustments(CII_DOCUMENT, spelled('true'), ['05', 'BT-99'], ['06', 'BT-100']),
  ciiTotal(['09', 'BT-106'], 'LineTotalAmount'),
  ciiTotal(['10', 'BT-107'], 'AllowanceTotalAmount'),
  ciiTotal(['11', 'BT-108'], 'ChargeTotalAmount'),
  ciiTotal(['12', 'BT-109'], 'TaxBasisTotalAmount'),
  ciiTaxTotal(['13', 'BT-110'], 'InvoiceCurrencyCode', ({ own, inCents }) => !own || inCents),
  ciiTotal(['14', 'BT-112'], 'GrandTotalAmount'),
  ciiTaxTotal(['15', 'BT-111'], 'TaxCurrencyCode', ({ own, inCents, named: asked }) => !asked || (own && inCents)),
  ciiTotal(['16', 'BT-113'], 'TotalPrepaidAmount'),
  ciiTotal(['17', 'BT-114'], 'RoundingAmount'),
  ciiTotal(['18', 'BT-115'], 'DuePayableAmount'),
  ciiGroup(['19', 'BT-116'], 'BasisAmount'),
  ciiGroup(['20', 'BT-117'], 'CalculatedAmount'),
  short(
    ['23', 'BT-131'],
    '//IncludedSupplyChainTradeLineItem/SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount',
  ),
  ...adjustments(CII_LINE, spelled('false'), ['24', 'BT-136'], ['25', 'BT-137']),
  ...adjustments(CII_LINE, spelled('true'), ['27', 'BT-141'], ['28', 'BT-142']),
];

const UBL_ADJUSTMENT = { indicator: 'ChargeIndicator', amount: 'Amount', base: 'BaseAmount' };
const UBL_DOCUMENT = { ...UBL_ADJUSTMENT, within: 'AllowanceCharge' };
const UBL_LINE = { ...UBL_ADJUSTMENT, within: '//(InvoiceLine|CreditNoteLine)/AllowanceCharge' };

const ublTotal = (amount: Amount, element: string): ValueRule => short(amount, `//LegalMonetaryTotal/${element}`);

/** BR-DEC-13 and -15 are not among them: the official form of UBL compares with an element that stands nowhere, and always holds. */
const UBL: readonly ElementRule[] = [
  ...adjustments(UBL_DOCUMENT, says(false), ['01', 'BT-92'], ['02', 'BT-93']),
  ...adjustments(UBL_DOCUMENT, says(true), ['05', 'BT-99'], ['06', 'BT-100']),
  ublTotal(['09', 'BT-106'], 'LineExtensionAmount'),
  ublTotal(['10', 'BT-107'], 'AllowanceTotalAmount'),
  ublTotal(['11', 'BT-108'], 'ChargeTotalAmount'),
  ublTotal(['12', 'BT-109'], 'TaxExclusiveAmount'),
  ublTotal(['14', 'BT-112'], 'TaxInclusiveAmount'),
  ublTotal(['16', 'BT-113'], 'PrepaidAmount'),
  ublTotal(['17', 'BT-114'], 'PayableRoundingAmount'),
  ublTotal(['18', 'BT-115'], 'PayableAmount'),
  short(['19', 'BT-116'], '//TaxTotal/TaxSubtotal/TaxableAmount'),
  short(['20', 'BT-117'], '//TaxTotal/TaxSubtotal/TaxAmount'),
  short(['23', 'BT-131'], '//(InvoiceLine|CreditNoteLine)/LineExtensionAmount'),
  ...adjustments(UBL_LINE, says(false), ['24', 'BT-136'], ['25', 'BT-137']),
  ...adjustments(UBL_LINE, says(true), ['27', 'BT-141'], ['28', 'BT-142']),
];

/** BR-DEC-01 to BR-DEC-28: amounts have at most two decimals, by their spelling. */
export const decimalElements: Readonly<Record<Syntax, readonly ElementRule[]>> = { CII, UBL };
