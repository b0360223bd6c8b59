import { Decimal, type InvoiceDocument } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenBy, findingsOn } from '../../../../testing/broken-rules.js';
import { amount, category, COMMON, documentOf, group, NEVER } from '../../../../testing/vat-documents.js';
import { VAT_CATEGORY_RULES } from './vat-category-rules.js';
import { vatRules } from './vat-rules.js';

const SYNTAXES = ['CII', 'UBL'] as const;

const OUT_OF_SCOPE = vatRules.filter(({ id }) => /^BR-O-1[1-4]$/.test(id));

describe.each(SYNTAXES)('the rules of the VAT categories in %s', (syntax) => {
  const broken = (document: InvoiceDocument): string[] => brokenBy(vatRules, document, syntax);

  it.each(VAT_CATEGORY_RULES)('find nothing wrong with a document of category $code', (rules) => {
    expect(broken(documentOf(rules))).toEqual([]);
  });

  it.each(
    VAT_CATEGORY_RULES.flatMap((rules) =>
      Object.entries(COMMON).map(([ending, [change, at]]) => [`BR-${rules.id}-${ending}`, rules, change, at] as const),
    ),
  )('%s is broken where it should be', (id, rules, change, at) => {
    const found = broken(change(documentOf(rules), rules)).filter((one) => one.startsWith(`${id} `));
    const path = at.replace(/[[\].]/g, '\\$&').replace('PARTY', '(seller|buyer)');
    const fitting = found.filter((one) => new RegExp(`^${id} ${path}$`).test(one));
    expect(found).toEqual(fitting);
    expect(found.length > 0).toBe(!NEVER.has(`${syntax} ${id}`));
  });

  it('are all of the norm, each once', () => {
    const ids = vatRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(9 * 10 + 2 + 4);
  });

  it('fill every place of their sentences', () => {
    for (const rules of VAT_CATEGORY_RULES) {
      for (const [change] of Object.values(COMMON)) {
        for (const { message, message_fr } of findingsOn(vatRules, change(documentOf(rules), rules), syntax))
          expect(`${message} ${message_fr}`).not.toMatch(/[{}]/);
      }
    }
  });

  it('want a date and a country of an intra-Community supply (BR-IC-11, -12)', () => {
    const { delivery_date: _date, delivery: _delivery, ...bare } = documentOf(category('IC'));
    expect(broken(bare)).toEqual(['BR-IC-11 delivery_date', 'BR-IC-12 delivery.address.country_code']);
    expect(broken({ ...bare, period: { end_date: '2026-01-31' } })).toEqual(['BR-IC-12 delivery.address.country_code']);
  });

  it('want nothing beside what is out of scope (BR-O-11 to -14)', () => {
    const other = { tax_category: 'Z' as const, tax_rate: amount('0') };
    const base = documentOf(category('O'));
    const found = (document: InvoiceDocument): string[] =>
      brokenBy(OUT_OF_SCOPE, document, syntax).map((one) => one.slice(0, 7));
    const more = (list: 'lines' | 'vat_breakdown' | 'allowances' | 'charges'): InvoiceDocument => ({
      ...base,
      [list]: [...(base[list] ?? []), other],
    });
    const expected = syntax === 'CII' ? ['BR-O-11', 'BR-O-12'] : ['BR-O-11'];
    expect(found(more('vat_breakdown'))).toEqual(expected);
    expect(found(more('lines'))).toEqual(syntax === 'CII' ? expected : ['BR-O-12']);
    expect(found(more('allowances'))).toEqual(syntax === 'CII' ? ['BR-O-13', 'BR-O-14'] : ['BR-O-13']);
    expect(found(more('charges'))).toEqual(syntax === 'CII' ? ['BR-O-13', 'BR-O-14'] : ['BR-O-14']);
  });

  it('agree with the sum of the lines, however many and at whatever rate', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(fc.record({ cents, rate: fc.constantFrom('5.5', '10', '20') }), { minLength: 1 }), (all) => {
        const lines = all.map(({ cents: net, rate }) => ({
          tax_category: 'S' as const,
          tax_rate: amount(rate),
          net_amount: new Decimal(net).dividedBy(100),
        }));
        const rates = [...new Set(all.map(({ rate }) => rate))];
        const vat_breakdown = rates.map((rate) => {
          const sum = lines
            .filter(({ tax_rate }) => tax_rate.equals(rate))
            .reduce((total, { net_amount }) => total.plus(net_amount), new Decimal(0));
          const tax_amount = sum.times(rate).dividedBy(100).toDecimalPlaces(2);
          return {
            tax_category: 'S' as const,
            tax_rate: amount(`${rate}.0`.replace('.5.0', '.50')),
            taxable_amount: sum,
            tax_amount,
          };
        });
        const document = { seller: { vat_number: 'FR44732829320' }, lines, vat_breakdown };
        expect(broken(document)).toEqual([]);
        const wrong = vat_breakdown.map((one) => ({ ...one, taxable_amount: one.taxable_amount.plus('1.00') }));
        expect(broken({ ...document, vat_breakdown: wrong }).filter((one) => one.startsWith('BR-S-08'))).toHaveLength(
          rates.length,
        );
      }),
    );
  });
});

describe('a finding of a VAT rule', () => {
  it('names the amounts that disagree', () => {
    const document = group({ taxable_amount: amount('107.00') })(documentOf(category('S')), category('S'));
    const [finding] = findingsOn(vatRules, document, 'CII');
    expect(finding?.message).toContain('declared 107.00, computed 105.00');
    expect(finding?.message).toContain('difference 2.00');
    expect(finding?.message_fr).toContain('écart 2.00');
  });
});

describe('where the syntaxes differ', () => {
  it('CII takes two uses of a taxed category for a group', () => {
    const base = documentOf(category('S'));
    const two = { ...base, charges: [], allowances: [], lines: [...(base.lines ?? []), ...(base.lines ?? [])] };
    const found = (syntax: 'CII' | 'UBL'): string[] => brokenBy(vatRules, { ...two, vat_breakdown: [] }, syntax);
    expect(found('CII')).toEqual([]);
    expect(found('UBL')).toEqual(['BR-S-01 vat_breakdown']);
  });

  it('CII wants cents of a standard rate, UBL is content within one unit; of an exemption the other way round', () => {
    const off = group({ taxable_amount: amount('105.50'), tax_amount: amount('21.10') });
    const exempt = group({ taxable_amount: amount('105.50') });
    expect(brokenBy(vatRules, off(documentOf(category('S')), category('S')), 'CII')).toHaveLength(1);
    expect(brokenBy(vatRules, off(documentOf(category('S')), category('S')), 'UBL')).toEqual([]);
    expect(brokenBy(vatRules, exempt(documentOf(category('E')), category('E')), 'CII')).toEqual([]);
    expect(brokenBy(vatRules, exempt(documentOf(category('E')), category('E')), 'UBL')).toHaveLength(1);
  });
});
