import * as invoice from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import * as words from './code-words.js';
import { UNIT_WORDS } from './unit-words.js';

/** Codes that no list of the invoice may hold, but documents that come in do. */
const OTHERS: ReadonlySet<string> = new Set(['5', '29', '72']);

describe.each([
  ['means of payment', words.PAYMENT_MEANS, invoice.PAYMENT_MEANS],
  ['note subjects', words.NOTE_SUBJECTS, invoice.NOTE_SUBJECTS],
  ['reasons for allowances', words.ALLOWANCE_REASONS, invoice.ALLOWANCE_REASONS],
  ['reasons for charges', words.CHARGE_REASONS, invoice.CHARGE_REASONS],
  ['registers', words.REGISTERS, invoice.PARTY_SCHEMES],
  ['moments VAT is due', words.TAX_POINTS, new Set(Object.keys(invoice.TAX_POINTS))],
  ['kinds of lines', words.LINE_KINDS, new Set<string>(invoice.LINE_KINDS)],
  ['attachments', words.ATTACHMENT_LABELS, new Set<string>(invoice.ATTACHMENT_LABELS)],
] as const)('%s', (_name, table: words.CodeWords, codes: ReadonlySet<string>) => {
  it('have words only for codes that exist, in both languages', () => {
    expect(Object.keys(table).filter((code) => !codes.has(code) && !OTHERS.has(code))).toEqual([]);
    expect(Object.values(table).filter((pair) => pair.some((word) => word.trim() === ''))).toEqual([]);
  });
});

it('every allowance reason, billing frame, line kind and attachment label has a word', () => {
  expect(Object.keys(words.ALLOWANCE_REASONS)).toHaveLength(invoice.ALLOWANCE_REASONS.size);
  expect(Object.keys(words.ATTACHMENT_LABELS)).toHaveLength(invoice.ATTACHMENT_LABELS.length);
  expect(Object.keys(words.LINE_KINDS)).toHaveLength(invoice.LINE_KINDS.length);
  expect(Object.keys(invoice.BILLING_FRAMES).filter((frame) => !(frame.slice(1) in words.FRAME_USES))).toEqual([]);
});

it('units are those that invoices may count in, and three that older documents use', () => {
  expect(Object.keys(UNIT_WORDS).filter((unit) => !invoice.UNITS.has(unit))).toEqual(['BX', 'CT', 'NPR']);
});
