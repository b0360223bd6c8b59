import { AppError } from '@onefacture/errors';
import { Decimal } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../testing/sample-invoice.js';
import { readCii } from './cii-reader.js';
import { writeCii } from './cii-writer.js';

const sample = writeCii(sampleInvoice([{}, {}]));
const read = (xml: string) => readCii(Buffer.from(xml));
const findings = (xml: string) => read(xml).findings.map(({ code, path, term }) => [code, path, term]);
const refusal = (xml: string): string => {
  try {
    readCii(Buffer.from(xml));
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing thrown';
};

describe('reading CII', () => {
  it('finds in its own writing what was written', () => {
    const { derived: _derived, ...invoice } = sampleInvoice([{}, { category: 'AE' }]);
    const reading = read(writeCii(sampleInvoice([{}, { category: 'AE' }])));
    const { specification, ...document } = reading.document;
    expect(specification).toBe('urn:cen.eu:en16931:2017');
    expect(reading.findings).toEqual([]);
    expect([...reading.literals]).toEqual([]);
    const { preceding_invoices: _none, ...said } = invoice;
    expect(JSON.parse(JSON.stringify(document))).toEqual(JSON.parse(JSON.stringify(said)));
  });

  it('keeps what it does not know as findings, with XPath, term and line', () => {
    const xml = sample
      .replace('<ram:TypeCode>380', '<ram:Name>RECHNUNG</ram:Name><ram:Name>X</ram:Name><ram:TypeCode>380')
      .replace('<ram:Name>Item 2', '<ram:BrandName>B</ram:BrandName><ram:Name lang="x">Item 2');
    const unknown = xml.replace(
      '<ram:Name>RECHNUNG</ram:Name><ram:Name>X</ram:Name>',
      '<ram:Nonsense><a/></ram:Nonsense>',
    );
    const product =
      '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem[2]/ram:SpecifiedTradeProduct';
    expect(findings(unknown)).toEqual([
      ['OF-XML-01', '/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:Nonsense', undefined],
      ['OF-XML-01', `${product}/ram:BrandName`, undefined],
      ['OF-XML-01', `${product}/ram:Name[1]`, 'BT-153'],
    ]);
    expect(read(unknown).findings[0]).toMatchObject({ severity: 'warning', line: 13 });
    expect(read(unknown).document.lines?.[1]?.name).toBe('Item 2');
  });

  it('reads the first of what stands too often and says so', () => {
    const twice = sample.replace(/(<ram:ID>INV-2026-0001<\/ram:ID>)/, '$1<ram:ID>OTHER</ram:ID>');
    expect(read(twice).document.number).toBe('INV-2026-0001');
    expect(findings(twice)).toEqual([
      ['OF-XML-03', '/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:ID', undefined],
    ]);
  });

  it('reports a value that is not what its term wants, keeps its text and reads on', () => {
    const xml = sample
      .replace('>20260601<', '>tomorrow<')
      .replace('<ram:BilledQuantity unitCode="C62">1<', '<ram:BilledQuantity unitCode="C62">one<');
    const reading = read(xml);
    expect(reading.document.issue_date).toBeUndefined();
    expect(reading.document.lines?.[0]?.quantity).toBeUndefined();
    expect(reading.findings.map(({ code, severity, term }) => [code, severity, term])).toEqual([
      ['OF-XML-02', 'error', 'BT-2'],
      ['OF-XML-02', 'error', 'BT-129'],
    ]);
    expect([...reading.literals]).toEqual([
      ['issue_date', 'tomorrow'],
      ['lines[0].quantity', 'one'],
    ]);
  });

  it('keeps the spelling where it says more than the value', () => {
    const xml = sample
      .replace('<ram:RateApplicablePercent>20.00', '<ram:RateApplicablePercent>20.000')
      .replace('>INV-2026-0001<', '> INV-2026-0001<');
    const reading = read(xml);
    expect(reading.document.lines?.[0]?.tax_rate).toEqual(new Decimal(20));
    expect([...reading.literals]).toEqual([
      ['number', ' INV-2026-0001'],
      ['lines[0].tax_rate', '20.000'],
    ]);
  });

  it('reports a fixed value that is another, and a currency that is nobody’s', () => {
    const tax = sample.replace('<ram:TypeCode>VAT', '<ram:TypeCode>GST');
    expect(findings(tax).map(([code]) => code)).toEqual(['OF-XML-04']);
    const dollars = sample.replace('<ram:LineTotalAmount>', '<ram:LineTotalAmount currencyID="USD">');
    expect(findings(dollars).map(([code]) => code)).toEqual(['OF-XML-05']);
  });

  it('tells once of text among the elements of an element, and reads on', () => {
    const long = 'sur l’honneur '.repeat(10);
    const xml = sample
      .replace('<rsm:ExchangedDocument>', `<rsm:ExchangedDocument>\n${long}`)
      .replace('</rsm:ExchangedDocument>', '&amp; <![CDATA[fin]]></rsm:ExchangedDocument>')
      .replaceAll('<ram:SpecifiedTradeProduct>', '<ram:SpecifiedTradeProduct>x');
    const reading = read(xml);
    expect(reading.document.number).toBe('INV-2026-0001');
    const [first, ...others] = reading.findings;
    expect(first).toMatchObject({ code: 'OF-XML-06', path: '/rsm:CrossIndustryInvoice/rsm:ExchangedDocument' });
    expect(first?.message).toMatch(
      /^rsm:ExchangedDocument holds only elements; the text "sur l’honneur .{1,60}…" in it/,
    );
    const lines = '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem';
    expect(others.map(({ path }) => path)).toEqual([1, 2].map((at) => `${lines}[${at}]/ram:SpecifiedTradeProduct`));
  });

  it('takes a blank element for an absent one', () => {
    const xml = sample.replace('<ram:ID>INV-2026-0001</ram:ID>', '<ram:ID> </ram:ID>');
    expect(read(xml).document).not.toHaveProperty('number');
    expect(read(xml).findings).toEqual([]);
  });

  it('names another root element and a wrong namespace', () => {
    expect(refusal('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>')).toMatch(
      /document\.unreadable: .*a Invoice in the namespace urn:oasis.*not a CrossIndustryInvoice/,
    );
    expect(refusal(sample.replaceAll('CrossIndustryInvoice:100', 'CrossIndustryInvoice:12'))).toMatch(
      /document\.unreadable: .*is in the namespace urn:un.*CrossIndustryInvoice:12; it belongs in/,
    );
    expect(refusal(sample.replace(/ xmlns:rsm="[^"]*"/, ''))).toMatch(/^document\.unreadable/);
  });

  it('reports what stands beside the text of a date', () => {
    const xml = sample.replace('</udt:DateTimeString>', '</udt:DateTimeString><udt:Odd/>');
    expect(findings(xml).map(([code]) => code)).toEqual(['OF-XML-01']);
  });
});
