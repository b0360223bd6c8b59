import type { Syntax } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { findingsIn, xmlOf } from '../../../testing/broken-rules.js';
import { SAMPLE } from '../../../testing/sample-document.js';
import type { ElementRule } from '../element-rule.js';
import { ciiConditions } from './cii-conditions.js';
import { ublConditions } from './ubl-conditions.js';

type Edit = readonly [find: string | RegExp, replacement: string];
type Case = readonly [id: string, ...edits: readonly Edit[]];

const without = (name: string): Edit => [new RegExp(`<${name}( [^>]*)?>.*?</${name}>`, 's'), ''];
const inside = (parent: string, name: string): Edit => [
  new RegExp(`(<${parent}>(?:(?!</${parent}>).)*?)<${name}( [^>]*)?>.*?</${name}>`, 's'),
  '$1',
];
const blank = (name: string): Edit => [new RegExp(`(<${name}(?: [^>]*)?>).*?(</${name}>)`, 's'), '$1 $2'];

/** For each rule of CII one edit of the sample that breaks it. */
const CII: readonly Case[] = [
  ['BR-01', inside('ram:GuidelineSpecifiedDocumentContextParameter', 'ram:ID')],
  ['BR-02', inside('rsm:ExchangedDocument', 'ram:ID')],
  ['BR-03', ['format="102">20260201', 'format="203">20260201']],
  ['BR-04', inside('rsm:ExchangedDocument', 'ram:TypeCode')],
  ['BR-05', blank('ram:InvoiceCurrencyCode')],
  ['BR-06', inside('ram:SellerTradeParty', 'ram:Name')],
  ['BR-07', inside('ram:BuyerTradeParty', 'ram:Name')],
  ['BR-08', inside('ram:SellerTradeParty', 'ram:PostalTradeAddress')],
  ['BR-09', inside('ram:SellerTradeParty', 'ram:CountryID')],
  ['BR-10', inside('ram:BuyerTradeParty', 'ram:PostalTradeAddress')],
  ['BR-11', inside('ram:BuyerTradeParty', 'ram:CountryID')],
  ['BR-12', inside('ram:SpecifiedTradeSettlementHeaderMonetarySummation', 'ram:LineTotalAmount')],
  ['BR-13', without('ram:TaxBasisTotalAmount')],
  ['BR-14', without('ram:GrandTotalAmount')],
  ['BR-15', without('ram:DuePayableAmount')],
  ['BR-16', [/<ram:IncludedSupplyChainTradeLineItem>.*<\/ram:IncludedSupplyChainTradeLineItem>/s, '']],
  ['BR-17', ['<ram:Name>Factor SA', '<ram:Name>Acme SAS']],
  ['BR-18', inside('ram:SellerTaxRepresentativeTradeParty', 'ram:Name')],
  ['BR-19', inside('ram:SellerTaxRepresentativeTradeParty', 'ram:PostalTradeAddress')],
  ['BR-20', inside('ram:SellerTaxRepresentativeTradeParty', 'ram:CountryID')],
  ['BR-21', blank('ram:LineID')],
  ['BR-22', without('ram:BilledQuantity')],
  ['BR-23', [/(<ram:BilledQuantity) unitCode="\w+"/, '$1']],
  ['BR-24', inside('ram:SpecifiedTradeSettlementLineMonetarySummation', 'ram:LineTotalAmount')],
  ['BR-25', inside('ram:SpecifiedTradeProduct', 'ram:Name')],
  ['BR-26', inside('ram:NetPriceProductTradePrice', 'ram:ChargeAmount')],
  ['BR-27', ['<ram:ChargeAmount>50', '<ram:ChargeAmount>-50']],
  ['BR-28', ['<ram:ChargeAmount>110', '<ram:ChargeAmount>-110']],
  ['BR-29', [/20260131(?=(?:(?!20260131).)*$)/s, '20251231']],
  ['BR-30', ['20260131', '20251231']],
  ['BR-31', [/(<ram:ActualAmount>20\.00<\/ram:ActualAmount>)/, '']],
  ['BR-32', [/(Rebate.*?<ram:TypeCode>)VAT/s, '$1LOC']],
  ['BR-33', ['<ram:Reason>Rebate</ram:Reason>', '']],
  ['BR-36', [/<ram:ActualAmount>10\.00<\/ram:ActualAmount>(\s*<ram:Reason>Freight)/, '$1']],
  ['BR-37', [/(Freight.*?)<ram:CategoryCode>S<\/ram:CategoryCode>/s, '$1']],
  ['BR-38', ['<ram:Reason>Freight</ram:Reason>', '']],
  ['BR-41', [/<ram:ActualAmount>10\.00<\/ram:ActualAmount>(\s*<ram:Reason>Display)/, '$1']],
  ['BR-42', ['<ram:Reason>Display model</ram:Reason>', '']],
  ['BR-43', ['<ram:ActualAmount>5.00</ram:ActualAmount>', '']],
  ['BR-44', ['<ram:ReasonCode>FC</ram:ReasonCode>', '']],
  ['BR-45', without('ram:BasisAmount')],
  ['BR-46', without('ram:CalculatedAmount')],
  ['BR-47', [/(CalculatedAmount>\s*<ram:TypeCode>)VAT/, '$1GST']],
  ['BR-48', [/(BasisAmount>.*?)<ram:RateApplicablePercent>20\.00<\/ram:RateApplicablePercent>/s, '$1']],
  ['BR-49', ['<ram:TypeCode>54</ram:TypeCode>', '']],
  ['BR-50', blank('ram:IBANID')],
  ['BR-51', ['4970100123', '4970100000123']],
  ['BR-52', inside('ram:AdditionalReferencedDocument', 'ram:IssuerAssignedID')],
  ['BR-53', ['currencyID="USD"', 'currencyID="CHF"']],
  ['BR-54', inside('ram:ApplicableProductCharacteristic', 'ram:Value')],
  ['BR-55', inside('ram:InvoiceReferencedDocument', 'ram:IssuerAssignedID')],
  ['BR-56', ['schemeID="VA">FR83', 'schemeID="FC">FR83']],
  ['BR-57', inside('ram:ShipToTradeParty', 'ram:CountryID')],
  ['BR-61', without('ram:IBANID')],
  ['BR-62', ['schemeID="0225">732829320', 'schemeID="">732829320']],
  ['BR-63', [' schemeID="0225">552120222', '>552120222']],
  ['BR-64', [' schemeID="0160"', '']],
  ['BR-65', ['listID="TST"', 'listID=" "']],
  ['BR-CO-03', ['</ram:TaxPointDate>', '</ram:TaxPointDate><ram:DueDateTypeCode>5</ram:DueDateTypeCode>']],
  ['BR-CO-04', ['<ram:TypeCode>VAT', '<ram:TypeCode>LOC']],
  ['BR-CO-09', ['>EL123456789', '>QQ123456789']],
  ['BR-CO-10', ['<ram:LineTotalAmount>245.00', '<ram:LineTotalAmount>244.99']],
  ['BR-CO-11', without('ram:AllowanceTotalAmount')],
  ['BR-CO-12', ['<ram:ChargeTotalAmount>10.00', '<ram:ChargeTotalAmount>10.001']],
  ['BR-CO-13', ['<ram:TaxBasisTotalAmount>235.00', '<ram:TaxBasisTotalAmount>235.01']],
  ['BR-CO-14', ['currencyID="EUR">47.00', 'currencyID="EUR">47.01']],
  ['BR-CO-15', ['currencyID="USD">50.00', 'currencyID="EUR">47.00']],
  ['BR-CO-16', ['<ram:RoundingAmount>0.50', '<ram:RoundingAmount>0.51']],
  ['BR-CO-17', ['<ram:CalculatedAmount>47.00', '<ram:CalculatedAmount>48.01']],
  ['BR-CO-18', [/<ram:ApplicableTradeTax>\s*<ram:CalculatedAmount>.*?<\/ram:ApplicableTradeTax>/s, '']],
  [
    'BR-CO-19',
    [
      /<ram:BillingSpecifiedPeriod>((?!BillingSpecifiedPeriod).)*?<\/ram:BillingSpecifiedPeriod>(?!.*<ram:BillingSpecifiedPeriod>)/s,
      '<ram:BillingSpecifiedPeriod/>',
    ],
  ],
  ['BR-CO-20', [/<ram:BillingSpecifiedPeriod>.*?<\/ram:BillingSpecifiedPeriod>/s, '<ram:BillingSpecifiedPeriod/>']],
  ['BR-CO-21', ['<ram:Reason>Rebate</ram:Reason>', '']],
  ['BR-CO-22', ['<ram:Reason>Freight</ram:Reason>', '']],
  ['BR-CO-23', ['<ram:Reason>Display model</ram:Reason>', '']],
  ['BR-CO-24', ['<ram:ReasonCode>FC</ram:ReasonCode>', '']],
  [
    'BR-CO-26',
    inside('ram:SellerTradeParty', 'ram:ID'),
    inside('ram:SellerTradeParty', 'ram:SpecifiedLegalOrganization'),
    inside('ram:SellerTradeParty', 'ram:SpecifiedTaxRegistration'),
  ],
];

