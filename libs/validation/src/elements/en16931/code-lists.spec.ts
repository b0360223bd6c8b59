import { scanXml, type Syntax } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { ElementCheck } from '../element-check.js';
import { ElementRules } from '../path-rules.js';
import { codeListElements } from './code-lists.js';

const compiled = {
  CII: new ElementRules(codeListElements.CII),
  UBL: new ElementRules(codeListElements.UBL),
};

/** The ids that a fragment below a root breaks. */
const broken = (syntax: Syntax, inside: string): string[] => {
  const check = new ElementCheck(compiled[syntax]);
  scanXml(Buffer.from(`<Root>${inside}</Root>`), check);
  return check.violations.map(({ rule }) => rule.id);
};

const inCharge = (charge: boolean, code: string): Record<Syntax, string> => ({
  CII: `<SpecifiedTradeAllowanceCharge><ChargeIndicator><Indicator>${charge}</Indicator></ChargeIndicator><ReasonCode>${code}</ReasonCode></SpecifiedTradeAllowanceCharge>`,
  UBL: `<AllowanceCharge><ChargeIndicator>${charge}</ChargeIndicator><AllowanceChargeReasonCode>${code}</AllowanceChargeReasonCode></AllowanceCharge>`,
});

type Fragment = (code: string) => string | Record<Syntax, string>;

