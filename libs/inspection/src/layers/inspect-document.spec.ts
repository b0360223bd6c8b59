import { writeCii, writeFacturX, writeUbl } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { blankPage, rawPdf } from '../../../formats/testing/raw-pdf.js';
import { sampleInvoice } from '../../../formats/testing/sample-invoice.js';
import { inspectDocument, reportOf } from './inspect-document.js';

const invoice = sampleInvoice();
const cii = writeCii(invoice);
const ubl = writeUbl(invoice);
const statuses = (text: string): Record<string, string> =>
  Object.fromEntries(
    inspectDocument(Buffer.from(text), 'all').layers.map(({ report }) => [report.layer, report.status]),
  );
const findings = (text: string): string[] =>
  inspectDocument(Buffer.from(text), 'profile').layers.flatMap((layer) =>
    layer.findings.map(({ code, path }) => `${code} ${path}`),
  );
const looked = (pdf: Uint8Array): unknown =>
  inspectDocument(pdf, 'profile')
    .layers.slice(0, 2)
    .map((layer) => [layer.report.status, layer.findings.map(({ code }) => code)]);
const json = {
  seller: {
    name: 'ACME SARL',
    siren: '732829320',
    address: { line1: '1 rue A', city: 'Paris', postal_code: '75001', country_code: 'FR' },
  },
  buyer: {
    name: 'Client SA',
    siren: '552100554',
    address: { line1: '1 rue B', city: 'Lyon', postal_code: '69001', country_code: 'FR' },
  },
  number: 'F-1',
  issue_date: '2026-06-01',
  due_date: '2026-07-01',
  lines: [{ description: 'Conseil', quantity: 1, unit_price: 100, tax_rate: 20, unit_code: 'HUR' }],
};

const engine = (text: string): readonly (string | undefined)[] => {
  const { layers } = inspectDocument(Buffer.from(text), 'all');
  const { engine: by, status } = layers.find(({ report }) => report.layer === 'xsd')?.report ?? {};
  return [by, status];
};

describe('inspecting a file', () => {
  it('has a word of each official layer', () => {
    expect(statuses(cii)).toMatchObject({ pdfa3: 'not_applicable', extraction: 'passed', xsd: 'passed' });
    expect(Object.keys(statuses(ubl))).toEqual(['pdfa3', 'extraction', 'xsd', 'schematron']);
  });

  it('finds no fault with what we write', () => {
    expect(findings(cii)).toEqual([]);
    expect(findings(ubl)).toEqual([]);
  });

  it('asks libxml2 only about what does not surely fit its structure', () => {
    expect(engine(cii)).toEqual(['onefacture', 'passed']);
    expect(engine(ubl)).toEqual(['onefacture', 'passed']);
    expect(engine(cii.replace('<ram:TypeCode>', '<?a b?><ram:TypeCode>'))).toEqual(['libxml2', 'passed']);
    expect(engine(cii.replace('<ram:TypeCode>', '<ram:TypeCode foo="1">'))).toEqual(['libxml2', 'failed']);
    expect(engine(cii.replace(/urn:cen.eu:en16931:2017[^<]*/, 'urn:factur-x.eu:1p0:minimum'))).toEqual([
      'libxml2',
      'failed',
    ]);
  });

  it('tells who sent XML where the elements stand', () => {
    expect(
      findings(cii.replace(/(<ram:LineTotalAmount>)100\.00(?=[^]*SpecifiedTradeSettlementHeader)/, '$1250.00')),
    ).toContain(
      'BR-CO-10 /rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:LineTotalAmount',
    );
    expect(findings(ubl.replace(/(<cbc:LineExtensionAmount[^>]*>)100\.00/, '$1250.00'))).toContain(
      'BR-CO-10 /Invoice/cac:LegalMonetaryTotal/cbc:LineExtensionAmount',
    );
  });

  it('tells who sent JSON the members of it', () => {
    const lines = [{ ...json.lines[0], unit_code: 'NOUNIT' }];
    const { format, layers } = inspectDocument(Buffer.from(JSON.stringify({ ...json, lines })), 'profile');
    expect(format).toBe('json');
    expect(layers.flatMap((layer) => layer.findings).map(({ path }) => path)).toContain('lines[0].unit_code');
  });

  it('goes no further with a body that is none', () => {
    const { document, layers } = inspectDocument(Buffer.from('{"number": 7}'), 'all');
    expect(document).toBeUndefined();
    expect(layers.map(({ report }) => report.status)).toEqual(['not_applicable', 'failed', 'skipped', 'skipped']);
    expect(layers[1]?.findings.map(({ path }) => path)).toContain('seller');
  });

  it('looks at the container of a PDF, whatever is in it', async () => {
    const made = await writeFacturX(invoice, cii, { createdAt: new Date('2026-06-01T08:00:00Z'), generator: 'test' });
    const passed = ['passed', []];
    expect(looked(made)).toEqual([passed, passed]);
    const unread = ['failed', ['OF-EXT-01']];
    expect(looked(rawPdf(blankPage(), '/ID[<01><02>]'))).toEqual([['failed', ['OF-PDF-10', 'BR-HYBRID-01']], unread]);
    expect(looked(rawPdf(blankPage(), '/Encrypt<</Filter/Standard>>'))).toEqual([['failed', ['OF-PDF-01']], unread]);
  });

  it('throws for bytes that are nothing', () => {
    expect(() => inspectDocument(Buffer.from('nothing'), 'all')).toThrow(/neither XML nor PDF/);
    expect(() => inspectDocument(Buffer.from('<a>'), 'all')).toThrow(/The document is a a in no namespace/);
  });

  it('tells what a reader could not read in the business layer, as an error on what we send', () => {
    const unreadable = inspectDocument(Buffer.from(ubl.replace(/(<cbc:PriceAmount[^>]*>)100/, '$1cent')), 'all');
    const told = (purpose: 'sent' | 'received') =>
      reportOf(unreadable, { today: '2026-06-01', purpose }).findings.find(({ code }) => code === 'OF-XML-02');
    expect(told('sent')).toMatchObject({ layer: 'business', severity: 'error', term: 'BT-146' });
    expect(told('sent')?.path).toMatch(/^\/Invoice\/cac:InvoiceLine.*cbc:PriceAmount/);
    expect(told('received')).toMatchObject({ severity: 'warning' });
  });

  it('tells the business layer’s own findings where the elements stand', () => {
    const inspection = inspectDocument(Buffer.from(cii.replaceAll('552120222', '552120223')), 'all');
    const { findings: all, conformant } = reportOf(inspection, { today: '2026-06-01', purpose: 'received' });
    const own = all.find(({ code }) => code === 'OF-ID-01');
    expect(own?.path).toMatch(/ram:BuyerTradeParty\/ram:SpecifiedLegalOrganization\/ram:ID/);
    expect(conformant).toBe(true);
  });
});
