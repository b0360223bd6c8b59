/** Elements within one another: `a/b` around `inner`, spelt with prefixes. */
export const nested = (path: string, inner = ''): string =>
  path.split('/').reduceRight((content, step) => `<${step}>${content}</${step.split(' ')[0] ?? ''}>`, inner);

const CII_NAMES = [
  'xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"',
  'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"',
  'xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"',
].join(' ');

const UBL_NAMES = [
  'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"',
  'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"',
  'xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"',
].join(' ');

/** A CII document with that content, and nothing else. */
export const ciiWith = (content: string): string =>
  `<rsm:CrossIndustryInvoice ${CII_NAMES}>${content}</rsm:CrossIndustryInvoice>`;

/** The same in UBL. */
export const ublWith = (content: string, root: 'Invoice' | 'CreditNote' = 'Invoice'): string =>
  `<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" ${UBL_NAMES}>${content}</${root}>`;

const LINE = 'rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem';
const agreement = (inner: string): string =>
  ciiWith(nested('rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement', inner));
const delivery = (inner: string): string =>
  ciiWith(nested('rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery', inner));
const settlement = (inner: string): string =>
  ciiWith(nested('rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement', inner));
const product = (inner: string): string => ciiWith(nested(`${LINE}/ram:SpecifiedTradeProduct`, inner));
const discount = (inner: string): string =>
  ciiWith(
    nested(
      `${LINE}/ram:SpecifiedLineTradeAgreement`,
      nested('ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge', inner) +
        nested('ram:NetPriceProductTradePrice/ram:ChargeAmount', '1'),
    ),
  );
const lineReferences = (...types: string[]): string =>
  ciiWith(
    nested(
      `${LINE}/ram:SpecifiedLineTradeSettlement`,
      `<ram:ApplicableTradeTax/>${types.map((type) => nested('ram:AdditionalReferencedDocument/ram:TypeCode', type)).join('')}`,
    ),
  );
const reference = (type: string, inner: string): string =>
  nested('ram:AdditionalReferencedDocument', nested('ram:TypeCode', type) + inner);
const means = (code: string, inner = ''): string =>
  nested('ram:SpecifiedTradeSettlementPaymentMeans', nested('ram:TypeCode', code) + inner);
const indicated = (value: string): string => nested('ram:ChargeIndicator/udt:Indicator', value);
const quantity = (unit: string): string => `<ram:BilledQuantity${unit}>1</ram:BilledQuantity>`;
const date = (text: string): string =>
  ciiWith(
    `<rsm:ExchangedDocument><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">${text}</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>`,
  );

/** A rule, a document that breaks it, and one close to it that does not. */
export type SyntaxSample = readonly [id: string, broken: string, kept: string];

