/**
 * UBL 2.1: what its schemas say of every aggregate that an Invoice or a CreditNote can reach.
 * Facts only, in the form that structure-table reads.
 */
export const UBL_2_1_COMMON_TABLE = `
[cac]
Address
  cbc:ID id 0..1
  cbc:AddressTypeCode code 0..1
  cbc:AddressFormatCode code 0..1
  cbc:Postbox text 0..1
  cbc:Floor text 0..1
  cbc:Room text 0..1
  cbc:StreetName name 0..1
  cbc:AdditionalStreetName name 0..1
  cbc:BlockName name 0..1
  cbc:BuildingName name 0..1
  cbc:BuildingNumber text 0..1
  cbc:InhouseMail text 0..1
  cbc:Department text 0..1
  cbc:MarkAttention text 0..1
  cbc:MarkCare text 0..1
  cbc:PlotIdentification text 0..1
  cbc:CitySubdivisionName name 0..1
  cbc:CityName name 0..1
  cbc:PostalZone text 0..1
  cbc:CountrySubentity text 0..1
  cbc:CountrySubentityCode code 0..1
  cbc:Region text 0..1
  cbc:District text 0..1
  cbc:TimezoneOffset text 0..1
  AddressLine AddressLine 0..n
  Country Country 0..1
  LocationCoordinate LocationCoordinate 0..n
AddressLine
  cbc:Line text 1..1
AirTransport
  cbc:AircraftID id 1..1
AllowanceCharge
  cbc:ID id 0..1
  cbc:ChargeIndicator indicator 1..1
  cbc:AllowanceChargeReasonCode code 0..1
  cbc:AllowanceChargeReason text 0..n
  cbc:MultiplierFactorNumeric numeric 0..1
  cbc:PrepaidIndicator indicator 0..1
  cbc:SequenceNumeric numeric 0..1
  cbc:Amount amount 1..1
  cbc:BaseAmount amount 0..1
  cbc:AccountingCostCode code 0..1
  cbc:AccountingCost text 0..1
  cbc:PerUnitAmount amount 0..1
  TaxCategory TaxCategory 0..n
  TaxTotal TaxTotal 0..1
  PaymentMeans PaymentMeans 0..n
Attachment
  cbc:EmbeddedDocumentBinaryObject binaryObject 0..1
  ExternalReference ExternalReference 0..1
BillingReference
  InvoiceDocumentReference DocumentReference 0..1
  SelfBilledInvoiceDocumentReference DocumentReference 0..1
  CreditNoteDocumentReference DocumentReference 0..1
  SelfBilledCreditNoteDocumentReference DocumentReference 0..1
  DebitNoteDocumentReference DocumentReference 0..1
  ReminderDocumentReference DocumentReference 0..1
  AdditionalDocumentReference DocumentReference 0..1
  BillingReferenceLine BillingReferenceLine 0..n
BillingReferenceLine
  cbc:ID id 1..1
  cbc:Amount amount 0..1
  AllowanceCharge AllowanceCharge 0..n
Branch
  cbc:ID id 0..1
  cbc:Name name 0..1
  FinancialInstitution FinancialInstitution 0..1
  Address Address 0..1
CardAccount
  cbc:PrimaryAccountNumberID id 1..1
  cbc:NetworkID id 1..1
  cbc:CardTypeCode code 0..1
  cbc:ValidityStartDate date 0..1
  cbc:ExpiryDate date 0..1
  cbc:IssuerID id 0..1
  cbc:IssueNumberID id 0..1
  cbc:CV2ID id 0..1
  cbc:CardChipCode code 0..1
  cbc:ChipApplicationID id 0..1
  cbc:HolderName name 0..1
Certificate
  cbc:ID id 1..1
  cbc:CertificateTypeCode code 1..1
  cbc:CertificateType text 1..1
  cbc:Remarks text 0..n
  IssuerParty Party 1..1
  DocumentReference DocumentReference 0..n
  Signature Signature 0..n
Clause
  cbc:ID id 0..1
  cbc:Content text 0..n
CommodityClassification
  cbc:NatureCode code 0..1
  cbc:CargoTypeCode code 0..1
  cbc:CommodityCode code 0..1
  cbc:ItemClassificationCode code 0..1
Communication
  cbc:ChannelCode code 0..1
  cbc:Channel text 0..1
  cbc:Value text 0..1
Condition
  cbc:AttributeID id 1..1
  cbc:Measure measure 0..1
  cbc:Description text 0..n
  cbc:MinimumMeasure measure 0..1
  cbc:MaximumMeasure measure 0..1
Consignment
  cbc:ID id 1..1
  cbc:CarrierAssignedID id 0..1
  cbc:ConsigneeAssignedID id 0..1
  cbc:ConsignorAssignedID id 0..1
  cbc:FreightForwarderAssignedID id 0..1
  cbc:BrokerAssignedID id 0..1
  cbc:ContractedCarrierAssignedID id 0..1
  cbc:PerformingCarrierAssignedID id 0..1
  cbc:SummaryDescription text 0..n
  cbc:TotalInvoiceAmount amount 0..1
  cbc:DeclaredCustomsValueAmount amount 0..1
  cbc:TariffDescription text 0..n
  cbc:TariffCode code 0..1
  cbc:InsurancePremiumAmount amount 0..1
  cbc:GrossWeightMeasure measure 0..1
  cbc:NetWeightMeasure measure 0..1
  cbc:NetNetWeightMeasure measure 0..1
  cbc:ChargeableWeightMeasure measure 0..1
  cbc:GrossVolumeMeasure measure 0..1
  cbc:NetVolumeMeasure measure 0..1
  cbc:LoadingLengthMeasure measure 0..1
  cbc:Remarks text 0..n
  cbc:HazardousRiskIndicator indicator 0..1
  cbc:AnimalFoodIndicator indicator 0..1
  cbc:HumanFoodIndicator indicator 0..1
  cbc:LivestockIndicator indicator 0..1
  cbc:BulkCargoIndicator indicator 0..1
  cbc:ContainerizedIndicator indicator 0..1
  cbc:GeneralCargoIndicator indicator 0..1
  cbc:SpecialSecurityIndicator indicator 0..1
  cbc:ThirdPartyPayerIndicator indicator 0..1
  cbc:CarrierServiceInstructions text 0..n
  cbc:CustomsClearanceServiceInstructions text 0..n
  cbc:ForwarderServiceInstructions text 0..n
  cbc:SpecialServiceInstructions text 0..n
  cbc:SequenceID id 0..1
  cbc:ShippingPriorityLevelCode code 0..1
  cbc:HandlingCode code 0..1
  cbc:HandlingInstructions text 0..n
  cbc:Information text 0..n
  cbc:TotalGoodsItemQuantity quantity 0..1
  cbc:TotalTransportHandlingUnitQuantity quantity 0..1
  cbc:InsuranceValueAmount amount 0..1
  cbc:DeclaredForCarriageValueAmount amount 0..1
  cbc:DeclaredStatisticsValueAmount amount 0..1
  cbc:FreeOnBoardValueAmount amount 0..1
  cbc:SpecialInstructions text 0..n
  cbc:SplitConsignmentIndicator indicator 0..1
  cbc:DeliveryInstructions text 0..n
  cbc:ConsignmentQuantity quantity 0..1
  cbc:ConsolidatableIndicator indicator 0..1
  cbc:HaulageInstructions text 0..n
  cbc:LoadingSequenceID id 0..1
  cbc:ChildConsignmentQuantity quantity 0..1
  cbc:TotalPackagesQuantity quantity 0..1
  ConsolidatedShipment Shipment 0..n
  CustomsDeclaration CustomsDeclaration 0..n
  RequestedPickupTransportEvent TransportEvent 0..1
  RequestedDeliveryTransportEvent TransportEvent 0..1
  PlannedPickupTransportEvent TransportEvent 0..1
  PlannedDeliveryTransportEvent TransportEvent 0..1
  Status Status 0..n
  ChildConsignment Consignment 0..n
  ConsigneeParty Party 0..1
  ExporterParty Party 0..1
  ConsignorParty Party 0..1
  ImporterParty Party 0..1
  CarrierParty Party 0..1
  FreightForwarderParty Party 0..1
  NotifyParty Party 0..1
  OriginalDespatchParty Party 0..1
  FinalDeliveryParty Party 0..1
  PerformingCarrierParty Party 0..1
  SubstituteCarrierParty Party 0..1
  LogisticsOperatorParty Party 0..1
  TransportAdvisorParty Party 0..1
  HazardousItemNotificationParty Party 0..1
  InsuranceParty Party 0..1
  MortgageHolderParty Party 0..1
  BillOfLadingHolderParty Party 0..1
  OriginalDepartureCountry Country 0..1
  FinalDestinationCountry Country 0..1
  TransitCountry Country 0..n
  TransportContract Contract 0..1
  TransportEvent TransportEvent 0..n
  OriginalDespatchTransportationService TransportationService 0..1
  FinalDeliveryTransportationService TransportationService 0..1
  DeliveryTerms DeliveryTerms 0..1
  PaymentTerms PaymentTerms 0..1
  CollectPaymentTerms PaymentTerms 0..1
  DisbursementPaymentTerms PaymentTerms 0..1
  PrepaidPaymentTerms PaymentTerms 0..1
  FreightAllowanceCharge AllowanceCharge 0..n
  ExtraAllowanceCharge AllowanceCharge 0..n
  MainCarriageShipmentStage ShipmentStage 0..n
  PreCarriageShipmentStage ShipmentStage 0..n
  OnCarriageShipmentStage ShipmentStage 0..n
  TransportHandlingUnit TransportHandlingUnit 0..n
  FirstArrivalPortLocation Location 0..1
  LastExitPortLocation Location 0..1
Contact
  cbc:ID id 0..1
  cbc:Name name 0..1
  cbc:Telephone text 0..1
  cbc:Telefax text 0..1
  cbc:ElectronicMail text 0..1
  cbc:Note text 0..n
  OtherCommunication Communication 0..n
Contract
  cbc:ID id 0..1
  cbc:IssueDate date 0..1
  cbc:IssueTime time 0..1
  cbc:NominationDate date 0..1
  cbc:NominationTime time 0..1
  cbc:ContractTypeCode code 0..1
  cbc:ContractType text 0..1
  cbc:Note text 0..n
  cbc:VersionID id 0..1
  cbc:Description text 0..n
  ValidityPeriod Period 0..1
  ContractDocumentReference DocumentReference 0..n
  NominationPeriod Period 0..1
  ContractualDelivery Delivery 0..1
CorporateRegistrationScheme
  cbc:ID id 0..1
  cbc:Name name 0..1
  cbc:CorporateRegistrationTypeCode code 0..1
  JurisdictionRegionAddress Address 0..n
Country
  cbc:IdentificationCode code 0..1
  cbc:Name name 0..1
CreditAccount
  cbc:AccountID id 1..1
CreditNoteLine
  cbc:ID id 1..1
  cbc:UUID id 0..1
  cbc:Note text 0..n
  cbc:CreditedQuantity quantity 0..1
  cbc:LineExtensionAmount amount 0..1
  cbc:TaxPointDate date 0..1
  cbc:AccountingCostCode code 0..1
  cbc:AccountingCost text 0..1
  cbc:PaymentPurposeCode code 0..1
  cbc:FreeOfChargeIndicator indicator 0..1
  InvoicePeriod Period 0..n
  OrderLineReference OrderLineReference 0..n
  DiscrepancyResponse Response 0..n
  DespatchLineReference LineReference 0..n
  ReceiptLineReference LineReference 0..n
  BillingReference BillingReference 0..n
  DocumentReference DocumentReference 0..n
  PricingReference PricingReference 0..1
  OriginatorParty Party 0..1
  Delivery Delivery 0..n
  PaymentTerms PaymentTerms 0..n
  TaxTotal TaxTotal 0..n
  AllowanceCharge AllowanceCharge 0..n
  Item Item 0..1
  Price Price 0..1
  DeliveryTerms DeliveryTerms 0..n
  SubCreditNoteLine CreditNoteLine 0..n
  ItemPriceExtension PriceExtension 0..1
CustomerParty
  cbc:CustomerAssignedAccountID id 0..1
  cbc:SupplierAssignedAccountID id 0..1
  cbc:AdditionalAccountID id 0..n
  Party Party 0..1
  DeliveryContact Contact 0..1
  AccountingContact Contact 0..1
  BuyerContact Contact 0..1
CustomsDeclaration
  cbc:ID id 1..1
  IssuerParty Party 0..1
Delivery
  cbc:ID id 0..1
  cbc:Quantity quantity 0..1
  cbc:MinimumQuantity quantity 0..1
  cbc:MaximumQuantity quantity 0..1
  cbc:ActualDeliveryDate date 0..1
  cbc:ActualDeliveryTime time 0..1
  cbc:LatestDeliveryDate date 0..1
  cbc:LatestDeliveryTime time 0..1
  cbc:ReleaseID id 0..1
  cbc:TrackingID id 0..1
  DeliveryAddress Address 0..1
  DeliveryLocation Location 0..1
  AlternativeDeliveryLocation Location 0..1
  RequestedDeliveryPeriod Period 0..1
  PromisedDeliveryPeriod Period 0..1
  EstimatedDeliveryPeriod Period 0..1
  CarrierParty Party 0..1
  DeliveryParty Party 0..1
  NotifyParty Party 0..n
  Despatch Despatch 0..1
  DeliveryTerms DeliveryTerms 0..n
  MinimumDeliveryUnit DeliveryUnit 0..1
  MaximumDeliveryUnit DeliveryUnit 0..1
  Shipment Shipment 0..1
DeliveryTerms
  cbc:ID id 0..1
  cbc:SpecialTerms text 0..n
  cbc:LossRiskResponsibilityCode code 0..1
  cbc:LossRisk text 0..n
  cbc:Amount amount 0..1
  DeliveryLocation Location 0..1
  AllowanceCharge AllowanceCharge 0..1
DeliveryUnit
  cbc:BatchQuantity quantity 1..1
  cbc:ConsumerUnitQuantity quantity 0..1
  cbc:HazardousRiskIndicator indicator 0..1
DependentPriceReference
  cbc:Percent percent 0..1
  LocationAddress Address 0..1
  DependentLineReference LineReference 0..1
Despatch
  cbc:ID id 0..1
  cbc:RequestedDespatchDate date 0..1
  cbc:RequestedDespatchTime time 0..1
  cbc:EstimatedDespatchDate date 0..1
  cbc:EstimatedDespatchTime time 0..1
  cbc:ActualDespatchDate date 0..1
  cbc:ActualDespatchTime time 0..1
  cbc:GuaranteedDespatchDate date 0..1
  cbc:GuaranteedDespatchTime time 0..1
  cbc:ReleaseID id 0..1
  cbc:Instructions text 0..n
  DespatchAddress Address 0..1
  DespatchLocation Location 0..1
  DespatchParty Party 0..1
  CarrierParty Party 0..1
  NotifyParty Party 0..n
  Contact Contact 0..1
  EstimatedDespatchPeriod Period 0..1
  RequestedDespatchPeriod Period 0..1
DespatchLine
  cbc:ID id 1..1
  cbc:UUID id 0..1
  cbc:Note text 0..n
  cbc:LineStatusCode code 0..1
  cbc:DeliveredQuantity quantity 0..1
  cbc:BackorderQuantity quantity 0..1
  cbc:BackorderReason text 0..n
  cbc:OutstandingQuantity quantity 0..1
  cbc:OutstandingReason text 0..n
  cbc:OversupplyQuantity quantity 0..1
  OrderLineReference OrderLineReference 1..n
  DocumentReference DocumentReference 0..n
  Item Item 1..1
  Shipment Shipment 0..n
Dimension
  cbc:AttributeID id 1..1
  cbc:Measure measure 0..1
  cbc:Description text 0..n
  cbc:MinimumMeasure measure 0..1
  cbc:MaximumMeasure measure 0..1
DocumentReference
  cbc:ID id 1..1
  cbc:CopyIndicator indicator 0..1
  cbc:UUID id 0..1
  cbc:IssueDate date 0..1
  cbc:IssueTime time 0..1
  cbc:DocumentTypeCode code 0..1
  cbc:DocumentType text 0..1
  cbc:XPath text 0..n
  cbc:LanguageID id 0..1
  cbc:LocaleCode code 0..1
  cbc:VersionID id 0..1
  cbc:DocumentStatusCode code 0..1
  cbc:DocumentDescription text 0..n
  Attachment Attachment 0..1
  ValidityPeriod Period 0..1
  IssuerParty Party 0..1
  ResultOfVerification ResultOfVerification 0..1
EmissionCalculationMethod
  cbc:CalculationMethodCode code 0..1
  cbc:FullnessIndicationCode code 0..1
  MeasurementFromLocation Location 0..1
  MeasurementToLocation Location 0..1
EnvironmentalEmission
  cbc:EnvironmentalEmissionTypeCode code 1..1
  cbc:ValueMeasure measure 1..1
  cbc:Description text 0..n
  EmissionCalculationMethod EmissionCalculationMethod 0..n
ExchangeRate
  cbc:SourceCurrencyCode code 1..1
  cbc:SourceCurrencyBaseRate rate 0..1
  cbc:TargetCurrencyCode code 1..1
  cbc:TargetCurrencyBaseRate rate 0..1
  cbc:ExchangeMarketID id 0..1
  cbc:CalculationRate rate 0..1
  cbc:MathematicOperatorCode code 0..1
  cbc:Date date 0..1
  ForeignExchangeContract Contract 0..1
ExternalReference
  cbc:URI id 0..1
  cbc:DocumentHash text 0..1
  cbc:HashAlgorithmMethod text 0..1
  cbc:ExpiryDate date 0..1
  cbc:ExpiryTime time 0..1
  cbc:MimeCode code 0..1
  cbc:FormatCode code 0..1
  cbc:EncodingCode code 0..1
  cbc:CharacterSetCode code 0..1
  cbc:FileName name 0..1
  cbc:Description text 0..n
FinancialAccount
  cbc:ID id 0..1
  cbc:Name name 0..1
  cbc:AliasName name 0..1
  cbc:AccountTypeCode code 0..1
  cbc:AccountFormatCode code 0..1
  cbc:CurrencyCode code 0..1
  cbc:PaymentNote text 0..n
  FinancialInstitutionBranch Branch 0..1
  Country Country 0..1
FinancialInstitution
  cbc:ID id 0..1
  cbc:Name name 0..1
  Address Address 0..1
GoodsItem
  cbc:ID id 0..1
  cbc:SequenceNumberID id 0..1
  cbc:Description text 0..n
  cbc:HazardousRiskIndicator indicator 0..1
  cbc:DeclaredCustomsValueAmount amount 0..1
  cbc:DeclaredForCarriageValueAmount amount 0..1
  cbc:DeclaredStatisticsValueAmount amount 0..1
  cbc:FreeOnBoardValueAmount amount 0..1
  cbc:InsuranceValueAmount amount 0..1
  cbc:ValueAmount amount 0..1
  cbc:GrossWeightMeasure measure 0..1
  cbc:NetWeightMeasure measure 0..1
  cbc:NetNetWeightMeasure measure 0..1
  cbc:ChargeableWeightMeasure measure 0..1
  cbc:GrossVolumeMeasure measure 0..1
  cbc:NetVolumeMeasure measure 0..1
  cbc:Quantity quantity 0..1
  cbc:PreferenceCriterionCode code 0..1
  cbc:RequiredCustomsID id 0..1
  cbc:CustomsStatusCode code 0..1
  cbc:CustomsTariffQuantity quantity 0..1
  cbc:CustomsImportClassifiedIndicator indicator 0..1
  cbc:ChargeableQuantity quantity 0..1
  cbc:ReturnableQuantity quantity 0..1
  cbc:TraceID id 0..1
  Item Item 0..n
  GoodsItemContainer GoodsItemContainer 0..n
  FreightAllowanceCharge AllowanceCharge 0..n
  InvoiceLine InvoiceLine 0..n
  Temperature Temperature 0..n
  ContainedGoodsItem GoodsItem 0..n
  OriginAddress Address 0..1
  Delivery Delivery 0..1
  Pickup Pickup 0..1
  Despatch Despatch 0..1
  MeasurementDimension Dimension 0..n
  ContainingPackage Package 0..n
  ShipmentDocumentReference DocumentReference 0..1
  MinimumTemperature Temperature 0..1
  MaximumTemperature Temperature 0..1
GoodsItemContainer
  cbc:ID id 1..1
  cbc:Quantity quantity 0..1
  TransportEquipment TransportEquipment 0..n
HazardousGoodsTransit
  cbc:TransportEmergencyCardCode code 0..1
  cbc:PackingCriteriaCode code 0..1
  cbc:HazardousRegulationCode code 0..1
  cbc:InhalationToxicityZoneCode code 0..1
  cbc:TransportAuthorizationCode code 0..1
  MaximumTemperature Temperature 0..1
  MinimumTemperature Temperature 0..1
HazardousItem
  cbc:ID id 0..1
  cbc:PlacardNotation text 0..1
  cbc:PlacardEndorsement text 0..1
  cbc:AdditionalInformation text 0..n
  cbc:UNDGCode code 0..1
  cbc:EmergencyProceduresCode code 0..1
  cbc:MedicalFirstAidGuideCode code 0..1
  cbc:TechnicalName name 0..1
  cbc:CategoryName name 0..1
  cbc:HazardousCategoryCode code 0..1
  cbc:UpperOrangeHazardPlacardID id 0..1
  cbc:LowerOrangeHazardPlacardID id 0..1
  cbc:MarkingID id 0..1
  cbc:HazardClassID id 0..1
  cbc:NetWeightMeasure measure 0..1
  cbc:NetVolumeMeasure measure 0..1
  cbc:Quantity quantity 0..1
  ContactParty Party 0..1
  SecondaryHazard SecondaryHazard 0..n
  HazardousGoodsTransit HazardousGoodsTransit 0..n
  EmergencyTemperature Temperature 0..1
  FlashpointTemperature Temperature 0..1
  AdditionalTemperature Temperature 0..n
InvoiceLine
  cbc:ID id 1..1
  cbc:UUID id 0..1
  cbc:Note text 0..n
  cbc:InvoicedQuantity quantity 0..1
  cbc:LineExtensionAmount amount 1..1
  cbc:TaxPointDate date 0..1
  cbc:AccountingCostCode code 0..1
  cbc:AccountingCost text 0..1
  cbc:PaymentPurposeCode code 0..1
  cbc:FreeOfChargeIndicator indicator 0..1
  InvoicePeriod Period 0..n
  OrderLineReference OrderLineReference 0..n
  DespatchLineReference LineReference 0..n
  ReceiptLineReference LineReference 0..n
  BillingReference BillingReference 0..n
  DocumentReference DocumentReference 0..n
  PricingReference PricingReference 0..1
  OriginatorParty Party 0..1
  Delivery Delivery 0..n
  PaymentTerms PaymentTerms 0..n
  AllowanceCharge AllowanceCharge 0..n
  TaxTotal TaxTotal 0..n
  WithholdingTaxTotal TaxTotal 0..n
  Item Item 1..1
  Price Price 0..1
  DeliveryTerms DeliveryTerms 0..1
  SubInvoiceLine InvoiceLine 0..n
  ItemPriceExtension PriceExtension 0..1
Item
  cbc:Description text 0..n
  cbc:PackQuantity quantity 0..1
  cbc:PackSizeNumeric numeric 0..1
  cbc:CatalogueIndicator indicator 0..1
  cbc:Name name 0..1
  cbc:HazardousRiskIndicator indicator 0..1
  cbc:AdditionalInformation text 0..n
  cbc:Keyword text 0..n
  cbc:BrandName name 0..n
  cbc:ModelName name 0..n
  BuyersItemIdentification ItemIdentification 0..1
  SellersItemIdentification ItemIdentification 0..1
  ManufacturersItemIdentification ItemIdentification 0..n
  StandardItemIdentification ItemIdentification 0..1
  CatalogueItemIdentification ItemIdentification 0..1
  AdditionalItemIdentification ItemIdentification 0..n
  CatalogueDocumentReference DocumentReference 0..1
  ItemSpecificationDocumentReference DocumentReference 0..n
  OriginCountry Country 0..1
  CommodityClassification CommodityClassification 0..n
  TransactionConditions TransactionConditions 0..n
  HazardousItem HazardousItem 0..n
  ClassifiedTaxCategory TaxCategory 0..n
  AdditionalItemProperty ItemProperty 0..n
  ManufacturerParty Party 0..n
  InformationContentProviderParty Party 0..1
  OriginAddress Address 0..n
  ItemInstance ItemInstance 0..n
  Certificate Certificate 0..n
  Dimension Dimension 0..n
ItemIdentification
  cbc:ID id 1..1
  cbc:ExtendedID id 0..1
  cbc:BarcodeSymbologyID id 0..1
  PhysicalAttribute PhysicalAttribute 0..n
  MeasurementDimension Dimension 0..n
  IssuerParty Party 0..1
ItemInstance
  cbc:ProductTraceID id 0..1
  cbc:ManufactureDate date 0..1
  cbc:ManufactureTime time 0..1
  cbc:BestBeforeDate date 0..1
  cbc:RegistrationID id 0..1
  cbc:SerialID id 0..1
  AdditionalItemProperty ItemProperty 0..n
  LotIdentification LotIdentification 0..1
ItemLocationQuantity
  cbc:LeadTimeMeasure measure 0..1
  cbc:MinimumQuantity quantity 0..1
  cbc:MaximumQuantity quantity 0..1
  cbc:HazardousRiskIndicator indicator 0..1
  cbc:TradingRestrictions text 0..n
  ApplicableTerritoryAddress Address 0..n
  Price Price 0..1
  DeliveryUnit DeliveryUnit 0..n
  ApplicableTaxCategory TaxCategory 0..n
  Package Package 0..1
  AllowanceCharge AllowanceCharge 0..n
  DependentPriceReference DependentPriceReference 0..1
ItemProperty
  cbc:ID id 0..1
  cbc:Name name 1..1
  cbc:NameCode code 0..1
  cbc:TestMethod text 0..1
  cbc:Value text 0..1
  cbc:ValueQuantity quantity 0..1
  cbc:ValueQualifier text 0..n
  cbc:ImportanceCode code 0..1
  cbc:ListValue text 0..n
  UsabilityPeriod Period 0..1
  ItemPropertyGroup ItemPropertyGroup 0..n
  RangeDimension Dimension 0..1
  ItemPropertyRange ItemPropertyRange 0..1
ItemPropertyGroup
  cbc:ID id 1..1
  cbc:Name name 0..1
  cbc:ImportanceCode code 0..1
ItemPropertyRange
  cbc:MinimumValue text 0..1
  cbc:MaximumValue text 0..1
Language
  cbc:ID id 0..1
  cbc:Name name 0..1
  cbc:LocaleCode code 0..1
LineReference
  cbc:LineID id 1..1
  cbc:UUID id 0..1
  cbc:LineStatusCode code 0..1
  DocumentReference DocumentReference 0..1
Location
  cbc:ID id 0..1
  cbc:Description text 0..n
  cbc:Conditions text 0..n
  cbc:CountrySubentity text 0..1
  cbc:CountrySubentityCode code 0..1
  cbc:LocationTypeCode code 0..1
  cbc:InformationURI id 0..1
  cbc:Name name 0..1
  ValidityPeriod Period 0..n
  Address Address 0..1
  SubsidiaryLocation Location 0..n
  LocationCoordinate LocationCoordinate 0..n
LocationCoordinate
  cbc:CoordinateSystemCode code 0..1
  cbc:LatitudeDegreesMeasure measure 0..1
  cbc:LatitudeMinutesMeasure measure 0..1
  cbc:LatitudeDirectionCode code 0..1
  cbc:LongitudeDegreesMeasure measure 0..1
  cbc:LongitudeMinutesMeasure measure 0..1
  cbc:LongitudeDirectionCode code 0..1
  cbc:AltitudeMeasure measure 0..1
LotIdentification
  cbc:LotNumberID id 0..1
  cbc:ExpiryDate date 0..1
  AdditionalItemProperty ItemProperty 0..n
MaritimeTransport
  cbc:VesselID id 0..1
  cbc:VesselName name 0..1
  cbc:RadioCallSignID id 0..1
  cbc:ShipsRequirements text 0..n
  cbc:GrossTonnageMeasure measure 0..1
  cbc:NetTonnageMeasure measure 0..1
  RegistryCertificateDocumentReference DocumentReference 0..1
  RegistryPortLocation Location 0..1
MonetaryTotal
  cbc:LineExtensionAmount amount 0..1
  cbc:TaxExclusiveAmount amount 0..1
  cbc:TaxInclusiveAmount amount 0..1
  cbc:AllowanceTotalAmount amount 0..1
  cbc:ChargeTotalAmount amount 0..1
  cbc:PrepaidAmount amount 0..1
  cbc:PayableRoundingAmount amount 0..1
  cbc:PayableAmount amount 1..1
  cbc:PayableAlternativeAmount amount 0..1
OrderLineReference
  cbc:LineID id 1..1
  cbc:SalesOrderLineID id 0..1
  cbc:UUID id 0..1
  cbc:LineStatusCode code 0..1
  OrderReference OrderReference 0..1
OrderReference
  cbc:ID id 1..1
  cbc:SalesOrderID id 0..1
  cbc:CopyIndicator indicator 0..1
  cbc:UUID id 0..1
  cbc:IssueDate date 0..1
  cbc:IssueTime time 0..1
  cbc:CustomerReference text 0..1
  cbc:OrderTypeCode code 0..1
  DocumentReference DocumentReference 0..1
Package
  cbc:ID id 0..1
  cbc:Quantity quantity 0..1
  cbc:ReturnableMaterialIndicator indicator 0..1
  cbc:PackageLevelCode code 0..1
  cbc:PackagingTypeCode code 0..1
  cbc:PackingMaterial text 0..n
  cbc:TraceID id 0..1
  ContainedPackage Package 0..n
  ContainingTransportEquipment TransportEquipment 0..1
  GoodsItem GoodsItem 0..n
  MeasurementDimension Dimension 0..n
  DeliveryUnit DeliveryUnit 0..n
  Delivery Delivery 0..1
  Pickup Pickup 0..1
  Despatch Despatch 0..1
Party
  cbc:MarkCareIndicator indicator 0..1
  cbc:MarkAttentionIndicator indicator 0..1
  cbc:WebsiteURI id 0..1
  cbc:LogoReferenceID id 0..1
  cbc:EndpointID id 0..1
  cbc:IndustryClassificationCode code 0..1
  PartyIdentification PartyIdentification 0..n
  PartyName PartyName 0..n
  Language Language 0..1
  PostalAddress Address 0..1
  PhysicalLocation Location 0..1
  PartyTaxScheme PartyTaxScheme 0..n
  PartyLegalEntity PartyLegalEntity 0..n
  Contact Contact 0..1
  Person Person 0..n
  AgentParty Party 0..1
  ServiceProviderParty ServiceProviderParty 0..n
  PowerOfAttorney PowerOfAttorney 0..n
  FinancialAccount FinancialAccount 0..1
PartyIdentification
  cbc:ID id 1..1
PartyLegalEntity
  cbc:RegistrationName name 0..1
  cbc:CompanyID id 0..1
  cbc:RegistrationDate date 0..1
  cbc:RegistrationExpirationDate date 0..1
  cbc:CompanyLegalFormCode code 0..1
  cbc:CompanyLegalForm text 0..1
  cbc:SoleProprietorshipIndicator indicator 0..1
  cbc:CompanyLiquidationStatusCode code 0..1
  cbc:CorporateStockAmount amount 0..1
  cbc:FullyPaidSharesIndicator indicator 0..1
  RegistrationAddress Address 0..1
  CorporateRegistrationScheme CorporateRegistrationScheme 0..1
  HeadOfficeParty Party 0..1
  ShareholderParty ShareholderParty 0..n
PartyName
  cbc:Name name 1..1
PartyTaxScheme
  cbc:RegistrationName name 0..1
  cbc:CompanyID id 0..1
  cbc:TaxLevelCode code 0..1
  cbc:ExemptionReasonCode code 0..1
  cbc:ExemptionReason text 0..n
  RegistrationAddress Address 0..1
  TaxScheme TaxScheme 1..1
Payment
  cbc:ID id 0..1
  cbc:PaidAmount amount 0..1
  cbc:ReceivedDate date 0..1
  cbc:PaidDate date 0..1
  cbc:PaidTime time 0..1
  cbc:InstructionID id 0..1
PaymentMandate
  cbc:ID id 0..1
  cbc:MandateTypeCode code 0..1
  cbc:MaximumPaymentInstructionsNumeric numeric 0..1
  cbc:MaximumPaidAmount amount 0..1
  cbc:SignatureID id 0..1
  PayerParty Party 0..1
  PayerFinancialAccount FinancialAccount 0..1
  ValidityPeriod Period 0..1
  PaymentReversalPeriod Period 0..1
  Clause Clause 0..n
PaymentMeans
  cbc:ID id 0..1
  cbc:PaymentMeansCode code 1..1
  cbc:PaymentDueDate date 0..1
  cbc:PaymentChannelCode code 0..1
  cbc:InstructionID id 0..1
  cbc:InstructionNote text 0..n
  cbc:PaymentID id 0..n
  CardAccount CardAccount 0..1
  PayerFinancialAccount FinancialAccount 0..1
  PayeeFinancialAccount FinancialAccount 0..1
  CreditAccount CreditAccount 0..1
  PaymentMandate PaymentMandate 0..1
  TradeFinancing TradeFinancing 0..1
PaymentTerms
  cbc:ID id 0..1
  cbc:PaymentMeansID id 0..n
  cbc:PrepaidPaymentReferenceID id 0..1
  cbc:Note text 0..n
  cbc:ReferenceEventCode code 0..1
  cbc:SettlementDiscountPercent percent 0..1
  cbc:PenaltySurchargePercent percent 0..1
  cbc:PaymentPercent percent 0..1
  cbc:Amount amount 0..1
  cbc:SettlementDiscountAmount amount 0..1
  cbc:PenaltyAmount amount 0..1
  cbc:PaymentTermsDetailsURI id 0..1
  cbc:PaymentDueDate date 0..1
  cbc:InstallmentDueDate date 0..1
  cbc:InvoicingPartyReference text 0..1
  SettlementPeriod Period 0..1
  PenaltyPeriod Period 0..1
  ExchangeRate ExchangeRate 0..1
  ValidityPeriod Period 0..1
Period
  cbc:StartDate date 0..1
  cbc:StartTime time 0..1
  cbc:EndDate date 0..1
  cbc:EndTime time 0..1
  cbc:DurationMeasure measure 0..1
  cbc:DescriptionCode code 0..n
  cbc:Description text 0..n
Person
  cbc:ID id 0..1
  cbc:FirstName name 0..1
  cbc:FamilyName name 0..1
  cbc:Title text 0..1
  cbc:MiddleName name 0..1
  cbc:OtherName name 0..1
  cbc:NameSuffix text 0..1
  cbc:JobTitle text 0..1
  cbc:NationalityID id 0..1
  cbc:GenderCode code 0..1
  cbc:BirthDate date 0..1
  cbc:BirthplaceName text 0..1
  cbc:OrganizationDepartment text 0..1
  Contact Contact 0..1
  FinancialAccount FinancialAccount 0..1
  IdentityDocumentReference DocumentReference 0..n
  ResidenceAddress Address 0..1
PhysicalAttribute
  cbc:AttributeID id 1..1
  cbc:PositionCode code 0..1
  cbc:DescriptionCode code 0..1
  cbc:Description text 0..n
Pickup
  cbc:ID id 0..1
  cbc:ActualPickupDate date 0..1
  cbc:ActualPickupTime time 0..1
  cbc:EarliestPickupDate date 0..1
  cbc:EarliestPickupTime time 0..1
  cbc:LatestPickupDate date 0..1
  cbc:LatestPickupTime time 0..1
  PickupLocation Location 0..1
  PickupParty Party 0..1
PowerOfAttorney
  cbc:ID id 0..1
  cbc:IssueDate date 0..1
  cbc:IssueTime time 0..1
  cbc:Description text 0..n
  NotaryParty Party 0..1
  AgentParty Party 1..1
  WitnessParty Party 0..n
  MandateDocumentReference DocumentReference 0..n
Price
  cbc:PriceAmount amount 1..1
  cbc:BaseQuantity quantity 0..1
  cbc:PriceChangeReason text 0..n
  cbc:PriceTypeCode code 0..1
  cbc:PriceType text 0..1
  cbc:OrderableUnitFactorRate rate 0..1
  ValidityPeriod Period 0..n
  PriceList PriceList 0..1
  AllowanceCharge AllowanceCharge 0..n
  PricingExchangeRate ExchangeRate 0..1
PriceExtension
  cbc:Amount amount 1..1
  TaxTotal TaxTotal 0..n
PriceList
  cbc:ID id 0..1
  cbc:StatusCode code 0..1
  ValidityPeriod Period 0..n
  PreviousPriceList PriceList 0..1
PricingReference
  OriginalItemLocationQuantity ItemLocationQuantity 0..1
  AlternativeConditionPrice Price 0..n
ProjectReference
  cbc:ID id 1..1
  cbc:UUID id 0..1
  cbc:IssueDate date 0..1
  WorkPhaseReference WorkPhaseReference 0..n
RailTransport
  cbc:TrainID id 1..1
  cbc:RailCarID id 0..1
ReceiptLine
  cbc:ID id 1..1
  cbc:UUID id 0..1
  cbc:Note text 0..n
  cbc:ReceivedQuantity quantity 0..1
  cbc:ShortQuantity quantity 0..1
  cbc:ShortageActionCode code 0..1
  cbc:RejectedQuantity quantity 0..1
  cbc:RejectReasonCode code 0..1
  cbc:RejectReason text 0..n
  cbc:RejectActionCode code 0..1
  cbc:QuantityDiscrepancyCode code 0..1
  cbc:OversupplyQuantity quantity 0..1
  cbc:ReceivedDate date 0..1
  cbc:TimingComplaintCode code 0..1
  cbc:TimingComplaint text 0..1
  OrderLineReference OrderLineReference 0..1
  DespatchLineReference LineReference 0..n
  DocumentReference DocumentReference 0..n
  Item Item 0..n
  Shipment Shipment 0..n
Response
  cbc:ReferenceID id 0..1
  cbc:ResponseCode code 0..1
  cbc:Description text 0..n
  cbc:EffectiveDate date 0..1
  cbc:EffectiveTime time 0..1
  Status Status 0..n
ResultOfVerification
  cbc:ValidatorID id 0..1
  cbc:ValidationResultCode code 0..1
  cbc:ValidationDate date 0..1
  cbc:ValidationTime time 0..1
  cbc:ValidateProcess text 0..1
  cbc:ValidateTool text 0..1
  cbc:ValidateToolVersion text 0..1
  SignatoryParty Party 0..1
RoadTransport
  cbc:LicensePlateID id 1..1
SecondaryHazard
  cbc:ID id 0..1
  cbc:PlacardNotation text 0..1
  cbc:PlacardEndorsement text 0..1
  cbc:EmergencyProceduresCode code 0..1
  cbc:Extension text 0..n
ServiceFrequency
  cbc:WeekDayCode code 1..1
ServiceProviderParty
  cbc:ID id 0..1
  cbc:ServiceTypeCode code 0..1
  cbc:ServiceType text 0..n
  Party Party 1..1
  SellerContact Contact 0..1
ShareholderParty
  cbc:PartecipationPercent percent 0..1
  Party Party 0..1
Shipment
  cbc:ID id 1..1
  cbc:ShippingPriorityLevelCode code 0..1
  cbc:HandlingCode code 0..1
  cbc:HandlingInstructions text 0..n
  cbc:Information text 0..n
  cbc:GrossWeightMeasure measure 0..1
  cbc:NetWeightMeasure measure 0..1
  cbc:NetNetWeightMeasure measure 0..1
  cbc:GrossVolumeMeasure measure 0..1
  cbc:NetVolumeMeasure measure 0..1
  cbc:TotalGoodsItemQuantity quantity 0..1
  cbc:TotalTransportHandlingUnitQuantity quantity 0..1
  cbc:InsuranceValueAmount amount 0..1
  cbc:DeclaredCustomsValueAmount amount 0..1
  cbc:DeclaredForCarriageValueAmount amount 0..1
  cbc:DeclaredStatisticsValueAmount amount 0..1
  cbc:FreeOnBoardValueAmount amount 0..1
  cbc:SpecialInstructions text 0..n
  cbc:DeliveryInstructions text 0..n
  cbc:SplitConsignmentIndicator indicator 0..1
  cbc:ConsignmentQuantity quantity 0..1
  Consignment Consignment 0..n
  GoodsItem GoodsItem 0..n
  ShipmentStage ShipmentStage 0..n
  Delivery Delivery 0..1
  TransportHandlingUnit TransportHandlingUnit 0..n
  ReturnAddress Address 0..1
  OriginAddress Address 0..1
  FirstArrivalPortLocation Location 0..1
  LastExitPortLocation Location 0..1
  ExportCountry Country 0..1
  FreightAllowanceCharge AllowanceCharge 0..n
ShipmentStage
  cbc:ID id 0..1
  cbc:TransportModeCode code 0..1
  cbc:TransportMeansTypeCode code 0..1
  cbc:TransitDirectionCode code 0..1
  cbc:PreCarriageIndicator indicator 0..1
  cbc:OnCarriageIndicator indicator 0..1
  cbc:EstimatedDeliveryDate date 0..1
  cbc:EstimatedDeliveryTime time 0..1
  cbc:RequiredDeliveryDate date 0..1
  cbc:RequiredDeliveryTime time 0..1
  cbc:LoadingSequenceID id 0..1
  cbc:SuccessiveSequenceID id 0..1
  cbc:Instructions text 0..n
  cbc:DemurrageInstructions text 0..n
  cbc:CrewQuantity quantity 0..1
  cbc:PassengerQuantity quantity 0..1
  TransitPeriod Period 0..1
  CarrierParty Party 0..n
  TransportMeans TransportMeans 0..1
  LoadingPortLocation Location 0..1
  UnloadingPortLocation Location 0..1
  TransshipPortLocation Location 0..1
  LoadingTransportEvent TransportEvent 0..1
  ExaminationTransportEvent TransportEvent 0..1
  AvailabilityTransportEvent TransportEvent 0..1
  ExportationTransportEvent TransportEvent 0..1
  DischargeTransportEvent TransportEvent 0..1
  WarehousingTransportEvent TransportEvent 0..1
  TakeoverTransportEvent TransportEvent 0..1
  OptionalTakeoverTransportEvent TransportEvent 0..1
  DropoffTransportEvent TransportEvent 0..1
  ActualPickupTransportEvent TransportEvent 0..1
  DeliveryTransportEvent TransportEvent 0..1
  ReceiptTransportEvent TransportEvent 0..1
  StorageTransportEvent TransportEvent 0..1
  AcceptanceTransportEvent TransportEvent 0..1
  TerminalOperatorParty Party 0..1
  CustomsAgentParty Party 0..1
  EstimatedTransitPeriod Period 0..1
  FreightAllowanceCharge AllowanceCharge 0..n
  FreightChargeLocation Location 0..1
  DetentionTransportEvent TransportEvent 0..n
  RequestedDepartureTransportEvent TransportEvent 0..1
  RequestedArrivalTransportEvent TransportEvent 0..1
  RequestedWaypointTransportEvent TransportEvent 0..n
  PlannedDepartureTransportEvent TransportEvent 0..1
  PlannedArrivalTransportEvent TransportEvent 0..1
  PlannedWaypointTransportEvent TransportEvent 0..n
  ActualDepartureTransportEvent TransportEvent 0..1
  ActualWaypointTransportEvent TransportEvent 0..1
  ActualArrivalTransportEvent TransportEvent 0..1
  TransportEvent TransportEvent 0..n
  EstimatedDepartureTransportEvent TransportEvent 0..1
  EstimatedArrivalTransportEvent TransportEvent 0..1
  PassengerPerson Person 0..n
  DriverPerson Person 0..n
  ReportingPerson Person 0..1
  CrewMemberPerson Person 0..n
  SecurityOfficerPerson Person 0..1
  MasterPerson Person 0..1
  ShipsSurgeonPerson Person 0..1
Signature
  cbc:ID id 1..1
  cbc:Note text 0..n
  cbc:ValidationDate date 0..1
  cbc:ValidationTime time 0..1
  cbc:ValidatorID id 0..1
  cbc:CanonicalizationMethod text 0..1
  cbc:SignatureMethod text 0..1
  SignatoryParty Party 0..1
  DigitalSignatureAttachment Attachment 0..1
  OriginalDocumentReference DocumentReference 0..1
Status
  cbc:ConditionCode code 0..1
  cbc:ReferenceDate date 0..1
  cbc:ReferenceTime time 0..1
  cbc:Description text 0..n
  cbc:StatusReasonCode code 0..1
  cbc:StatusReason text 0..n
  cbc:SequenceID id 0..1
  cbc:Text text 0..n
  cbc:IndicationIndicator indicator 0..1
  cbc:Percent percent 0..1
  cbc:ReliabilityPercent percent 0..1
  Condition Condition 0..n
Stowage
  cbc:LocationID id 0..1
  cbc:Location text 0..n
  MeasurementDimension Dimension 0..n
SupplierParty
  cbc:CustomerAssignedAccountID id 0..1
  cbc:AdditionalAccountID id 0..n
  cbc:DataSendingCapability text 0..1
  Party Party 0..1
  DespatchContact Contact 0..1
  AccountingContact Contact 0..1
  SellerContact Contact 0..1
TaxCategory
  cbc:ID id 0..1
  cbc:Name name 0..1
  cbc:Percent percent 0..1
  cbc:BaseUnitMeasure measure 0..1
  cbc:PerUnitAmount amount 0..1
  cbc:TaxExemptionReasonCode code 0..1
  cbc:TaxExemptionReason text 0..n
  cbc:TierRange text 0..1
  cbc:TierRatePercent percent 0..1
  TaxScheme TaxScheme 1..1
TaxScheme
  cbc:ID id 0..1
  cbc:Name name 0..1
  cbc:TaxTypeCode code 0..1
  cbc:CurrencyCode code 0..1
  JurisdictionRegionAddress Address 0..n
TaxSubtotal
  cbc:TaxableAmount amount 0..1
  cbc:TaxAmount amount 1..1
  cbc:CalculationSequenceNumeric numeric 0..1
  cbc:TransactionCurrencyTaxAmount amount 0..1
  cbc:Percent percent 0..1
  cbc:BaseUnitMeasure measure 0..1
  cbc:PerUnitAmount amount 0..1
  cbc:TierRange text 0..1
  cbc:TierRatePercent percent 0..1
  TaxCategory TaxCategory 1..1
TaxTotal
  cbc:TaxAmount amount 1..1
  cbc:RoundingAmount amount 0..1
  cbc:TaxEvidenceIndicator indicator 0..1
  cbc:TaxIncludedIndicator indicator 0..1
  TaxSubtotal TaxSubtotal 0..n
Temperature
  cbc:AttributeID id 1..1
  cbc:Measure measure 1..1
  cbc:Description text 0..n
TradeFinancing
  cbc:ID id 0..1
  cbc:FinancingInstrumentCode code 0..1
  ContractDocumentReference DocumentReference 0..1
  DocumentReference DocumentReference 0..n
  FinancingParty Party 1..1
  FinancingFinancialAccount FinancialAccount 0..1
  Clause Clause 0..n
TradingTerms
  cbc:Information text 0..n
  cbc:Reference text 0..1
  ApplicableAddress Address 0..1
TransactionConditions
  cbc:ID id 0..1
  cbc:ActionCode code 0..1
  cbc:Description text 0..n
  DocumentReference DocumentReference 0..n
TransportEquipment
  cbc:ID id 0..1
  cbc:ReferencedConsignmentID id 0..n
  cbc:TransportEquipmentTypeCode code 0..1
  cbc:ProviderTypeCode code 0..1
  cbc:OwnerTypeCode code 0..1
  cbc:SizeTypeCode code 0..1
  cbc:DispositionCode code 0..1
  cbc:FullnessIndicationCode code 0..1
  cbc:RefrigerationOnIndicator indicator 0..1
  cbc:Information text 0..n
  cbc:ReturnabilityIndicator indicator 0..1
  cbc:LegalStatusIndicator indicator 0..1
  cbc:AirFlowPercent percent 0..1
  cbc:HumidityPercent percent 0..1
  cbc:AnimalFoodApprovedIndicator indicator 0..1
  cbc:HumanFoodApprovedIndicator indicator 0..1
  cbc:DangerousGoodsApprovedIndicator indicator 0..1
  cbc:RefrigeratedIndicator indicator 0..1
  cbc:Characteristics text 0..1
  cbc:DamageRemarks text 0..n
  cbc:Description text 0..n
  cbc:SpecialTransportRequirements text 0..n
  cbc:GrossWeightMeasure measure 0..1
  cbc:GrossVolumeMeasure measure 0..1
  cbc:TareWeightMeasure measure 0..1
  cbc:TrackingDeviceCode code 0..1
  cbc:PowerIndicator indicator 0..1
  cbc:TraceID id 0..1
  MeasurementDimension Dimension 0..n
  TransportEquipmentSeal TransportEquipmentSeal 0..n
  MinimumTemperature Temperature 0..1
  MaximumTemperature Temperature 0..1
  ProviderParty Party 0..1
  LoadingProofParty Party 0..1
  SupplierParty SupplierParty 0..1
  OwnerParty Party 0..1
  OperatingParty Party 0..1
  LoadingLocation Location 0..1
  UnloadingLocation Location 0..1
  StorageLocation Location 0..1
  PositioningTransportEvent TransportEvent 0..n
  QuarantineTransportEvent TransportEvent 0..n
  DeliveryTransportEvent TransportEvent 0..n
  PickupTransportEvent TransportEvent 0..n
  HandlingTransportEvent TransportEvent 0..n
  LoadingTransportEvent TransportEvent 0..n
  TransportEvent TransportEvent 0..n
  ApplicableTransportMeans TransportMeans 0..1
  HaulageTradingTerms TradingTerms 0..n
  HazardousGoodsTransit HazardousGoodsTransit 0..n
  PackagedTransportHandlingUnit TransportHandlingUnit 0..n
  ServiceAllowanceCharge AllowanceCharge 0..n
  FreightAllowanceCharge AllowanceCharge 0..n
  AttachedTransportEquipment TransportEquipment 0..n
  Delivery Delivery 0..1
  Pickup Pickup 0..1
  Despatch Despatch 0..1
  ShipmentDocumentReference DocumentReference 0..n
  ContainedInTransportEquipment TransportEquipment 0..n
  Package Package 0..n
  GoodsItem GoodsItem 0..n
TransportEquipmentSeal
  cbc:ID id 1..1
  cbc:SealIssuerTypeCode code 0..1
  cbc:Condition text 0..1
  cbc:SealStatusCode code 0..1
  cbc:SealingPartyType text 0..1
TransportEvent
  cbc:IdentificationID id 0..1
  cbc:OccurrenceDate date 0..1
  cbc:OccurrenceTime time 0..1
  cbc:TransportEventTypeCode code 0..1
  cbc:Description text 0..n
  cbc:CompletionIndicator indicator 0..1
  ReportedShipment Shipment 0..1
  CurrentStatus Status 0..n
  Contact Contact 0..n
  Location Location 0..1
  Signature Signature 0..1
  Period Period 0..n
TransportHandlingUnit
  cbc:ID id 0..1
  cbc:TransportHandlingUnitTypeCode code 0..1
  cbc:HandlingCode code 0..1
  cbc:HandlingInstructions text 0..n
  cbc:HazardousRiskIndicator indicator 0..1
  cbc:TotalGoodsItemQuantity quantity 0..1
  cbc:TotalPackageQuantity quantity 0..1
  cbc:DamageRemarks text 0..n
  cbc:ShippingMarks text 0..n
  cbc:TraceID id 0..1
  HandlingUnitDespatchLine DespatchLine 0..n
  ActualPackage Package 0..n
  ReceivedHandlingUnitReceiptLine ReceiptLine 0..n
  TransportEquipment TransportEquipment 0..n
  TransportMeans TransportMeans 0..n
  HazardousGoodsTransit HazardousGoodsTransit 0..n
  MeasurementDimension Dimension 0..n
  MinimumTemperature Temperature 0..1
  MaximumTemperature Temperature 0..1
  GoodsItem GoodsItem 0..n
  FloorSpaceMeasurementDimension Dimension 0..1
  PalletSpaceMeasurementDimension Dimension 0..1
  ShipmentDocumentReference DocumentReference 0..n
  Status Status 0..n
  CustomsDeclaration CustomsDeclaration 0..n
  ReferencedShipment Shipment 0..n
  Package Package 0..n
TransportMeans
  cbc:JourneyID id 0..1
  cbc:RegistrationNationalityID id 0..1
  cbc:RegistrationNationality text 0..n
  cbc:DirectionCode code 0..1
  cbc:TransportMeansTypeCode code 0..1
  cbc:TradeServiceCode code 0..1
  Stowage Stowage 0..1
  AirTransport AirTransport 0..1
  RoadTransport RoadTransport 0..1
  RailTransport RailTransport 0..1
  MaritimeTransport MaritimeTransport 0..1
  OwnerParty Party 0..1
  MeasurementDimension Dimension 0..n
TransportationService
  cbc:TransportServiceCode code 1..1
  cbc:TariffClassCode code 0..1
  cbc:Priority text 0..1
  cbc:FreightRateClassCode code 0..1
  cbc:TransportationServiceDescription text 0..n
  cbc:TransportationServiceDetailsURI id 0..1
  cbc:NominationDate date 0..1
  cbc:NominationTime time 0..1
  cbc:Name name 0..1
  cbc:SequenceNumeric numeric 0..1
  TransportEquipment TransportEquipment 0..n
  SupportedTransportEquipment TransportEquipment 0..n
  UnsupportedTransportEquipment TransportEquipment 0..n
  CommodityClassification CommodityClassification 0..n
  SupportedCommodityClassification CommodityClassification 0..n
  UnsupportedCommodityClassification CommodityClassification 0..n
  TotalCapacityDimension Dimension 0..1
  ShipmentStage ShipmentStage 0..n
  TransportEvent TransportEvent 0..n
  ResponsibleTransportServiceProviderParty Party 0..1
  EnvironmentalEmission EnvironmentalEmission 0..n
  EstimatedDurationPeriod Period 0..1
  ScheduledServiceFrequency ServiceFrequency 0..n
WorkPhaseReference
  cbc:ID id 0..1
  cbc:WorkPhaseCode code 0..1
  cbc:WorkPhase text 0..n
  cbc:ProgressPercent percent 0..1
  cbc:StartDate date 0..1
  cbc:EndDate date 0..1
  WorkOrderDocumentReference DocumentReference 0..n
[ext]
UBLExtension
  cbc:ID id 0..1
  cbc:Name name 0..1
  ExtensionAgencyID id 0..1
  ExtensionAgencyName text 0..1
  ExtensionVersionID id 0..1
  ExtensionAgencyURI id 0..1
  ExtensionURI id 0..1
  ExtensionReasonCode code 0..1
  ExtensionReason text 0..1
  ExtensionContent extensionContent 1..1
UBLExtensions
  UBLExtension UBLExtension 1..n
extensionContent: extension any
[cbc]
amount: amount decimal
  @currencyID! normalizedString
  @currencyCodeListVersionID normalizedString
binaryObject: binaryObject base64Binary
  @format string
  @mimeCode! normalizedString
  @encodingCode normalizedString
  @characterSetCode normalizedString
  @uri anyURI
  @filename string
code: code normalizedString
  @listID normalizedString
  @listAgencyID normalizedString
  @listAgencyName string
  @listName string
  @listVersionID normalizedString
  @name string
  @languageID language
  @listURI anyURI
  @listSchemeURI anyURI
date: isoDate date
id: id normalizedString
  @schemeID normalizedString
  @schemeName string
  @schemeAgencyID normalizedString
  @schemeAgencyName string
  @schemeVersionID normalizedString
  @schemeDataURI anyURI
  @schemeURI anyURI
indicator: boolean boolean
measure: measure decimal
  @unitCode! normalizedString
  @unitCodeListVersionID normalizedString
name: text string
  @languageID language
  @languageLocaleID normalizedString
numeric: numeric decimal
  @format string
percent: percent decimal
  @format string
quantity: quantity decimal
  @unitCode normalizedString
  @unitCodeListID normalizedString
  @unitCodeListAgencyID normalizedString
  @unitCodeListAgencyName string
rate: rate decimal
  @format string
text: text string
  @languageID language
  @languageLocaleID normalizedString
time: isoTime time
`;
