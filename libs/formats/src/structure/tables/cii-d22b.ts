/**
 * UN/CEFACT Cross Industry Invoice D22B: what its schema says of every element.
 * Facts only, in the form that structure-table reads.
 */
export const CII_D22B_TABLE = `
[rsm]
CrossIndustryInvoice
  ExchangedDocumentContext ExchangedDocumentContext 1..1
  ExchangedDocument ExchangedDocument 1..1
  SupplyChainTradeTransaction SupplyChainTradeTransaction 1..1
  ValuationBreakdownStatement ValuationBreakdownStatement 0..1
[ram]
AdvancePayment
  PaidAmount amount 1..1
  FormattedReceivedDateTime formattedDateTime 0..1
  IncludedTradeTax TradeTax 0..n
  InvoiceSpecifiedReferencedDocument ReferencedDocument 0..n
AppliedAllowanceCharge
  ActualAmount amount 0..1
  Description text 0..1
  ReasonCode code 0..1
  CalculationPercent percent 0..1
  BasisAmount amount 0..1
  ChargeIndicator indicator 1..1
  CategoryAppliedTax AppliedTax 0..1
AppliedTax
  CalculatedAmount amount 0..1
  TypeCode code 0..1
  CalculatedRate rate 0..1
  BasisAmount amount 0..1
  TaxPointDate date 0..1
AvailablePeriod
  StartDateTime dateTime 0..1
  EndDateTime dateTime 0..1
  Description text 0..1
BasicWorkItem
  ID id 1..1
  ReferenceID id 0..1
  PrimaryClassificationCode code 0..n
  AlternativeClassificationCode code 0..n
  TypeCode code 0..n
  Comment text 0..n
  TotalQuantity quantity 0..1
  TotalQuantityClassificationCode code 0..1
  Index text 0..1
  RequestedActionCode code 0..n
  PriceListItemID id 0..1
  ContractualLanguageCode code 0..1
  ActualWorkItemComplexDescription WorkItemComplexDescription 0..n
  TotalQuantityWorkItemQuantityAnalysis WorkItemQuantityAnalysis 0..n
  UnitCalculatedPrice CalculatedPrice 0..n
  TotalCalculatedPrice CalculatedPrice 0..n
  ChangedRecordedStatus RecordedStatus 0..n
  ItemBasicWorkItem BasicWorkItem 0..n
  ReferencedSpecifiedBinaryFile SpecifiedBinaryFile 0..n
BranchFinancialInstitution
  ID id 0..1
  Name text 0..1
  LocationFinancialInstitutionAddress FinancialInstitutionAddress 0..1
CalculatedPrice
  TypeCode code 0..n
  ChargeAmount amount 0..n
  RelatedAppliedAllowanceCharge AppliedAllowanceCharge 0..n
ContactPerson
  GivenName text 0..1
  MiddleName text 0..1
  FamilyName text 0..1
CreditorFinancialAccount
  IBANID id 0..1
  AccountName text 0..1
  ProprietaryID id 0..1
CreditorFinancialInstitution
  BICID id 0..1
  CHIPSUniversalID id 0..1
  NewZealandNCCID id 0..1
  IrishNSCID id 0..1
  UKSortCodeID id 0..1
  CHIPSParticipantID id 0..1
  SwissBCID id 0..1
  FedwireRoutingNumberID id 0..1
  PortugueseNCCID id 0..1
  RussianCentralBankID id 0..1
  ItalianDomesticID id 0..1
  AustrianBankleitzahlID id 0..1
  CanadianPaymentsAssociationID id 0..1
  SICID id 0..1
  GermanBankleitzahlID id 0..1
  SpanishDomesticInterbankingID id 0..1
  SouthAfricanNCCID id 0..1
  HongKongBankID id 0..1
  AustralianBSBID id 0..1
  IndianFinancialSystemID id 0..1
  HellenicBankID id 0..1
  PolishNationalClearingID id 0..1
  Name text 0..1
  ClearingSystemName text 0..1
  JapanFinancialInstitutionCommonID id 0..1
  LocationFinancialInstitutionAddress FinancialInstitutionAddress 0..1
  SubDivisionBranchFinancialInstitution BranchFinancialInstitution 0..1
CrossBorderCustomsValuation
  AddedAdjustmentAmount amount 0..1
  DeductedAdjustmentAmount amount 0..1
  AddedAdjustmentPercent percent 0..1
  DeductedAdjustmentPercent percent 0..1
  MethodCode code 0..1
  WTOAdditionCode code 0..1
  ChargeApportionMethodCode code 0..1
  OtherChargeAmount amount 0..n
  BuyerSellerRelationshipIndicator indicator 0..1
  BuyerSellerRelationshipPriceInfluenceIndicator indicator 0..1
  SaleRestrictionIndicator indicator 0..1
  SalePriceConditionIndicator indicator 0..1
  RoyaltyLicenseFeeIndicator indicator 0..1
  TypeCode code 0..1
  SaleRestriction text 0..n
  ApplicableTradeCurrencyExchange TradeCurrencyExchange 0..1
CrossBorderRegulatoryProcedure
  TypeCode code 0..n
  TransactionNatureCode code 0..1
  TariffAmount amount 0..1
  NonTariffChargeAmount amount 0..1
  TotalChargeAmount amount 0..1
  Remark text 0..n
  ApplicableTradeTax TradeTax 0..n
DebtorFinancialAccount
  IBANID id 0..1
  AccountName text 0..1
  ProprietaryID id 0..1
DebtorFinancialInstitution
  BICID id 0..1
  ClearingSystemName text 0..1
  CHIPSUniversalID id 0..1
  NewZealandNCCID id 0..1
  IrishNSCID id 0..1
  UKSortCodeID id 0..1
  CHIPSParticipantID id 0..1
  SwissBCID id 0..1
  FedwireRoutingNumberID id 0..1
  PortugueseNCCID id 0..1
  RussianCentralBankID id 0..1
  ItalianDomesticID id 0..1
  AustrianBankleitzahlID id 0..1
  CanadianPaymentsAssociationID id 0..1
  SICID id 0..1
  GermanBankleitzahlID id 0..1
  SpanishDomesticInterbankingID id 0..1
  SouthAfricanNCCID id 0..1
  HongKongBankID id 0..1
  AustralianBSBID id 0..1
  IndianFinancialSystemID id 0..1
  HellenicBankID id 0..1
  PolishNationalClearingID id 0..1
  Name text 0..1
  JapanFinancialInstitutionCommonID id 0..1
  LocationFinancialInstitutionAddress FinancialInstitutionAddress 0..1
  SubDivisionBranchFinancialInstitution BranchFinancialInstitution 0..1
DeliveryAdjustment
  ReasonCode adjustmentReasonCode 0..1
  Reason text 0..n
  ActualAmount amount 0..n
  ActualQuantity quantity 0..1
  ActualDateTime dateTime 0..1
DisposalInstructions
  MaterialID id 0..1
  RecyclingDescriptionCode code 0..n
  Description text 0..n
  RecyclingProcedure text 0..n
DocumentAuthentication
  ActualDateTime dateTime 0..1
  ID id 0..1
  Information text 0..n
  Signatory text 0..1
  SignatoryImageBinaryObject binaryObject 0..1
  CategoryCode code 0..n
DocumentContextParameter
  ID id 0..1
  Value text 0..1
  SpecifiedDocumentVersion DocumentVersion 0..1
DocumentLineDocument
  LineID id 0..1
  ParentLineID id 0..1
  LineStatusCode lineStatusCode 0..1
  LineStatusReasonCode code 0..1
  CategoryCode code 0..1
  ResponseReasonCode code 0..1
  IncludedNote Note 0..n
  ReferenceReferencedDocument ReferencedDocument 0..n
DocumentVersion
  ID id 0..1
  Name text 0..1
  IssueDateTime dateTime 0..1
ExchangedDocument
  ID id 0..1
  Name text 0..n
  TypeCode documentCode 0..1
  IssueDateTime dateTime 1..1
  CopyIndicator indicator 0..1
  Purpose text 0..1
  ControlRequirementIndicator indicator 0..1
  LanguageID id 0..n
  PurposeCode messageFunctionCode 0..1
  RevisionDateTime dateTime 0..1
  VersionID id 0..1
  GlobalID id 0..1
  RevisionID id 0..1
  PreviousRevisionID id 0..1
  CategoryCode code 0..1
  RequestedResponseTypeCode code 0..n
  CreationDateTime formattedDateTime 0..1
  FirstVersionIssueDateTime dateTime 0..1
  SubtypeCode code 0..1
  IncludedNote Note 0..n
  ReferenceReferencedDocument ReferencedDocument 0..n
  SignatoryDocumentAuthentication DocumentAuthentication 0..1
  EffectiveSpecifiedPeriod SpecifiedPeriod 0..1
  IssuerTradeParty TradeParty 0..1
  AttachedSpecifiedBinaryFile SpecifiedBinaryFile 0..n
ExchangedDocumentContext
  SpecifiedTransactionID id 0..1
  TestIndicator indicator 0..1
  BusinessProcessSpecifiedDocumentContextParameter DocumentContextParameter 0..n
  BIMSpecifiedDocumentContextParameter DocumentContextParameter 0..n
  ScenarioSpecifiedDocumentContextParameter DocumentContextParameter 0..n
  ApplicationSpecifiedDocumentContextParameter DocumentContextParameter 0..n
  GuidelineSpecifiedDocumentContextParameter DocumentContextParameter 0..n
  SubsetSpecifiedDocumentContextParameter DocumentContextParameter 0..n
  MessageStandardSpecifiedDocumentContextParameter DocumentContextParameter 0..1
  UserSpecifiedDocumentContextParameter DocumentContextParameter 0..n
FinancialAdjustment
  ReasonCode code 0..1
  Reason text 0..n
  ActualAmount amount 0..n
  ActualQuantity quantity 0..1
  ActualDateTime dateTime 0..1
  DirectionCode accountingDebitCreditStatusCode 0..1
  ClaimRelatedTradeParty TradeParty 0..1
  InvoiceReferenceReferencedDocument ReferencedDocument 0..1
  RelatedTradeTax TradeTax 0..n
FinancialInstitutionAddress
  PostcodeCode code 0..1
  BuildingNumber text 0..1
  LineOne text 0..1
  LineTwo text 0..1
  LineThree text 0..1
  LineFour text 0..1
  LineFive text 0..1
  StreetName text 0..1
  CityName text 0..1
  CountrySubDivisionID id 0..1
  CountryID id 0..1
  TypeCode code 0..1
  DepartmentName text 0..1
  PostOfficeBox text 0..1
  CityID id 0..1
  CountrySubDivisionName text 0..1
  CountryName text 0..1
GeographicalCoordinate
  AltitudeMeasure measure 0..1
  LatitudeMeasure measure 0..1
  LongitudeMeasure measure 0..1
  SystemID id 0..1
GroupedWorkItem
  ID id 1..1
  PrimaryClassificationCode code 0..n
  AlternativeClassificationCode code 0..n
  TypeCode code 0..n
  Comment text 0..n
  TotalQuantity quantity 0..1
  Index text 0..1
  RequestedActionCode code 0..n
  PriceListItemID id 0..1
  ContractualLanguageCode code 0..1
  TotalCalculatedPrice CalculatedPrice 0..n
  ItemGroupedWorkItem GroupedWorkItem 0..n
  ItemBasicWorkItem BasicWorkItem 0..n
  ChangedRecordedStatus RecordedStatus 0..n
  ActualWorkItemComplexDescription WorkItemComplexDescription 0..n
  ReferencedSpecifiedBinaryFile SpecifiedBinaryFile 0..n
HeaderTradeAgreement
  Reference text 0..n
  BuyerReference text 0..1
  SellerTradeParty TradeParty 0..1
  BuyerTradeParty TradeParty 0..1
  SalesAgentTradeParty TradeParty 0..1
  BuyerRequisitionerTradeParty TradeParty 0..n
  BuyerAssignedAccountantTradeParty TradeParty 0..1
  SellerAssignedAccountantTradeParty TradeParty 0..1
  BuyerTaxRepresentativeTradeParty TradeParty 0..1
  SellerTaxRepresentativeTradeParty TradeParty 0..1
  ProductEndUserTradeParty TradeParty 0..1
  ApplicableTradeDeliveryTerms TradeDeliveryTerms 0..1
  SellerOrderReferencedDocument ReferencedDocument 0..1
  BuyerOrderReferencedDocument ReferencedDocument 0..1
  QuotationReferencedDocument ReferencedDocument 0..1
  OrderResponseReferencedDocument ReferencedDocument 0..1
  ContractReferencedDocument ReferencedDocument 0..1
  DemandForecastReferencedDocument ReferencedDocument 0..1
  SupplyInstructionReferencedDocument ReferencedDocument 0..1
  PromotionalDealReferencedDocument ReferencedDocument 0..1
  PriceListReferencedDocument ReferencedDocument 0..1
  AdditionalReferencedDocument ReferencedDocument 0..n
  RequisitionerReferencedDocument ReferencedDocument 0..n
  BuyerAgentTradeParty TradeParty 0..1
  PurchaseConditionsReferencedDocument ReferencedDocument 0..n
  SpecifiedProcuringProject ProcuringProject 0..1
  UltimateCustomerOrderReferencedDocument ReferencedDocument 0..n
  PricingBaseApplicableLogisticsLocation LogisticsLocation 0..1
HeaderTradeDelivery
  RelatedSupplyChainConsignment SupplyChainConsignment 0..1
  ShipToTradeParty TradeParty 0..1
  UltimateShipToTradeParty TradeParty 0..1
  ShipFromTradeParty TradeParty 0..1
  ActualDespatchSupplyChainEvent SupplyChainEvent 0..1
  ActualPickUpSupplyChainEvent SupplyChainEvent 0..1
  ActualDeliverySupplyChainEvent SupplyChainEvent 0..1
  ActualReceiptSupplyChainEvent SupplyChainEvent 0..1
  AdditionalReferencedDocument ReferencedDocument 0..n
  DespatchAdviceReferencedDocument ReferencedDocument 0..1
  ReceivingAdviceReferencedDocument ReferencedDocument 0..1
  DeliveryNoteReferencedDocument ReferencedDocument 0..1
  ConsumptionReportReferencedDocument ReferencedDocument 0..1
  PreviousDeliverySupplyChainEvent SupplyChainEvent 0..n
  PackingListReferencedDocument ReferencedDocument 0..1
HeaderTradeSettlement
  DuePayableAmount amount 0..n
  CreditorReferenceTypeCode code 0..n
  CreditorReferenceType text 0..n
  CreditorReferenceIssuerID id 0..n
  CreditorReferenceID id 0..1
  PaymentReference text 0..n
  TaxCurrencyCode currencyCode 0..1
  InvoiceCurrencyCode currencyCode 0..1
  PaymentCurrencyCode currencyCode 0..1
  InvoiceIssuerReference text 0..1
  InvoiceDateTime dateTime 0..1
  NextInvoiceDateTime dateTime 0..n
  CreditReasonCode code 0..1
  CreditReason text 0..n
  InvoicerTradeParty TradeParty 0..1
  InvoiceeTradeParty TradeParty 0..1
  PayeeTradeParty TradeParty 0..1
  PayerTradeParty TradeParty 0..1
  TaxApplicableTradeCurrencyExchange TradeCurrencyExchange 0..1
  InvoiceApplicableTradeCurrencyExchange TradeCurrencyExchange 0..1
  PaymentApplicableTradeCurrencyExchange TradeCurrencyExchange 0..1
  SpecifiedTradeSettlementPaymentMeans TradeSettlementPaymentMeans 0..n
  ApplicableTradeTax TradeTax 0..n
  BillingSpecifiedPeriod SpecifiedPeriod 0..1
  SpecifiedTradeAllowanceCharge TradeAllowanceCharge 0..n
  SubtotalCalculatedTradeTax TradeTax 0..n
  SpecifiedLogisticsServiceCharge LogisticsServiceCharge 0..n
  SpecifiedTradePaymentTerms TradePaymentTerms 0..n
  SpecifiedTradeSettlementHeaderMonetarySummation TradeSettlementHeaderMonetarySummation 0..1
  SpecifiedFinancialAdjustment FinancialAdjustment 0..n
  InvoiceReferencedDocument ReferencedDocument 0..n
  ProFormaInvoiceReferencedDocument ReferencedDocument 0..1
  LetterOfCreditReferencedDocument ReferencedDocument 0..1
  FactoringAgreementReferencedDocument ReferencedDocument 0..n
  FactoringListReferencedDocument ReferencedDocument 0..n
  PayableSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
  ReceivableSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
  PurchaseSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
  SalesSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
  SpecifiedTradeSettlementFinancialCard TradeSettlementFinancialCard 0..n
  SpecifiedAdvancePayment AdvancePayment 0..n
  UltimatePayeeTradeParty TradeParty 0..1
LegalOrganization
  LegalClassificationCode code 0..1
  Name text 0..1
  ID id 0..1
  TradingBusinessName text 0..1
  PostalTradeAddress TradeAddress 0..1
  AuthorizedLegalRegistration LegalRegistration 0..n
LegalRegistration
  TypeCode code 0..1
  ID id 0..1
LineTradeAgreement
  BuyerReference text 0..1
  BuyerRequisitionerTradeParty TradeParty 0..n
  ApplicableTradeDeliveryTerms TradeDeliveryTerms 0..1
  SellerOrderReferencedDocument ReferencedDocument 0..1
  BuyerOrderReferencedDocument ReferencedDocument 0..1
  QuotationReferencedDocument ReferencedDocument 0..1
  ContractReferencedDocument ReferencedDocument 0..1
  DemandForecastReferencedDocument ReferencedDocument 0..1
  PromotionalDealReferencedDocument ReferencedDocument 0..1
  AdditionalReferencedDocument ReferencedDocument 0..n
  GrossPriceProductTradePrice TradePrice 0..1
  NetPriceProductTradePrice TradePrice 0..1
  RequisitionerReferencedDocument ReferencedDocument 0..n
  ItemSellerTradeParty TradeParty 0..1
  ItemBuyerTradeParty TradeParty 0..1
  IncludedSpecifiedMarketplace SpecifiedMarketplace 0..1
  UltimateCustomerOrderReferencedDocument ReferencedDocument 0..n
LineTradeDelivery
  RequestedQuantity quantity 0..1
  ReceivedQuantity quantity 0..1
  BilledQuantity quantity 0..1
  ChargeFreeQuantity quantity 0..1
  PackageQuantity quantity 0..1
  ProductUnitQuantity quantity 0..1
  PerPackageUnitQuantity quantity 0..1
  NetWeightMeasure weightUnitMeasure 0..1
  GrossWeightMeasure weightUnitMeasure 0..1
  TheoreticalWeightMeasure weightUnitMeasure 0..1
  DespatchedQuantity quantity 0..1
  SpecifiedDeliveryAdjustment DeliveryAdjustment 0..n
  IncludedSupplyChainPackaging SupplyChainPackaging 0..n
  RelatedSupplyChainConsignment SupplyChainConsignment 0..1
  ShipToTradeParty TradeParty 0..1
  UltimateShipToTradeParty TradeParty 0..1
  ShipFromTradeParty TradeParty 0..1
  ActualDespatchSupplyChainEvent SupplyChainEvent 0..1
  ActualPickUpSupplyChainEvent SupplyChainEvent 0..1
  RequestedDeliverySupplyChainEvent SupplyChainEvent 0..1
  ActualDeliverySupplyChainEvent SupplyChainEvent 0..1
  ActualReceiptSupplyChainEvent SupplyChainEvent 0..1
  AdditionalReferencedDocument ReferencedDocument 0..n
  DespatchAdviceReferencedDocument ReferencedDocument 0..1
  ReceivingAdviceReferencedDocument ReferencedDocument 0..1
  DeliveryNoteReferencedDocument ReferencedDocument 0..1
  ConsumptionReportReferencedDocument ReferencedDocument 0..1
  PackingListReferencedDocument ReferencedDocument 0..1
LineTradeSettlement
  PaymentReference text 0..n
  InvoiceIssuerReference text 0..1
  TotalAdjustmentAmount amount 0..1
  DiscountIndicator indicator 0..1
  InvoiceDateTime dateTime 0..1
  ApplicableTradeTax TradeTax 0..n
  BillingSpecifiedPeriod SpecifiedPeriod 0..1
  SpecifiedTradeAllowanceCharge TradeAllowanceCharge 0..n
  SubtotalCalculatedTradeTax TradeTax 0..n
  SpecifiedLogisticsServiceCharge LogisticsServiceCharge 0..n
  SpecifiedTradePaymentTerms TradePaymentTerms 0..n
  SpecifiedTradeSettlementLineMonetarySummation TradeSettlementLineMonetarySummation 0..1
  SpecifiedFinancialAdjustment FinancialAdjustment 0..n
  InvoiceReferencedDocument ReferencedDocument 0..n
  AdditionalReferencedDocument ReferencedDocument 0..n
  PayableSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
  ReceivableSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
  PurchaseSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
  SalesSpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
  SpecifiedTradeSettlementFinancialCard TradeSettlementFinancialCard 0..1
LogisticsLocation
  ID id 0..1
  Name text 0..n
  TypeCode locationFunctionCode 0..1
  Description text 0..n
  CountryID countryID 0..1
  CountrySubDivisionID id 0..1
  PhysicalGeographicalCoordinate GeographicalCoordinate 0..1
  PostalTradeAddress TradeAddress 0..1
  SubordinateLocation SubordinateLocation 0..1
LogisticsSeal
  ID id 0..1
  MaximumID id 0..1
  TypeCode code 0..1
  ConditionCode sealConditionCode 0..n
  SealingPartyRoleCode sealingPartyRoleCode 0..1
  IssuingTradeParty TradeParty 0..1
LogisticsServiceCharge
  ID freightChargeTypeID 0..1
  Description text 0..n
  PaymentArrangementCode transportServicePaymentArrangementCode 0..1
  TariffClassCode freightChargeTariffClassCode 0..1
  ChargeCategoryCode code 0..1
  ServiceCategoryCode code 0..1
  DisbursementAmount amount 0..n
  AppliedAmount amount 0..n
  AllowanceCharge text 0..1
  PayingPartyRoleCode chargePayingPartyRoleCode 0..1
  CalculationBasisCode logisticsChargeCalculationBasisCode 0..1
  CalculationBasis text 0..1
  TransportPaymentMethodCode code 0..1
  PaymentPlaceLogisticsLocation LogisticsLocation 0..1
  AppliedFromLogisticsLocation LogisticsLocation 0..1
  AppliedToLogisticsLocation LogisticsLocation 0..1
  AppliedTradeTax TradeTax 0..n
LogisticsTransportEquipment
  ID id 0..1
  LoadingLengthMeasure linearUnitMeasure 0..1
  CategoryCode transportEquipmentCategoryCode 0..1
  CharacteristicCode code 0..1
  Characteristic text 0..1
  UsedCapacityCode transportEquipmentFullnessCode 0..1
  CarrierAssignedBookingID id 0..n
  SealedIndicator indicator 0..1
  ReturnableIndicator indicator 0..1
  AffixedLogisticsSeal LogisticsSeal 0..n
  LinearSpatialDimension SpatialDimension 0..1
  ApplicableNote Note 0..n
LogisticsTransportMeans
  TypeCode transportMeansTypeCode 0..1
  Type text 0..1
  ID id 0..1
  Name text 0..1
  OwnerTradeParty TradeParty 0..1
LogisticsTransportMovement
  StageCode transportMovementStageCode 0..1
  ModeCode transportModeCode 0..1
  Mode text 0..1
  ID id 0..1
  StatusCode statusCode 0..1
  ServiceCode code 0..1
  Service text 0..1
  Type text 0..1
  Cycle text 0..1
  UsedLogisticsTransportMeans LogisticsTransportMeans 0..1
MaterialGoodsCharacteristic
  Description text 0..n
  TypeCode code 0..1
  ProportionalConstituentPercent percent 0..1
  AbsolutePresenceWeightMeasure measure 0..1
  AbsolutePresenceVolumeMeasure measure 0..1
Note
  Subject text 0..1
  ContentCode code 0..1
  Content text 0..n
  SubjectCode code 0..n
  ID id 0..1
PackagingMarking
  TypeCode packagingMarkingCode 0..n
  Content text 0..n
  ContentDateTime dateTime 0..1
  ContentAmount amount 0..n
  BarcodeTypeCode code 0..n
  ContentCode code 0..n
  AutomaticDataCaptureMethodTypeCode automaticDataCaptureMethodCode 0..n
ProcuringProject
  ID id 1..1
  Description text 0..1
  Name text 1..1
ProductCharacteristic
  ID id 0..n
  TypeCode code 0..1
  Description text 0..n
  ValueMeasure measure 0..1
  MeasurementMethodCode code 0..1
  Value text 0..n
  ValueCode code 0..1
  ValueDateTime dateTime 0..1
  ValueIndicator indicator 0..1
  ContentTypeCode code 0..1
  ValueSpecifiedBinaryFile SpecifiedBinaryFile 0..1
  ApplicableProductCharacteristicCondition ProductCharacteristicCondition 0..n
  ApplicableReferencedStandard ReferencedStandard 0..1
ProductCharacteristicCondition
  TypeCode code 0..1
  Name text 0..n
  ValueMeasure measure 0..1
ProductClassification
  SystemID id 0..1
  SystemName text 0..n
  ClassCode code 0..1
  ClassName text 0..n
  SubClassCode code 0..1
  ClassProductCharacteristic ProductCharacteristic 0..n
  ApplicableReferencedStandard ReferencedStandard 0..1
RecordedStatus
  ConditionCode code 1..1
  ChangerName text 0..1
  ChangedDateTime dateTime 1..1
ReferencePrice
  ChargeAmount amount 0..1
  BasisQuantity quantity 0..n
  NetPriceIndicator indicator 0..n
  ComparisonMethodCode code 0..1
ReferencedDocument
  IssuerAssignedID id 0..1
  URIID id 0..1
  StatusCode documentStatusCode 0..1
  CopyIndicator indicator 0..1
  LineID id 0..1
  TypeCode documentCode 0..1
  GlobalID id 0..1
  RevisionID id 0..1
  Name text 0..n
  ReceiptDateTime dateTime 0..1
  AttachmentBinaryObject binaryObject 0..n
  Information text 0..n
  CategoryCode code 0..1
  ReferenceTypeCode referenceCode 0..1
  SectionName text 0..n
  PreviousRevisionID id 0..n
  FormattedIssueDateTime formattedDateTime 0..1
  PageID id 0..1
  SubordinateLineID id 0..1
  SubtypeCode code 0..n
  EffectiveSpecifiedPeriod SpecifiedPeriod 0..1
  IssuerTradeParty TradeParty 0..1
  AttachedSpecifiedBinaryFile SpecifiedBinaryFile 0..n
  IncludedNote Note 0..n
ReferencedProduct
  ID id 0..n
  GlobalID id 0..n
  SellerAssignedID id 0..1
  BuyerAssignedID id 0..1
  ManufacturerAssignedID id 0..n
  IndustryAssignedID id 0..n
  Name text 0..n
  Description text 0..n
  RelationshipTypeCode code 0..n
  UnitQuantity quantity 0..n
ReferencedStandard
  ID id 0..1
  VersionID id 0..1
  ElementVersionID id 0..1
  URIID id 0..1
  PartID id 0..1
  AgencyID id 0..1
RegisteredTax
  TypeCode code 0..1
  ExemptionReasonCode code 0..1
  ExemptionReason text 0..n
  CurrencyCode code 0..1
  Jurisdiction text 0..n
  Description text 0..n
  CustomsDutyIndicator indicator 0..1
ReturnableAssetInstructions
  MaterialID id 0..n
  TermsAndConditionsDescription text 0..n
  TermsAndConditionsDescriptionCode code 0..1
  DepositValueSpecifiedAmount amount 0..n
  DepositValueValiditySpecifiedPeriod SpecifiedPeriod 0..1
SpatialDimension
  ValueMeasure measure 0..1
  TypeCode dimensionTypeCode 0..1
  Description text 0..n
  WidthMeasure measure 0..1
  LengthMeasure measure 0..1
  HeightMeasure measure 0..1
  ID id 0..1
  DiameterMeasure linearUnitMeasure 0..1
SpecificationQuery
  ID id 1..1
  TypeCode code 0..1
  Content text 1..1
  ContractualLanguageCode code 0..1
SpecificationResponse
  ID id 1..1
  QueryID id 0..1
  TypeCode code 0..1
  Content text 1..1
  ContractualLanguageCode code 0..1
SpecifiedBinaryFile
  ID id 0..n
  Title text 0..n
  AuthorName text 0..n
  VersionID id 0..1
  FileName text 0..1
  URIID id 0..1
  MIMECode code 0..1
  EncodingCode code 0..1
  CharacterSetCode code 0..1
  IncludedBinaryObject binaryObject 0..n
  Access text 0..n
  Description text 0..n
  SizeMeasure measure 0..1
  AccessAvailabilitySpecifiedPeriod SpecifiedPeriod 0..1
SpecifiedMarketplace
  ID id 0..1
  Name text 0..1
  VirtualIndicator indicator 0..1
  WebsiteURIID id 0..n
  SalesMethodCode code 0..1
  OrderingAvailablePeriod AvailablePeriod 0..n
SpecifiedPeriod
  DurationMeasure measure 0..n
  InclusiveIndicator indicator 0..1
  Description text 0..n
  StartDateTime dateTime 0..1
  EndDateTime dateTime 0..1
  CompleteDateTime dateTime 0..1
  OpenIndicator indicator 0..1
  SeasonCode code 0..1
  ID id 0..1
  Name text 0..n
  SequenceNumeric numeric 0..1
  StartDateFlexibilityCode code 0..1
  ContinuousIndicator indicator 0..1
  PurposeCode code 0..1
SubordinateLineTradeAgreement
  SellerOrderReferencedDocument ReferencedDocument 0..1
  BuyerOrderReferencedDocument ReferencedDocument 0..1
  AdditionalReferencedDocument ReferencedDocument 0..n
  GrossPriceProductTradePrice TradePrice 0..n
  NetPriceProductTradePrice TradePrice 0..n
SubordinateLineTradeDelivery
  PackageQuantity quantity 0..1
  ProductUnitQuantity quantity 0..1
  PerPackageUnitQuantity quantity 0..1
  BilledQuantity quantity 0..n
  IncludedSupplyChainPackaging SupplyChainPackaging 0..n
  ActualDeliverySupplyChainEvent SupplyChainEvent 0..n
SubordinateLineTradeSettlement
  AmountDirectionCode code 0..1
  ApplicableTradeTax TradeTax 0..1
  InvoiceReferencedDocument ReferencedDocument 0..n
  SpecifiedFinancialAdjustment FinancialAdjustment 0..n
  SpecifiedTradeAllowanceCharge TradeAllowanceCharge 0..n
SubordinateLocation
  ID id 0..1
  Name text 0..1
  TypeCode locationFunctionCode 0..1
  PhysicalGeographicalCoordinate GeographicalCoordinate 0..1
SubordinateTradeLineItem
  ID id 0..n
  ResponseReasonCode code 0..1
  CategoryCode code 0..1
  SpecifiedReferencedProduct ReferencedProduct 0..1
  ApplicableTradeProduct TradeProduct 0..n
  SpecifiedSubordinateLineTradeAgreement SubordinateLineTradeAgreement 0..1
  SpecifiedSubordinateLineTradeDelivery SubordinateLineTradeDelivery 0..1
  SpecifiedSubordinateLineTradeSettlement SubordinateLineTradeSettlement 0..1
SupplyChainConsignment
  ID id 0..1
  GrossWeightMeasure weightUnitMeasure 0..n
  NetWeightMeasure weightUnitMeasure 0..n
  GrossVolumeMeasure volumeUnitMeasure 0..n
  ChargeableWeightMeasure weightUnitMeasure 0..1
  InsurancePremiumAmount amount 0..1
  AssociatedInvoiceAmount amount 0..n
  TotalChargeAmount amount 0..1
  DeclaredValueForCustomsAmount amount 0..1
  PackageQuantity quantity 0..1
  NetVolumeMeasure volumeUnitMeasure 0..n
  ConsignorTradeParty TradeParty 0..1
  ConsigneeTradeParty TradeParty 0..1
  CarrierTradeParty TradeParty 0..1
  FreightForwarderTradeParty TradeParty 0..1
  DeliveryTradeParty TradeParty 0..1
  CustomsImportAgentTradeParty TradeParty 0..1
  CustomsExportAgentTradeParty TradeParty 0..1
  GroupingCentreTradeParty TradeParty 0..n
  TransitLogisticsLocation LogisticsLocation 0..n
  TransportContractReferencedDocument ReferencedDocument 0..1
  AssociatedReferencedDocument ReferencedDocument 0..n
  IncludedSupplyChainConsignmentItem SupplyChainConsignmentItem 0..n
  UtilizedLogisticsTransportEquipment LogisticsTransportEquipment 0..n
  SpecifiedLogisticsTransportMovement LogisticsTransportMovement 0..n
  ApplicableTransportCargoInsurance TransportCargoInsurance 0..1
  ApplicableCrossBorderRegulatoryProcedure CrossBorderRegulatoryProcedure 0..n
  ApplicableCrossBorderCustomsValuation CrossBorderCustomsValuation 0..n
SupplyChainConsignmentItem
  TypeCode goodsTypeCode 0..1
  TypeExtensionCode goodsTypeExtensionCode 0..1
  DeclaredValueForCustomsAmount amount 0..1
  DeclaredValueForStatisticsAmount amount 0..1
  InvoiceAmount amount 0..n
  GrossWeightMeasure weightUnitMeasure 0..1
  NetWeightMeasure weightUnitMeasure 0..1
  TariffQuantity quantity 0..1
  GlobalID id 0..n
  NatureIdentificationTransportCargo TransportCargo 0..1
  ApplicableTransportDangerousGoods TransportDangerousGoods 0..n
  PreviousAdministrativeReferencedDocument ReferencedDocument 0..n
  ApplicableNote Note 0..n
SupplyChainEvent
  ID id 0..1
  OccurrenceDateTime dateTime 0..1
  TypeCode code 0..1
  Description text 0..n
  DescriptionBinaryObject binaryObject 0..n
  UnitQuantity quantity 0..1
  LatestOccurrenceDateTime dateTime 0..1
  EarliestOccurrenceDateTime dateTime 0..1
  TimeOccurrenceDateTime timeOnlyFormattedDateTime 0..1
  OccurrenceSpecifiedPeriod SpecifiedPeriod 0..1
  OccurrenceLogisticsLocation LogisticsLocation 0..1
SupplyChainPackaging
  TypeCode packageTypeCode 0..1
  Type text 0..1
  Description text 0..n
  ConditionCode code 0..1
  DisposalMethodCode code 0..n
  WeightMeasure measure 0..n
  MaximumStackabilityQuantity quantity 0..1
  MaximumStackabilityWeightMeasure measure 0..1
  CustomerFacingTotalUnitQuantity quantity 0..1
  LayerTotalUnitQuantity quantity 0..1
  ContentLayerQuantity quantity 0..1
  AdditionalInstructionCode code 0..n
  AdditionalInstructionIndicator indicator 0..1
  LinearSpatialDimension SpatialDimension 0..1
  MinimumLinearSpatialDimension SpatialDimension 0..1
  MaximumLinearSpatialDimension SpatialDimension 0..1
  SpecifiedPackagingMarking PackagingMarking 0..n
  ApplicableMaterialGoodsCharacteristic MaterialGoodsCharacteristic 0..n
  ApplicableDisposalInstructions DisposalInstructions 0..n
  ApplicableReturnableAssetInstructions ReturnableAssetInstructions 0..n
SupplyChainTradeLineItem
  DescriptionCode code 0..1
  AssociatedDocumentLineDocument DocumentLineDocument 0..1
  SpecifiedTradeProduct TradeProduct 0..1
  AdditionalInformationNote Note 0..n
  SpecifiedLineTradeAgreement LineTradeAgreement 0..1
  SpecifiedLineTradeDelivery LineTradeDelivery 0..1
  SpecifiedLineTradeSettlement LineTradeSettlement 1..1
  IncludedSubordinateTradeLineItem SubordinateTradeLineItem 0..n
SupplyChainTradeTransaction
  IncludedSupplyChainTradeLineItem SupplyChainTradeLineItem 0..n
  ApplicableHeaderTradeAgreement HeaderTradeAgreement 1..1
  ApplicableHeaderTradeDelivery HeaderTradeDelivery 1..1
  ApplicableHeaderTradeSettlement HeaderTradeSettlement 1..1
TaxRegistration
  ID id 0..1
  IOSSID id 0..1
  AssociatedRegisteredTax RegisteredTax 0..1
TradeAccountingAccount
  ID id 1..1
  SetTriggerCode accountingDocumentCode 0..1
  TypeCode accountingAccountTypeCode 0..1
  AmountTypeCode accountingAmountTypeCode 0..1
  Name text 0..1
  CostReferenceDimensionPattern text 0..1
TradeAddress
  ID id 0..1
  PostcodeCode code 0..1
  PostOfficeBox text 0..1
  BuildingName text 0..1
  LineOne text 0..1
  LineTwo text 0..1
  LineThree text 0..1
  LineFour text 0..1
  LineFive text 0..1
  StreetName text 0..1
  CityName text 0..1
  CitySubDivisionName text 0..1
  CountryID countryID 0..1
  CountryName text 0..n
  CountrySubDivisionID id 0..1
  CountrySubDivisionName text 0..n
  AttentionOf text 0..1
  CareOf text 0..1
  BuildingNumber text 0..1
  DepartmentName text 0..1
  AdditionalStreetName text 0..1
  CityID id 0..1
  TypeCode addressTypeCode 0..n
TradeAllowanceCharge
  ChargeIndicator indicator 0..1
  ID id 0..1
  SequenceNumeric numeric 0..1
  CalculationPercent percent 0..1
  BasisAmount amount 0..1
  BasisQuantity quantity 0..1
  PrepaidIndicator indicator 0..1
  ActualAmount amount 0..n
  UnitBasisAmount amount 0..1
  ReasonCode allowanceChargeReasonCode 0..1
  Reason text 0..1
  TypeCode allowanceChargeIdentificationCode 0..1
  CategoryTradeTax TradeTax 0..n
  ActualTradeCurrencyExchange TradeCurrencyExchange 0..1
TradeContact
  ID id 0..1
  PersonName text 0..1
  DepartmentName text 0..1
  TypeCode contactTypeCode 0..1
  JobTitle text 0..1
  Responsibility text 0..1
  PersonID id 0..n
  TelephoneUniversalCommunication UniversalCommunication 0..1
  DirectTelephoneUniversalCommunication UniversalCommunication 0..1
  MobileTelephoneUniversalCommunication UniversalCommunication 0..1
  FaxUniversalCommunication UniversalCommunication 0..1
  EmailURIUniversalCommunication UniversalCommunication 0..1
  TelexUniversalCommunication UniversalCommunication 0..1
  VOIPUniversalCommunication UniversalCommunication 0..1
  InstantMessagingUniversalCommunication UniversalCommunication 0..1
  SpecifiedNote Note 0..n
  SpecifiedContactPerson ContactPerson 0..1
TradeCountry
  ID countryID 0..1
  Name text 0..n
  SubordinateTradeCountrySubDivision TradeCountrySubDivision 0..n
TradeCountrySubDivision
  ID id 0..1
  Name text 0..n
TradeCurrencyExchange
  SourceCurrencyCode currencyCode 1..1
  SourceUnitBasisNumeric numeric 0..1
  TargetCurrencyCode currencyCode 1..1
  TargetUnitBaseNumeric numeric 0..1
  MarketID id 0..1
  ConversionRate rate 1..1
  ConversionRateDateTime dateTime 0..1
  AssociatedReferencedDocument ReferencedDocument 0..n
TradeDeliveryTerms
  DeliveryTypeCode deliveryTermsCode 0..1
  Description text 0..n
  FunctionCode deliveryTermsFunctionCode 0..1
  DeliveryDiscontinuationCode code 0..1
  PartialDeliveryAllowedIndicator indicator 0..1
  RelevantTradeLocation TradeLocation 0..1
TradeLocation
  CountryID countryID 0..1
  CountryName text 0..1
  ID id 0..1
  Name text 0..1
TradeParty
  ID id 0..n
  GlobalID id 0..n
  TypeCode code 0..n
  Name text 0..1
  RoleCode partyRoleCode 0..n
  Description text 0..n
  RegisteredID id 0..n
  Role text 0..n
  SpecifiedLegalOrganization LegalOrganization 0..1
  DefinedTradeContact TradeContact 0..n
  PostalTradeAddress TradeAddress 0..1
  URIUniversalCommunication UniversalCommunication 0..n
  SpecifiedLogisticsLocation LogisticsLocation 0..n
  SpecifiedTaxRegistration TaxRegistration 0..n
  EndPointURIUniversalCommunication UniversalCommunication 0..1
  LogoAssociatedSpecifiedBinaryFile SpecifiedBinaryFile 0..n
TradePaymentDiscountTerms
  BasisDateTime dateTime 0..1
  BasisPeriodMeasure measure 0..1
  BasisAmount amount 0..1
  CalculationPercent percent 0..1
  ActualDiscountAmount amount 0..1
TradePaymentPenaltyTerms
  BasisDateTime dateTime 0..1
  BasisPeriodMeasure measure 0..1
  BasisAmount amount 0..1
  CalculationPercent percent 0..1
  ActualPenaltyAmount amount 0..1
TradePaymentTerms
  ID paymentTermsID 0..1
  FromEventCode paymentTermsEventTimeReferenceCode 0..1
  SettlementPeriodMeasure measure 0..1
  Description text 0..n
  DueDateDateTime dateTime 0..1
  TypeCode paymentTermsTypeCode 0..1
  InstructionTypeCode code 0..1
  DirectDebitMandateID id 0..n
  PartialPaymentPercent percent 0..1
  PaymentMeansID id 0..n
  PartialPaymentAmount amount 0..n
  DueDateTime formattedDateTime 0..1
  BillStartDateTime dateTime 0..1
  ApplicableTradePaymentPenaltyTerms TradePaymentPenaltyTerms 0..1
  ApplicableTradePaymentDiscountTerms TradePaymentDiscountTerms 0..1
  PayeeTradeParty TradeParty 0..n
TradePrice
  TypeCode priceTypeCode 0..1
  ChargeAmount amount 1..n
  BasisQuantity quantity 0..1
  MinimumQuantity quantity 0..1
  MaximumQuantity quantity 0..1
  ChangeReason text 0..n
  OrderUnitConversionFactorNumeric numeric 0..1
  Type text 0..n
  BasisDateTime dateTime 0..1
  AppliedTradeAllowanceCharge TradeAllowanceCharge 0..n
  ValiditySpecifiedPeriod SpecifiedPeriod 0..1
  IncludedTradeTax TradeTax 0..n
  DeliveryTradeLocation TradeLocation 0..n
  TradeComparisonReferencePrice ReferencePrice 0..n
  AssociatedReferencedDocument ReferencedDocument 0..n
TradeProduct
  ID id 0..1
  GlobalID id 0..1
  SellerAssignedID id 0..1
  BuyerAssignedID id 0..1
  ManufacturerAssignedID id 0..1
  IndustryAssignedID id 0..1
  ModelID id 0..1
  Name text 0..n
  TradeName text 0..1
  Description text 0..n
  TypeCode code 0..1
  NetWeightMeasure measure 0..1
  GrossWeightMeasure measure 0..1
  StatusCode code 0..1
  ProductGroupID id 0..n
  NetVolumeMeasure measure 0..1
  GrossVolumeMeasure measure 0..1
  EndItemTypeCode code 0..n
  EndItemName text 0..n
  CustomerAssignedID id 0..n
  BatchID id 0..n
  AreaDensityMeasure measure 0..1
  UseDescription text 0..n
  ConciseDescription text 0..n
  AdditionalDescription text 0..n
  BrandName text 0..1
  SubBrandName text 0..1
  DrainedNetWeightMeasure measure 0..1
  VariableMeasureIndicator indicator 0..1
  ConfigurableIndicator indicator 0..1
  ColourCode code 0..1
  ColourDescription text 0..n
  RecyclingTypeCode code 0..1
  UnitTypeCode code 0..n
  ContentUnitQuantity quantity 0..1
  CommonName text 0..1
  ModelName text 0..1
  Designation text 0..n
  FormattedCancellationAnnouncedLaunchDateTime formattedDateTime 0..1
  FormattedLatestProductDataChangeDateTime formattedDateTime 0..1
  ExportIndicator indicator 0..1
  UltimateCustomerAssignedExtensionID id 0..n
  SizeCode code 0..1
  ApplicableProductCharacteristic ProductCharacteristic 0..n
  ApplicableMaterialGoodsCharacteristic MaterialGoodsCharacteristic 0..n
  DesignatedProductClassification ProductClassification 0..n
  IndividualTradeProductInstance TradeProductInstance 0..n
  CertificationEvidenceReferenceReferencedDocument ReferencedDocument 0..n
  InspectionReferenceReferencedDocument ReferencedDocument 0..n
  OriginTradeCountry TradeCountry 0..1
  LinearSpatialDimension SpatialDimension 0..n
  MinimumLinearSpatialDimension SpatialDimension 0..1
  MaximumLinearSpatialDimension SpatialDimension 0..1
  ManufacturerTradeParty TradeParty 0..1
  PresentationSpecifiedBinaryFile SpecifiedBinaryFile 0..n
  MSDSReferenceReferencedDocument ReferencedDocument 0..1
  AdditionalReferenceReferencedDocument ReferencedDocument 0..n
  LegalRightsOwnerTradeParty TradeParty 0..1
  BrandOwnerTradeParty TradeParty 0..1
  IncludedReferencedProduct ReferencedProduct 0..n
  InformationNote Note 0..n
  BuyerSuppliedPartsReferenceReferencedDocument ReferencedDocument 0..n
TradeProductInstance
  GlobalSerialID id 0..1
  BatchID id 0..1
  KanbanID id 0..1
  SupplierAssignedSerialID id 0..1
  BestBeforeDateTime dateTime 0..1
  ExpiryDateTime dateTime 0..1
  SellByDateTime dateTime 0..1
  SerialID id 0..n
  RegistrationID id 0..n
  ProductionSupplyChainEvent SupplyChainEvent 0..1
  PackagingSupplyChainEvent SupplyChainEvent 0..1
  ApplicableMaterialGoodsCharacteristic MaterialGoodsCharacteristic 0..n
  ApplicableProductCharacteristic ProductCharacteristic 0..n
TradeSettlementFinancialCard
  MicrochipIndicator indicator 0..1
  ID id 0..1
  TypeCode code 0..1
  CardholderName text 0..1
  ExpiryDate date 0..1
  VerificationNumeric numeric 0..1
  ValidFromDateTime dateOnlyFormattedDateTime 0..1
  CreditLimitAmount amount 0..n
  CreditAvailableAmount amount 0..n
  InterestRatePercent percent 0..1
  IssuingCompanyName text 0..1
  Description text 0..1
TradeSettlementHeaderMonetarySummation
  LineTotalAmount amount 0..n
  ChargeTotalAmount amount 0..n
  AllowanceTotalAmount amount 0..n
  TaxBasisTotalAmount amount 0..n
  TaxTotalAmount amount 0..n
  RoundingAmount amount 0..n
  GrandTotalAmount amount 0..n
  InformationAmount amount 0..n
  TotalPrepaidAmount amount 0..n
  TotalDiscountAmount amount 0..n
  TotalAllowanceChargeAmount amount 0..n
  DuePayableAmount amount 0..n
  RetailValueExcludingTaxInformationAmount amount 0..n
  TotalDepositFeeInformationAmount amount 0..n
  ProductValueExcludingTobaccoTaxInformationAmount amount 0..n
  TotalRetailValueInformationAmount amount 0..n
  GrossLineTotalAmount amount 0..n
  NetLineTotalAmount amount 0..n
  NetIncludingTaxesLineTotalAmount amount 0..n
  InsuranceChargeTotalAmount amount 0..n
  IncludingTaxesLineTotalAmount amount 0..n
TradeSettlementLineMonetarySummation
  LineTotalAmount amount 0..n
  ChargeTotalAmount amount 0..n
  AllowanceTotalAmount amount 0..n
  TaxBasisTotalAmount amount 0..n
  TaxTotalAmount amount 0..n
  GrandTotalAmount amount 0..n
  InformationAmount amount 0..n
  TotalAllowanceChargeAmount amount 0..n
  TotalRetailValueInformationAmount amount 0..n
  GrossLineTotalAmount amount 0..n
  NetLineTotalAmount amount 0..n
  NetIncludingTaxesLineTotalAmount amount 0..n
  ProductWeightLossInformationAmount amount 0..n
  IncludingTaxesLineTotalAmount amount 0..n
TradeSettlementPaymentMeans
  PaymentChannelCode paymentMeansChannelCode 0..1
  TypeCode paymentMeansCode 0..1
  GuaranteeMethodCode paymentGuaranteeMeansCode 0..1
  PaymentMethodCode code 0..1
  Information text 0..n
  ID id 0..n
  ApplicableTradeSettlementFinancialCard TradeSettlementFinancialCard 0..1
  PayerPartyDebtorFinancialAccount DebtorFinancialAccount 0..1
  PayeePartyCreditorFinancialAccount CreditorFinancialAccount 0..n
  PayerSpecifiedDebtorFinancialInstitution DebtorFinancialInstitution 0..1
  PayeeSpecifiedCreditorFinancialInstitution CreditorFinancialInstitution 0..1
TradeTax
  CalculatedAmount amount 0..n
  TypeCode taxTypeCode 0..1
  ExemptionReason text 0..1
  CalculatedRate rate 0..1
  CalculationSequenceNumeric numeric 0..1
  BasisQuantity quantity 0..1
  BasisAmount amount 0..n
  UnitBasisAmount amount 0..n
  LineTotalBasisAmount amount 0..n
  AllowanceChargeBasisAmount amount 0..n
  CategoryCode taxCategoryCode 0..1
  CurrencyCode currencyCode 0..1
  Jurisdiction text 0..n
  CustomsDutyIndicator indicator 0..1
  ExemptionReasonCode code 0..1
  TaxBasisAllowanceRate rate 0..1
  TaxPointDate date 0..1
  Type text 0..1
  InformationAmount amount 0..n
  CategoryName text 0..n
  DueDateTypeCode timeReferenceCode 0..1
  RateApplicablePercent percent 0..1
  GrandTotalAmount amount 0..n
  CalculationMethodCode code 0..1
  SpecifiedTradeAccountingAccount TradeAccountingAccount 0..n
  ServiceSupplyTradeCountry TradeCountry 0..1
  BuyerRepayableTaxSpecifiedTradeAccountingAccount TradeAccountingAccount 0..1
  SellerPayableTaxSpecifiedTradeAccountingAccount TradeAccountingAccount 0..1
  SellerRefundableTaxSpecifiedTradeAccountingAccount TradeAccountingAccount 0..1
  BuyerDeductibleTaxSpecifiedTradeAccountingAccount TradeAccountingAccount 0..1
  BuyerNonDeductibleTaxSpecifiedTradeAccountingAccount TradeAccountingAccount 0..1
  PlaceApplicableTradeLocation TradeLocation 0..n
TransportCargo
  TypeCode cargoCategoryCode 0..1
  Identification text 0..n
  OperationalCategoryCode cargoOperationalCategoryCode 0..1
  StatisticalClassificationCode cargoCommodityCategoryCode 0..1
TransportCargoInsurance
  CoverageCode code 0..1
  CoverageDescription text 0..1
  ContractGeneralConditions text 0..1
  CoverageTradeParty TradeParty 0..1
TransportDangerousGoods
  UNDGIdentificationCode code 0..1
  RegulationCode dangerousGoodsRegulationCode 0..1
  RegulationName text 0..n
  TechnicalName text 0..n
  EMSID id 0..1
  PackagingDangerLevelCode dangerousGoodsPackagingLevelCode 0..1
  HazardClassificationID id 0..1
  AdditionalHazardClassificationID id 0..1
  ProperShippingName text 0..1
UniversalCommunication
  URIID id 0..1
  ChannelCode communicationChannelCode 0..1
  CompleteNumber text 0..1
ValuationBreakdownStatement
  ID id 1..1
  Name text 1..1
  Description text 0..n
  MeasurementMethodID id 0..n
  CreationDateTime dateTime 1..1
  DefaultCurrencyCode currencyCode 1..1
  DefaultLanguageCode code 1..1
  Comment text 0..n
  TypeCode code 0..n
  RequestedActionCode code 0..n
  PriceListID id 0..1
  ContractualLanguageCode code 0..1
  ItemGroupedWorkItem GroupedWorkItem 0..n
  ItemBasicWorkItem BasicWorkItem 0..n
  TotalCalculatedPrice CalculatedPrice 0..n
  ChangedRecordedStatus RecordedStatus 0..n
  CreationSpecifiedBinaryFile SpecifiedBinaryFile 0..n
  ReaderSpecifiedBinaryFile SpecifiedBinaryFile 0..n
  ReferencedSpecifiedBinaryFile SpecifiedBinaryFile 0..n
WorkItemComplexDescription
  Abstract text 0..n
  Content text 0..n
  ContractualLanguageCode code 0..1
  RequestingSpecificationQuery SpecificationQuery 0..n
  RespondingSpecificationResponse SpecificationResponse 0..n
  SubsetWorkItemComplexDescription WorkItemComplexDescription 0..1
WorkItemDimension
  ID id 0..1
  ValueMeasure measure 1..1
  Description text 0..1
  TypeCode code 1..1
  ContractualLanguageCode code 0..1
  ComponentWorkItemDimension WorkItemDimension 0..n
WorkItemQuantityAnalysis
  ID id 1..1
  ActualQuantity quantity 0..1
  Description text 0..1
  ActualQuantityPercent percent 0..1
  TypeCode code 0..1
  PrimaryClassificationCode code 0..n
  AlternativeClassificationCode code 0..n
  ContractualLanguageCode code 0..1
  ActualQuantityWorkItemDimension WorkItemDimension 0..n
  BreakdownWorkItemQuantityAnalysis WorkItemQuantityAnalysis 0..n
  ChangedRecordedStatus RecordedStatus 0..n
[qdt]
accountingAccountTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
accountingAmountTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
accountingDebitCreditStatusCode: code token
  @listID token = 4405_Accounting Debit Credit
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
accountingDocumentCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
addressTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
adjustmentReasonCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
allowanceChargeIdentificationCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
allowanceChargeReasonCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
automaticDataCaptureMethodCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
cargoCategoryCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
cargoCommodityCategoryCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
cargoOperationalCategoryCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
chargePayingPartyRoleCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
communicationChannelCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
contactTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
countryID: id token
  @schemeID token
  @schemeAgencyID token
  @schemeVersionID token
currencyCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
dangerousGoodsPackagingLevelCode: code token
  @listAgencyID token
dangerousGoodsRegulationCode: code token
  @listAgencyID token
dateOnlyFormattedDateTime: text string
deliveryTermsCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
deliveryTermsFunctionCode: code token
  @listAgencyID token
dimensionTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
documentCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
  @listURI anyURI
documentStatusCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
formattedDateTime: formattedDateTime choice
  DateTimeString formattedDateTimeText 1..1
formattedDateTimeText: text string
  @format string
freightChargeTariffClassCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
freightChargeTypeID: id token
  @schemeID token
  @schemeAgencyID token
  @schemeVersionID token
goodsTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
goodsTypeExtensionCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
lineStatusCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
linearUnitMeasure: measure decimal
  @unitCode token{1,3}
  @unitCodeListVersionID token
locationFunctionCode: code token
  @listAgencyID token
logisticsChargeCalculationBasisCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
messageFunctionCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
packageTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
packagingMarkingCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
partyRoleCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
paymentGuaranteeMeansCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
paymentMeansChannelCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
paymentMeansCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
paymentTermsEventTimeReferenceCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
paymentTermsID: id token
  @schemeID token
  @schemeAgencyID token
  @schemeVersionID token
paymentTermsTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
priceTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
referenceCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
sealConditionCode: code token
  @listAgencyID token
sealingPartyRoleCode: code token
  @listID token
  @listAgencyID token
statusCode: code token
  @listAgencyID token
taxCategoryCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
taxTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @listURI anyURI
timeOnlyFormattedDateTime: text string
timeReferenceCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
transportEquipmentCategoryCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
transportEquipmentFullnessCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
transportMeansTypeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
transportModeCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
transportMovementStageCode: code token
  @listID token
  @listAgencyID token
  @listVersionID token
  @name string
transportServicePaymentArrangementCode: code token
  @listAgencyID token
volumeUnitMeasure: measure decimal
  @unitCode token{1,3}
  @unitCodeListVersionID token
weightUnitMeasure: measure decimal
  @unitCode token{1,3}
  @unitCodeListVersionID token
[udt]
amount: amount decimal
  @currencyID token
  @currencyCodeListVersionID token
binaryObject: binaryObject base64Binary
  @format string
  @mimeCode token
  @encodingCode token
  @characterSetCode token
  @uri anyURI
  @filename string
code: code token
  @listID token
  @listAgencyID token
  @listAgencyName string
  @listName string
  @listVersionID token
  @name string
  @languageID token
  @listURI anyURI
  @listSchemeURI anyURI
date: date choice
  DateString formattedText 1..1
  Date xmlDate 1..1
dateTime: dateTime choice
  DateTimeString formattedText 1..1
  DateTime xmlDateTime 1..1
formattedText: text string
  @format string
id: id token
  @schemeID token
  @schemeName string
  @schemeAgencyID token
  @schemeAgencyName string
  @schemeVersionID token
  @schemeDataURI anyURI
  @schemeURI anyURI
indicator: indicator choice
  IndicatorString formattedText 1..1
  Indicator xmlBoolean 1..1
measure: measure decimal
  @unitCode token
  @unitCodeListVersionID token
numeric: numeric decimal
  @format string
percent: percent decimal
  @format string
quantity: quantity decimal
  @unitCode token
  @unitCodeListID token
  @unitCodeListAgencyID token
  @unitCodeListAgencyName string
rate: rate decimal
  @format string
text: text string
  @languageID token
  @languageLocaleID token
xmlBoolean: boolean boolean
xmlDate: isoDate date
xmlDateTime: isoDateTime dateTime
`;
