import { CREDIT_TRANSFERS, isTruncated } from '../../rules/en16931/payment-rules.js';
import { JUDGED_APART } from '../../rules/en16931/vat-breakdown-rules.js';
import { hasVatPrefix } from '../../rules/en16931/vat-prefix.js';
import type { ElementRule, Taken } from '../element-rule.js';
import { grossTotal, groupTax, taxTotalsInCurrency } from './amount-conditions.js';
import { condition, filled, has, isFilled, isNotNegative, overlap, present, texted } from './forms.js';
import { totalsConditions } from './totals-conditions.js';

const TRANSACTION = 'SupplyChainTradeTransaction';
const AGREEMENT = `${TRANSACTION}/ApplicableHeaderTradeAgreement`;
const SELLER = `${AGREEMENT}/SellerTradeParty`;
const BUYER = `${AGREEMENT}/BuyerTradeParty`;
const SETTLEMENT = `${TRANSACTION}/ApplicableHeaderTradeSettlement`;
const LINE = '//IncludedSupplyChainTradeLineItem';
const SUMMATION = 'SpecifiedTradeSettlementHeaderMonetarySummation';
const LINE_TOTAL = 'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount';
const REPRESENTATIVE = '//SellerTaxRepresentativeTradeParty';

const DAY = '102';