/** Conditions of CII that are more than how often something stands somewhere. */
export const CII_SAMPLES: readonly SyntaxSample[] = [
  ['CII-SR-046', product('<ram:GlobalID>1</ram:GlobalID>'), product('<ram:GlobalID schemeID="0160">1</ram:GlobalID>')],
  ['CII-SR-090', product('<ram:OriginTradeCountry/>'), product(nested('ram:OriginTradeCountry/ram:ID', 'FR'))],
  [
    'CII-SR-119',
    discount(indicated('true') + nested('ram:ActualAmount', '1')),
    discount(indicated('false') + nested('ram:ActualAmount', '1')),
  ],
  ['CII-SR-119', discount(nested('ram:ActualAmount', '1')), discount('')],
  ['CII-SR-119', discount(indicated('false')), discount(indicated('0') + nested('ram:ActualAmount', '1'))],
  [
    'CII-SR-449',
    delivery(nested('ram:ShipToTradeParty', '<ram:ID>1</ram:ID><ram:GlobalID>2</ram:GlobalID>')),
    delivery(nested('ram:ShipToTradeParty', '<ram:ID>1</ram:ID>')),
  ],
  [
    'CII-SR-450',
    agreement(nested('ram:BuyerTradeParty', '<ram:ID>1</ram:ID><ram:GlobalID>2</ram:GlobalID>')),
    agreement(nested('ram:BuyerTradeParty', '<ram:GlobalID>2</ram:GlobalID>')),
  ],
  [
    'CII-SR-451',
    settlement(nested('ram:PayeeTradeParty', '<ram:ID>1</ram:ID><ram:GlobalID>2</ram:GlobalID>')),
    settlement(nested('ram:PayeeTradeParty', '<ram:GlobalID>2</ram:GlobalID>')),
  ],
  ...(
    [
      ['CII-SR-465', 'Seller'],
      ['CII-SR-466', 'Buyer'],
    ] as const
  ).map(([id, party]): SyntaxSample => [
    id,
    agreement(nested(`ram:${party}TradeParty/ram:DefinedTradeContact`, '<ram:PersonName/><ram:DepartmentName/>')),
    agreement(nested(`ram:${party}TradeParty/ram:DefinedTradeContact`, '<ram:PersonName/>')),
  ]),
  [
    'CII-SR-457',
    agreement(reference('50', '') + reference('50', '')),
    agreement(reference('50', '') + reference('916', '')),
  ],
  [
    'CII-SR-458',
    agreement(reference('130', '') + reference('130', '')),
    agreement(reference('130', '') + reference('50', '')),
  ],
  ['CII-SR-475', agreement(reference('916', '<ram:Name/><ram:Name/>')), agreement(reference('916', '<ram:Name/>'))],
  [
    'CII-SR-476',
    agreement(reference('916', '<ram:AttachmentBinaryObject/>').repeat(2)),
    agreement(reference('916', '<ram:AttachmentBinaryObject/>')),
  ],
  ['CII-SR-474', lineReferences(' 130 ', '130'), lineReferences('130', '50')],
  [
    'CII-SR-462',
    settlement(
      nested('ram:ApplicableTradeTax/ram:DueDateTypeCode', '5') +
        nested('ram:ApplicableTradeTax/ram:DueDateTypeCode', '72'),
    ),
    settlement(nested('ram:ApplicableTradeTax/ram:DueDateTypeCode', '5').repeat(2)),
  ],
  [
    'CII-SR-463',
    settlement('<ram:SpecifiedTradeAllowanceCharge/>'),
    settlement(nested('ram:SpecifiedTradeAllowanceCharge', indicated('true'))),
  ],
  ['CII-SR-467', settlement(means('49') + means('59')), settlement(means('49') + means(' 49 '))],
  [
    'CII-SR-468',
    settlement(
      means('49', '<ram:Information>a  b</ram:Information>') + means('49', '<ram:Information>a</ram:Information>'),
    ),
    settlement(
      means('49', '<ram:Information>a  b</ram:Information>') + means('49', '<ram:Information>a b </ram:Information>'),
    ),
  ],
  [
    'CII-SR-470',
    settlement(means(' 58 ', '<ram:PayeePartyCreditorFinancialAccount/>')),
    settlement(means('30', nested('ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID'))),
  ],
  ['CII-DT-015', agreement(reference('50', '<ram:URIID/>')), agreement(reference('916', '<ram:URIID/>'))],
  [
    'CII-DT-015',
    settlement(nested('ram:InvoiceReferencedDocument/ram:URIID')),
    agreement(reference('916', '<ram:URIID/>')),
  ],
  ['CII-DT-018', agreement(reference('51', '')), agreement(reference('50', ''))],
  [
    'CII-DT-018',
    settlement(nested('ram:InvoiceReferencedDocument/ram:TypeCode', '50')),
    agreement(reference('130', '')),
  ],
  ['CII-DT-021', agreement(reference('130', '<ram:Name/>')), agreement(reference('916', '<ram:Name/>'))],
  [
    'CII-DT-022',
    agreement(reference('130', '<ram:AttachmentBinaryObject/>')),
    agreement(reference('916', '<ram:AttachmentBinaryObject/>')),
  ],
  [
    'CII-DT-024',
    agreement(reference('50', '<ram:ReferenceTypeCode/>')),
    agreement(reference('130', '<ram:ReferenceTypeCode/>')),
  ],
  [
    'CII-DT-027',
    agreement(nested('ram:AdditionalReferencedDocument/ram:FormattedIssueDateTime')),
    settlement(nested('ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime')),
  ],
  [
    'CII-DT-033',
    ciiWith(nested(`${LINE}/ram:SpecifiedLineTradeDelivery`, `${quantity('')}<ram:OtherQuantity unitCode="C62"/>`)),
    ciiWith(
      nested(
        `${LINE}/ram:SpecifiedLineTradeDelivery`,
        `${quantity(' unitCode="C62"')}<ram:OtherQuantity unitCode="C62"/>`,
      ),
    ),
  ],
  [
    'CII-DT-037',
    settlement(nested('ram:ApplicableTradeTax/ram:TypeCode', 'vat')),
    settlement(nested('ram:ApplicableTradeTax/ram:TypeCode', 'VAT')),
  ],
  ...(
    [
      ['CII-DT-041', 'BasisAmount'],
      ['CII-DT-054', 'TaxPointDate'],
      ['CII-DT-058', 'DueDateTypeCode'],
    ] as const
  ).map(([id, element]): SyntaxSample => [
    id,
    ciiWith(nested(`${LINE}/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:${element}`)),
    settlement(nested(`ram:ApplicableTradeTax/ram:${element}`)),
  ]),
  ...(
    [
      ['CII-DT-052', 'ExemptionReasonCode'],
      ['CII-DT-098', 'ExemptionReason'],
    ] as const
  ).map(([id, element]): SyntaxSample => [
    id,
    settlement(nested(`ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax/ram:${element}`)),
    settlement(nested(`ram:ApplicableTradeTax/ram:${element}`)),
  ]),
  ['CII-DT-097', date('20261301'), date(' 20261231\n')],
  ['CII-DT-097', date('20261231x'), date('20260230')],
];

