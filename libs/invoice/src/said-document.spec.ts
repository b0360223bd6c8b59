import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyInvoiceDocument } from '../testing/arbitraries.js';
import type { InvoiceDocument } from './invoice.js';
import { Decimal } from './money.js';
import { PROFILES } from './profiles.js';
import { documentFromText, documentToText } from './said-document.js';

describe('what a document says, as text', () => {
  it.each(PROFILES)('gives back any document of profile %s', (profile) => {
    fc.assert(
      fc.property(anyInvoiceDocument(profile), (document) => {
        expect(documentFromText(documentToText(document))).toEqual(document);
      }),
      { numRuns: 50 },
    );
  });

  it('may lack anything', () => {
    const scraps: InvoiceDocument[] = [
      {},
      { seller: {}, totals: {}, lines: [{}, { notes: [{}] }], vat_breakdown: [{}] },
      { payment_means: [{ card: {} }], attachments: [{ file: {} }], lines: [{ seller: { address: {} } }] },
      { totals: { due: new Decimal('-0.1') }, lines: [{ quantity: new Decimal('1e-9') }] },
    ];
    for (const document of scraps) expect(documentFromText(documentToText(document))).toEqual(document);
  });

  it('may say what no code list holds', () => {
    const odd = { vat_breakdown: [{ tax_category: '?' }], issue_date: 'someday', profile: 'MAXIMUM' };
    expect(documentFromText(JSON.stringify(odd))).toEqual(odd);
  });

  it('must be of the right shape', () => {
    const wrong = [
      '{"number":1}',
      '{"lines":{}}',
      '{"totals":{"due":1}}',
      '{"vat_breakdown":[{"tax_category":20}]}',
      '1',
    ];
    for (const text of wrong) expect(() => documentFromText(text)).toThrow(/invalid|expected|decimal/i);
    expect(() => documentFromText('{')).toThrow(SyntaxError);
  });
});
