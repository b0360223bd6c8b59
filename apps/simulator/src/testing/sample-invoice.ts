export interface SampleInvoice {
  readonly number: string;
  readonly buyer: string;
  readonly seller: string;
  readonly typeCode: string;
  readonly due: string;
  /** rate, base, tax */
  readonly vat: readonly (readonly [string, string, string])[];
}

const DEFAULTS: SampleInvoice = {
  number: 'INV-1',
  buyer: '552120222',
  seller: '732829320',
  typeCode: '380',
  due: '1911.00',
  vat: [
    ['20.00', '1500.00', '300.00'],
    ['5.50', '105.21', '5.79'],
  ],
};

const ciiParty = (role: string, siren: string, name: string): string =>
  `<ram:${role}><ram:Name>${name}</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">${siren}</ram:ID></ram:SpecifiedLegalOrganization><ram:URIUniversalCommunication><ram:URIID schemeID="0225">${siren}</ram:URIID></ram:URIUniversalCommunication></ram:${role}>`;

/** As much of a CII invoice as a platform reads. */
export function ciiInvoice(wanted: Partial<SampleInvoice> = {}): Buffer {
  const { number, buyer, seller, typeCode, due, vat } = { ...DEFAULTS, ...wanted };
  const taxes = vat
    .map(
      ([rate, base, tax]) =>
        `<ram:ApplicableTradeTax><ram:CalculatedAmount>${tax}</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>${base}</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>${rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>`,
    )
    .join('');
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>${number}</ram:ID><ram:TypeCode>${typeCode}</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20260601</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:IncludedSupplyChainTradeLineItem><ram:ApplicableTradeTax><ram:RateApplicablePercent>99</ram:RateApplicablePercent></ram:ApplicableTradeTax></ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeAgreement>${ciiParty('SellerTradeParty', seller, 'Acme &amp; Fils')}${ciiParty('BuyerTradeParty', buyer, 'Globex SAS')}</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>${taxes}<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:GrandTotalAmount>${due}</ram:GrandTotalAmount><ram:DuePayableAmount>${due}</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`);
}

const ublParty = (role: string, siren: string): string =>
  `<cac:${role}><cac:Party><cbc:EndpointID schemeID="0225">${siren}_ACHATS</cbc:EndpointID><cac:PartyLegalEntity><cbc:RegistrationName>Société ${siren}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:${role}>`;

/** As much of a UBL invoice as a platform reads; the SIRENs stand only in the electronic addresses. */
export function ublInvoice(wanted: Partial<SampleInvoice> = {}): Buffer {
  const { number, buyer, seller, typeCode, due, vat } = { ...DEFAULTS, ...wanted };
  const taxes = vat
    .map(
      ([rate, base, tax]) =>
        `<cac:TaxSubtotal><cbc:TaxableAmount>${base}</cbc:TaxableAmount><cbc:TaxAmount>${tax}</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>${rate}</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>`,
    )
    .join('');
  return Buffer.from(
    `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>${number}</cbc:ID><cbc:IssueDate>2026-06-01</cbc:IssueDate><cbc:InvoiceTypeCode>${typeCode}</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>${ublParty('AccountingSupplierParty', seller)}${ublParty('AccountingCustomerParty', buyer)}<cac:TaxTotal><cbc:TaxAmount>0</cbc:TaxAmount>${taxes}</cac:TaxTotal><cac:LegalMonetaryTotal><cbc:PayableAmount>${due}</cbc:PayableAmount></cac:LegalMonetaryTotal></Invoice>`,
  );
}
