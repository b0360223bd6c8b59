import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { readUbl, readXml, writeUbl } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { damaged, DAMAGES, serialised } from './damages.js';
import { CORPUS, NOT_HERE, suite } from './official-standards.js';

const FILES = [
  'akretion/ubl-21-extended-ctc-fr.xml',
  'akretion/ubl-21-en16931.xml',
  'afnor-012-annexB/UC5b_F202500011_00-CN_20250703_UBL.xml',
  'cen-examples-ubl/guide-example3.xml',
  'zugferd-corpus-xmlrechnung/not_validating_full_invoice_based_onTest_EeISI_300_CENfullmodel.ubl.xml',
];

const sourceOf = (file: string): string => readFileSync(join(CORPUS, 'ubl', file), 'utf8');
/** What reading, and writing what was read, come to: no error but a coded one gets through. */
const outcome = (bytes: Uint8Array): string => {
  try {
    const { document } = readUbl(bytes);
    writeUbl(document);
    return 'written again';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe.skipIf(NOT_HERE)(suite('damaged UBL'), () => {
  it.each(FILES)('is read, or refused with a code: %s', (file) => {
    const root = readXml(Buffer.from(sourceOf(file)));
    for (const [name, damage] of Object.entries(DAMAGES)) {
      const outcomes = new Set<string>();
      let count = 0;
      for (const tree of damaged(root, damage)) {
        outcomes.add(outcome(Buffer.from(serialised(tree))));
        count += 1;
      }
      expect({ name, enough: count > 100 }).toEqual({ name, enough: true });
      for (const one of outcomes) expect(['written again', 'request.invalid']).toContain(one);
    }
  });

  it.each(FILES)('is refused when cut short: %s', (file) => {
    const bytes = Buffer.from(sourceOf(file).trimEnd());
    for (let length = 0; length < bytes.length; length += 211) {
      expect(outcome(bytes.subarray(0, length))).toBe('document.unreadable');
    }
  });

  it('is refused in another namespace, which the message names', () => {
    for (const file of FILES) {
      const moved = sourceOf(file).replace(
        /urn:oasis:names:specification:ubl:schema:xsd:(Invoice|CreditNote)-2/g,
        'urn:$1-3',
      );
      expect(() => readUbl(Buffer.from(moved))).toThrow(
        /^The root element (Invoice|CreditNote) is in the namespace urn:\1-3; it belongs in urn:oasis:.*:\1-2\.$/,
      );
    }
  });

  it.each(FILES)('says of every element it does not know that it does not: %s', (file) => {
    const root = readXml(Buffer.from(sourceOf(file)));
    for (const name of ['renamed', 'put into no namespace'] as const) {
      for (const tree of damaged(root, DAMAGES[name])) {
        expect(readUbl(Buffer.from(serialised(tree))).findings.map(({ code }) => code)).toContain('OF-XML-01');
      }
    }
  });

  it('is refused with a DOCTYPE, over a limit and as no XML', () => {
    const source = sourceOf(FILES[0] ?? '');
    const doctype = source.replace('<Invoice', '<!DOCTYPE Invoice [<!ENTITY a "b">]><Invoice');
    for (const text of [doctype, '', '{}', '<Invoice', '\u0000', '<a/>', source.replace('</Invoice>', '')]) {
      expect(outcome(Buffer.from(text))).toBe('document.unreadable');
    }
    expect(() => readUbl(Buffer.from(source), { bytes: 1_000_000, depth: 40, attributes: 50, elements: 100 })).toThrow(
      AppError,
    );
    expect(() => readUbl(Buffer.from(source), { bytes: 100, depth: 40, attributes: 50, elements: 1_000 })).toThrow(
      AppError,
    );
  });
});
