import { Decimal, type InvoiceDocument, type VatBreakdown } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenBy, findingsOn } from '../../../../testing/broken-rules.js';
import { VAT_CATEGORY_RULES, type VatCategoryRules } from './vat-category-rules.js';
import { vatRules } from './vat-rules.js';

const amount = (value: string): Decimal => new Decimal(value);
const SYNTAXES = ['CII', 'UBL'] as const;
type Change = (document: InvoiceDocument, category: VatCategoryRules) => InvoiceDocument;

const category = (id: string): VatCategoryRules => {
  const found = VAT_CATEGORY_RULES.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No category ${id}`);
  return found;
};

/** The code of a category as the model types it. */
const codeOf = ({ code }: VatCategoryRules) => code as VatBreakdown['tax_category'];

/** A line of 100, a charge of 10 and an allowance of 5 in one category, with the group that they make. */
const documentOf = (rules: VatCategoryRules): InvoiceDocument => {
  const rate = rules.taxed ? amount('20') : rules.id === 'O' ? undefined : amount('0');
  const taxed = { tax_category: codeOf(rules), ...(rate === undefined ? {} : { tax_rate: rate }) };
  const numbers = rules.id === 'O' ? {} : { vat_number: 'FR44732829320' };
  return {
    seller: { name: 'Acme', ...numbers },
    buyer: { name: 'Dupont', ...(rules.id === 'O' ? {} : { vat_number: 'DE123456789' }) },
    delivery_date: '2026-01-31',
    delivery: { address: { country_code: 'DE' } },
    lines: [{ id: '1', net_amount: amount('100.00'), ...taxed }],
    charges: [{ amount: amount('10.00'), ...taxed }],
    allowances: [{ amount: amount('5.00'), ...taxed }],
    vat_breakdown: [
      {
        ...taxed,
        taxable_amount: amount('105.00'),
        tax_amount: amount(rules.taxed ? '21.00' : '0.00'),
        ...(rules.exemption === 'wanted' ? { exemption_reason: 'Because' } : {}),
      },
    ],
  };
};

const group =
  (change: { readonly [Member in keyof VatBreakdown]?: VatBreakdown[Member] | undefined }): Change =>
  (document) => ({ ...document, vat_breakdown: document.vat_breakdown?.map((one) => ({ ...one, ...change })) });

const rated =
  (list: 'lines' | 'allowances' | 'charges'): Change =>
  (document, { id }) => ({
    ...document,
    [list]: document[list]?.map((one) => ({ ...one, tax_rate: amount(/^(S|A[FG])$/.test(id) ? '-1' : '7') })),
  });

const otherNumbers: Change = (document, { ids }) =>
  ids === 'no VAT numbers'
    ? { ...document, buyer: { vat_number: 'DE123456789' } }
    : { ...document, seller: {}, buyer: {} };

/** One way to break each rule that all categories have, and where it is then broken. */
const COMMON: Readonly<Record<string, readonly [Change, at: string]>> = {
  '01': [(document) => ({ ...document, vat_breakdown: [] }), 'vat_breakdown'],
  '02': [otherNumbers, 'PARTY.vat_number'],
  '03': [otherNumbers, 'PARTY.vat_number'],
  '04': [otherNumbers, 'PARTY.vat_number'],
  '05': [rated('lines'), 'lines[0].tax_rate'],
  '06': [rated('allowances'), 'allowances[0].tax_rate'],
  '07': [rated('charges'), 'charges[0].tax_rate'],
  '08': [group({ taxable_amount: amount('107.00') }), 'vat_breakdown[0].taxable_amount'],
  '09': [group({ tax_amount: amount('500.00') }), 'vat_breakdown[0].tax_amount'],
  '10': [
    (document, { exemption }) =>
      group({ exemption_reason: exemption === 'wanted' ? undefined : 'Because' })(document, category('S')),
    'vat_breakdown[0].exemption_reason',
  ],
};

/** In CII the amounts of a few categories are not looked at, and uses without a group of theirs may be enough. */
const NEVER = new Set(['CII BR-AF-08', 'CII BR-AF-09', 'CII BR-AG-08', 'CII BR-AG-09', 'CII BR-O-01']);

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
