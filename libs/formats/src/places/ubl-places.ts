import type { Place, Places } from './places.js';

const address: Place = [
  'cac:PostalAddress',
  {
    line1: 'cbc:StreetName',
    line2: 'cbc:AdditionalStreetName',
    line3: 'cac:AddressLine/cbc:Line',
    city: 'cbc:CityName',
    postal_code: 'cbc:PostalZone',
    subdivision: 'cbc:CountrySubentity',
    country_code: 'cac:Country/cbc:IdentificationCode',
  },
];

const identifier: Places = { scheme: '@schemeID', value: '' };

/** `name` is where the role has it. */
const party = (name: 'cac:PartyLegalEntity/cbc:RegistrationName' | 'cac:PartyName/cbc:Name'): Places => ({
  name,
  trading_name: 'cac:PartyName/cbc:Name',
  siren: 'cac:PartyLegalEntity/cbc:CompanyID',
  siret: 'cac:PartyIdentification/cbc:ID[@schemeID="0009"]',
  identifiers: ['cac:PartyIdentification[not(cbc:ID/@schemeID="0009")]#/cbc:ID', identifier],
  legal_registration: ['cac:PartyLegalEntity/cbc:CompanyID', identifier],
  vat_number: 'cac:PartyTaxScheme[cac:TaxScheme/cbc:ID="VAT"]/cbc:CompanyID',
  tax_registration: 'cac:PartyTaxScheme[not(cac:TaxScheme/cbc:ID="VAT")]/cbc:CompanyID',
  legal_information: 'cac:PartyLegalEntity/cbc:CompanyLegalForm',
  address,
  electronic_address: ['cbc:EndpointID', identifier],
  contact: ['cac:Contact', { name: 'cbc:Name', phone: 'cbc:Telephone', email: 'cbc:ElectronicMail' }],
  role_code: 'cbc:IndustryClassificationCode',
});

const registered = party('cac:PartyLegalEntity/cbc:RegistrationName');
const named = party('cac:PartyName/cbc:Name');

const delivery: Place = [
  'cac:Delivery',
  {
    name: 'cac:DeliveryParty/cac:PartyName/cbc:Name',
    siret: 'cac:DeliveryLocation/cbc:ID',
    identifiers: ['cac:DeliveryLocation#/cbc:ID', identifier],
    address: ['cac:DeliveryLocation/cac:Address', address[1]],
  },
];

const allowanceCharge = (kind: 'allowance' | 'charge'): Place => [
  `cac:AllowanceCharge[cbc:ChargeIndicator="${kind === 'charge' ? 'true' : 'false'}"]`,
  {
    amount: 'cbc:Amount',
    base_amount: 'cbc:BaseAmount',
    percentage: 'cbc:MultiplierFactorNumeric',
    reason: 'cbc:AllowanceChargeReason',
    reason_code: 'cbc:AllowanceChargeReasonCode',
    tax_category: 'cac:TaxCategory/cbc:ID',
    tax_rate: 'cac:TaxCategory/cbc:Percent',
    exemption_reason: 'cac:TaxCategory/cbc:TaxExemptionReason',
    exemption_code: 'cac:TaxCategory/cbc:TaxExemptionReasonCode',
  },
];

const note: Places = { content: '', subject: '' };

const attachment: Places = {
  id: 'cbc:ID',
  description: 'cbc:DocumentDescription',
  url: 'cac:Attachment/cac:ExternalReference/cbc:URI',
  file: [
    'cac:Attachment/cbc:EmbeddedDocumentBinaryObject',
    { base64: '', mime_type: '@mimeCode', filename: '@filename' },
  ],
};

const object: Places = { value: 'cbc:ID', scheme: 'cbc:ID/@schemeID' };

const period: Places = { start_date: 'cbc:StartDate', end_date: 'cbc:EndDate' };

const preceding: Places = {
  number: 'cac:InvoiceDocumentReference/cbc:ID',
  type_code: 'cac:InvoiceDocumentReference/cbc:DocumentTypeCode',
  issue_date: 'cac:InvoiceDocumentReference/cbc:IssueDate',
};

const terms: Places = { code: 'cbc:ID', location: 'cac:DeliveryLocation/cbc:Name' };

const OWN_PLACE =
  'cac:BillingReference[cac:InvoiceDocumentReference/cbc:DocumentStatusCode or cac:BillingReferenceLine]';
const CATEGORY = 'cac:Item/cac:ClassifiedTaxCategory';

