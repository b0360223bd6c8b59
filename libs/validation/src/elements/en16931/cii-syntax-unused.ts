import type { Unused } from './unused.js';

/** What the header of CII has and EN 16931 leaves unused: CII-SR of 1.3.16. */
export const CII_HEADER_UNUSED: readonly Unused[] = [
  {
    ids: 'CII-SR',
    in: '//SpecifiedTradeSettlementPaymentMeans',
    severity: 'warning',
    rows: `
464 . PayerSpecifiedDebtorFinancialInstitution`,
  },
  {
    ids: 'CII-SR',
    in: 'ExchangedDocumentContext',
    severity: 'warning',
    rows: `
001 . SpecifiedTransactionID TestIndicator
006 . BIMSpecifiedDocumentContextParameter ScenarioSpecifiedDocumentContextParameter
008 . ApplicationSpecifiedDocumentContextParameter
011 . SubsetSpecifiedDocumentContextParameter MessageStandardSpecifiedDocumentContextParameter`,
  },
  {
    ids: 'CII-SR',
    in: 'ExchangedDocument',
    severity: 'warning',
    rows: `
013 . Name
015 IssueDateTime DateTime
016 . CopyIndicator Purpose ControlRequirementIndicator LanguageID PurposeCode RevisionDateTime VersionID GlobalID
024 . RevisionID PreviousRevisionID CategoryCode
027 IncludedNote Subject ContentCode
032 IncludedNote ID
033 . EffectiveSpecifiedPeriod IssuerTradeParty`,
  },
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement',
    severity: 'warning',
    rows: `
442 . Reference
222 SellerTradeParty RoleCode
223 SellerTradeParty/SpecifiedLegalOrganization LegalClassificationCode Name PostalTradeAddress
226 SellerTradeParty/SpecifiedLegalOrganization AuthorizedLegalRegistration
227 SellerTradeParty/DefinedTradeContact ID TypeCode JobTitle Responsibility PersonID
232 SellerTradeParty/DefinedTradeContact/TelephoneUniversalCommunication URIID ChannelCode
234 SellerTradeParty/DefinedTradeContact DirectTelephoneUniversalCommunication
235 SellerTradeParty/DefinedTradeContact MobileTelephoneUniversalCommunication FaxUniversalCommunication
237 SellerTradeParty/DefinedTradeContact/EmailURIUniversalCommunication ChannelCode CompleteNumber
239 SellerTradeParty/DefinedTradeContact TelexUniversalCommunication VOIPUniversalCommunication
241 SellerTradeParty/DefinedTradeContact InstantMessagingUniversalCommunication SpecifiedNote
243 SellerTradeParty/DefinedTradeContact SpecifiedContactPerson
244 SellerTradeParty/URIUniversalCommunication ChannelCode CompleteNumber
246 SellerTradeParty/SpecifiedTaxRegistration AssociatedRegisteredTax
247 SellerTradeParty EndPointURIUniversalCommunication LogoAssociatedSpecifiedBinaryFile
249 BuyerTradeParty RoleCode Description
251 BuyerTradeParty/SpecifiedLegalOrganization LegalClassificationCode Name
254 BuyerTradeParty/SpecifiedLegalOrganization PostalTradeAddress AuthorizedLegalRegistration
256 BuyerTradeParty/DefinedTradeContact ID TypeCode JobTitle Responsibility PersonID
261 BuyerTradeParty/DefinedTradeContact/TelephoneUniversalCommunication URIID ChannelCode
263 BuyerTradeParty/DefinedTradeContact DirectTelephoneUniversalCommunication
264 BuyerTradeParty/DefinedTradeContact MobileTelephoneUniversalCommunication FaxUniversalCommunication
266 BuyerTradeParty/DefinedTradeContact/EmailURIUniversalCommunication ChannelCode CompleteNumber
268 BuyerTradeParty/DefinedTradeContact TelexUniversalCommunication VOIPUniversalCommunication
270 BuyerTradeParty/DefinedTradeContact InstantMessagingUniversalCommunication SpecifiedNote
272 BuyerTradeParty/DefinedTradeContact SpecifiedContactPerson
273 BuyerTradeParty/URIUniversalCommunication ChannelCode CompleteNumber
275 BuyerTradeParty/SpecifiedTaxRegistration AssociatedRegisteredTax
276 BuyerTradeParty EndPointURIUniversalCommunication LogoAssociatedSpecifiedBinaryFile
278 . SalesAgentTradeParty BuyerRequisitionerTradeParty BuyerAssignedAccountantTradeParty
281 . SellerAssignedAccountantTradeParty
282 SellerTaxRepresentativeTradeParty ID GlobalID RoleCode Description SpecifiedLegalOrganization
287 SellerTaxRepresentativeTradeParty DefinedTradeContact URIUniversalCommunication
289 SellerTaxRepresentativeTradeParty/SpecifiedTaxRegistration AssociatedRegisteredTax
290 SellerTaxRepresentativeTradeParty EndPointURIUniversalCommunication LogoAssociatedSpecifiedBinaryFile
292 . ProductEndUserTradeParty ApplicableTradeDeliveryTerms
294 SellerOrderReferencedDocument LineID
295 BuyerOrderReferencedDocument LineID
296 . QuotationReferencedDocument OrderResponseReferencedDocument
298 ContractReferencedDocument LineID
299 . DemandForecastReferencedDocument SupplyInstructionReferencedDocument PromotionalDealReferencedDocument
302 . PriceListReferencedDocument
303 AdditionalReferencedDocument LineID
304 . RequisitionerReferencedDocument BuyerAgentTradeParty PurchaseConditionsReferencedDocument
307 SpecifiedProcuringProject Description
448 . UltimateCustomerOrderReferencedDocument`,
  },
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/ApplicableHeaderTradeDelivery',
    severity: 'warning',
    rows: `
308 . RelatedSupplyChainConsignment
309 ShipToTradeParty RoleCode Description SpecifiedLegalOrganization DefinedTradeContact URIUniversalCommunication
314 ShipToTradeParty SpecifiedTaxRegistration EndPointURIUniversalCommunication LogoAssociatedSpecifiedBinaryFile
317 . UltimateShipToTradeParty ShipFromTradeParty ActualDespatchSupplyChainEvent ActualPickUpSupplyChainEvent
321 ActualDeliverySupplyChainEvent ID
322 ActualDeliverySupplyChainEvent/OccurrenceDateTime DateTime
323 ActualDeliverySupplyChainEvent TypeCode Description DescriptionBinaryObject UnitQuantity
327 ActualDeliverySupplyChainEvent LatestOccurrenceDateTime EarliestOccurrenceDateTime OccurrenceSpecifiedPeriod
330 ActualDeliverySupplyChainEvent OccurrenceLogisticsLocation
331 . ActualReceiptSupplyChainEvent AdditionalReferencedDocument
333 DespatchAdviceReferencedDocument LineID LineID
335 . DeliveryNoteReferencedDocument ConsumptionReportReferencedDocument PreviousDeliverySupplyChainEvent
338 . PackingListReferencedDocument`,
  },
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement',
    severity: 'warning',
    rows: `
339 . DuePayableAmount CreditorReferenceTypeCode CreditorReferenceType CreditorReferenceIssuerID
344 . PaymentCurrencyCode InvoiceIssuerReference InvoiceDateTime NextInvoiceDateTime CreditReasonCode CreditReason
350 . InvoicerTradeParty InvoiceeTradeParty
352 PayeeTradeParty RoleCode Description
354 PayeeTradeParty/SpecifiedLegalOrganization LegalClassificationCode Name TradingBusinessName PostalTradeAddress
358 PayeeTradeParty/SpecifiedLegalOrganization AuthorizedLegalRegistration
359 PayeeTradeParty DefinedTradeContact PostalTradeAddress URIUniversalCommunication SpecifiedTaxRegistration
363 PayeeTradeParty EndPointURIUniversalCommunication LogoAssociatedSpecifiedBinaryFile
365 . PayerTradeParty TaxApplicableTradeCurrencyExchange InvoiceApplicableTradeCurrencyExchange
368 . PaymentApplicableTradeCurrencyExchange
369 SpecifiedTradeSettlementPaymentMeans PaymentChannelCode GuaranteeMethodCode PaymentMethodCode
443 SpecifiedTradeSettlementPaymentMeans ID
372 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard MicrochipIndicator TypeCode
375 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard ExpiryDate VerificationNumeric
377 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard ValidFromDateTime
378 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard CreditLimitAmount
379 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard CreditAvailableAmount
380 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard InterestRatePercent Description
382 SpecifiedTradeSettlementPaymentMeans/PayerPartyDebtorFinancialAccount AccountName
444 SpecifiedTradeSettlementPaymentMeans/PayerPartyDebtorFinancialAccount ProprietaryID
384 SpecifiedTradeSettlementPaymentMeans/PayerSpecifiedDebtorFinancialInstitution ClearingSystemName Name
386 SpecifiedTradeSettlementPaymentMeans/PayerSpecifiedDebtorFinancialInstitution LocationFinancialInstitutionAddress
388 SpecifiedTradeAllowanceCharge ID SequenceNumeric BasisQuantity PrepaidIndicator UnitBasisAmount TypeCode
394 SpecifiedTradeAllowanceCharge ActualTradeCurrencyExchange
395 . SubtotalCalculatedTradeTax SpecifiedLogisticsServiceCharge
397 SpecifiedTradePaymentTerms ID FromEventCode SettlementPeriodMeasure
400 SpecifiedTradePaymentTerms/DueDateDateTime DateTime
401 SpecifiedTradePaymentTerms TypeCode InstructionTypeCode
404 SpecifiedTradePaymentTerms PartialPaymentPercent PaymentMeansID PartialPaymentAmount
407 SpecifiedTradePaymentTerms ApplicableTradePaymentPenaltyTerms ApplicableTradePaymentDiscountTerms
409 SpecifiedTradePaymentTerms PayeeTradeParty
421 . SpecifiedFinancialAdjustment
422 InvoiceReferencedDocument LineID
423 . ProFormaInvoiceReferencedDocument LetterOfCreditReferencedDocument FactoringAgreementReferencedDocument
426 . FactoringListReferencedDocument PayableSpecifiedTradeAccountingAccount
428 ReceivableSpecifiedTradeAccountingAccount SetTriggerCode TypeCode AmountTypeCode Name
432 ReceivableSpecifiedTradeAccountingAccount CostReferenceDimensionPattern
433 . PurchaseSpecifiedTradeAccountingAccount SalesSpecifiedTradeAccountingAccount
435 . SpecifiedTradeSettlementFinancialCard SpecifiedAdvancePayment UltimatePayeeTradeParty`,
  },
  {
    ids: 'CII-SR',
    in: 'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation',
    severity: 'warning',
    rows: `
411 . InformationAmount TotalDiscountAmount TotalAllowanceChargeAmount RetailValueExcludingTaxInformationAmount
415 . TotalDepositFeeInformationAmount ProductValueExcludingTobaccoTaxInformationAmount
417 . TotalRetailValueInformationAmount GrossLineTotalAmount NetLineTotalAmount NetIncludingTaxesLineTotalAmount`,
  },
  {
    ids: 'CII-SR',
    in: '',
    severity: 'warning',
    rows: `
438 . ValuationBreakdownStatement`,
  },
  {
    ids: 'CII-SR',
    in: '//*DocumentContextParameter',
    severity: 'warning',
    rows: `
04 . Value SpecifiedDocumentVersion`,
  },
];
