import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { readPdfContainer, wrapFacturX } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { callerPdfs } from '../judges/caller-pdfs.js';
import { CORPUS, manifest, NOT_HERE, suite } from './official-standards.js';

const options = { wrappedAt: new Date('2026-06-01T08:00:00Z'), generator: 'onefacture test', language: 'fr-FR' };
const XML = '<Invoice/>';

/** `wrapped`, or the reasons for which the PDF was refused. */
function outcomesOf(pdf: Uint8Array): string[] {
  try {
    const { invoice, facts } = readPdfContainer(wrapFacturX(pdf, XML, 'EN16931', options));
    return Buffer.from(invoice?.bytes ?? []).toString() === XML && facts.pdfa?.part === '3'
      ? ['wrapped']
      : ['not whole'];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'document.not_convertible'
      ? (error.options.errors ?? []).map(({ code }) => code)
      : [error.code];
  }
}

describe('PDFs of many makers', () => {
  it('are wrapped, or refused for the reason they were made with', async () => {
    const pdfs = await callerPdfs();
    expect(pdfs.length).toBeGreaterThanOrEqual(30);
    const unexpected = pdfs
      .map(({ name, bytes, outcome }) => ({ name, outcome, found: outcomesOf(bytes) }))
      .filter(({ outcome, found }) => !found.includes(outcome));
    expect(unexpected).toEqual([]);
  });
});

describe.skipIf(NOT_HERE)(suite('PDFs of the corpus, wrapped anew'), () => {
  const rows = NOT_HERE ? [] : manifest().filter((row) => row.get('syntax') === 'pdf');

  it.each(rows.map((row) => [row.get('file') ?? '', row.get('embedded') ?? ''] as const))('%s', (file, embedded) => {
    const wrapped = readPdfContainer(wrapFacturX(readFileSync(join(CORPUS, file)), XML, 'EN16931', options));
    const others = embedded.split(';').filter((name) => name !== '' && !/^(?:factur-x|xrechnung)\.xml$/.test(name));
    expect(wrapped.attachments.map(({ name }) => name).toSorted()).toEqual([...others, 'factur-x.xml'].toSorted());
    expect(wrapped.attachments.every(({ in_af, in_name_tree }) => in_af && in_name_tree)).toBe(true);
    expect(wrapped.facts).toMatchObject({ has_output_intent: true, fonts_embedded: true, pdfa: { part: '3' } });
    expect(wrapped.facts.fx?.conformance_level).toBe('EN 16931');
    expect(wrapped.findings).toEqual([]);
  });
});
