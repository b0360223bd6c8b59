/**
 * UBL 2.1 Invoice: what its schema says of the children of the root.
 * Facts only, in the form that structure-table reads.
 */
export const UBL_2_1_INVOICE_TABLE = `
[ubl]
Invoice
  ext:UBLExtensions UBLExtensions 0..1
  cbc:UBLVersionID id 0..1
  cbc:CustomizationID id 0..1
  cbc:ProfileID id 0..1
  cbc:ProfileExecutionID id 0..1
  cbc:ID id 1..1
  cbc:CopyIndicator indicator 0..1
  cbc:UUID id 0..1
  cbc:IssueDate date 1..1
  cbc:IssueTime time 0..1
  cbc:DueDate date 0..1
  cbc:InvoiceTypeCode code 0..1
  cbc:Note text 0..n
  cbc:TaxPointDate date 0..1
  cbc:DocumentCurrencyCode code 0..1
  cbc:TaxCurrencyCode code 0..1
  cbc:PricingCurrencyCode code 0..1
  cbc:PaymentCurrencyCode code 0..1
  cbc:PaymentAlternativeCurrencyCode code 0..1
  cbc:AccountingCostCode code 0..1
  cbc:AccountingCost text 0..1
  cbc:LineCountNumeric numeric 0..1
  cbc:BuyerReference text 0..1
  cac:InvoicePeriod Period 0..n
  cac:OrderReference OrderReference 0..1
  cac:BillingReference BillingReference 0..n
  cac:DespatchDocumentReference DocumentReference 0..n
  cac:ReceiptDocumentReference DocumentReference 0..n
  cac:StatementDocumentReference DocumentReference 0..n
  cac:OriginatorDocumentReference DocumentReference 0..n
  cac:ContractDocumentReference DocumentReference 0..n
  cac:AdditionalDocumentReference DocumentReference 0..n
  cac:ProjectReference ProjectReference 0..n
  cac:Signature Signature 0..n
  cac:AccountingSupplierParty SupplierParty 1..1
  cac:AccountingCustomerParty CustomerParty 1..1
  cac:PayeeParty Party 0..1
  cac:BuyerCustomerParty CustomerParty 0..1
  cac:SellerSupplierParty SupplierParty 0..1
  cac:TaxRepresentativeParty Party 0..1
  cac:Delivery Delivery 0..n
  cac:DeliveryTerms DeliveryTerms 0..1
  cac:PaymentMeans PaymentMeans 0..n
  cac:PaymentTerms PaymentTerms 0..n
  cac:PrepaidPayment Payment 0..n
  cac:AllowanceCharge AllowanceCharge 0..n
  cac:TaxExchangeRate ExchangeRate 0..1
  cac:PricingExchangeRate ExchangeRate 0..1
  cac:PaymentExchangeRate ExchangeRate 0..1
  cac:PaymentAlternativeExchangeRate ExchangeRate 0..1
  cac:TaxTotal TaxTotal 0..n
  cac:WithholdingTaxTotal TaxTotal 0..n
  cac:LegalMonetaryTotal MonetaryTotal 1..1
  cac:InvoiceLine InvoiceLine 1..n
`;