/** BG-25 but for the quantity. */
const lineOfBoth: Places = {
  id: 'cbc:ID',
  parent_id: `${OWN_PLACE}/cac:BillingReferenceLine/cbc:ID`,
  kind: `${OWN_PLACE}/cac:InvoiceDocumentReference/cbc:DocumentStatusCode`,
  notes: ['cbc:Note', note],
  invoiced_objects: ['cac:DocumentReference[not(cbc:DocumentTypeCode) or cbc:DocumentTypeCode="130"]', object],
  name: 'cac:Item/cbc:Name',
  description: 'cac:Item/cbc:Description',
  seller_item_id: 'cac:Item/cac:SellersItemIdentification/cbc:ID',
  buyer_item_id: 'cac:Item/cac:BuyersItemIdentification/cbc:ID',
  standard_item_id: ['cac:Item/cac:StandardItemIdentification/cbc:ID', identifier],
  classifications: [
    'cac:Item/cac:CommodityClassification',
    {
      code: 'cbc:ItemClassificationCode',
      list_id: 'cbc:ItemClassificationCode/@listID',
      list_version: 'cbc:ItemClassificationCode/@listVersionID',
    },
  ],
  origin_country: 'cac:Item/cac:OriginCountry/cbc:IdentificationCode',
  attributes: [
    'cac:Item/cac:AdditionalItemProperty',
    {
      name: 'cbc:Name',
      code: 'cbc:NameCode',
      value: 'cbc:Value',
      measure: 'cbc:ValueQuantity',
      unit_code: 'cbc:ValueQuantity/@unitCode',
    },
  ],
  unit_price: 'cac:Price/cbc:PriceAmount',
  price_base_quantity: 'cac:Price/cbc:BaseQuantity',
  price_base_unit: 'cac:Price/cbc:BaseQuantity/@unitCode',
  gross_price: 'cac:Price/cac:AllowanceCharge/cbc:BaseAmount',
  price_discount: 'cac:Price/cac:AllowanceCharge/cbc:Amount',
  order_reference: 'cac:OrderLineReference/cac:OrderReference/cbc:ID',
  order_line_reference: 'cac:OrderLineReference/cbc:LineID',
  despatch_advice_reference: 'cac:DespatchLineReference/cac:DocumentReference/cbc:ID',
  despatch_advice_line_reference: 'cac:DespatchLineReference/cbc:LineID',
  receiving_advice_reference: 'cac:ReceiptLineReference/cac:DocumentReference/cbc:ID',
  receiving_advice_line_reference: 'cac:ReceiptLineReference/cbc:LineID',
  preceding_invoices: [
    'cac:BillingReference[not(cac:InvoiceDocumentReference/cbc:DocumentStatusCode or cac:BillingReferenceLine)]',
    preceding,
  ],
  attachments: ['cac:DocumentReference[cbc:DocumentTypeCode="916"]', attachment],
  buyer_accounting_reference: 'cbc:AccountingCost',
  period: ['cac:InvoicePeriod', period],
  delivery_date: 'cac:Delivery/cbc:ActualDeliveryDate',
  delivery,
  delivery_terms: ['cac:DeliveryTerms', terms],
  seller: ['cac:Item/cac:ManufacturerParty', registered],
  allowances: allowanceCharge('allowance'),
  charges: allowanceCharge('charge'),
  tax_category: `${CATEGORY}/cbc:ID`,
  tax_rate: `${CATEGORY}/cbc:Percent`,
  exemption_reason: `${CATEGORY}/cbc:TaxExemptionReason`,
  exemption_code: `${CATEGORY}/cbc:TaxExemptionReasonCode`,
  net_amount: 'cbc:LineExtensionAmount',
  tax_amount: 'cac:TaxTotal/cbc:TaxAmount',
};

/** The two documents differ in the name of the quantity. */
const line = (quantity: string): Places => ({ ...lineOfBoth, quantity, unit_code: `${quantity}/@unitCode` });

const SELLER = 'cac:AccountingSupplierParty/cac:Party';
const BUYER = 'cac:AccountingCustomerParty/cac:Party';

