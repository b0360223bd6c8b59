import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { readPdfContainer } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { CORPUS, manifest, NOT_HERE, suite } from './official-standards.js';

const rows = NOT_HERE ? [] : manifest().filter((row) => row.get('syntax') === 'pdf');
const namesOf = (row: ReadonlyMap<string, string>): string[] => (row.get('embedded') ?? '').split(';').filter(Boolean);
const INVOICE = /^(factur-x|xrechnung|zugferd-invoice)\.xml$/i;

describe.skipIf(NOT_HERE)(suite('attachments of the PDF files of the corpus'), () => {
  it('has files to read', () => {
    expect(rows.length).toBeGreaterThanOrEqual(19);
    expect(rows.filter((row) => namesOf(row).length > 0).length).toBeGreaterThanOrEqual(17);
  });

  it.each(rows.map((row) => [row.get('file') ?? '', namesOf(row)] as const))('%s', (file, names) => {
    const { attachments, invoice, facts, findings } = readPdfContainer(readFileSync(join(CORPUS, file)));
    expect(attachments.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    const name = names.find((candidate) => INVOICE.test(candidate));
    expect(invoice?.name).toBe(name);
    expect(facts.fx?.document_file_name).toBe(name);
    const known = attachments.filter((attachment) => attachment.name === name);
    for (const { bytes, ...about } of known) {
      expect(Buffer.from(bytes).toString('utf8')).toContain('CrossIndustryInvoice');
      expect(about).toMatchObject({ in_af: true, in_name_tree: true, mime_type: 'text/xml' });
    }
    expect(findings).toEqual([]);
  });
});

/** Deterministic numbers from 0 to 1, for damage that can be repeated. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe.skipIf(NOT_HERE)(suite('damaged PDF files of the corpus'), () => {
  it.each(rows.map((row) => row.get('file') ?? ''))('%s is read or refused with document.unreadable', (file) => {
    const whole = readFileSync(join(CORPUS, file));
    const random = numbers(file.length);
    const next = (): number => random.next().value ?? 0;
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 60; round += 1) {
      const bytes = Buffer.from(whole);
      for (let hit = 0; hit < 2 ** (round % 12); hit += 1)
        bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
      const damaged = round % 3 === 0 ? bytes.subarray(0, Math.floor(next() * bytes.length)) : bytes;
      try {
        readPdfContainer(damaged);
        outcomes.read += 1;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'document.unreadable') throw error;
        outcomes.refused += /^[A-Z].*\.$/.test(error.message) ? 1 : 0;
      }
    }
    expect(outcomes.read + outcomes.refused).toBe(60);
    expect(outcomes.refused).toBeGreaterThan(0);
  });
});