/** For each rule where its code stands, a code of the list and one that is none. */
const CASES: readonly (readonly [id: string, syntax: Syntax, fragment: Fragment, good: string, bad: string])[] = [
  ['BR-CL-01', 'CII', (code) => `<ExchangedDocument><TypeCode>${code}</TypeCode></ExchangedDocument>`, ' 380\n', '379'],
  ['BR-CL-01', 'UBL', (code) => `<InvoiceTypeCode>${code}</InvoiceTypeCode>`, '380', '381'],
  ['BR-CL-01', 'UBL', (code) => `<CreditNoteTypeCode>${code}</CreditNoteTypeCode>`, '381', '380'],
  ['BR-CL-03', 'CII', (code) => `<TaxTotalAmount currencyID="${code}">1</TaxTotalAmount>`, 'EUR', 'euro'],
  ['BR-CL-03', 'UBL', (code) => `<PriceAmount currencyID="${code}">1</PriceAmount>`, 'EUR', ''],
  ['BR-CL-04', 'CII', (code) => `<InvoiceCurrencyCode>${code}</InvoiceCurrencyCode>`, 'EUR', 'ZZZ'],
  ['BR-CL-04', 'UBL', (code) => `<DocumentCurrencyCode>${code}</DocumentCurrencyCode>`, 'EUR', 'EUR USD'],
  ['BR-CL-05', 'CII', (code) => `<TaxCurrencyCode>${code}</TaxCurrencyCode>`, 'USD', ''],
  ['BR-CL-05', 'UBL', (code) => `<TaxCurrencyCode>${code}</TaxCurrencyCode>`, 'USD', 'usd'],
  ['BR-CL-06', 'CII', (code) => `<DueDateTypeCode>${code}</DueDateTypeCode>`, '72', '432'],
  [
    'BR-CL-06',
    'UBL',
    (code) => `<InvoicePeriod><DescriptionCode>${code}</DescriptionCode></InvoicePeriod>`,
    '432',
    '72',
  ],
  ['BR-CL-07', 'CII', (code) => `<ReferenceTypeCode>${code}</ReferenceTypeCode>`, 'AAA', 'AA'],
  [
    'BR-CL-07',
    'UBL',
    (code) =>
      `<DocumentReference><ID schemeID="${code}">1</ID><DocumentTypeCode>130</DocumentTypeCode></DocumentReference>`,
    'AAA',
    'AA',
  ],
  ['BR-CL-08', 'CII', (code) => `<SubjectCode>${code}</SubjectCode>`, 'BAT', 'AAH'],
  ['BR-CL-08', 'UBL', (code) => `<Note>#${code}#Text</Note>`, 'AAI', 'BAT'],
  ['BR-CL-10', 'CII', (code) => `<A><GlobalID schemeID="${code}">1</GlobalID></A>`, '0088', 'SEPA'],
  [
    'BR-CL-10',
    'UBL',
    (code) => `<PartyIdentification><ID schemeID="${code}">1</ID></PartyIdentification>`,
    '0088',
    'SEPA',
  ],
  ['BR-CL-11', 'CII', (code) => `<A><ID schemeID="${code}">1</ID></A>`, '0002', 'VA'],
  [
    'BR-CL-11',
    'UBL',
    (code) => `<PartyLegalEntity><CompanyID schemeID="${code}">1</CompanyID></PartyLegalEntity>`,
    '0002',
    '2',
  ],
  ['BR-CL-13', 'CII', (code) => `<ClassCode listID="${code}">1</ClassCode>`, 'TST', 'UNSPSC'],
  [
    'BR-CL-13',
    'UBL',
    (code) =>
      `<CommodityClassification><ItemClassificationCode listID="${code}">1</ItemClassificationCode></CommodityClassification>`,
    'TST',
    'UNSPSC',
  ],
  ['BR-CL-14', 'CII', (code) => `<CountryID>${code}</CountryID>`, 'AN', 'SS'],
  ['BR-CL-14', 'UBL', (code) => `<Country><IdentificationCode>${code}</IdentificationCode></Country>`, 'SS', 'AN'],
  ['BR-CL-15', 'CII', (code) => `<OriginTradeCountry><ID>${code}</ID></OriginTradeCountry>`, 'FR', 'FRA'],
  [
    'BR-CL-15',
    'UBL',
    (code) => `<OriginCountry><IdentificationCode>${code}</IdentificationCode></OriginCountry>`,
    'FR',
    'fr',
  ],
  [
    'BR-CL-16',
    'CII',
    (code) =>
      `<SpecifiedTradeSettlementPaymentMeans><TypeCode>${code}</TypeCode></SpecifiedTradeSettlementPaymentMeans>`,
    '58',
    '71',
  ],
  [
    'BR-CL-16',
    'UBL',
    (code) => `<PaymentMeans><PaymentMeansCode>${code}</PaymentMeansCode></PaymentMeans>`,
    '58',
    '058',
  ],
  ['BR-CL-17', 'CII', (code) => `<CategoryTradeTax><CategoryCode>${code}</CategoryCode></CategoryTradeTax>`, 'B', 'X'],
  ['BR-CL-17', 'UBL', (code) => `<TaxCategory><ID>${code}</ID></TaxCategory>`, 'B', 's'],
  [
    'BR-CL-18',
    'CII',
    (code) => `<ApplicableTradeTax><CategoryCode>${code}</CategoryCode></ApplicableTradeTax>`,
    'S',
    'AA',
  ],
  ['BR-CL-18', 'UBL', (code) => `<ClassifiedTaxCategory><ID>${code}</ID></ClassifiedTaxCategory>`, 'S', 'AA'],
  ['BR-CL-19', 'CII', (code) => inCharge(false, code), '95', 'FC'],
  ['BR-CL-19', 'UBL', (code) => inCharge(false, code), '95', ''],
  ['BR-CL-20', 'CII', (code) => inCharge(true, code), 'FC', '95'],
  ['BR-CL-20', 'UBL', (code) => inCharge(true, code), 'FC', '95'],
  [
    'BR-CL-21',
    'CII',
    (code) => `<SpecifiedTradeProduct><GlobalID schemeID="${code}">1</GlobalID></SpecifiedTradeProduct>`,
    '0160',
    'GTIN',
  ],
  [
    'BR-CL-21',
    'UBL',
    (code) => `<StandardItemIdentification><ID schemeID="${code}">1</ID></StandardItemIdentification>`,
    '0160',
    'GTIN',
  ],
  ['BR-CL-22', 'CII', (code) => `<ExemptionReasonCode>${code}</ExemptionReasonCode>`, 'vatex-eu-ae', 'VATEX-EU'],
  ['BR-CL-22', 'UBL', (code) => `<TaxExemptionReasonCode>${code}</TaxExemptionReasonCode>`, 'VATEX-EU-AE', 'AE'],
  ['BR-CL-23', 'CII', (code) => `<BilledQuantity unitCode="${code}">1</BilledQuantity>`, 'C62', 'PCE'],
  ['BR-CL-23', 'UBL', (code) => `<CreditedQuantity unitCode="${code}">1</CreditedQuantity>`, 'XPK', 'c62'],
  [
    'BR-CL-24',
    'CII',
    (code) => `<AttachmentBinaryObject mimeCode="${code}">A</AttachmentBinaryObject>`,
    'text/csv',
    ' text/csv',
  ],
  [
    'BR-CL-24',
    'UBL',
    (code) => `<EmbeddedDocumentBinaryObject mimeCode="${code}">A</EmbeddedDocumentBinaryObject>`,
    'application/pdf',
    'text/html',
  ],
  [
    'BR-CL-25',
    'CII',
    (code) => `<URIUniversalCommunication><URIID schemeID="${code}">1</URIID></URIUniversalCommunication>`,
    '0225',
    '0003',
  ],
  ['BR-CL-25', 'UBL', (code) => `<EndpointID schemeID="${code}">1</EndpointID>`, 'EM', 'em'],
  [
    'BR-CL-26',
    'CII',
    (code) =>
      `<ApplicableHeaderTradeDelivery><ShipToTradeParty><GlobalID schemeID="${code}">1</GlobalID></ShipToTradeParty></ApplicableHeaderTradeDelivery>`,
    '0088',
    '9999',
  ],
  ['BR-CL-26', 'UBL', (code) => `<DeliveryLocation><ID schemeID="${code}">1</ID></DeliveryLocation>`, '0088', '9999'],
];

