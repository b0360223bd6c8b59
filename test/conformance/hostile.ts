import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { readXml, type InvoiceReading } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';
import { expect, it } from 'vitest';
import { damaged, DAMAGES, serialised } from './damages.js';
import { CORPUS } from './official-standards.js';

/** A syntax under attack. */
export interface HostileCase {
  /** Paths in the corpus. */
  readonly files: readonly string[];
  readonly read: (bytes: Uint8Array) => InvoiceReading;
  readonly write: (document: InvoiceDocument) => string;
  /** Each damage is done to more elements of a file than this. */
  readonly enough: number;
}

/** The bytes of a corpus file. */
export const corpusFile = (file: string): Buffer => readFileSync(join(CORPUS, file));

/** What reading, and writing what was read, come to: no error but a coded one gets through. */
export const outcomeOf = ({ read, write }: HostileCase, bytes: Uint8Array): string => {
  try {
    write(read(bytes).document);
    return 'written again';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

/** What holds for any syntax when files are damaged element by element or cut short. */
export const survivesDamage = (hostile: HostileCase): void => {
  it.each(hostile.files)('is read, or refused with a code: %s', (file) => {
    const root = readXml(corpusFile(file));
    for (const [name, damage] of Object.entries(DAMAGES)) {
      const outcomes = new Set<string>();
      let count = 0;
      for (const tree of damaged(root, damage)) {
        outcomes.add(outcomeOf(hostile, Buffer.from(serialised(tree))));
        count += 1;
      }
      expect({ name, enough: count > hostile.enough }).toEqual({ name, enough: true });
      for (const one of outcomes) expect(['written again', 'request.invalid']).toContain(one);
    }
  });

  it.each(hostile.files)('says of every element it does not know that it does not: %s', (file) => {
    const root = readXml(corpusFile(file));
    for (const name of ['renamed', 'put into no namespace'] as const) {
      for (const tree of damaged(root, DAMAGES[name])) {
        const { findings } = hostile.read(Buffer.from(serialised(tree)));
        expect(findings.map(({ code }) => code)).toContain('OF-XML-01');
      }
    }
  });

  it.each(hostile.files)('is refused when cut short: %s', (file) => {
    const bytes = Buffer.from(corpusFile(file).toString('utf8').trimEnd());
    for (let length = 0; length < bytes.length; length += 211) {
      expect(outcomeOf(hostile, bytes.subarray(0, length))).toBe('document.unreadable');
    }
  });
};
