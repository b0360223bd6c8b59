import { hasVatPrefix } from '../../rules/en16931/vat-prefix.js';
import type { ElementRule, Taken } from '../element-rule.js';
import { CUSTOMER, isVat, REPRESENTATIVE, SUPPLIER } from './ubl-parts.js';
import { condition, filled, has, overlap, present } from './forms.js';
import { ublLineConditions } from './ubl-line-conditions.js';
import { ublSettlementConditions } from './ubl-settlement-conditions.js';
import { ublTotalsConditions } from './ubl-totals-conditions.js';

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

const references: readonly ElementRule[] = [
  filled('BR-52', '//AdditionalDocumentReference', 'ID'),
  present('BR-55', '//BillingReference', 'InvoiceDocumentReference/ID'),
];

/** Rules of EN 16931 as UBL's elements show them, where the model shows them nearly. */
export const ublConditions: readonly ElementRule[] = [
  ...document,
  ...parties,
  ...ublLineConditions,
  ...ublTotalsConditions,
  ...ublSettlementConditions,
  ...references,
];
