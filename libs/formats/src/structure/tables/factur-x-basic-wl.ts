/**
 * Factur-X 1.09, profile BASIC WL: what its schema leaves of the Cross Industry Invoice.
 * Facts only, in the form that structure-table reads.
 */
export const FACTUR_X_BASIC_WL_TABLE = `
[rsm]
CrossIndustryInvoice
  ExchangedDocumentContext ExchangedDocumentContext 1..1
  ExchangedDocument ExchangedDocument 1..1
  SupplyChainTradeTransaction SupplyChainTradeTransaction 1..1
[ram]
CreditorFinancialAccount
  IBANID id 0..1
  ProprietaryID id 0..1
DebtorFinancialAccount
  IBANID id 1..1
DocumentContextParameter
  ID id 1..1
ExchangedDocument
  ID id 1..1
  TypeCode documentCode 1..1
  IssueDateTime dateTime 1..1
  IncludedNote Note 0..n
ExchangedDocumentContext
  BusinessProcessSpecifiedDocumentContextParameter DocumentContextParameter 0..1
  GuidelineSpecifiedDocumentContextParameter DocumentContextParameter 1..1
HeaderTradeAgreement
  BuyerReference text 0..1
  SellerTradeParty TradeParty 1..1
  BuyerTradeParty TradeParty 1..1
  SellerTaxRepresentativeTradeParty TradeParty 0..1
  BuyerOrderReferencedDocument ReferencedDocument 0..1
  ContractReferencedDocument ReferencedDocument 0..1
HeaderTradeDelivery
  ShipToTradeParty TradeParty 0..1
  ActualDeliverySupplyChainEvent SupplyChainEvent 0..1
  DespatchAdviceReferencedDocument ReferencedDocument 0..1
HeaderTradeSettlement
  CreditorReferenceID id 0..1
  PaymentReference text 0..1
  TaxCurrencyCode currencyCode 0..1
  InvoiceCurrencyCode currencyCode 1..1
  PayeeTradeParty TradeParty 0..1
  SpecifiedTradeSettlementPaymentMeans TradeSettlementPaymentMeans 0..n
  ApplicableTradeTax TradeTax 1..n
  BillingSpecifiedPeriod SpecifiedPeriod 0..1
  SpecifiedTradeAllowanceCharge TradeAllowanceCharge 0..n
  SpecifiedTradePaymentTerms TradePaymentTerms 0..1
  SpecifiedTradeSettlementHeaderMonetarySummation TradeSettlementHeaderMonetarySummation 1..1
  InvoiceReferencedDocument ReferencedDocument 0..n
  ReceivableSpecifiedTradeAccountingAccount TradeAccountingAccount 0..1
LegalOrganization
  ID id 0..1
  TradingBusinessName text 0..1
Note
  Content text 1..1
  SubjectCode code 0..1
ReferencedDocument
  IssuerAssignedID id 1..1
  FormattedIssueDateTime formattedDateTime 0..1
SpecifiedPeriod
  StartDateTime dateTime 0..1
  EndDateTime dateTime 0..1
SupplyChainEvent
  OccurrenceDateTime dateTime 1..1
SupplyChainTradeTransaction
  ApplicableHeaderTradeAgreement HeaderTradeAgreement 1..1
  ApplicableHeaderTradeDelivery HeaderTradeDelivery 1..1
  ApplicableHeaderTradeSettlement HeaderTradeSettlement 1..1
TaxRegistration
  ID id 1..1
TradeAccountingAccount
  ID id 1..1
TradeAddress
  PostcodeCode code 0..1
  LineOne text 0..1
  LineTwo text 0..1
  LineThree text 0..1
  CityName text 0..1
  CountryID countryID 1..1
  CountrySubDivisionName text 0..1
TradeAllowanceCharge
  ChargeIndicator indicator 1..1
  CalculationPercent percent 0..1
  BasisAmount amount 0..1
  ActualAmount amount 1..1
  ReasonCode allowanceChargeReasonCode 0..1
  Reason text 0..1
  CategoryTradeTax TradeTax 1..1
TradeParty
  ID id 0..n
  GlobalID id 0..n
  Name text 0..1
  SpecifiedLegalOrganization LegalOrganization 0..1
  PostalTradeAddress TradeAddress 0..1
  URIUniversalCommunication UniversalCommunication 0..1
  SpecifiedTaxRegistration TaxRegistration 0..2
TradePaymentTerms
  Description text 0..1
  DueDateDateTime dateTime 0..1
  DirectDebitMandateID id 0..1
TradeSettlementHeaderMonetarySummation
  LineTotalAmount amount 1..1
  ChargeTotalAmount amount 0..1
  AllowanceTotalAmount amount 0..1
  TaxBasisTotalAmount amount 1..1
  TaxTotalAmount amount 0..2
  GrandTotalAmount amount 1..1
  TotalPrepaidAmount amount 0..1
  DuePayableAmount amount 1..1
TradeSettlementPaymentMeans
  TypeCode paymentMeansCode 1..1
  PayerPartyDebtorFinancialAccount DebtorFinancialAccount 0..1
  PayeePartyCreditorFinancialAccount CreditorFinancialAccount 0..1
TradeTax
  CalculatedAmount amount 0..1
  TypeCode taxTypeCode 1..1
  ExemptionReason text 0..1
  BasisAmount amount 0..1
  CategoryCode taxCategoryCode 1..1
  ExemptionReasonCode code 0..1
  DueDateTypeCode timeReferenceCode 0..1
  RateApplicablePercent percent 0..1
UniversalCommunication
  URIID id 1..1
[qdt]
allowanceChargeReasonCode: code token
countryID: id token
currencyCode: code token
documentCode: code token
formattedDateTime: formattedDateTime choice
  DateTimeString formattedDateTimeText 1..1
formattedDateTimeText: text string
  @format! string
paymentMeansCode: code token
taxCategoryCode: code token
taxTypeCode: code token
timeReferenceCode: code token
[udt]
amount: amount decimal
  @currencyID token
code: code token
dateTime: dateTime choice
  DateTimeString formattedText 1..1
formattedText: text string
  @format! string
id: id token
  @schemeID token
indicator: indicator choice
  Indicator xmlBoolean 1..1
percent: percent decimal
text: text string
xmlBoolean: boolean boolean
`;