const SUPPLIER = 'cac:AccountingSupplierParty';
const CUSTOMER = 'cac:AccountingCustomerParty';
const REPRESENTATIVE = 'cac:TaxRepresentativeParty';

/** The same for UBL. */
const UBL: readonly Case[] = [
  ['BR-01', blank('cbc:CustomizationID')],
  ['BR-02', without('cbc:ID')],
  ['BR-03', without('cbc:IssueDate')],
  ['BR-04', without('cbc:InvoiceTypeCode')],
  ['BR-05', without('cbc:DocumentCurrencyCode')],
  ['BR-06', inside(SUPPLIER, 'cbc:RegistrationName')],
  ['BR-07', inside(CUSTOMER, 'cbc:RegistrationName')],
  ['BR-08', inside(SUPPLIER, 'cac:PostalAddress')],
  ['BR-09', inside(SUPPLIER, 'cac:Country')],
  ['BR-10', inside(CUSTOMER, 'cac:PostalAddress')],
  ['BR-11', inside(CUSTOMER, 'cac:Country')],
  ['BR-12', inside('cac:LegalMonetaryTotal', 'cbc:LineExtensionAmount')],
  ['BR-13', without('cbc:TaxExclusiveAmount')],
  ['BR-14', without('cbc:TaxInclusiveAmount')],
  ['BR-15', without('cbc:PayableAmount')],
  ['BR-16', [/<cac:InvoiceLine>.*<\/cac:InvoiceLine>/s, '']],
  ['BR-17', ['<cbc:Name>Factor SA', '<cbc:Name>Acme']],
  ['BR-18', inside(REPRESENTATIVE, 'cac:PartyName')],
  ['BR-19', inside(REPRESENTATIVE, 'cac:PostalAddress')],
  ['BR-20', inside(REPRESENTATIVE, 'cac:Country')],
  ['BR-21', inside('cac:InvoiceLine', 'cbc:ID')],
  ['BR-22', without('cbc:InvoicedQuantity')],
  ['BR-23', [/(<cbc:InvoicedQuantity) unitCode="\w+"/, '$1']],
  ['BR-24', inside('cac:InvoiceLine', 'cbc:LineExtensionAmount')],
  ['BR-25', inside('cac:Item', 'cbc:Name')],
  ['BR-26', without('cbc:PriceAmount')],
  ['BR-27', [/(<cbc:PriceAmount [^>]*>)/, '$1-']],
  ['BR-28', [/(<cbc:BaseAmount [^>]*>)110/, '$1-110']],
  ['BR-29', ['<cbc:EndDate>2026-01-31', '<cbc:EndDate>2025-12-31']],
  ['BR-30', [/(<cac:InvoiceLine>.*?<cbc:EndDate>)2026/s, '$12025']],
  ['BR-31', [/(Rebate<.*?)<cbc:Amount [^>]*>20\.00<\/cbc:Amount>/s, '$1']],
  ['BR-32', [/(Rebate<.*?<cac:TaxScheme>\s*<cbc:ID>)VAT/s, '$1LOC']],
  ['BR-33', [/<cbc:AllowanceChargeReason>Rebate<\/cbc:AllowanceChargeReason>/, '']],
  ['BR-36', [/(Freight<.*?)<cbc:Amount [^>]*>10\.00<\/cbc:Amount>/s, '$1']],
  ['BR-37', [/(Freight<.*?)<cac:TaxCategory>.*?<\/cac:TaxCategory>/s, '$1']],
  ['BR-38', [/<cbc:AllowanceChargeReason>Freight<\/cbc:AllowanceChargeReason>/, '']],
  ['BR-41', [/(Display model<.*?)<cbc:Amount [^>]*>10\.00<\/cbc:Amount>/s, '$1']],
  ['BR-42', [/<cbc:AllowanceChargeReason>Display model<\/cbc:AllowanceChargeReason>/, '']],
  ['BR-43', [/<cbc:Amount [^>]*>5\.00<\/cbc:Amount>/, '']],
  ['BR-44', without('cbc:AllowanceChargeReasonCode')],
  ['BR-45', without('cbc:TaxableAmount')],
  ['BR-46', inside('cac:TaxSubtotal', 'cbc:TaxAmount')],
  ['BR-47', inside('cac:TaxSubtotal', 'cac:TaxScheme')],
  ['BR-48', inside('cac:TaxSubtotal', 'cbc:Percent')],
  ['BR-49', without('cbc:PaymentMeansCode')],
  ['BR-50', ['>FR7630006000011234567890189<', '> <']],
  ['BR-51', ['4970100123', '4970100000123']],
  ['BR-52', inside('cac:AdditionalDocumentReference', 'cbc:ID')],
  ['BR-53', ['currencyID="USD"', 'currencyID="CHF"']],
  ['BR-54', inside('cac:AdditionalItemProperty', 'cbc:Value')],
  ['BR-55', inside('cac:InvoiceDocumentReference', 'cbc:ID')],
  ['BR-56', inside(REPRESENTATIVE, 'cbc:CompanyID')],
  ['BR-57', inside('cac:DeliveryLocation', 'cac:Country')],
  ['BR-61', without('cac:PayeeFinancialAccount')],
  ['BR-62', [/(<cbc:EndpointID) [^>]*(>732829320)/, '$1$2']],
  ['BR-63', [/(<cbc:EndpointID) [^>]*(>552120222)/, '$1$2']],
  ['BR-64', [' schemeID="0160"', '']],
  ['BR-65', [' listID="TST"', '']],
  ['BR-CO-03', ['<cac:InvoicePeriod>', '<cac:InvoicePeriod><cbc:DescriptionCode>3</cbc:DescriptionCode>']],
  ['BR-CO-04', inside('cac:ClassifiedTaxCategory', 'cac:TaxScheme')],
  ['BR-CO-09', ['>EL123456789', '>QQ123456789']],
  ['BR-CO-10', [/(<cac:LegalMonetaryTotal>\s*<cbc:LineExtensionAmount [^>]*>)245\.00/, '$1244.99']],
  ['BR-CO-11', without('cbc:AllowanceTotalAmount')],
  ['BR-CO-12', [/(<cbc:ChargeTotalAmount [^>]*>)10\.00/, '$110.001']],
  ['BR-CO-13', [/(<cbc:TaxExclusiveAmount [^>]*>)235\.00/, '$1235.01']],
  ['BR-CO-14', [/(<cac:TaxTotal>\s*<cbc:TaxAmount [^>]*>)47\.00/, '$147.01']],
  ['BR-CO-15', ['currencyID="USD">50.00', 'currencyID="EUR">47.00']],
  ['BR-CO-16', [/(<cbc:PayableRoundingAmount [^>]*>)0\.50/, '$10.51']],
  ['BR-CO-17', [/(<cac:TaxSubtotal>.*?<cbc:TaxAmount [^>]*>)47\.00/s, '$148.00']],
  ['BR-CO-18', without('cac:TaxSubtotal')],
  ['BR-CO-19', [/<cac:InvoicePeriod>.*?<\/cac:InvoicePeriod>/s, '<cac:InvoicePeriod/>']],
  ['BR-CO-20', [/(<cac:InvoiceLine>.*?)<cac:InvoicePeriod>.*?<\/cac:InvoicePeriod>/s, '$1<cac:InvoicePeriod/>']],
  ['BR-CO-21', [/<cbc:AllowanceChargeReason>Rebate<\/cbc:AllowanceChargeReason>/, '']],
  ['BR-CO-22', [/<cbc:AllowanceChargeReason>Freight<\/cbc:AllowanceChargeReason>/, '']],
  ['BR-CO-23', [/<cbc:AllowanceChargeReason>Display model<\/cbc:AllowanceChargeReason>/, '']],
  ['BR-CO-24', without('cbc:AllowanceChargeReasonCode')],
  [
    'BR-CO-26',
    [/<cbc:ID>SUP-1/, '<cbc:ID schemeID="SEPA">SUP-1'],
    inside(SUPPLIER, 'cac:PartyTaxScheme'),
    [/<cbc:CompanyID[^>]*>732829320<\/cbc:CompanyID>/, ''],
  ],
];

const edited = (xml: string, edits: readonly Edit[]): string =>
  edits.reduce((before, [find, replacement]) => {
    const after = before.replace(find, replacement);
    expect(after, `nothing like ${String(find)}`).not.toBe(before);
    return after;
  }, xml);

describe.each<[Syntax, readonly ElementRule[], readonly Case[]]>([
  ['CII', ciiConditions, CII],
  ['UBL', ublConditions, UBL],
])('the elements of %s', (syntax, rules, cases) => {
  const sample = xmlOf(SAMPLE, syntax);

  it('have an example for each rule', () => {
    expect(rules.map(({ id }) => id).toSorted()).toEqual(cases.map(([id]) => id).toSorted());
  });

  it('break no rule in a good document', () => {
    expect(findingsIn(rules, sample, syntax)).toEqual([]);
  });

  it.each(cases.map(([id, ...edits]) => [id, edits] as const))('break %s', (id, edits) => {
    const found = findingsIn(rules, edited(sample, edits), syntax);
    expect(found.map(({ code }) => code)).toContain(id);
    for (const { message, path } of found) {
      expect(message).not.toMatch(/[{}]/);
      expect(path).toMatch(/^\//);
    }
  });
});
