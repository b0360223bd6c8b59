import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { pathToFileURL } from 'node:url';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusCodes } from '../life/statuses.js';
import { ciiInvoice } from '../testing/sample-invoice.js';
import { readInvoice } from './invoice-facts.js';
import { writeStatusDocument, type StatusFacts } from './status-document.js';
import { all, first, readXml, textAt } from './xml-tree.js';

const facts: StatusFacts = {
  invoice: readInvoice(ciiInvoice(), 'CII'),
  code: '200',
  receivedAt: '2026-11-21T23:30:00.250Z',
  statedAt: '2026-07-01T10:00:05.000Z',
};
const REFERENCE = 'AcknowledgementDocument/ReferenceReferencedDocument';
const amounts = [
  { rate: '20.00', amount: '1800.00' },
  { rate: '5.50', amount: '111.00' },
];

describe('writeStatusDocument', () => {
  it('writes who, what and when; times are French legal time', () => {
    const root = readXml(Buffer.from(writeStatusDocument(facts)));
    expect(textAt(root, 'ExchangedDocument/IssuerTradeParty/RoleCode')).toBe('WK');
    expect(all(root, 'ExchangedDocument/RecipientTradeParty/RoleCode').map(({ text }) => text)).toEqual(['SE', 'DFH']);
    expect(textAt(root, 'AcknowledgementDocument/TypeCode')).toBe('305');
    expect(textAt(root, 'AcknowledgementDocument/IssueDateTime/DateTimeString')).toBe('20260701120005');
    const reference = first(root, REFERENCE);
    expect(reference && textAt(reference, 'ReceiptDateTime/DateTimeString')).toBe('20261122003000');
    expect(reference && textAt(reference, 'IssuerAssignedID')).toBe('INV-1');
    expect(reference && textAt(reference, 'ProcessConditionCode')).toBe('200');
    expect(reference && textAt(reference, 'IssuerTradeParty/GlobalID')).toBe('732829320');
  });

  it('gives 212 in the name of the seller, with an amount per VAT rate', () => {
    const root = readXml(Buffer.from(writeStatusDocument({ ...facts, code: '212', amounts })));
    expect(textAt(root, 'ExchangedDocument/IssuerTradeParty/RoleCode')).toBe('SE');
    expect(textAt(root, 'ExchangedDocument/IssuerTradeParty/Name')).toBe('Acme & Fils');
    const characteristics = all(root, `${REFERENCE}/SpecifiedDocumentStatus/SpecifiedDocumentCharacteristic`);
    expect(
      characteristics.map((each) => ['TypeCode', 'ValueAmount', 'ValuePercent'].map((name) => textAt(each, name))),
    ).toEqual([
      ['MEN', '1800.00', '20.00'],
      ['MEN', '111.00', '5.50'],
    ]);
  });

  it('gives the reason of a refusal in the name of the buyer', () => {
    const reason = { code: 'TX_TVA_ERR', text: 'Taux < 20 %' };
    const root = readXml(Buffer.from(writeStatusDocument({ ...facts, code: '210', reason })));
    expect(textAt(root, 'ExchangedDocument/IssuerTradeParty/GlobalID')).toBe('552120222');
    expect(textAt(root, `${REFERENCE}/SpecifiedDocumentStatus/ReasonCode`)).toBe('TX_TVA_ERR');
    expect(textAt(root, `${REFERENCE}/SpecifiedDocumentStatus/Reason`)).toBe('Taux < 20 %');
  });
});

const standards = env['STANDARDS_DIR'] ?? join(import.meta.dirname, '../../../../../shared/standards');
const schema = join(standards, 'cdar-d22b/CrossDomainAcknowledgementAndResponse_100pD22B.xsd');

describe.skipIf(!existsSync(schema))('CDAR D22B schema (skipped without ../shared)', () => {
  let validator: XsdValidator;
  beforeAll(() => {
    xmlRegisterFsInputProviders();
    const source = XmlDocument.fromBuffer(readFileSync(schema), { url: pathToFileURL(schema).href });
    validator = XsdValidator.fromDoc(source);
    source.dispose();
  });
  afterAll(() => validator.dispose());

  it.each(statusCodes)('%s is valid', (code) => {
    const withReason = ['207', '210', '213'].includes(code) ? { reason: { code: 'DOUBLON', text: 'Doublon' } } : {};
    const withAmounts = ['211', '212'].includes(code) ? { amounts } : {};
    const document = XmlDocument.fromString(writeStatusDocument({ ...facts, code, ...withReason, ...withAmounts }));
    try {
      expect(() => validator.validate(document)).not.toThrow();
    } finally {
      document.dispose();
    }
  });

  it('notices a fault', () => {
    const document = XmlDocument.fromString(
      writeStatusDocument(facts)
        .replace('<ram:TypeCode>305', '<ram:TypeKode>305')
        .replace('305</ram:TypeCode>', '305</ram:TypeKode>'),
    );
    expect(() => validator.validate(document)).toThrow('TypeKode');
    document.dispose();
  });
});
