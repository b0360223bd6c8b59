import { lifecycleMessageFor, writeCdar } from '@onefacture/formats';
import { Decimal } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { inspectDocument, reportOf } from './inspect-document.js';

const party = (role: string, siren: string) => ({
  role,
  id: { scheme: '0002', value: siren },
  electronic_address: { scheme: '0225', value: siren },
});
const cdar = writeCdar(
  lifecycleMessageFor({
    invoice: { number: 'F-1', type_code: '380', issue_date: '2026-06-01', seller_siren: '732829320' },
    code: '212',
    at: '2026-06-30T10:00:00Z',
    from: party('SE', '732829320'),
    to: [party('BY', '552120222')],
    amounts: [{ vat_rate: new Decimal(20), amount: new Decimal('120.00') }],
  }),
);
const reported = (xml: string) => reportOf(inspectDocument(Buffer.from(xml), 'all'), undefined);
const codes = (xml: string): string[] => reported(xml).findings.map(({ layer, code }) => `${layer} ${code}`);

describe('inspecting a lifecycle message', () => {
  it('finds no fault with what we write', () => {
    const { format, conformant, valid, findings, layers } = reported(cdar);
    expect(findings).toEqual([]);
    expect({ format, conformant, valid }).toEqual({ format: 'cdar', conformant: true, valid: true });
    expect(layers.map(({ layer, status }) => `${layer} ${status}`)).toEqual([
      'pdfa3 not_applicable',
      'extraction passed',
      'xsd passed',
      'schematron passed',
      'business not_applicable',
      'score passed',
    ]);
  });

  it('tells what each layer finds', () => {
    expect(codes(cdar.replace(/<ram:ValuePercent>[^<]*<\/ram:ValuePercent>/, ''))).toEqual([
      'schematron BR-FR-CDV-14_MDT-207',
    ]);
    const wrong = codes(cdar.replace('<rsm:ExchangedDocument>', '<rsm:ExchangedDocument><ram:Odd/>'));
    expect(wrong).toEqual(['extraction OF-XML-01', 'xsd OF-XSD-01']);
    expect(codes(cdar.replace(/<rsm:AcknowledgementDocument>[^]*<\/rsm:AcknowledgementDocument>/, ''))).toContain(
      'extraction OF-EXT-01',
    );
  });
});
