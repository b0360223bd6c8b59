import { readXml } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { Donors, KINDS, mutate } from './rule-mutants.js';
import { Dice } from './structure-mutants.js';

const invoice = (lines: string): string =>
  `<Invoice xmlns="urn:i" xmlns:c="urn:c"><c:ID>1</c:ID><c:IssueDate>2026-01-31</c:IssueDate>${lines}</Invoice>`;
const line = '<c:Line><c:Amount currencyID="EUR">12.50</c:Amount><c:TypeCode>S</c:TypeCode></c:Line>';
const SOURCE = invoice(line);
const DONORS = new Donors([SOURCE, invoice(`${line}<c:Note>Hello</c:Note>`)]);

const mutants = (seed: number) => {
  const dice = new Dice(seed);
  return Array.from({ length: 400 }, () => mutate(SOURCE, DONORS, dice)).filter((one) => one !== undefined);
};

describe('mutants of a document', () => {
  it('are the same for the same seed', () => {
    expect(mutants(1)).toEqual(mutants(1));
    expect(mutants(1)).not.toEqual(mutants(2));
  });

  it('are of every kind, well-formed, and none is the document itself', () => {
    const all = mutants(1);
    const kinds = new Set(all.flatMap(({ changes }) => changes.map(({ kind }) => kind)));
    expect([...kinds].toSorted()).toEqual(Object.keys(KINDS).toSorted());
    for (const { text } of all) expect(readXml(Buffer.from(text)).name).toBe('Invoice');
    expect(all.filter(({ text, changes }) => changes.length === 1 && text === SOURCE)).toEqual([]);
  });

  it('say what was changed and where', () => {
    const [dropped] = mutants(1).filter(
      ({ changes }) => changes.length === 1 && changes[0]?.kind === 'attribute dropped',
    );
    expect(dropped?.changes).toEqual([
      { kind: 'attribute dropped', path: '/Invoice/Line/Amount/@currencyID', was: 'EUR', now: '' },
    ]);
    expect(dropped?.text).toBe(SOURCE.replace(' currencyID="EUR"', ''));
  });

  it('take over what stands in the same place of another document', () => {
    const added = mutants(1).filter(({ text }) => text.includes('<c:Note>Hello</c:Note>'));
    expect(added.length).toBeGreaterThan(0);
  });
});
