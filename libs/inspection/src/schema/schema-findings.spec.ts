import { writeCii, writeUbl } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../../formats/testing/sample-invoice.js';
import { schemaFindings } from './schema-findings.js';

const cii = writeCii(sampleInvoice());
const faults = (xml: string): string[] =>
  schemaFindings('cii', 'CrossIndustryInvoice', Buffer.from(xml)).map(({ code, message }) => `${code} ${message}`);

describe('the schema layer', () => {
  it('has nothing against what we write', () => {
    expect(schemaFindings('cii', 'CrossIndustryInvoice', Buffer.from(cii))).toEqual([]);
    expect(schemaFindings('ubl_invoice', 'Invoice', Buffer.from(writeUbl(sampleInvoice())))).toEqual([]);
  });

  it('names an element that does not belong, where it is and what does', () => {
    const [finding] = schemaFindings(
      'cii',
      'CrossIndustryInvoice',
      Buffer.from(cii.replace('<ram:TypeCode>', '<ram:Wrong/><ram:TypeCode>')),
    );
    expect(finding).toMatchObject({ code: 'OF-XSD-01', severity: 'error', layer: 'xsd' });
    expect(finding?.message).toMatch(/^The element Wrong does not belong here\. Expected here: .*TypeCode/);
    expect(finding?.message_fr).toMatch(/^L’élément Wrong n’a pas sa place ici/);
    expect(finding?.path).toBe('/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:Wrong');
  });

  it('tells what an element lacks', () => {
    expect(faults(cii.replace(/<rsm:ExchangedDocumentContext>[^]*<\/rsm:ExchangedDocument>/, ''))[0]).toMatch(
      /^OF-XSD-0[12] .*ExchangedDocumentContext/,
    );
  });

  it('tells which value is none', () => {
    expect(faults(cii.replace(/(<ram:DuePayableAmount[^>]*>)[^<]*/, '$1abc'))).toEqual([
      'OF-XSD-03 "abc" is no value for DuePayableAmount.',
    ]);
  });

  it('tells which attribute is too much', () => {
    expect(faults(cii.replace('<ram:TypeCode>', '<ram:TypeCode foo="1">'))).toEqual([
      'OF-XSD-04 The attribute foo is not allowed at TypeCode.',
    ]);
  });

  it('names the root of a document without prefix', () => {
    const xml = writeUbl(sampleInvoice())
      .replace('<cbc:IssueDate>', '<cbc:IssueDat>')
      .replace('</cbc:IssueDate>', '</cbc:IssueDat>');
    expect(schemaFindings('ubl_invoice', 'Invoice', Buffer.from(xml))[0]?.path).toBe('/Invoice/cbc:IssueDat');
  });

  it('reads other encodings', () => {
    const text = (cii.startsWith('<?xml') ? cii.slice(cii.indexOf('?>') + 2) : cii).replaceAll('’', 'é');
    const latin = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, 'latin1');
    expect(schemaFindings('cii', 'CrossIndustryInvoice', latin)).toEqual([]);
    const utf16 = Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${text}`, 'utf16le');
    expect(schemaFindings('cii', 'CrossIndustryInvoice', utf16)).toEqual([]);
  });
});
