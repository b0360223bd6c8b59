/**
 * Factur-X 1.09, profile EN16931: what its schema leaves of the Cross Industry Invoice.
 * Facts only, in the form that structure-table reads.
 */
export const FACTUR_X_EN16931_TABLE = `
[rsm]
CrossIndustryInvoice
  ExchangedDocumentContext ExchangedDocumentContext 1..1
  ExchangedDocument ExchangedDocument 1..1
  SupplyChainTradeTransaction SupplyChainTradeTransaction 1..1
[ram]
CreditorFinancialAccount
  IBANID id 0..1
  AccountName text 0..1
  ProprietaryID id 0..1
CreditorFinancialInstitution
  BICID id 1..1
DebtorFinancialAccount
  IBANID id 1..1
DocumentContextParameter
  ID id 1..1
DocumentLineDocument
  LineID id 1..1
  IncludedNote Note 0..1
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
LineTradeAgreement
  BuyerOrderReferencedDocument ReferencedDocument 0..1
  GrossPriceProductTradePrice TradePrice 0..1
  NetPriceProductTradePrice TradePrice 1..1
LineTradeDelivery
  BilledQuantity quantity 1..1
LineTradeSettlement
  ApplicableTradeTax TradeTax 1..1
  BillingSpecifiedPeriod SpecifiedPeriod 0..1
  SpecifiedTradeAllowanceCharge TradeAllowanceCharge 0..n
  SpecifiedTradeSettlementLineMonetarySummation TradeSettlementLineMonetarySummation 1..1
  AdditionalReferencedDocument ReferencedDocument 0..1
  ReceivableSpecifiedTradeAccountingAccount TradeAccountingAccount 0..1
Note
  Content text 1..1
  SubjectCode code 0..1
ProcuringProject
  ID id 1..1
  Name text 1..1
ProductCharacteristic
  Description text 1..1
  Value text 1..1
ProductClassification
  ClassCode code 0..1
ReferencedDocument
  IssuerAssignedID id 0..1
  URIID id 0..1
  LineID id 0..1
  TypeCode documentCode 0..1
  Name text 0..1
  AttachmentBinaryObject binaryObject 0..1
  ReferenceTypeCode referenceCode 0..1
  FormattedIssueDateTime formattedDateTime 0..1
SpecifiedPeriod
  StartDateTime dateTime 0..1
  EndDateTime dateTime 0..1
SupplyChainEvent
  OccurrenceDateTime dateTime 1..1
SupplyChainTradeLineItem
  AssociatedDocumentLineDocument DocumentLineDocument 1..1
  SpecifiedTradeProduct TradeProduct 1..1
  SpecifiedLineTradeAgreement LineTradeAgreement 1..1
  SpecifiedLineTradeDelivery LineTradeDelivery 1..1
  SpecifiedLineTradeSettlement LineTradeSettlement 1..1
SupplyChainTradeTransaction
  IncludedSupplyChainTradeLineItem SupplyChainTradeLineItem 1..n
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
  CategoryTradeTax TradeTax 0..1
TradeContact
  PersonName text 0..1
  DepartmentName text 0..1
  TelephoneUniversalCommunication UniversalCommunication 0..1
  EmailURIUniversalCommunication UniversalCommunication 0..1
TradeCountry
  ID countryID 1..1
TradeParty
  ID id 0..n
  GlobalID id 0..n
  Name text 0..1
  Description text 0..1
  SpecifiedLegalOrganization LegalOrganization 0..1
  DefinedTradeContact TradeContact 0..1
  PostalTradeAddress TradeAddress 0..1
  URIUniversalCommunication UniversalCommunication 0..1
  SpecifiedTaxRegistration TaxRegistration 0..2
TradePaymentTerms
  Description text 0..1
  DueDateDateTime dateTime 0..1
  DirectDebitMandateID id 0..1
TradePrice
  ChargeAmount amount 1..1
  BasisQuantity quantity 0..1
  AppliedTradeAllowanceCharge TradeAllowanceCharge 0..1
TradeProduct
  GlobalID id 0..1
  SellerAssignedID id 0..1
  BuyerAssignedID id 0..1
  Name text 1..1
  Description text 0..1
  ApplicableProductCharacteristic ProductCharacteristic 0..n
  DesignatedProductClassification ProductClassification 0..n
  OriginTradeCountry TradeCountry 0..1
TradeSettlementFinancialCard
  ID id 1..1
  CardholderName text 0..1
TradeSettlementHeaderMonetarySummation
  LineTotalAmount amount 1..1
  ChargeTotalAmount amount 0..1
  AllowanceTotalAmount amount 0..1
  TaxBasisTotalAmount amount 1..1
  TaxTotalAmount amount 0..2
  RoundingAmount amount 0..1
  GrandTotalAmount amount 1..1
  TotalPrepaidAmount amount 0..1
  DuePayableAmount amount 1..1
TradeSettlementLineMonetarySummation
  LineTotalAmount amount 1..1
TradeSettlementPaymentMeans
  TypeCode paymentMeansCode 1..1
  Information text 0..1
  ApplicableTradeSettlementFinancialCard TradeSettlementFinancialCard 0..1
  PayerPartyDebtorFinancialAccount DebtorFinancialAccount 0..1
  PayeePartyCreditorFinancialAccount CreditorFinancialAccount 0..1
  PayeeSpecifiedCreditorFinancialInstitution CreditorFinancialInstitution 0..1
TradeTax
  CalculatedAmount amount 0..1
  TypeCode taxTypeCode 1..1
  ExemptionReason text 0..1
  BasisAmount amount 0..1
  CategoryCode taxCategoryCode 1..1
  ExemptionReasonCode code 0..1
  TaxPointDate date 0..1
  DueDateTypeCode timeReferenceCode 0..1
  RateApplicablePercent percent 0..1
UniversalCommunication
  URIID id 0..1
  CompleteNumber text 0..1
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
referenceCode: code token
taxCategoryCode: code token
taxTypeCode: code token
timeReferenceCode: code token
[udt]
amount: amount decimal
  @currencyID token
binaryObject: binaryObject base64Binary
  @mimeCode! token
  @filename! string
code: code token
  @listID token
  @listVersionID token
date: date choice
  DateString formattedText 1..1
dateTime: dateTime choice
  DateTimeString formattedText 1..1
formattedText: text string
  @format! string
id: id token
  @schemeID token
indicator: indicator choice
  Indicator xmlBoolean 1..1
percent: percent decimal
quantity: quantity decimal
  @unitCode token
text: text string
xmlBoolean: boolean boolean
`;
