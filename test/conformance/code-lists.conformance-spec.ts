import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as invoice from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { NOT_HERE, STANDARDS, suite } from './official-standards.js';

const { INVOICE_TYPE_CODES, CREDIT_NOTE_TYPE_CODES } = invoice;

type List = ReadonlySet<string>;

/** Our lists for the codes of each official rule, in the order in which the rule names lists. */
const both = (list: List): Readonly<Record<'CII' | 'UBL', readonly List[]>> => ({ CII: [list], UBL: [list] });
const LISTS: Readonly<Record<string, Readonly<Record<'CII' | 'UBL', readonly List[]>>>> = {
  'BR-CL-01': {
    CII: [new Set([...INVOICE_TYPE_CODES, ...CREDIT_NOTE_TYPE_CODES])],
    UBL: [INVOICE_TYPE_CODES, CREDIT_NOTE_TYPE_CODES],
  },
  'BR-CL-03': both(invoice.CURRENCIES),
  'BR-CL-04': both(invoice.CURRENCIES),
  'BR-CL-05': both(invoice.CURRENCIES),
  'BR-CL-06': { CII: [invoice.TAX_POINTS_OF_CII], UBL: [new Set(Object.keys(invoice.TAX_POINTS))] },
  'BR-CL-07': both(invoice.OBJECT_SCHEMES),
  'BR-CL-08': { CII: [invoice.NOTE_SUBJECTS], UBL: [invoice.NOTE_SUBJECTS_OF_UBL] },
  'BR-CL-10': { CII: [invoice.PARTY_SCHEMES], UBL: [invoice.PARTY_SCHEMES, new Set(['SEPA'])] },
  'BR-CL-11': both(invoice.PARTY_SCHEMES),
  'BR-CL-13': both(invoice.ITEM_LISTS),
  'BR-CL-14': { CII: [invoice.COUNTRIES_OF_CII], UBL: [invoice.COUNTRIES_OF_UBL] },
  'BR-CL-15': { CII: [invoice.COUNTRIES_OF_CII], UBL: [invoice.COUNTRIES_OF_UBL] },
  'BR-CL-16': both(invoice.PAYMENT_MEANS),
  'BR-CL-17': both(invoice.VAT_CATEGORY_CODES),
  'BR-CL-18': both(invoice.VAT_CATEGORY_CODES),
  'BR-CL-19': both(invoice.ALLOWANCE_REASONS),
  'BR-CL-20': both(invoice.CHARGE_REASONS),
  'BR-CL-21': both(invoice.PARTY_SCHEMES),
  'BR-CL-22': both(invoice.EXEMPTION_CODES),
  'BR-CL-23': both(invoice.UNITS),
  'BR-CL-24': both(invoice.ATTACHMENT_TYPES),
  'BR-CL-25': both(invoice.ADDRESS_SCHEMES),
  'BR-CL-26': both(invoice.PARTY_SCHEMES),
};

const ASSERT = /<assert\b(?:[^>"]|"[^"]*")*>/g;

const codesOf = (test: string): string[][] => {
  const listed = [...test.matchAll(/contains\(\s*' ([^']+) '/g)].map(([, codes = '']) => codes.trim().split(/\s+/));
  return listed.length > 0 ? listed : [[...test.matchAll(/@mimeCode\s*=\s*'([^']+)'/g)].map(([, code = '']) => code)];
};

/** The lists in the tests of the official file, by rule. */
const officialLists = (syntax: 'CII' | 'UBL'): ReadonlyMap<string, string[][]> => {
  const file = join(STANDARDS, `en16931-1.3.16/EN16931-${syntax}-validation-preprocessed.sch`);
  const lists = new Map<string, string[][]>();
  for (const [found] of readFileSync(file, 'utf8').matchAll(ASSERT)) {
    const id = /\bid="(BR-CL-\d+)"/.exec(found)?.[1];
    const test = /\btest="([^"]*)"/.exec(found)?.[1];
    if (id !== undefined && test !== undefined) lists.set(id, codesOf(test));
  }
  return lists;
};

describe.skipIf(NOT_HERE)(suite('our code lists and those of CEN 1.3.16'), () => {
  it.each(['CII', 'UBL'] as const)('are the same in %s', (syntax) => {
    const official = officialLists(syntax);
    expect([...official.keys()].toSorted()).toEqual(Object.keys(LISTS).toSorted());
    for (const [id, lists] of official) {
      const ours = LISTS[id]?.[syntax].map((list) => [...list].toSorted());
      expect({ id, lists: ours }).toEqual({ id, lists: lists.map((list) => [...new Set(list)].toSorted()) });
    }
  });
});
