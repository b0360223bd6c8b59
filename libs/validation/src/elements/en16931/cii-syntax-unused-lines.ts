import type { Unused } from './unused.js';

/** What the lines of CII have and EN 16931 leaves unused: CII-SR of 1.3.16. */
export const CII_LINES_UNUSED: readonly Unused[] = [
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem',
    severity: 'warning',
    rows: `
035 . DescriptionCode ParentLineID LineStatusCode LineStatusReasonCode
221 . IncludedSubordinateTradeLineItem`,
  },
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/AssociatedDocumentLineDocument',
    severity: 'warning',
    rows: `
041 IncludedNote SubjectCode ID Subject ContentCode`,
  },
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/SpecifiedTradeProduct',
    severity: 'warning',
    rows: `
045 . ID
048 . ManufacturerAssignedID TradeName TypeCode NetWeightMeasure GrossWeightMeasure ProductGroupID EndItemTypeCode
055 . EndItemName AreaDensityMeasure UseDescription BrandName SubBrandName DrainedNetWeightMeasure
061 . VariableMeasureIndicator ColourCode ColourDescription Designation
065 . FormattedCancellationAnnouncedLaunchDateTime FormattedLatestProductDataChangeDateTime
067 ApplicableProductCharacteristic ID TypeCode
070 ApplicableProductCharacteristic ValueMeasure MeasurementMethodCode
073 ApplicableProductCharacteristic ValueCode ValueDateTime ValueIndicator ContentTypeCode
077 ApplicableProductCharacteristic ValueSpecifiedBinaryFile ApplicableProductCharacteristicCondition
079 ApplicableProductCharacteristic ApplicableReferencedStandard
080 . ApplicableMaterialGoodsCharacteristic
081 DesignatedProductClassification SystemID SystemName ClassName SubClassCode ClassProductCharacteristic
086 DesignatedProductClassification ApplicableReferencedStandard
087 . IndividualTradeProductInstance CertificationEvidenceReferenceReferencedDocument
089 . InspectionReferenceReferencedDocument
091 OriginTradeCountry Name SubordinateTradeCountrySubDivision
093 . LinearSpatialDimension MinimumLinearSpatialDimension MaximumLinearSpatialDimension ManufacturerTradeParty
097 . PresentationSpecifiedBinaryFile MSDSReferenceReferencedDocument AdditionalReferenceReferencedDocument
100 . LegalRightsOwnerTradeParty BrandOwnerTradeParty IncludedReferencedProduct InformationNote`,
  },
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/SpecifiedLineTradeAgreement',
    severity: 'warning',
    rows: `
104 . BuyerReference BuyerRequisitionerTradeParty ApplicableTradeDeliveryTerms SellerOrderReferencedDocument
108 BuyerOrderReferencedDocument IssuerAssignedID
109 . QuotationReferencedDocument ContractReferencedDocument DemandForecastReferencedDocument
112 . PromotionalDealReferencedDocument AdditionalReferencedDocument
114 GrossPriceProductTradePrice TypeCode MinimumQuantity MaximumQuantity ChangeReason
118 GrossPriceProductTradePrice OrderUnitConversionFactorNumeric
120 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge ID SequenceNumeric CalculationPercent BasisAmount
124 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge BasisQuantity PrepaidIndicator UnitBasisAmount
127 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge ReasonCode Reason TypeCode CategoryTradeTax
131 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge ActualTradeCurrencyExchange
445 GrossPriceProductTradePrice IncludedTradeTax
132 GrossPriceProductTradePrice ValiditySpecifiedPeriod DeliveryTradeLocation TradeComparisonReferencePrice
135 GrossPriceProductTradePrice AssociatedReferencedDocument
136 NetPriceProductTradePrice TypeCode
138 NetPriceProductTradePrice MinimumQuantity MaximumQuantity ChangeReason OrderUnitConversionFactorNumeric
142 NetPriceProductTradePrice AppliedTradeAllowanceCharge
446 NetPriceProductTradePrice IncludedTradeTax
143 NetPriceProductTradePrice ValiditySpecifiedPeriod DeliveryTradeLocation TradeComparisonReferencePrice
146 NetPriceProductTradePrice AssociatedReferencedDocument
147 . RequisitionerReferencedDocument ItemSellerTradeParty ItemBuyerTradeParty IncludedSpecifiedMarketplace
447 . UltimateCustomerOrderReferencedDocument`,
  },
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/SpecifiedLineTradeDelivery',
    severity: 'warning',
    rows: `
151 . RequestedQuantity ReceivedQuantity ChargeFreeQuantity PackageQuantity ProductUnitQuantity
156 . PerPackageUnitQuantity NetWeightMeasure GrossWeightMeasure TheoreticalWeightMeasure DespatchedQuantity
161 . SpecifiedDeliveryAdjustment IncludedSupplyChainPackaging RelatedSupplyChainConsignment ShipToTradeParty
165 . UltimateShipToTradeParty ShipFromTradeParty ActualDespatchSupplyChainEvent ActualPickUpSupplyChainEvent
169 . RequestedDeliverySupplyChainEvent ActualDeliverySupplyChainEvent ActualReceiptSupplyChainEvent
172 . AdditionalReferencedDocument DespatchAdviceReferencedDocument ReceivingAdviceReferencedDocument
175 . DeliveryNoteReferencedDocument ConsumptionReportReferencedDocument PackingListReferencedDocument`,
  },
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/SpecifiedLineTradeSettlement',
    severity: 'warning',
    rows: `
178 . PaymentReference InvoiceIssuerReference TotalAdjustmentAmount DiscountIndicator
182 ApplicableTradeTax CalculatedAmount
183 SpecifiedTradeAllowanceCharge/ChargeIndicator IndicatorString
184 SpecifiedTradeAllowanceCharge ID SequenceNumeric
186 SpecifiedTradeAllowanceCharge/CalculationPercent @format
187 SpecifiedTradeAllowanceCharge BasisQuantity PrepaidIndicator UnitBasisAmount TypeCode CategoryTradeTax
192 SpecifiedTradeAllowanceCharge ActualTradeCurrencyExchange ID
194 . SubtotalCalculatedTradeTax SpecifiedLogisticsServiceCharge SpecifiedTradePaymentTerms
197 SpecifiedTradeSettlementLineMonetarySummation ChargeTotalAmount AllowanceTotalAmount TaxBasisTotalAmount
200 SpecifiedTradeSettlementLineMonetarySummation TaxTotalAmount GrandTotalAmount InformationAmount
203 SpecifiedTradeSettlementLineMonetarySummation TotalAllowanceChargeAmount TotalRetailValueInformationAmount
205 SpecifiedTradeSettlementLineMonetarySummation GrossLineTotalAmount NetLineTotalAmount
207 SpecifiedTradeSettlementLineMonetarySummation NetIncludingTaxesLineTotalAmount
208 SpecifiedTradeSettlementLineMonetarySummation ProductWeightLossInformationAmount
209 . SpecifiedFinancialAdjustment InvoiceReferencedDocument
212 . PayableSpecifiedTradeAccountingAccount
213 ReceivableSpecifiedTradeAccountingAccount SetTriggerCode TypeCode AmountTypeCode Name
217 ReceivableSpecifiedTradeAccountingAccount CostReferenceDimensionPattern
218 . PurchaseSpecifiedTradeAccountingAccount SalesSpecifiedTradeAccountingAccount
220 . SpecifiedTradeSettlementFinancialCard`,
  },
];