const document = (inner: string): string => nested('cac:AdditionalDocumentReference', inner);
const ofType = (type: string): string => nested('cbc:DocumentTypeCode', type);
const scheme = (id: string, numbers: number): string =>
  nested('cac:PartyTaxScheme', '<cbc:CompanyID>1</cbc:CompanyID>'.repeat(numbers) + nested('cac:TaxScheme/cbc:ID', id));
const seller = (inner: string): string => nested('cac:AccountingSupplierParty/cac:Party', inner);
const buyer = (inner: string): string => nested('cac:AccountingCustomerParty/cac:Party', inner);
const payee = (name: string, inner: string): string =>
  ublWith(
    seller(nested('cac:PartyLegalEntity/cbc:RegistrationName', 'Seller')) +
      nested('cac:PayeeParty', nested('cac:PartyName/cbc:Name', name) + inner),
  );
const sepa = nested('cac:PartyIdentification', '<cbc:ID schemeID="sepa">1</cbc:ID>');
const reasons = (charge: string, count: number): string =>
  ublWith(
    nested(
      'cac:AllowanceCharge',
      nested('cbc:ChargeIndicator', charge) + '<cbc:AllowanceChargeReason>a</cbc:AllowanceChargeReason>'.repeat(count),
    ),
  );
const paid = (element: string, ...texts: string[]): string =>
  ublWith(texts.map((text) => nested(`cac:PaymentMeans/cbc:${element}`, text)).join(''));
const priced = (inner: string): string =>
  ublWith(nested('cac:InvoiceLine', `${nested('cac:Item/cac:ClassifiedTaxCategory')}${nested('cac:Price', inner)}`));

