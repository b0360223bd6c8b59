import type { Place, Places } from './places.js';

const agreement = (path: string): string =>
  `rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/${path}`;
const delivery = (path: string): string => `rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery/${path}`;
const SETTLEMENT = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';
const settlement = (path: string): string => `${SETTLEMENT}/${path}`;

const address: Place = [
  'ram:PostalTradeAddress',
  {
    postal_code: 'ram:PostcodeCode',
    line1: 'ram:LineOne',
    line2: 'ram:LineTwo',
    line3: 'ram:LineThree',
    city: 'ram:CityName',
    country_code: 'ram:CountryID',
    subdivision: 'ram:CountrySubDivisionName',
  },
];

const identifier = { scheme: '@schemeID', value: '' };

const party: Places = {
  name: 'ram:Name',
  trading_name: 'ram:SpecifiedLegalOrganization/ram:TradingBusinessName',
  siren: 'ram:SpecifiedLegalOrganization/ram:ID',
  siret: 'ram:GlobalID[@schemeID="0009"]',
  identifiers: ['*[self::ram:ID or self::ram:GlobalID[not(@schemeID="0009")]]', identifier],
  legal_registration: ['ram:SpecifiedLegalOrganization/ram:ID', identifier],
  vat_number: 'ram:SpecifiedTaxRegistration/ram:ID[@schemeID="VA"]',
  tax_registration: 'ram:SpecifiedTaxRegistration/ram:ID[@schemeID="FC"]',
  legal_information: 'ram:Description',
  address,
  electronic_address: ['ram:URIUniversalCommunication/ram:URIID', identifier],
  contact: [
    'ram:DefinedTradeContact',
    {
      name: 'ram:PersonName',
      department: 'ram:DepartmentName',
      phone: 'ram:TelephoneUniversalCommunication/ram:CompleteNumber',
      email: 'ram:EmailURIUniversalCommunication/ram:URIID',
    },
  ],
  role_code: 'ram:RoleCode',
};

const allowanceCharge = (kind: 'allowance' | 'charge'): Place => [
  `ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator="${kind === 'charge' ? 'true' : 'false'}"]`,
  {
    amount: 'ram:ActualAmount',
    base_amount: 'ram:BasisAmount',
    percentage: 'ram:CalculationPercent',
    reason: 'ram:Reason',
    reason_code: 'ram:ReasonCode',
    tax_category: 'ram:CategoryTradeTax/ram:CategoryCode',
    tax_rate: 'ram:CategoryTradeTax/ram:RateApplicablePercent',
    exemption_reason: 'ram:CategoryTradeTax/ram:ExemptionReason',
    exemption_code: 'ram:CategoryTradeTax/ram:ExemptionReasonCode',
  },
];

const note: Places = { content: 'ram:Content', subject: 'ram:SubjectCode' };

const attachment: Places = {
  id: 'ram:IssuerAssignedID',
  description: 'ram:Name',
  url: 'ram:URIID',
  file: ['ram:AttachmentBinaryObject', { base64: '', mime_type: '@mimeCode', filename: '@filename' }],
};

const object: Places = { value: 'ram:IssuerAssignedID', scheme: 'ram:ReferenceTypeCode' };

const period: Places = {
  start_date: 'ram:StartDateTime/udt:DateTimeString',
  end_date: 'ram:EndDateTime/udt:DateTimeString',
};

const preceding: Places = {
  number: 'ram:IssuerAssignedID',
  type_code: 'ram:TypeCode',
  issue_date: 'ram:FormattedIssueDateTime/qdt:DateTimeString',
};

const terms: Places = {
  code: 'ram:DeliveryTypeCode',
  location: 'ram:RelevantTradeLocation/ram:Name',
};

const within = (path: string, place: Place): Place =>
  typeof place === 'string' ? `${path}/${place}` : [`${path}/${place[0]}`, place[1]];

const inTax = (member: string): string => `ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:${member}`;
const inSum = (member: string): string =>
  `ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:${member}`;
const inAgreement = (path: string): string => `ram:SpecifiedLineTradeAgreement/${path}`;
const inDelivery = (path: string): string => `ram:SpecifiedLineTradeDelivery/${path}`;
const inSettlement = (path: string): string => `ram:SpecifiedLineTradeSettlement/${path}`;
const inProduct = (path: string): string => `ram:SpecifiedTradeProduct/${path}`;

