import { AppError } from '@onefacture/errors';
import { readUbl, writeUbl } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { corpusFile, type HostileCase, outcomeOf, survivesDamage } from './hostile.js';
import { NOT_HERE, suite } from './official-standards.js';

const HOSTILE: HostileCase = {
  files: [
    'ubl/akretion/ubl-21-extended-ctc-fr.xml',
    'ubl/akretion/ubl-21-en16931.xml',
    'ubl/afnor-012-annexB/UC5b_F202500011_00-CN_20250703_UBL.xml',
    'ubl/cen-examples-ubl/guide-example3.xml',
    'ubl/zugferd-corpus-xmlrechnung/not_validating_full_invoice_based_onTest_EeISI_300_CENfullmodel.ubl.xml',
  ],
  read: readUbl,
  write: writeUbl,
  enough: 100,
};
const sourceOf = (file: string): string => corpusFile(file).toString('utf8');

describe.skipIf(NOT_HERE)(suite('damaged UBL'), () => {
  survivesDamage(HOSTILE);

  it('is refused in another namespace, which the message names', () => {
    for (const file of HOSTILE.files) {
      const moved = sourceOf(file).replace(
        /urn:oasis:names:specification:ubl:schema:xsd:(Invoice|CreditNote)-2/g,
        'urn:$1-3',
      );
      expect(() => readUbl(Buffer.from(moved))).toThrow(
        /^The root element (Invoice|CreditNote) is in the namespace urn:\1-3; it belongs in urn:oasis:.*:\1-2\.$/,
      );
    }
  });

  it('is refused with a DOCTYPE, over a limit and as no XML', () => {
    const source = sourceOf(HOSTILE.files[0] ?? '');
    const doctype = source.replace('<Invoice', '<!DOCTYPE Invoice [<!ENTITY a "b">]><Invoice');
    for (const text of [doctype, '', '{}', '<Invoice', '\u0000', '<a/>', source.replace('</Invoice>', '')]) {
      expect(outcomeOf(HOSTILE, Buffer.from(text))).toBe('document.unreadable');
    }
    expect(() => readUbl(Buffer.from(source), { bytes: 1_000_000, depth: 40, attributes: 50, elements: 100 })).toThrow(
      AppError,
    );
    expect(() => readUbl(Buffer.from(source), { bytes: 100, depth: 40, attributes: 50, elements: 1_000 })).toThrow(
      AppError,
    );
  });
});
