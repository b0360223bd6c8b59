import { readStructure } from './structure.js';

/**
 * Cross Industry Invoice D22B: order, type and cardinality of the elements that the EN 16931 profile uses. Facts of the
 * UN/CEFACT schema; conformance holds them against it. Rows for further elements go in their schema place.
 */
export const CII_D22B = readStructure(
  { name: 'CrossIndustryInvoice', namespace: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100' },
  `
CrossIndustryInvoice
  ExchangedDocumentContext ExchangedDocumentContext 1..1
  ExchangedDocument ExchangedDocument 1..1
  SupplyChainTradeTransaction SupplyChainTradeTransaction 1..1
CreditorFinancialAccount
  IBANID id 0..1
  AccountName text 0..1
  ProprietaryID id 0..1
CreditorFinancialInstitution
  BICID id 0..1
DebtorFinancialAccount
  IBANID id 0..1
DocumentContextParameter
  ID id 0..1
DocumentLineDocument
  LineID id 0..1
  IncludedNote Note 0..n
ExchangedDocumentContext
  BusinessProcessSpecifiedDocumentContextParameter DocumentContextParameter 0..n
  GuidelineSpecifiedDocumentContextParameter DocumentContextParameter 0..n
ExchangedDocument
  ID id 0..1
  TypeCode code 0..1
  IssueDateTime dateTime 1..1
  IncludedNote Note 0..n
HeaderTradeAgreement
  BuyerReference text 0..1
  SellerTradeParty TradeParty 0..1
  BuyerTradeParty TradeParty 0..1
  SellerTaxRepresentativeTradeParty TradeParty 0..1
  SellerOrderReferencedDocument ReferencedDocument 0..1
  BuyerOrderReferencedDocument ReferencedDocument 0..1
  ContractReferencedDocument ReferencedDocument 0..1
  AdditionalReferencedDocument ReferencedDocument 0..n
  SpecifiedProcuringProject ProcuringProject 0..1
HeaderTradeDelivery
  ShipToTradeParty TradeParty 0..1
  ActualDeliverySupplyChainEvent SupplyChainEvent 0..1
  DespatchAdviceReferencedDocument ReferencedDocument 0..1
  ReceivingAdviceReferencedDocument ReferencedDocument 0..1
HeaderTradeSettlement
  CreditorReferenceID id 0..1
  PaymentReference text 0..n
  TaxCurrencyCode code 0..1
  InvoiceCurrencyCode code 0..1
  PayeeTradeParty TradeParty 0..1
  SpecifiedTradeSettlementPaymentMeans TradeSettlementPaymentMeans 0..n
  ApplicableTradeTax TradeTax 0..n
  BillingSpecifiedPeriod SpecifiedPeriod 0..1
  SpecifiedTradeAllowanceCharge TradeAllowanceCharge 0..n
  SpecifiedTradePaymentTerms TradePaymentTerms 0..n
  SpecifiedTradeSettlementHeaderMonetarySummation TradeSettlementHeaderMonetarySummation 0..1
  InvoiceReferencedDocument ReferencedDocument 0..n
  ReceivableSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
LegalOrganization
  ID id 0..1
  TradingBusinessName text 0..1
LineTradeAgreement
  BuyerOrderReferencedDocument ReferencedDocument 0..1
  GrossPriceProductTradePrice TradePrice 0..1
  NetPriceProductTradePrice TradePrice 0..1
LineTradeDelivery
  BilledQuantity quantity 0..1
LineTradeSettlement
  ApplicableTradeTax TradeTax 0..n
  BillingSpecifiedPeriod SpecifiedPeriod 0..1
  SpecifiedTradeAllowanceCharge TradeAllowanceCharge 0..n
  SpecifiedTradeSettlementLineMonetarySummation TradeSettlementLineMonetarySummation 0..1
  AdditionalReferencedDocument ReferencedDocument 0..n
  ReceivableSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
Note
  Content text 0..n
  SubjectCode code 0..n
ProcuringProject
  ID id 1..1
  Name text 1..1
ProductCharacteristic
  Description text 0..n
  Value text 0..n
ProductClassification
  ClassCode code 0..1
ReferencedDocument
  IssuerAssignedID id 0..1
  URIID id 0..1
  LineID id 0..1
  TypeCode code 0..1
  Name text 0..n
  AttachmentBinaryObject binaryObject 0..n
  ReferenceTypeCode code 0..1
  FormattedIssueDateTime formattedDateTime 0..1
SpecifiedPeriod
  StartDateTime dateTime 0..1
  EndDateTime dateTime 0..1
SupplyChainEvent
  OccurrenceDateTime dateTime 0..1
SupplyChainTradeLineItem
  AssociatedDocumentLineDocument DocumentLineDocument 0..1
  SpecifiedTradeProduct TradeProduct 0..1
  SpecifiedLineTradeAgreement LineTradeAgreement 0..1
  SpecifiedLineTradeDelivery LineTradeDelivery 0..1
  SpecifiedLineTradeSettlement LineTradeSettlement 1..1
SupplyChainTradeTransaction
  IncludedSupplyChainTradeLineItem SupplyChainTradeLineItem 0..n
  ApplicableHeaderTradeAgreement HeaderTradeAgreement 1..1
  ApplicableHeaderTradeDelivery HeaderTradeDelivery 1..1
  ApplicableHeaderTradeSettlement HeaderTradeSettlement 1..1
TaxRegistration
  ID id 0..1
TradeAccountingAccount
  ID id 1..1
TradeAddress
  PostcodeCode code 0..1
  LineOne text 0..1
  LineTwo text 0..1
  LineThree text 0..1
  CityName text 0..1
  CountryID id 0..1
  CountrySubDivisionName text 0..n
TradeAllowanceCharge
  ChargeIndicator indicator 0..1
  CalculationPercent percent 0..1
  BasisAmount amount 0..1
  ActualAmount amount 0..n
  ReasonCode code 0..1
  Reason text 0..1
  CategoryTradeTax TradeTax 0..n
TradeContact
  PersonName text 0..1
  DepartmentName text 0..1
  TelephoneUniversalCommunication UniversalCommunication 0..1
  EmailURIUniversalCommunication UniversalCommunication 0..1
TradeCountry
  ID id 0..1
TradeParty
  ID id 0..n
  GlobalID id 0..n
  Name text 0..1
  Description text 0..n
  SpecifiedLegalOrganization LegalOrganization 0..1
  DefinedTradeContact TradeContact 0..n
  PostalTradeAddress TradeAddress 0..1
  URIUniversalCommunication UniversalCommunication 0..n
  SpecifiedTaxRegistration TaxRegistration 0..n
TradePaymentTerms
  Description text 0..n
  DueDateDateTime dateTime 0..1
  DirectDebitMandateID id 0..n
TradePrice
  ChargeAmount amount 1..n
  BasisQuantity quantity 0..1
  AppliedTradeAllowanceCharge TradeAllowanceCharge 0..n
TradeProduct
  GlobalID id 0..1
  SellerAssignedID id 0..1
  BuyerAssignedID id 0..1
  Name text 0..n
  Description text 0..n
  ApplicableProductCharacteristic ProductCharacteristic 0..n
  DesignatedProductClassification ProductClassification 0..n
  OriginTradeCountry TradeCountry 0..1
TradeSettlementFinancialCard
  ID id 0..1
  CardholderName text 0..1
TradeSettlementHeaderMonetarySummation
  LineTotalAmount amount 0..n
  ChargeTotalAmount amount 0..n
  AllowanceTotalAmount amount 0..n
  TaxBasisTotalAmount amount 0..n
  TaxTotalAmount amount 0..n
  RoundingAmount amount 0..n
  GrandTotalAmount amount 0..n
  TotalPrepaidAmount amount 0..n
  DuePayableAmount amount 0..n
TradeSettlementLineMonetarySummation
  LineTotalAmount amount 0..n
TradeSettlementPaymentMeans
  TypeCode code 0..1
  Information text 0..n
  ApplicableTradeSettlementFinancialCard TradeSettlementFinancialCard 0..1
  PayerPartyDebtorFinancialAccount DebtorFinancialAccount 0..1
  PayeePartyCreditorFinancialAccount CreditorFinancialAccount 0..n
  PayeeSpecifiedCreditorFinancialInstitution CreditorFinancialInstitution 0..1
TradeTax
  CalculatedAmount amount 0..n
  TypeCode code 0..1
  ExemptionReason text 0..1
  BasisAmount amount 0..n
  CategoryCode code 0..1
  ExemptionReasonCode code 0..1
  TaxPointDate date 0..1
  DueDateTypeCode code 0..1
  RateApplicablePercent percent 0..1
UniversalCommunication
  URIID id 0..1
  CompleteNumber text 0..1
`,
);
