import { openInvoice, type Syntax, writeCii } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../formats/testing/sample-invoice.js';
import { checkDocument } from './check.js';
import { watchDocument } from './document-watch.js';
import { ruleSetsOf } from './rule-choice.js';
import { EN16931 } from './rule-sets.js';

const CII = `<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"><rsm:ExchangedDocumentContext>
 <ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID>
 </ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
 <rsm:ExchangedDocument><ram:ID>1</ram:ID><ram:TypeCode>999</ram:TypeCode></rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty>
 <ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">552120222</ram:ID></ram:SpecifiedLegalOrganization>
 <ram:PostalTradeAddress><ram:CountryID>XX</ram:CountryID></ram:PostalTradeAddress>
 </ram:SellerTradeParty></ram:ApplicableHeaderTradeAgreement></rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>`;

const UBL = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>1</cbc:ID>
 <cbc:InvoiceTypeCode>999</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>XXY</cbc:DocumentCurrencyCode></Invoice>`;

const opened = (xml: string, encoding: BufferEncoding = 'utf8') =>
  openInvoice(Buffer.from(xml, encoding), watchDocument);

describe('elements that are seen while a document is read', () => {
  it.each([
    ['CII', CII],
    ['UBL', UBL],
  ])('give the findings of a second reading: %s', (_, text) => {
    const { xml, reading, observer: watch } = opened(text);
    for (const choice of ['all', 'profile', 'fr-ctc'] as const) {
      const sets = ruleSetsOf(reading.document, reading.syntax, choice);
      expect(watch?.elements.covers(sets)).toBe(true);
      const seen = checkDocument(sets, reading, xml, undefined, watch?.elements);
      expect(seen).toEqual(checkDocument(sets, reading, xml));
    }
    const codes = checkDocument([EN16931], reading, xml, undefined, watch?.elements).map(({ code }) => code);
    expect(codes).toContain('BR-CL-01');
  });

  it('are those of French rules only for who asks for them', () => {
    const { xml, reading, observer: watch } = opened(CII);
    const rulesets = checkDocument([EN16931], reading, xml, undefined, watch?.elements).map(({ ruleset }) => ruleset);
    expect(new Set(rulesets)).toEqual(new Set(['EN16931 1.3.16']));
    const sets = ruleSetsOf(reading.document, 'CII', 'fr-ctc');
    const french = checkDocument(sets, reading, xml, undefined, watch?.elements);
    expect(french.length).toBeGreaterThan(0);
    expect(new Set(french.map(({ ruleset }) => ruleset.split(' ')[0]))).toEqual(new Set(['BR-FR-Flux2']));
  });

  it('are looked at again where the rules are others than the document announced', () => {
    const { xml, reading, observer: watch } = opened(CII);
    const other = { ...EN16931, name: 'OTHER', elements: { ...EN16931.elements } };
    expect(watch?.elements.covers([other])).toBe(false);
    const found = checkDocument([other], reading, xml, undefined, watch?.elements);
    const norm = checkDocument([EN16931], reading, xml, undefined, watch?.elements);
    expect(found).toEqual(norm.map((finding) => ({ ...finding, ruleset: 'OTHER 1.3.16' })));
  });

  it('may stand in any encoding', () => {
    const { xml, reading, observer: watch } = opened(`\uFEFF${UBL}`, 'utf16le');
    const syntax: Syntax = 'UBL';
    const sets = ruleSetsOf(reading.document, syntax, 'profile');
    expect(checkDocument(sets, reading, xml, undefined, watch?.elements)).toEqual(checkDocument(sets, reading, xml));
  });
});

const fits = (xml: string): boolean | undefined => opened(xml).observer?.fit.isOf('cii');

describe('the structure that is seen while a document is read', () => {
  it('is the one that the document announces', () => {
    const whole = writeCii(sampleInvoice());
    expect(fits(whole)).toBe(true);
    expect(fits(CII)).toBe(false);
    const profile = whole.replace(/(urn:cen.eu:en16931:2017)[^<]*/, '$1#conformant#urn:factur-x.eu:1p0:extended');
    expect(fits(profile)).toBe(false);
    expect(opened(profile).observer?.fit.isOf('facturx_extended')).toBe(true);
  });

  it('is not sure where a document needs the fuller parser', () => {
    expect(fits(writeCii(sampleInvoice()).replace('<ram:TypeCode>', '<?a b?><ram:TypeCode>'))).toBe(false);
  });
});