/** The same of UBL. */
export const UBL_SAMPLES: readonly SyntaxSample[] = [
  [
    'UBL-SR-04',
    ublWith(document(`${ofType('130')}<cbc:ID>1</cbc:ID>`).repeat(2)),
    ublWith(document(`${ofType('130')}<cbc:ID>1</cbc:ID>`) + document('<cbc:ID>1</cbc:ID>')),
  ],
  [
    'UBL-SR-07',
    ublWith(nested('cac:BillingReference/cac:InvoiceDocumentReference')),
    ublWith(nested('cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID', '1')),
  ],
  [
    'UBL-SR-12',
    ublWith(seller(scheme('VAT', 1) + scheme('vat', 1))),
    ublWith(seller(scheme('VAT', 1) + scheme('LOC', 1))),
  ],
  ['UBL-SR-12', ublWith(seller(scheme('VAT', 2))), ublWith(buyer(scheme('VAT', 2)))],
  [
    'UBL-SR-13',
    ublWith(seller(scheme('LOC', 1) + scheme('TAX', 1))),
    ublWith(seller(scheme('LOC', 1) + scheme('VAT', 1))),
  ],
  ['UBL-SR-18', ublWith(buyer(scheme('VAT', 1).repeat(2))), ublWith(buyer(scheme('VAT', 1)))],
  ['UBL-SR-19', payee('Seller', ''), payee('Other', '')],
  ['UBL-SR-19', ublWith('<cac:PayeeParty/>'), payee('Other', '')],
  ['UBL-SR-19', payee('Other', nested('cac:PartyName/cbc:Name', 'Third')), payee('Other', '')],
  [
    'UBL-SR-20',
    payee('Other', nested('cac:PartyIdentification/cbc:ID', '1').repeat(2)),
    payee('Other', nested('cac:PartyIdentification/cbc:ID', '1') + sepa),
  ],
  [
    'UBL-SR-21',
    payee('Other', nested('cac:PartyLegalEntity/cbc:CompanyID', '1').repeat(2)),
    payee('Other', nested('cac:PartyLegalEntity/cbc:CompanyID', '1')),
  ],
  ['UBL-SR-29', ublWith(seller(sepa.repeat(2))), ublWith(seller(sepa))],
  ['UBL-SR-30', reasons('false', 2), reasons('true', 1)],
  ['UBL-SR-30', reasons('0', 2), reasons('false', 1)],
  ['UBL-SR-31', reasons('true', 2), reasons('true', 1)],
  [
    'UBL-SR-42',
    ublWith(seller(scheme('VAT', 1) + scheme('A', 1) + scheme('B', 1))),
    ublWith(seller(scheme('VAT', 1) + scheme('A', 1))),
  ],
  ['UBL-SR-43', ublWith(document('<cbc:ID schemeID="ABT">1</cbc:ID>')), ublWith(document('<cbc:ID>1</cbc:ID>'))],
  ['UBL-SR-43', ublWith(document(ofType('50'))), ublWith(document(ofType('50')), 'CreditNote')],
  ['UBL-SR-43', ublWith(document(ofType('916')), 'CreditNote'), ublWith(document(ofType('130')))],
  ['UBL-SR-44', paid('PaymentID', 'a', 'b'), paid('PaymentID', 'a', 'a')],
  ['UBL-SR-47', paid('PaymentMeansCode', '30', '58'), paid('PaymentMeansCode', '30', '30')],
  [
    'UBL-SR-51',
    ublWith(seller(nested('cac:PostalAddress', '<cac:AddressLine/>'.repeat(2)))),
    ublWith(seller(nested('cac:PostalAddress/cac:AddressLine'))),
  ],
  ['UBL-SR-53', ublWith(seller(nested('cac:PartyTaxScheme/cbc:CompanyID', '1'))), ublWith(seller(scheme('VAT', 1)))],
  [
    'UBL-CR-002',
    ublWith('<cbc:UBLVersionID>2.3</cbc:UBLVersionID>'),
    ublWith('<cbc:UBLVersionID>2.1</cbc:UBLVersionID>'),
  ],
  [
    'UBL-CR-412',
    ublWith(nested('cac:PaymentMeans/cbc:PaymentDueDate')),
    ublWith(nested('cac:PaymentMeans/cbc:PaymentDueDate'), 'CreditNote'),
  ],
  [
    'UBL-CR-665',
    ublWith(document('<cbc:ID schemeID="ABT">1</cbc:ID>')),
    ublWith(document(`<cbc:ID schemeID="ABT">1</cbc:ID>${ofType('130')}`)),
  ],
  ['UBL-CR-666', ublWith(document(`${ofType('130')}<cac:Attachment/>`)), ublWith(document('<cac:Attachment/>'))],
  [
    'UBL-CR-673',
    ublWith(document(`${ofType('130')}<cbc:DocumentDescription/>`)),
    ublWith(document('<cbc:DocumentDescription/>')),
  ],
  [
    'UBL-DT-01',
    ublWith(nested('cac:LegalMonetaryTotal/cbc:PayableAmount', '1.234')),
    ublWith(nested('cac:LegalMonetaryTotal/cbc:PayableAmount', '1.23')),
  ],
  ['UBL-DT-01', priced(nested('cbc:OtherAmount', '1.230')), priced(nested('cbc:PriceAmount', '1.2345'))],
  [
    'UBL-DT-01',
    ublWith('<cbc:OtherAmount>1.23 </cbc:OtherAmount>'),
    priced(nested('cac:AllowanceCharge/cbc:Amount', '1.2345')),
  ],
  [
    'UBL-DT-06',
    ublWith('<cbc:EmbeddedDocumentBinaryObject filename="a"/>'),
    ublWith('<cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="a"/>'),
  ],
  [
    'UBL-DT-07',
    ublWith('<cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv"/>'),
    ublWith('<cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="a"/>'),
  ],
  ['UBL-DT-18', ublWith('<cbc:ID name="a"/>'), ublWith(nested('cac:PaymentMeans', '<cbc:PaymentMeansCode name="a"/>'))],
];
