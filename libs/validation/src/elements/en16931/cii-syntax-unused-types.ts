import type { Unused } from './unused.js';

/** Identifiers that carry no attribute at all; others may name a scheme and no more (CII-DT-001 to 007, 101 to 104). */
const IDENTIFIERS_BY_THEMSELVES = [
  'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID',
  'ExchangedDocument/ID',
  'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/AssociatedDocumentLineDocument/LineID',
  'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/SpecifiedTradeProduct/SellerAssignedID',
];

/**
 * What the data types of CII have and EN 16931 leaves unused, wherever they stand: CII-DT of 1.3.16. CII-DT-010 to 012
 * are left out: the official pattern takes every type code by CII-DT-008 and 009 and never comes to them.
 */
export const CII_TYPES_UNUSED: readonly Unused[] = [
  {
    ids: 'CII-DT',
    in: '',
    severity: 'error',
    rows: `
013 . @languageID @languageLocaleID`,
  },
  {
    ids: 'CII-DT',
    in: IDENTIFIERS_BY_THEMSELVES,
    severity: 'error',
    rows: `
001 . @schemeName @schemeAgencyName @schemeDataURI @schemeURI @schemeID @schemeAgencyID @schemeVersionID`,
  },
  {
    ids: 'CII-DT',
    in: '//*ID',
    unless: IDENTIFIERS_BY_THEMSELVES,
    severity: 'error',
    rows: `
101 . @schemeName @schemeAgencyName @schemeDataURI @schemeURI`,
  },
  {
    ids: 'CII-DT',
    in: '//TypeCode',
    severity: 'error',
    rows: `
008 . @name @listURI`,
  },
  {
    ids: 'CII-DT',
    in: 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode',
    severity: 'warning',
    rows: `
045 . @listID @listAgencyID @listVersionID @listURI`,
  },
  {
    ids: 'CII-DT',
    in: '//*ReferencedDocument',
    severity: 'error',
    rows: `
016 . StatusCode CopyIndicator
019 . GlobalID RevisionID
023 . Information
025 . SectionName PreviousRevisionID
028 . EffectiveSpecifiedPeriod IssuerTradeParty AttachedSpecifiedBinaryFile`,
  },
  {
    ids: 'CII-DT',
    in: '//*Amount',
    unless: '//TaxTotalAmount',
    severity: 'error',
    rows: `
031 . @currencyID @currencyCodeListVersionID`,
  },
  {
    ids: 'CII-DT',
    in: '//*Quantity',
    severity: 'error',
    rows: `
034 . @unitCodeListID @unitCodeListAgencyID @unitCodeListAgencyName`,
  },
  {
    ids: 'CII-DT',
    in: '//*TradeTax',
    severity: 'warning',
    rows: `
038 . CalculatedRate CalculationSequenceNumeric BasisQuantity
042 . UnitBasisAmount LineTotalBasisAmount AllowanceChargeBasisAmount
049 . CurrencyCode Jurisdiction CustomsDutyIndicator
053 . TaxBasisAllowanceRate
055 . Type InformationAmount CategoryName
059 RateApplicablePercent @format
060 . SpecifiedTradeAccountingAccount ServiceSupplyTradeCountry BuyerRepayableTaxSpecifiedTradeAccountingAccount
063 . SellerPayableTaxSpecifiedTradeAccountingAccount SellerRefundableTaxSpecifiedTradeAccountingAccount
065 . BuyerDeductibleTaxSpecifiedTradeAccountingAccount BuyerNonDeductibleTaxSpecifiedTradeAccountingAccount
067 . PlaceApplicableTradeLocation`,
  },
  {
    ids: 'CII-DT',
    in: '//BillingSpecifiedPeriod',
    severity: 'error',
    rows: `
068 StartDateTime DateTime
069 . DurationMeasure InclusiveIndicator Description
072 EndDateTime DateTime
073 . CompleteDateTime OpenIndicator SeasonCode ID Name SequenceNumeric StartDateFlexibilityCode
080 . ContinuousIndicator PurposeCode`,
  },
  {
    ids: 'CII-DT',
    in: '//PostalTradeAddress',
    severity: 'error',
    rows: `
082 . ID PostOfficeBox BuildingName
086 . LineFour LineFive StreetName CitySubDivisionName CountryName CountrySubDivisionID AttentionOf CareOf
094 . BuildingNumber DepartmentName AdditionalStreetName`,
  },
  {
    ids: 'CII-DT',
    in: '//*ReferencedDocument',
    unless: '//AdditionalReferencedDocument',
    severity: 'error',
    rows: `
015 . URIID
018 . TypeCode
021 . Name AttachmentBinaryObject
024 . ReferenceTypeCode`,
  },
  {
    ids: 'CII-DT',
    in: '//*ReferencedDocument',
    unless: '//InvoiceReferencedDocument',
    severity: 'error',
    rows: `
027 . FormattedIssueDateTime`,
  },
  {
    ids: 'CII-DT',
    in: '//*TradeTax',
    notBelow: ['ApplicableHeaderTradeSettlement'],
    severity: 'warning',
    rows: `
041 . BasisAmount
054 . TaxPointDate
058 . DueDateTypeCode`,
  },
  {
    ids: 'CII-DT',
    in: '//*TradeTax',
    unless: '//ApplicableTradeTax',
    severity: 'warning',
    rows: `
052 . ExemptionReasonCode
098 . ExemptionReason`,
  },
];