const common: Places = {
  specification: 'cbc:CustomizationID',
  billing_frame: 'cbc:ProfileID',
  number: 'cbc:ID',
  issue_date: 'cbc:IssueDate',
  notes: ['cbc:Note', note],
  tax_point_date: 'cbc:TaxPointDate',
  currency: 'cbc:DocumentCurrencyCode',
  tax_currency: 'cbc:TaxCurrencyCode',
  buyer_accounting_reference: 'cbc:AccountingCost',
  buyer_reference: 'cbc:BuyerReference',
  period: ['cac:InvoicePeriod', period],
  tax_point_code: 'cac:InvoicePeriod/cbc:DescriptionCode',
  order_reference: 'cac:OrderReference/cbc:ID',
  sales_order_reference: 'cac:OrderReference/cbc:SalesOrderID',
  preceding_invoices: ['cac:BillingReference', preceding],
  despatch_advice_reference: 'cac:DespatchDocumentReference/cbc:ID',
  receiving_advice_reference: 'cac:ReceiptDocumentReference/cbc:ID',
  tender_reference: 'cac:OriginatorDocumentReference/cbc:ID',
  contract_reference: 'cac:ContractDocumentReference/cbc:ID',
  invoiced_objects: ['cac:AdditionalDocumentReference[cbc:DocumentTypeCode="130"]', object],
  attachments: [
    'cac:AdditionalDocumentReference[not(cbc:DocumentTypeCode="130" or cbc:DocumentTypeCode="50")]',
    attachment,
  ],
  seller: [SELLER, registered],
  buyer: [BUYER, registered],
  sales_agent: [`${SELLER}/cac:AgentParty`, registered],
  invoicer: [`${SELLER}/cac:ServiceProviderParty/cac:Party`, registered],
  buyer_agent: [`${BUYER}/cac:AgentParty`, registered],
  invoicee: [`${BUYER}/cac:ServiceProviderParty/cac:Party`, registered],
  payee: ['cac:PayeeParty', named],
  payer: ['cac:PaymentMeans/cac:PaymentMandate/cac:PayerParty', registered],
  tax_representative: ['cac:TaxRepresentativeParty', named],
  delivery,
  delivery_date: 'cac:Delivery/cbc:ActualDeliveryDate',
  delivery_terms: ['cac:DeliveryTerms', terms],
  payment_means: [
    'cac:PaymentMeans',
    {
      type_code: 'cbc:PaymentMeansCode',
      text: 'cbc:PaymentMeansCode/@name',
      remittance_information: 'cbc:PaymentID',
      iban: 'cac:PayeeFinancialAccount/cbc:ID',
      account_id: 'cac:PayeeFinancialAccount/cbc:ID',
      account_name: 'cac:PayeeFinancialAccount/cbc:Name',
      bic: 'cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID',
      card: ['cac:CardAccount', { number: 'cbc:PrimaryAccountNumberID', holder: 'cbc:HolderName' }],
    },
  ],
  direct_debit: [
    'cac:PaymentMeans/cac:PaymentMandate',
    { mandate_id: 'cbc:ID', debited_account: 'cac:PayerFinancialAccount/cbc:ID' },
  ],
  payment_terms: 'cac:PaymentTerms/cbc:Note',
  allowances: allowanceCharge('allowance'),
  charges: allowanceCharge('charge'),
  exchange_rate: [
    'cac:TaxExchangeRate',
    {
      source_currency: 'cbc:SourceCurrencyCode',
      target_currency: 'cbc:TargetCurrencyCode',
      rate: 'cbc:CalculationRate',
      date: 'cbc:Date',
    },
  ],
  vat_breakdown: [
    'cac:TaxTotal/cac:TaxSubtotal',
    {
      taxable_amount: 'cbc:TaxableAmount',
      tax_amount: 'cbc:TaxAmount',
      tax_category: 'cac:TaxCategory/cbc:ID',
      tax_rate: 'cac:TaxCategory/cbc:Percent',
      exemption_reason: 'cac:TaxCategory/cbc:TaxExemptionReason',
      exemption_code: 'cac:TaxCategory/cbc:TaxExemptionReasonCode',
    },
  ],
};

const totals: Places = {
  lines: 'cac:LegalMonetaryTotal/cbc:LineExtensionAmount',
  net: 'cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount',
  gross: 'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount',
  allowances: 'cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount',
  charges: 'cac:LegalMonetaryTotal/cbc:ChargeTotalAmount',
  prepaid: 'cac:LegalMonetaryTotal/cbc:PrepaidAmount',
  rounding: 'cac:LegalMonetaryTotal/cbc:PayableRoundingAmount',
  due: 'cac:LegalMonetaryTotal/cbc:PayableAmount',
  tax: 'cac:TaxTotal/cbc:TaxAmount[@currencyID=../../cbc:DocumentCurrencyCode]',
  tax_accounting: 'cac:TaxTotal/cbc:TaxAmount[@currencyID=../../cbc:TaxCurrencyCode]',
};

/** Where each member of the model stands in UBL, by document. */
export const UBL_PLACES: Readonly<Record<'Invoice' | 'CreditNote', Places>> = {
  Invoice: {
    ...common,
    totals: ['', totals],
    type_code: 'cbc:InvoiceTypeCode',
    due_date: 'cbc:DueDate',
    project_reference: 'cac:ProjectReference/cbc:ID',
    lines: ['cac:InvoiceLine', line('cbc:InvoicedQuantity')],
  },
  CreditNote: {
    ...common,
    totals: ['', totals],
    type_code: 'cbc:CreditNoteTypeCode',
    due_date: 'cac:PaymentMeans/cbc:PaymentDueDate',
    project_reference: 'cac:AdditionalDocumentReference[cbc:DocumentTypeCode="50"]/cbc:ID',
    lines: ['cac:CreditNoteLine', line('cbc:CreditedQuantity')],
  },
};