/** BG-25. */
const line: Places = {
  id: 'ram:AssociatedDocumentLineDocument/ram:LineID',
  parent_id: 'ram:AssociatedDocumentLineDocument/ram:ParentLineID',
  kind: 'ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode',
  notes: ['ram:AssociatedDocumentLineDocument/ram:IncludedNote', note],
  invoiced_objects: [inSettlement('ram:AdditionalReferencedDocument'), object],
  name: inProduct('ram:Name'),
  description: inProduct('ram:Description'),
  seller_item_id: inProduct('ram:SellerAssignedID'),
  buyer_item_id: inProduct('ram:BuyerAssignedID'),
  standard_item_id: [inProduct('ram:GlobalID'), identifier],
  classifications: [
    inProduct('ram:DesignatedProductClassification'),
    { code: 'ram:ClassCode', list_id: 'ram:ClassCode/@listID', list_version: 'ram:ClassCode/@listVersionID' },
  ],
  origin_country: inProduct('ram:OriginTradeCountry/ram:ID'),
  attributes: [
    inProduct('ram:ApplicableProductCharacteristic'),
    {
      name: 'ram:Description',
      code: 'ram:TypeCode',
      value: 'ram:Value',
      measure: 'ram:ValueMeasure',
      unit_code: 'ram:ValueMeasure/@unitCode',
    },
  ],
  quantity: inDelivery('ram:BilledQuantity'),
  unit_code: inDelivery('ram:BilledQuantity/@unitCode'),
  unit_price: inAgreement('ram:NetPriceProductTradePrice/ram:ChargeAmount'),
  price_base_quantity: inAgreement('ram:NetPriceProductTradePrice/ram:BasisQuantity'),
  price_base_unit: inAgreement('ram:NetPriceProductTradePrice/ram:BasisQuantity/@unitCode'),
  gross_price: inAgreement('ram:GrossPriceProductTradePrice/ram:ChargeAmount'),
  price_discount: inAgreement('ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge/ram:ActualAmount'),
  order_reference: inAgreement('ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID'),
  order_line_reference: inAgreement('ram:BuyerOrderReferencedDocument/ram:LineID'),
  despatch_advice_reference: inDelivery('ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID'),
  despatch_advice_line_reference: inDelivery('ram:DespatchAdviceReferencedDocument/ram:LineID'),
  receiving_advice_reference: inDelivery('ram:ReceivingAdviceReferencedDocument/ram:IssuerAssignedID'),
  receiving_advice_line_reference: inDelivery('ram:ReceivingAdviceReferencedDocument/ram:LineID'),
  preceding_invoices: [inSettlement('ram:InvoiceReferencedDocument'), preceding],
  attachments: [inAgreement('ram:AdditionalReferencedDocument'), attachment],
  buyer_accounting_reference: inSettlement('ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID'),
  period: [inSettlement('ram:BillingSpecifiedPeriod'), period],
  delivery_date: inDelivery('ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString'),
  delivery: [inDelivery('ram:ShipToTradeParty'), party],
  delivery_terms: [inAgreement('ram:ApplicableTradeDeliveryTerms'), terms],
  seller: [inAgreement('ram:ItemSellerTradeParty'), party],
  allowances: within('ram:SpecifiedLineTradeSettlement', allowanceCharge('allowance')),
  charges: within('ram:SpecifiedLineTradeSettlement', allowanceCharge('charge')),
  tax_category: inTax('CategoryCode'),
  tax_rate: inTax('RateApplicablePercent'),
  exemption_reason: inTax('ExemptionReason'),
  exemption_code: inTax('ExemptionReasonCode'),
  net_amount: inSum('LineTotalAmount'),
  tax_amount: inSum('TaxTotalAmount'),
  gross_amount: inSum('GrandTotalAmount'),
};

const TAX = settlement('ram:ApplicableTradeTax');
const SUMS = settlement('ram:SpecifiedTradeSettlementHeaderMonetarySummation');
const MEANS = settlement('ram:SpecifiedTradeSettlementPaymentMeans');

