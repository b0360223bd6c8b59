import { CREDIT_TRANSFERS, isTruncated } from '../../rules/en16931/payment-rules.js';
import { hasVatPrefix } from '../../rules/en16931/vat-prefix.js';
import type { ElementRule, Taken } from '../element-rule.js';
import { grossTotal, groupTax, taxTotalOfGroups } from './amount-conditions.js';
import { condition, filled, has, isFilled, isNotNegative, overlap, present, texted } from './forms.js';
import { totalsConditions } from './totals-conditions.js';

const SUPPLIER = 'AccountingSupplierParty/Party';
const CUSTOMER = 'AccountingCustomerParty/Party';
const LINE = '//(InvoiceLine|CreditNoteLine)';
const REPRESENTATIVE = '//TaxRepresentativeParty';
const TOTAL = '//LegalMonetaryTotal';

const isVat = (taken: Taken): boolean => taken('scheme').some((scheme) => scheme.trim().toUpperCase() === 'VAT');

/** The scheme of a creditor identifier (BT-90), which does not tell who the seller is. */
const CREDITOR = 'SEPA';

/** Whether a registration with the tax office, or a cac:PartyIdentification, tells who a party is (BR-CO-26). */
const isIdentity = (one: Taken): boolean =>
  (isVat(one) && has(one, 'number')) || (has(one, 'id') && !one('register').includes(CREDITOR));

const document: readonly ElementRule[] = [
  filled('BR-01', '', 'CustomizationID'),
  filled('BR-02', '', 'ID'),
  filled('BR-03', '', 'IssueDate'),
  filled('BR-04', '', ['InvoiceTypeCode', 'CreditNoteTypeCode']),
  filled('BR-05', '', 'DocumentCurrencyCode'),
  condition(
    'BR-53',
    '',
    { take: { accounting: 'TaxCurrencyCode', totals: '//TaxTotal/TaxAmount/@currencyID' } },
    (taken) => taken('accounting').every((currency) => taken('totals').includes(currency)),
  ),
  condition(
    'BR-CO-03',
    '',
    { take: { date: 'TaxPointDate', code: 'InvoicePeriod/DescriptionCode' } },
    (taken) => !has(taken, 'date') || !has(taken, 'code'),
  ),
];

const parties: readonly ElementRule[] = [
  filled('BR-06', '', `${SUPPLIER}/PartyLegalEntity/RegistrationName`),
  filled('BR-07', '', `${CUSTOMER}/PartyLegalEntity/RegistrationName`),
  present('BR-08', '', `${SUPPLIER}/PostalAddress`),
  filled('BR-09', `//${SUPPLIER}/PostalAddress`, 'Country/IdentificationCode'),
  present('BR-10', '', `${CUSTOMER}/PostalAddress`),
  filled('BR-11', `//${CUSTOMER}/PostalAddress`, 'Country/IdentificationCode'),
  condition(
    'BR-17',
    '',
    {
      take: {
        payee: 'PayeeParty',
        name: 'PayeeParty/PartyName/Name',
        id: 'PayeeParty/PartyIdentification/ID',
        sellerName: `${SUPPLIER}/PartyName/Name`,
        sellerId: `${SUPPLIER}/PartyIdentification/ID`,
      },
    },
    (taken) =>
      !has(taken, 'payee') ||
      (has(taken, 'name') && !overlap(taken, 'name', 'sellerName') && !overlap(taken, 'id', 'sellerId')),
  ),
  filled('BR-18', REPRESENTATIVE, 'PartyName/Name'),
  present('BR-19', REPRESENTATIVE, 'PostalAddress'),
  filled('BR-20', `${REPRESENTATIVE}/PostalAddress`, 'Country/IdentificationCode'),
  condition(
    'BR-56',
    REPRESENTATIVE,
    { each: { of: 'PartyTaxScheme', take: { scheme: 'TaxScheme/ID', number: 'CompanyID' } } },
    (_, schemes) => schemes.some((scheme) => isVat(scheme) && has(scheme, 'number')),
  ),
  present('BR-57', '//Delivery/DeliveryLocation/Address', 'Country/IdentificationCode'),
  present('BR-62', `//${SUPPLIER}/EndpointID`, '@schemeID'),
  present('BR-63', `//${CUSTOMER}/EndpointID`, '@schemeID'),
  condition(
    'BR-CO-09',
    '//PartyTaxScheme',
    { take: { scheme: 'TaxScheme/ID', number: 'CompanyID' } },
    (taken) => !isVat(taken) || hasVatPrefix(taken('number')[0] ?? '', 'UBL'),
    (taken) => ({ value: taken('number')[0]?.trim() ?? '' }),
  ),
  condition(
    'BR-CO-26',
    '//AccountingSupplierParty',
    {
      take: { legal: 'Party/PartyLegalEntity/CompanyID' },
      each: {
        of: ['Party/PartyTaxScheme', 'Party/PartyIdentification'],
        take: { scheme: 'TaxScheme/ID', number: 'CompanyID', id: 'ID', register: 'ID/@schemeID' },
      },
    },
    (taken, identities) => has(taken, 'legal') || identities.some(isIdentity),
  ),
];