const document: readonly ElementRule[] = [
  filled('BR-01', '', 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID'),
  filled('BR-02', '', 'ExchangedDocument/ID'),
  condition(
    'BR-03',
    '',
    { each: { of: 'ExchangedDocument/IssueDateTime/DateTimeString', take: { format: '@format', text: '' } } },
    (_, dates) => dates.some((date) => date('format').includes(DAY) && isFilled(date, 'text')),
  ),
  filled('BR-04', '', 'ExchangedDocument/TypeCode'),
  filled('BR-05', '', `${SETTLEMENT}/InvoiceCurrencyCode`),
  condition(
    'BR-53',
    SETTLEMENT,
    {
      take: {
        summation: SUMMATION,
        accounting: 'TaxCurrencyCode',
        invoice: 'InvoiceCurrencyCode',
        totals: `${SUMMATION}/TaxTotalAmount/@currencyID`,
      },
    },
    (taken) =>
      !has(taken, 'summation') ||
      !has(taken, 'accounting') ||
      (overlap(taken, 'totals', 'accounting') && !overlap(taken, 'accounting', 'invoice')),
  ),
];

const parties: readonly ElementRule[] = [
  filled('BR-06', '', `${SELLER}/Name`),
  filled('BR-07', '', `${BUYER}/Name`),
  present('BR-08', '', `${SELLER}/PostalTradeAddress`),
  filled('BR-09', '', `${SELLER}/PostalTradeAddress/CountryID`),
  present('BR-10', '', `${BUYER}/PostalTradeAddress`),
  filled('BR-11', '', `${BUYER}/PostalTradeAddress/CountryID`),
  condition(
    'BR-17',
    '',
    {
      take: {
        payee: `${SETTLEMENT}/PayeeTradeParty`,
        name: `${SETTLEMENT}/PayeeTradeParty/Name`,
        id: `${SETTLEMENT}/PayeeTradeParty/ID`,
        legal: `${SETTLEMENT}/PayeeTradeParty/SpecifiedLegalOrganization/ID`,
        sellerName: `${SELLER}/Name`,
        sellerId: `${SELLER}/ID`,
        sellerLegal: `${SELLER}/SpecifiedLegalOrganization/ID`,
      },
    },
    (taken) =>
      !has(taken, 'payee') ||
      (has(taken, 'name') &&
        !overlap(taken, 'name', 'sellerName') &&
        !overlap(taken, 'id', 'sellerId') &&
        !overlap(taken, 'legal', 'sellerLegal')),
  ),
  filled('BR-18', REPRESENTATIVE, 'Name'),
  present('BR-19', REPRESENTATIVE, 'PostalTradeAddress'),
  filled('BR-20', REPRESENTATIVE, 'PostalTradeAddress/CountryID'),
  condition(
    'BR-56',
    REPRESENTATIVE,
    { each: { of: 'SpecifiedTaxRegistration/ID', take: { scheme: '@schemeID', text: '' } } },
    (_, ids) => ids.some((id) => id('scheme').includes('VA') && isFilled(id, 'text')),
  ),
  filled('BR-57', `${TRANSACTION}/ApplicableHeaderTradeDelivery/ShipToTradeParty/PostalTradeAddress`, 'CountryID'),
  ...[
    ['BR-62', SELLER],
    ['BR-63', BUYER],
  ].map(([id = '', party = '']) =>
    condition(
      id,
      party,
      { each: { of: 'URIUniversalCommunication', take: { scheme: 'URIID/@schemeID' } } },
      (_, [address]) => address === undefined || isFilled(address, 'scheme'),
    ),
  ),
  texted(
    'BR-CO-09',
    '//SpecifiedTaxRegistration/ID',
    (text, attribute) => attribute('schemeID') !== 'VA' || hasVatPrefix(text, 'CII'),
  ),
  condition(
    'BR-CO-26',
    '//SellerTradeParty',
    {
      take: {
        id: ['ID', 'GlobalID', 'SpecifiedLegalOrganization/ID'],
        schemes: 'SpecifiedTaxRegistration/ID/@schemeID',
      },
    },
    (taken) => has(taken, 'id') || taken('schemes').includes('VA'),
  ),
];

const isVat = (taken: Taken): boolean => taken('type').some((type) => type.toUpperCase() === 'VAT');

const lines: readonly ElementRule[] = [
  present('BR-16', '', `${TRANSACTION}/IncludedSupplyChainTradeLineItem`),
  filled('BR-21', LINE, 'AssociatedDocumentLineDocument/LineID'),
  present('BR-22', LINE, 'SpecifiedLineTradeDelivery/BilledQuantity'),
  present('BR-23', LINE, 'SpecifiedLineTradeDelivery/BilledQuantity/@unitCode'),
  present('BR-24', LINE, LINE_TOTAL),
  filled('BR-25', LINE, 'SpecifiedTradeProduct/Name'),
  present('BR-26', LINE, 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount'),
  condition(
    'BR-27',
    LINE,
    {
      take: {
        price: 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount',
        line: 'AssociatedDocumentLineDocument/LineID',
      },
    },
    (taken) => taken('price').some(isNotNegative),
    (taken) => ({ line: taken('line')[0]?.trim() ?? '', value: taken('price')[0]?.trim() ?? '–' }),
  ),
  condition(
    'BR-28',
    LINE,
    {
      take: {
        price: 'SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/ChargeAmount',
        line: 'AssociatedDocumentLineDocument/LineID',
      },
    },
    (taken) => !has(taken, 'price') || taken('price').some(isNotNegative),
    (taken) => ({ line: taken('line')[0]?.trim() ?? '', value: taken('price')[0]?.trim() ?? '–' }),
  ),
  condition(
    'BR-54',
    '//ApplicableProductCharacteristic',
    { take: { name: 'Description', value: 'Value' } },
    (taken) => has(taken, 'name') && has(taken, 'value'),
  ),
  condition(
    'BR-64',
    LINE,
    { take: { id: 'SpecifiedTradeProduct/GlobalID', scheme: 'SpecifiedTradeProduct/GlobalID/@schemeID' } },
    (taken) => !has(taken, 'id') || isFilled(taken, 'scheme'),
  ),
  condition(
    'BR-65',
    '//DesignatedProductClassification',
    { take: { code: 'ClassCode', list: 'ClassCode/@listID' } },
    (taken) => !has(taken, 'code') || isFilled(taken, 'list'),
  ),
  condition(
    'BR-CO-04',
    LINE,
    {
      each: {
        of: 'SpecifiedLineTradeSettlement/ApplicableTradeTax',
        take: { type: 'TypeCode', category: 'CategoryCode' },
      },
    },
    (_, taxes) => taxes.some((tax) => isVat(tax) && has(tax, 'category')),
  ),
];

const totals: readonly ElementRule[] = [
  present('BR-12', `//${SUMMATION}`, 'LineTotalAmount'),
  present('BR-13', `//${SUMMATION}`, 'TaxBasisTotalAmount'),
  present('BR-14', `//${SUMMATION}`, 'GrandTotalAmount'),
  present('BR-15', `//${SUMMATION}`, 'DuePayableAmount'),
  ...totalsConditions({
    syntax: 'CII',
    in: TRANSACTION,
    summation: `ApplicableHeaderTradeSettlement/${SUMMATION}`,
    members: {
      lines: 'LineTotalAmount',
      allowances: 'AllowanceTotalAmount',
      charges: 'ChargeTotalAmount',
      net: 'TaxBasisTotalAmount',
      gross: 'GrandTotalAmount',
      prepaid: 'TotalPrepaidAmount',
      rounding: 'RoundingAmount',
      due: 'DuePayableAmount',
    },
    lines: `IncludedSupplyChainTradeLineItem/${LINE_TOTAL}`,
    entries: 'ApplicableHeaderTradeSettlement/SpecifiedTradeAllowanceCharge',
    indicator: 'ChargeIndicator/Indicator',
    amount: 'ActualAmount',
  }),
];

/** Whether the official rules on a group come by at all: those of L, M and O are taken by rules of their category. */
const isJudged = (group: Taken): boolean =>
  !isVat(group) || !group('category').some((category) => JUDGED_APART.has(category));

const GROUP = '//ApplicableHeaderTradeSettlement/ApplicableTradeTax';
const GROUP_PARTS = {
  type: 'TypeCode',
  category: 'CategoryCode',
  rate: 'RateApplicablePercent',
  base: 'BasisAmount',
  tax: 'CalculatedAmount',
};

const ofGroup = (id: string, holds: (group: Taken) => boolean): ElementRule =>
  condition(id, GROUP, { take: GROUP_PARTS }, (group) => !isJudged(group) || holds(group));

/** BT-119 of a group of VAT; this rule alone takes white space around the type. */
const rateOf = (group: Taken): string | undefined =>
  group('type').some((type) => type.trim().toUpperCase() === 'VAT') ? group('rate')[0] : undefined;

const plausible = groupTax('CII');
const gross = grossTotal('CII');
const TOTALS = {
  of: `${SUMMATION}/TaxTotalAmount`,
  take: { currency: '@currencyID', amount: '' },
};

const vat: readonly ElementRule[] = [
  ofGroup('BR-45', (group) => has(group, 'base')),
  ofGroup('BR-46', (group) => has(group, 'tax')),
  ofGroup('BR-47', (group) => isVat(group) && has(group, 'category')),
  ofGroup('BR-48', (group) => isVat(group) && (has(group, 'rate') || group('category').includes('O'))),
  condition(
    'BR-CO-03',
    '',
    {
      take: { date: '//TaxPointDate', code: '//DueDateTypeCode' },
      each: { of: `${SETTLEMENT}/ApplicableTradeTax`, take: { type: 'TypeCode', category: 'CategoryCode' } },
    },
    (taken, groups) => !has(taken, 'date') || !has(taken, 'code') || !groups.some(isJudged),
  ),
  condition(
    'BR-CO-14',
    SETTLEMENT,
    { take: { currency: 'InvoiceCurrencyCode', taxes: 'ApplicableTradeTax/CalculatedAmount' }, each: TOTALS },
    taxTotalsInCurrency.holds,
    taxTotalsInCurrency.tells,
  ),
  condition(
    'BR-CO-15',
    SETTLEMENT,
    {
      take: {
        currency: 'InvoiceCurrencyCode',
        net: `${SUMMATION}/TaxBasisTotalAmount`,
        gross: `${SUMMATION}/GrandTotalAmount`,
      },
      each: TOTALS,
    },
    gross.holds,
    gross.tells,
  ),
  condition(
    'BR-CO-17',
    GROUP,
    { take: GROUP_PARTS },
    (group) => !isJudged(group) || plausible.holds(group, rateOf(group)),
    (group) => plausible.tells(group, rateOf(group)),
  ),
  condition(
    'BR-CO-18',
    '',
    { take: { lines: `${TRANSACTION}/IncludedSupplyChainTradeLineItem`, groups: `${SETTLEMENT}/ApplicableTradeTax` } },
    (taken) => !has(taken, 'lines') || has(taken, 'groups'),
  ),
];

const DOCUMENT_LEVEL = '//ApplicableHeaderTradeSettlement/SpecifiedTradeAllowanceCharge';
const LINE_LEVEL = '//SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge';

/** A rule on the allowances (`false`) or charges (`true`) of a level. */
const ofKind = (
  id: string,
  within: string,
  kind: 'false' | 'true',
  holds: (taken: Taken, taxes: readonly Taken[]) => boolean,
): ElementRule =>
  condition(
    id,
    within,
    {
      take: { indicator: 'ChargeIndicator/Indicator', amount: 'ActualAmount', reason: ['Reason', 'ReasonCode'] },
      each: { of: 'CategoryTradeTax', take: { type: 'TypeCode', category: 'CategoryCode' } },
    },
    (taken, taxes) => !taken('indicator').includes(kind) || holds(taken, taxes),
  );

const hasAmount = (taken: Taken): boolean => has(taken, 'amount');
const hasReason = (taken: Taken): boolean => has(taken, 'reason');
const hasCategory = (_: Taken, taxes: readonly Taken[]): boolean =>
  taxes.some((tax) => isVat(tax) && has(tax, 'category'));

const allowancesAndCharges: readonly ElementRule[] = [
  ofKind('BR-31', DOCUMENT_LEVEL, 'false', hasAmount),
  ofKind('BR-32', DOCUMENT_LEVEL, 'false', hasCategory),
  ofKind('BR-33', DOCUMENT_LEVEL, 'false', hasReason),
  ofKind('BR-CO-21', DOCUMENT_LEVEL, 'false', hasReason),
  ofKind('BR-36', DOCUMENT_LEVEL, 'true', hasAmount),
  ofKind('BR-37', DOCUMENT_LEVEL, 'true', hasCategory),
  ofKind('BR-38', DOCUMENT_LEVEL, 'true', hasReason),
  ofKind('BR-CO-22', DOCUMENT_LEVEL, 'true', hasReason),
  ofKind('BR-41', LINE_LEVEL, 'false', hasAmount),
  ofKind('BR-42', LINE_LEVEL, 'false', hasReason),
  ofKind('BR-CO-23', LINE_LEVEL, 'false', hasReason),
  ofKind('BR-43', LINE_LEVEL, 'true', hasAmount),
  ofKind('BR-44', LINE_LEVEL, 'true', hasReason),
  ofKind('BR-CO-24', LINE_LEVEL, 'true', hasReason),
];

const MEANS = '//SpecifiedTradeSettlementPaymentMeans';
const ACCOUNTS = {
  take: { code: 'TypeCode' },
  each: { of: 'PayeePartyCreditorFinancialAccount', take: { id: ['IBANID', 'ProprietaryID'] } },
};
const isTransfer = (means: Taken): boolean => means('code').some((code) => CREDIT_TRANSFERS.has(code));

const payment: readonly ElementRule[] = [
  present('BR-49', MEANS, 'TypeCode'),
  condition(
    'BR-50',
    MEANS,
    ACCOUNTS,
    (means, accounts) => !isTransfer(means) || accounts.every((account) => isFilled(account, 'id')),
  ),
  condition(
    'BR-61',
    MEANS,
    ACCOUNTS,
    (means, accounts) => !isTransfer(means) || accounts.every((account) => has(account, 'id')),
  ),
  texted('BR-51', '//ApplicableTradeSettlementFinancialCard/ID', isTruncated),
];

const PERIOD_PARTS = {
  start: 'StartDateTime',
  end: 'EndDateTime',
  startDate: 'StartDateTime/DateTimeString',
  startFormat: 'StartDateTime/DateTimeString/@format',
  endDate: 'EndDateTime/DateTimeString',
  endFormat: 'EndDateTime/DateTimeString/@format',
};

/** The dates in format 102. */
const days = (period: Taken, which: 'start' | 'end'): readonly string[] =>
  period(`${which}Date`).filter((_, index) => period(`${which}Format`)[index] === DAY);

/** Days are compared as texts; one in another format counts as wrong. */
const isOrdered = (period: Taken): boolean => {
  if (!has(period, 'start') || !has(period, 'end')) return true;
  const starts = days(period, 'start');
  return days(period, 'end').some((end) => starts.some((start) => end >= start));
};

const DOCUMENT_PERIOD = '//ApplicableHeaderTradeSettlement/BillingSpecifiedPeriod';
const LINE_PERIOD = '//SpecifiedLineTradeSettlement/BillingSpecifiedPeriod';

const periods: readonly ElementRule[] = [
  condition('BR-29', DOCUMENT_PERIOD, { take: PERIOD_PARTS }, isOrdered),
  condition('BR-30', LINE_PERIOD, { take: PERIOD_PARTS }, isOrdered),
  present('BR-CO-19', DOCUMENT_PERIOD, ['StartDateTime', 'EndDateTime']),
  present('BR-CO-20', LINE_PERIOD, ['StartDateTime', 'EndDateTime']),
];

const references: readonly ElementRule[] = [
  filled('BR-52', '//AdditionalReferencedDocument', 'IssuerAssignedID'),
  filled('BR-55', `${SETTLEMENT}/InvoiceReferencedDocument`, 'IssuerAssignedID'),
];

/** Rules of EN 16931 as CII's elements show them, where the model shows them nearly. */
export const ciiConditions: readonly ElementRule[] = [
  ...document,
  ...parties,
  ...lines,
  ...totals,
  ...vat,
  ...allowancesAndCharges,
  ...payment,
  ...periods,
  ...references,
];