/** Where each member of the model stands in CII. */
export const CII_PLACES: Places = {
  billing_frame: 'rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID',
  specification: 'rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID',
  number: 'rsm:ExchangedDocument/ram:ID',
  type_code: 'rsm:ExchangedDocument/ram:TypeCode',
  issue_date: 'rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString',
  notes: ['rsm:ExchangedDocument/ram:IncludedNote', note],
  lines: ['rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem', line],
  buyer_reference: agreement('ram:BuyerReference'),
  seller: [agreement('ram:SellerTradeParty'), party],
  buyer: [agreement('ram:BuyerTradeParty'), party],
  sales_agent: [agreement('ram:SalesAgentTradeParty'), party],
  tax_representative: [agreement('ram:SellerTaxRepresentativeTradeParty'), party],
  delivery_terms: [agreement('ram:ApplicableTradeDeliveryTerms'), terms],
  sales_order_reference: agreement('ram:SellerOrderReferencedDocument/ram:IssuerAssignedID'),
  order_reference: agreement('ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID'),
  contract_reference: agreement('ram:ContractReferencedDocument/ram:IssuerAssignedID'),
  tender_reference: agreement('ram:AdditionalReferencedDocument[ram:TypeCode="50"]/ram:IssuerAssignedID'),
  invoiced_objects: [agreement('ram:AdditionalReferencedDocument[ram:TypeCode="130"]'), object],
  attachments: [
    agreement('ram:AdditionalReferencedDocument[not(ram:TypeCode="50" or ram:TypeCode="130")]'),
    attachment,
  ],
  buyer_agent: [agreement('ram:BuyerAgentTradeParty'), party],
  project_reference: agreement('ram:SpecifiedProcuringProject/ram:ID'),
  delivery: [delivery('ram:ShipToTradeParty'), party],
  delivery_date: delivery('ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString'),
  despatch_advice_reference: delivery('ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID'),
  receiving_advice_reference: delivery('ram:ReceivingAdviceReferencedDocument/ram:IssuerAssignedID'),
  tax_currency: settlement('ram:TaxCurrencyCode'),
  currency: settlement('ram:InvoiceCurrencyCode'),
  invoicer: [settlement('ram:InvoicerTradeParty'), party],
  invoicee: [settlement('ram:InvoiceeTradeParty'), party],
  payee: [settlement('ram:PayeeTradeParty'), party],
  payer: [settlement('ram:PayerTradeParty'), party],
  exchange_rate: [
    settlement('ram:TaxApplicableTradeCurrencyExchange'),
    {
      source_currency: 'ram:SourceCurrencyCode',
      target_currency: 'ram:TargetCurrencyCode',
      rate: 'ram:ConversionRate',
      date: 'ram:ConversionRateDateTime/udt:DateTimeString',
    },
  ],
  payment_means: [
    MEANS,
    {
      type_code: 'ram:TypeCode',
      text: 'ram:Information',
      remittance_information: '../ram:PaymentReference',
      iban: 'ram:PayeePartyCreditorFinancialAccount/ram:IBANID',
      account_id: 'ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID',
      account_name: 'ram:PayeePartyCreditorFinancialAccount/ram:AccountName',
      bic: 'ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID',
      card: ['ram:ApplicableTradeSettlementFinancialCard', { number: 'ram:ID', holder: 'ram:CardholderName' }],
    },
  ],
  direct_debit: [
    SETTLEMENT,
    {
      mandate_id: 'ram:SpecifiedTradePaymentTerms/ram:DirectDebitMandateID',
      creditor_id: 'ram:CreditorReferenceID',
      debited_account: 'ram:SpecifiedTradeSettlementPaymentMeans/ram:PayerPartyDebtorFinancialAccount/ram:IBANID',
    },
  ],
  vat_breakdown: [
    TAX,
    {
      tax_category: 'ram:CategoryCode',
      tax_rate: 'ram:RateApplicablePercent',
      taxable_amount: 'ram:BasisAmount',
      tax_amount: 'ram:CalculatedAmount',
      exemption_reason: 'ram:ExemptionReason',
      exemption_code: 'ram:ExemptionReasonCode',
    },
  ],
  tax_point_date: `${TAX}/ram:TaxPointDate/udt:DateString`,
  tax_point_code: `${TAX}/ram:DueDateTypeCode`,
  period: [settlement('ram:BillingSpecifiedPeriod'), period],
  allowances: within(SETTLEMENT, allowanceCharge('allowance')),
  charges: within(SETTLEMENT, allowanceCharge('charge')),
  logistics_charges: [
    settlement('ram:SpecifiedLogisticsServiceCharge'),
    {
      description: 'ram:Description',
      amount: 'ram:AppliedAmount',
      tax_category: 'ram:AppliedTradeTax/ram:CategoryCode',
      tax_rate: 'ram:AppliedTradeTax/ram:RateApplicablePercent',
      exemption_reason: 'ram:AppliedTradeTax/ram:ExemptionReason',
      exemption_code: 'ram:AppliedTradeTax/ram:ExemptionReasonCode',
    },
  ],
  payment_terms: settlement('ram:SpecifiedTradePaymentTerms/ram:Description'),
  due_date: settlement('ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString'),
  totals: [
    SUMS,
    {
      lines: 'ram:LineTotalAmount',
      charges: 'ram:ChargeTotalAmount',
      allowances: 'ram:AllowanceTotalAmount',
      net: 'ram:TaxBasisTotalAmount',
      tax: `ram:TaxTotalAmount[@currencyID=../../ram:InvoiceCurrencyCode]`,
      tax_accounting: `ram:TaxTotalAmount[@currencyID=../../ram:TaxCurrencyCode]`,
      rounding: 'ram:RoundingAmount',
      gross: 'ram:GrandTotalAmount',
      prepaid: 'ram:TotalPrepaidAmount',
      due: 'ram:DuePayableAmount',
    },
  ],
  preceding_invoices: [settlement('ram:InvoiceReferencedDocument'), preceding],
  buyer_accounting_reference: settlement('ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID'),
};