const lines: readonly ElementRule[] = [
  present('BR-16', '', ['InvoiceLine', 'CreditNoteLine']),
  filled('BR-21', LINE, 'ID'),
  present('BR-22', LINE, ['InvoicedQuantity', 'CreditedQuantity']),
  present('BR-23', LINE, ['InvoicedQuantity/@unitCode', 'CreditedQuantity/@unitCode']),
  present('BR-24', LINE, 'LineExtensionAmount'),
  filled('BR-25', LINE, 'Item/Name'),
  present('BR-26', LINE, 'Price/PriceAmount'),
  condition(
    'BR-27',
    LINE,
    { take: { price: 'Price/PriceAmount', line: 'ID' } },
    (taken) => taken('price').some(isNotNegative),
    (taken) => ({ line: taken('line')[0]?.trim() ?? '', value: taken('price')[0]?.trim() ?? '–' }),
  ),
  condition(
    'BR-28',
    LINE,
    { take: { price: 'Price/AllowanceCharge/BaseAmount', line: 'ID' } },
    (taken) => !has(taken, 'price') || taken('price').some(isNotNegative),
    (taken) => ({ line: taken('line')[0]?.trim() ?? '', value: taken('price')[0]?.trim() ?? '–' }),
  ),
  condition(
    'BR-54',
    '//AdditionalItemProperty',
    { take: { name: 'Name', value: 'Value' } },
    (taken) => has(taken, 'name') && has(taken, 'value'),
  ),
  present('BR-64', `${LINE}/Item/StandardItemIdentification/ID`, '@schemeID'),
  present('BR-65', `${LINE}/Item/CommodityClassification/ItemClassificationCode`, '@listID'),
  condition(
    'BR-CO-04',
    LINE,
    { each: { of: 'Item/ClassifiedTaxCategory', take: { scheme: 'TaxScheme/ID', category: 'ID' } } },
    (_, categories) => categories.some((one) => isVat(one) && has(one, 'category')),
  ),
];

const totals: readonly ElementRule[] = [
  present('BR-12', TOTAL, 'LineExtensionAmount'),
  present('BR-13', TOTAL, 'TaxExclusiveAmount'),
  present('BR-14', TOTAL, 'TaxInclusiveAmount'),
  present('BR-15', TOTAL, 'PayableAmount'),
  ...totalsConditions({
    syntax: 'UBL',
    in: '',
    summation: 'LegalMonetaryTotal',
    members: {
      lines: 'LineExtensionAmount',
      allowances: 'AllowanceTotalAmount',
      charges: 'ChargeTotalAmount',
      net: 'TaxExclusiveAmount',
      gross: 'TaxInclusiveAmount',
      prepaid: 'PrepaidAmount',
      rounding: 'PayableRoundingAmount',
      due: 'PayableAmount',
    },
    lines: '(InvoiceLine|CreditNoteLine)/LineExtensionAmount',
    entries: 'AllowanceCharge',
    indicator: 'ChargeIndicator',
    amount: 'Amount',
  }),
];

const GROUP = '//TaxTotal/TaxSubtotal';
const CATEGORY = { of: 'TaxCategory', take: { scheme: 'TaxScheme/ID', category: 'ID', rate: 'Percent' } };

const ofCategory = (id: string, holds: (category: Taken) => boolean): ElementRule =>
  condition(id, GROUP, { each: CATEGORY }, (_, categories) => categories.some((one) => isVat(one) && holds(one)));

const rateOf = (categories: readonly Taken[]): string | undefined => categories.find(isVat)?.('rate')[0];

const plausible = groupTax('UBL');
const gross = grossTotal('UBL');

const vat: readonly ElementRule[] = [
  present('BR-45', GROUP, 'TaxableAmount'),
  present('BR-46', GROUP, 'TaxAmount'),
  ofCategory('BR-47', (one) => has(one, 'category')),
  ofCategory('BR-48', (one) => has(one, 'rate') || one('category').some((code) => code.trim() === 'O')),
  condition(
    'BR-CO-14',
    'TaxTotal',
    { take: { own: 'TaxAmount', subtotals: 'TaxSubtotal', taxes: 'TaxSubtotal/TaxAmount' } },
    taxTotalOfGroups.holds,
    taxTotalOfGroups.tells,
  ),
  condition(
    'BR-CO-15',
    '',
    {
      take: {
        currency: 'DocumentCurrencyCode',
        net: 'LegalMonetaryTotal/TaxExclusiveAmount',
        gross: 'LegalMonetaryTotal/TaxInclusiveAmount',
      },
      each: { of: 'TaxTotal/TaxAmount', take: { currency: '@currencyID', amount: '' } },
    },
    gross.holds,
    gross.tells,
  ),
  condition(
    'BR-CO-17',
    GROUP,
    { take: { base: 'TaxableAmount', tax: 'TaxAmount' }, each: CATEGORY },
    (group, categories) => plausible.holds(group, rateOf(categories)),
    (group, categories) => plausible.tells(group, rateOf(categories)),
  ),
  present('BR-CO-18', '', 'TaxTotal/TaxSubtotal'),
];

