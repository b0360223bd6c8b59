/**
 * Factur-X 1.09, profile MINIMUM: what its schema leaves of the Cross Industry Invoice.
 * Facts only, in the form that structure-table reads.
 */
export const FACTUR_X_MINIMUM_TABLE = `
[rsm]
CrossIndustryInvoice
  ExchangedDocumentContext ExchangedDocumentContext 1..1
  ExchangedDocument ExchangedDocument 1..1
  SupplyChainTradeTransaction SupplyChainTradeTransaction 1..1
[ram]
DocumentContextParameter
  ID id 1..1
ExchangedDocument
  ID id 1..1
  TypeCode documentCode 1..1
  IssueDateTime dateTime 1..1
ExchangedDocumentContext
  BusinessProcessSpecifiedDocumentContextParameter DocumentContextParameter 0..1
  GuidelineSpecifiedDocumentContextParameter DocumentContextParameter 1..1
HeaderTradeAgreement
  BuyerReference text 0..1
  SellerTradeParty TradeParty 1..1
  BuyerTradeParty TradeParty 1..1
  BuyerOrderReferencedDocument ReferencedDocument 0..1
HeaderTradeDelivery
HeaderTradeSettlement
  InvoiceCurrencyCode currencyCode 1..1
  SpecifiedTradeSettlementHeaderMonetarySummation TradeSettlementHeaderMonetarySummation 1..1
LegalOrganization
  ID id 0..1
ReferencedDocument
  IssuerAssignedID id 1..1
SupplyChainTradeTransaction
  ApplicableHeaderTradeAgreement HeaderTradeAgreement 1..1
  ApplicableHeaderTradeDelivery HeaderTradeDelivery 1..1
  ApplicableHeaderTradeSettlement HeaderTradeSettlement 1..1
TaxRegistration
  ID id 1..1
TradeAddress
  CountryID countryID 1..1
TradeParty
  Name text 1..1
  SpecifiedLegalOrganization LegalOrganization 0..1
  PostalTradeAddress TradeAddress 0..1
  SpecifiedTaxRegistration TaxRegistration 0..2
TradeSettlementHeaderMonetarySummation
  TaxBasisTotalAmount amount 1..1
  TaxTotalAmount amount 0..2
  GrandTotalAmount amount 1..1
  DuePayableAmount amount 1..1
[qdt]
countryID: id token
currencyCode: code token
documentCode: code token
[udt]
amount: amount decimal
  @currencyID token
dateTime: dateTime choice
  DateTimeString formattedText 1..1
formattedText: text string
  @format! string
id: id token
  @schemeID token
text: text string
`;
