import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { readCii, readXml, writeCii } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { damaged, DAMAGES, serialised } from './damages.js';
import { CORPUS, NOT_HERE, suite } from './official-standards.js';

const FILES = [
  'afnor-012-annexB/UC5b_F202500011_00-CN_20250703_CII.xml',
  'akretion/factur-x-extended.xml',
  'cen-examples-cii/CII_example5.xml',
  'gobl-cii/parse__CII_example2.xml',
  'zugferd-corpus-xmlrechnung/EN16931_Einfach.cii.xml',
];

const bytesOf = (file: string): Buffer => readFileSync(join(CORPUS, 'cii', file));

/** What reading, and writing what was read, come to: no error but a coded one gets through. */
const outcome = (bytes: Uint8Array): string => {
  try {
    writeCii(readCii(bytes).document, 'EXTENDED_CTC_FR');
    return 'written again';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe.skipIf(NOT_HERE)(suite('damaged CII'), () => {
  it.each(FILES)('is read, or refused with a code: %s', (file) => {
    const root = readXml(bytesOf(file));
    for (const [name, damage] of Object.entries(DAMAGES)) {
      const outcomes = new Set<string>();
      let count = 0;
      for (const tree of damaged(root, damage)) {
        outcomes.add(outcome(Buffer.from(serialised(tree))));
        count += 1;
      }
      expect({ name, enough: count > 80 }).toEqual({ name, enough: true });
      for (const one of outcomes) expect(['written again', 'request.invalid']).toContain(one);
    }
  });

  it.each(FILES)('says of every element it does not know that it does not: %s', (file) => {
    const root = readXml(bytesOf(file));
    for (const name of ['renamed', 'put into no namespace'] as const) {
      for (const tree of damaged(root, DAMAGES[name])) {
        expect(readCii(Buffer.from(serialised(tree))).findings.map(({ code }) => code)).toContain('OF-XML-01');
      }
    }
  });

  it.each(FILES)('is refused when cut short: %s', (file) => {
    const bytes = Buffer.from(bytesOf(file).toString('utf8').trimEnd());
    for (let length = 0; length < bytes.length; length += 211) {
      expect(outcome(bytes.subarray(0, length))).toBe('document.unreadable');
    }
  });
});
