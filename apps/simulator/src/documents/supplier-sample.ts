/** What differs between two sample invoices. */
export interface SupplierSample {
  readonly number: string;
  /** SIREN of the organisation the invoice is addressed to */
  readonly buyer: string;
  /** civil date, YYYYMMDD */
  readonly issued: string;
}

const SELLER = '552120222';
const NAMESPACES = ['rsm', 'ram', 'udt']
  .map((prefix, index) => {
    const name = ['CrossIndustryInvoice', 'ReusableAggregateBusinessInformationEntity', 'UnqualifiedDataType'][index];
    return ` xmlns:${prefix}="urn:un:unece:uncefact:data:standard:${name}:100"`;
  })
  .join('');

/** An invoice of 1 200.00 EUR from a supplier, as CII in profile EN 16931. */
export function supplierInvoice({ number, buyer, issued }: SupplierSample): Buffer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice${NAMESPACES}>
${tag('rsm:ExchangedDocumentContext', context('ram:BusinessProcessSpecifiedDocumentContextParameter', 'S1'), context('ram:GuidelineSpecifiedDocumentContextParameter', 'urn:cen.eu:en16931:2017'))}
${tag('rsm:ExchangedDocument', leaf('ram:ID', number), leaf('ram:TypeCode', '380'), day('ram:IssueDateTime', issued), ...notes())}
${tag('rsm:SupplyChainTradeTransaction', line(), agreement(buyer), '<ram:ApplicableHeaderTradeDelivery/>', settlement(issued))}
</rsm:CrossIndustryInvoice>
`;
  return Buffer.from(xml, 'utf8');
}

const notes = (): string[] =>
  [
    ['PMT', 'Indemnité forfaitaire pour frais de recouvrement : 40 euros'],
    ['PMD', 'Pénalités de retard : trois fois le taux d’intérêt légal'],
    ['AAB', 'Pas d’escompte pour paiement anticipé'],
  ].map(([subject = '', text = '']) =>
    tag('ram:IncludedNote', leaf('ram:Content', text), leaf('ram:SubjectCode', subject)),
  );

const line = (): string =>
  tag(
    'ram:IncludedSupplyChainTradeLineItem',
    tag('ram:AssociatedDocumentLineDocument', leaf('ram:LineID', '1')),
    tag('ram:SpecifiedTradeProduct', leaf('ram:Name', 'Fournitures de bureau')),
    tag('ram:SpecifiedLineTradeAgreement', tag('ram:NetPriceProductTradePrice', leaf('ram:ChargeAmount', '100.00'))),
    tag('ram:SpecifiedLineTradeDelivery', leaf('ram:BilledQuantity', '10', ' unitCode="C62"')),
    tag(
      'ram:SpecifiedLineTradeSettlement',
      tag('ram:ApplicableTradeTax', ...vat()),
      tag('ram:SpecifiedTradeSettlementLineMonetarySummation', leaf('ram:LineTotalAmount', '1000.00')),
    ),
  );

const agreement = (buyer: string): string =>
  tag(
    'ram:ApplicableHeaderTradeAgreement',
    party('ram:SellerTradeParty', 'Papeterie du Centre', SELLER, leaf('ram:ID', 'FR61552120222', ' schemeID="VA"')),
    party('ram:BuyerTradeParty', 'Acme SAS', buyer),
  );

const settlement = (issued: string): string =>
  tag(
    'ram:ApplicableHeaderTradeSettlement',
    leaf('ram:InvoiceCurrencyCode', 'EUR'),
    tag('ram:ApplicableTradeTax', leaf('ram:CalculatedAmount', '200.00'), ...vat('1000.00')),
    tag('ram:SpecifiedTradePaymentTerms', day('ram:DueDateDateTime', issued)),
    tag(
      'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
      leaf('ram:LineTotalAmount', '1000.00'),
      leaf('ram:TaxBasisTotalAmount', '1000.00'),
      leaf('ram:TaxTotalAmount', '200.00', ' currencyID="EUR"'),
      leaf('ram:GrandTotalAmount', '1200.00'),
      leaf('ram:DuePayableAmount', '1200.00'),
    ),
  );

const party = (name: string, called: string, siren: string, registration = ''): string =>
  tag(
    name,
    leaf('ram:Name', called),
    tag('ram:SpecifiedLegalOrganization', leaf('ram:ID', siren, ' schemeID="0002"')),
    tag(
      'ram:PostalTradeAddress',
      leaf('ram:PostcodeCode', '75001'),
      leaf('ram:LineOne', '1 rue de Rivoli'),
      leaf('ram:CityName', 'Paris'),
      leaf('ram:CountryID', 'FR'),
    ),
    tag('ram:URIUniversalCommunication', leaf('ram:URIID', siren, ' schemeID="0225"')),
    registration === '' ? '' : tag('ram:SpecifiedTaxRegistration', registration),
  );

const vat = (base?: string): string[] => [
  leaf('ram:TypeCode', 'VAT'),
  base === undefined ? '' : leaf('ram:BasisAmount', base),
  leaf('ram:CategoryCode', 'S'),
  leaf('ram:RateApplicablePercent', '20.00'),
];

const context = (name: string, id: string): string => tag(name, leaf('ram:ID', id));
const day = (name: string, date: string): string => tag(name, leaf('udt:DateTimeString', date, ' format="102"'));
const tag = (name: string, ...content: string[]): string => `<${name}>${content.join('')}</${name}>`;
const leaf = (name: string, text: string, attributes = ''): string =>
  `<${name}${attributes}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`;
