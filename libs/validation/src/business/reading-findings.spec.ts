import { readCii, readUbl, writeCii, writeUbl } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../../formats/testing/sample-invoice.js';
import { readingFindings } from './reading-findings.js';

const cii = (from: string, to: string) =>
  readingFindings(readCii(Buffer.from(writeCii(sampleInvoice()).replace(from, to))));
const ubl = (from: string, to: string) =>
  readingFindings(readUbl(Buffer.from(writeUbl(sampleInvoice()).replace(from, to))));
const brief = (findings: ReturnType<typeof cii>) =>
  findings.map(({ code, severity, path }) => `${code} ${severity} ${path}`);

describe('what a reader met', () => {
  it('is nothing for what we write', () => {
    expect(cii('', '')).toEqual([]);
    expect(ubl('', '')).toEqual([]);
  });

  it('is an error for a value that could not be read, at its element', () => {
    const [finding, ...more] = cii('<ram:ChargeAmount>100', '<ram:ChargeAmount>cent');
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ layer: 'business', code: 'OF-XML-02', severity: 'error', term: 'BT-146' });
    expect(finding?.path).toMatch(/^\/rsm:CrossIndustryInvoice\/.*ram:ChargeAmount/);
    expect(finding?.hint_fr).toBeDefined();
  });

  it('is a warning for an element once more than the model holds and for stray text', () => {
    expect(brief(ubl('<cbc:ID>', '<cbc:ID>A</cbc:ID><cbc:ID>'))).toEqual([
      expect.stringMatching(/^OF-XML-03 warning \/Invoice/),
    ]);
    expect(brief(ubl('<cac:InvoiceLine>', '<cac:InvoiceLine>word'))).toEqual([
      expect.stringMatching(/^OF-XML-06 warning/),
    ]);
  });

  it('leaves elements outside the model to the rules on syntax', () => {
    expect(ubl('<cbc:ID>', '<cbc:UUID>1</cbc:UUID><cbc:ID>')).toEqual([]);
  });

  it('is an error for text beyond a date, but not for its zone', () => {
    const [finding] = ubl('<cbc:IssueDate>2026-06-01', '<cbc:IssueDate>2026-06-01 at noon');
    expect(finding).toMatchObject({ code: 'OF-DATE-02', severity: 'error', path: 'issue_date' });
    expect(ubl('<cbc:IssueDate>2026-06-01', '<cbc:IssueDate>2026-06-01+02:00')).toEqual([]);
  });
});