const INDICATORS = { allowance: ['false', '0'], charge: ['true', '1'] } as const;
const LINE_LEVEL = `${LINE}/AllowanceCharge`;

/** A rule on the allowances or charges of a level. */
const ofKind = (
  id: string,
  within: string,
  kind: keyof typeof INDICATORS,
  holds: (taken: Taken, categories: readonly Taken[]) => boolean,
): ElementRule => {
  const isKind = (indicator: string): boolean => INDICATORS[kind].some((one) => one === indicator.trim());
  return condition(
    id,
    within,
    {
      take: {
        indicator: 'ChargeIndicator',
        amount: 'Amount',
        reason: ['AllowanceChargeReason', 'AllowanceChargeReasonCode'],
      },
      each: { of: 'TaxCategory', take: { scheme: 'TaxScheme/ID', category: 'ID' } },
    },
    (taken, categories) => !taken('indicator').some(isKind) || holds(taken, categories),
  );
};

const hasAmount = (taken: Taken): boolean => has(taken, 'amount');
const hasReason = (taken: Taken): boolean => has(taken, 'reason');
const hasCategory = (_: Taken, categories: readonly Taken[]): boolean =>
  categories.some((one) => isVat(one) && has(one, 'category'));

const allowancesAndCharges: readonly ElementRule[] = [
  ofKind('BR-31', 'AllowanceCharge', 'allowance', hasAmount),
  ofKind('BR-32', 'AllowanceCharge', 'allowance', hasCategory),
  ofKind('BR-33', 'AllowanceCharge', 'allowance', hasReason),
  ofKind('BR-CO-21', 'AllowanceCharge', 'allowance', hasReason),
  ofKind('BR-36', 'AllowanceCharge', 'charge', hasAmount),
  ofKind('BR-37', 'AllowanceCharge', 'charge', hasCategory),
  ofKind('BR-38', 'AllowanceCharge', 'charge', hasReason),
  ofKind('BR-CO-22', 'AllowanceCharge', 'charge', hasReason),
  ofKind('BR-41', LINE_LEVEL, 'allowance', hasAmount),
  ofKind('BR-42', LINE_LEVEL, 'allowance', hasReason),
  ofKind('BR-CO-23', LINE_LEVEL, 'allowance', hasReason),
  ofKind('BR-43', LINE_LEVEL, 'charge', hasAmount),
  ofKind('BR-44', LINE_LEVEL, 'charge', hasReason),
  ofKind('BR-CO-24', LINE_LEVEL, 'charge', hasReason),
];

const MEANS = '//PaymentMeans';
const CODE = 'PaymentMeansCode';

const payment: readonly ElementRule[] = [
  present('BR-49', MEANS, CODE),
  condition(
    'BR-50',
    MEANS,
    { take: { code: CODE }, each: { of: 'PayeeFinancialAccount', take: { id: 'ID' } } },
    (means, accounts) =>
      !means('code').some((code) => CREDIT_TRANSFERS.has(code)) || accounts.every((account) => isFilled(account, 'id')),
  ),
  condition(
    'BR-61',
    MEANS,
    { take: { code: CODE, account: 'PayeeFinancialAccount/ID' } },
    (means) => !CREDIT_TRANSFERS.has(means('code')[0]?.trim()) || has(means, 'account'),
  ),
  texted('BR-51', `${MEANS}/CardAccount/PrimaryAccountNumberID`, isTruncated),
];

const LINE_PERIOD = `${LINE}/InvoicePeriod`;
const DATES = { start: 'StartDate', end: 'EndDate' };
const DATE_LENGTH = 10;

const isOrdered = (period: Taken): boolean => {
  const [start, end] = ['start', 'end'].map((name) => period(name)[0]?.trim().slice(0, DATE_LENGTH));
  return start === undefined || end === undefined || end >= start;
};

const periods: readonly ElementRule[] = [
  condition('BR-29', '//InvoicePeriod', { take: DATES, unless: LINE_PERIOD }, isOrdered),
  condition('BR-30', LINE_PERIOD, { take: DATES }, isOrdered),
  condition(
    'BR-CO-19',
    '//InvoicePeriod',
    { take: { any: ['StartDate', 'EndDate', 'DescriptionCode'] }, unless: LINE_PERIOD },
    (period) => has(period, 'any'),
  ),
  present('BR-CO-20', LINE_PERIOD, ['StartDate', 'EndDate']),
];

const references: readonly ElementRule[] = [
  filled('BR-52', '//AdditionalDocumentReference', 'ID'),
  present('BR-55', '//BillingReference', 'InvoiceDocumentReference/ID'),
];

/** Rules of EN 16931 as UBL's elements show them, where the model shows them nearly. */
export const ublConditions: readonly ElementRule[] = [
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