const written = (fragment: Fragment, code: string, syntax: Syntax): string => {
  const text = fragment(code);
  return typeof text === 'string' ? text : text[syntax];
};

describe('a code list', () => {
  it.each(CASES)('%s in %s takes its codes and no others', (id, syntax, fragment, good, bad) => {
    expect(broken(syntax, written(fragment, good, syntax))).toEqual([]);
    expect(broken(syntax, written(fragment, bad, syntax))).toEqual([id]);
  });

  it('is tried for every rule', () => {
    for (const syntax of ['CII', 'UBL'] as const) {
      const tried = new Set(CASES.filter(([, of]) => of === syntax).map(([id]) => id));
      expect([...new Set(codeListElements[syntax].map(({ id }) => id))].toSorted()).toEqual([...tried].toSorted());
    }
  });

  it('leaves out what other rules look at', () => {
    expect(broken('CII', '<SpecifiedTaxRegistration><ID schemeID="VA">1</ID></SpecifiedTaxRegistration>')).toEqual([]);
    expect(broken('CII', '<OriginTradeCountry><ID schemeID="0002">FRA</ID></OriginTradeCountry>')).toEqual([]);
    expect(broken('UBL', '<DocumentReference><ID schemeID="AA">1</ID></DocumentReference>')).toEqual([]);
    expect(broken('UBL', '<Note>Batch #12# of #AAI#</Note><InvoiceLine><Note>#XXX#</Note></InvoiceLine>')).toEqual([]);
  });

  it('takes SEPA for the register of who is paid (BR-CL-10 in UBL)', () => {
    const creditor = '<PartyIdentification><ID schemeID="SEPA">1</ID></PartyIdentification>';
    expect(broken('UBL', `<PayeeParty>${creditor}</PayeeParty>`)).toEqual([]);
    expect(broken('UBL', `<AccountingSupplierParty><Party>${creditor}</Party></AccountingSupplierParty>`)).toEqual([]);
    expect(broken('UBL', `<AccountingCustomerParty><Party>${creditor}</Party></AccountingCustomerParty>`)).toEqual([
      'BR-CL-10',
    ]);
  });

  it('wants a currency on every amount of UBL (BR-CL-03)', () => {
    expect(broken('UBL', '<TaxAmount>1</TaxAmount>')).toEqual(['BR-CL-03']);
    expect(broken('CII', '<TaxTotalAmount>1</TaxTotalAmount>')).toEqual([]);
  });
});
