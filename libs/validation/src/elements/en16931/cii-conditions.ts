import { hasVatPrefix } from '../../rules/en16931/vat-prefix.js';
import type { ElementRule } from '../element-rule.js';
import { BUYER, DAY, REPRESENTATIVE, SELLER, SETTLEMENT, SUMMATION, TRANSACTION } from './cii-parts.js';
import { condition, filled, has, isFilled, overlap, present, texted } from './forms.js';
import { ciiLineConditions } from './cii-line-conditions.js';
import { ciiSettlementConditions } from './cii-settlement-conditions.js';
import { ciiTotalsConditions } from './cii-totals-conditions.js';

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

const references: readonly ElementRule[] = [
  filled('BR-52', '//AdditionalReferencedDocument', 'IssuerAssignedID'),
  filled('BR-55', `${SETTLEMENT}/InvoiceReferencedDocument`, 'IssuerAssignedID'),
];

/** Rules of EN 16931 as CII's elements show them, where the model shows them nearly. */
export const ciiConditions: readonly ElementRule[] = [
  ...document,
  ...parties,
  ...ciiLineConditions,
  ...ciiTotalsConditions,
  ...ciiSettlementConditions,
  ...references,
];
