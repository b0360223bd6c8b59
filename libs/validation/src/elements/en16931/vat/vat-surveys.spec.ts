import type { Syntax } from '@onefacture/formats';
import { Decimal, type InvoiceDocument, type VatBreakdown } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { brokenBy, findingsIn, xmlOf } from '../../../../testing/broken-rules.js';
import { changed, SAMPLE } from '../../../../testing/sample-document.js';
import { amount, category, COMMON, documentOf, NEVER } from '../../../../testing/vat-documents.js';
import { VAT_CATEGORY_RULES } from '../../../rules/en16931/vat/vat-category-rules.js';
import { vatRules } from '../../../rules/en16931/vat/vat-rules.js';
import { vatSurveys } from './vat-surveys.js';

const BARE = changed(SAMPLE, {
  'seller.vat_number': undefined,
  'seller.siren': undefined,
  'buyer.vat_number': undefined,
  'buyer.siren': undefined,
  'totals.tax_accounting': undefined,
  tax_currency: undefined,
  tax_representative: undefined,
  period: undefined,
  delivery: undefined,
  vat_breakdown: undefined,
});

const { tax_category: _category, tax_rate: _rate, ...NEUTRAL } = BARE.lines?.[1] ?? {};

/** Groups that no rule is about, where the schema wants some. */
const OTHER_GROUPS = [
  { tax_category: 'B' as VatBreakdown['tax_category'], taxable_amount: amount('0.00'), tax_amount: amount('0.00') },
];

/** A document with all that its schema wants. */
const whole = (document: InvoiceDocument): InvoiceDocument => ({
  ...BARE,
  ...document,
  vat_breakdown: document.vat_breakdown?.length === 0 ? OTHER_GROUPS : (document.vat_breakdown ?? []),
  seller: { ...BARE.seller, ...document.seller },
  buyer: { ...BARE.buyer, ...document.buyer },
  lines: (document.lines ?? []).map((line) => ({ ...NEUTRAL, ...line })),
});

const written = (document: InvoiceDocument, syntax: Syntax): string => xmlOf(whole(document), syntax);

const idsIn = (xml: string, syntax: Syntax): string[] => [
  ...new Set(findingsIn(vatSurveys[syntax], xml, syntax).map(({ code }) => code)),
];

const idsOf = (document: InvoiceDocument, syntax: Syntax): string[] => [
  ...new Set(brokenBy(vatRules, whole(document), syntax).map((one) => one.split(' ', 1)[0] ?? '')),
];

const replaced = (xml: string, what: RegExp, by: string): string => {
  expect(xml).toMatch(what);
  return xml.replace(what, by);
};

const CHANGES = VAT_CATEGORY_RULES.flatMap((rules) =>
  Object.entries(COMMON).map(([ending, [change]]) => [`BR-${rules.id}-${ending}`, change, rules] as const),
);

describe.each(['CII', 'UBL'] as const)('the VAT rules over elements of %s', (syntax) => {
  it.each(VAT_CATEGORY_RULES)('find nothing wrong with what is written of category $code', (rules) => {
    expect(idsIn(written(documentOf(rules), syntax), syntax)).toEqual([]);
  });

  it.each(CHANGES)('%s is broken where the model breaks it', (id, change, rules) => {
    const document = change(documentOf(rules), rules);
    const found = idsIn(written(document, syntax), syntax);
    expect(found.toSorted()).toEqual(idsOf(document, syntax).toSorted());
    expect(found.includes(id)).toBe(!NEVER.has(`${syntax} ${id}`));
  });

  it('have all ids and sentences of those over the model', () => {
    expect(vatSurveys[syntax].map(({ id, says }) => [id, says])).toEqual(vatRules.map(({ id, says }) => [id, says]));
  });

  it('ask for date and place of an intra-Community supply', () => {
    const { delivery_date: _date, delivery: _delivery, ...bare } = documentOf(category('IC'));
    expect(idsIn(written(bare, syntax), syntax)).toEqual(['BR-IC-11', 'BR-IC-12']);
  });

  it.each(['lines', 'vat_breakdown', 'allowances', 'charges'] as const)(
    'want no other %s beside category O',
    (list) => {
      const base = documentOf(category('O'));
      const other = { ...base[list]?.[0], tax_category: 'Z' as const };
      const document = { ...base, [list]: [...(base[list] ?? []), other] };
      const found = idsIn(written(document, syntax), syntax).filter((id) => id > 'BR-O-10' && id < 'BR-P');
      expect(found).toEqual(idsOf(document, syntax).filter((id) => id > 'BR-O-10' && id < 'BR-P'));
      expect(found.length).toBeGreaterThan(0);
    },
  );

  it('name the amounts that disagree', () => {
    const [change] = COMMON['08'] ?? [];
    const document = change?.(documentOf(category('S')), category('S')) ?? {};
    const [finding] = findingsIn(vatSurveys[syntax], written(document, syntax), syntax);
    expect(finding?.message).toContain('declared 107.00, computed 105.00');
    expect(finding?.path).toMatch(/Tax(Category|\[1\]|$)/);
  });
});

describe('what the model does not keep', () => {
  const ubl = written(documentOf(category('S')), 'UBL');
  const cii = written(documentOf(category('S')), 'CII');
  it('is a blank number, which is there', () => {
    expect(idsIn(replaced(ubl, /FR44732829320/, ' '), 'UBL')).toEqual([]);
    expect(idsIn(replaced(cii, /FR44732829320/, ' '), 'CII')).toEqual([]);
    expect(idsIn(replaced(ubl, /<cbc:CompanyID>FR44732829320<\/cbc:CompanyID>/, ''), 'UBL')).toContain('BR-S-02');
    expect(idsIn(replaced(cii, /schemeID="VA">FR44732829320/, 'schemeID="XX">1'), 'CII')).toContain('BR-S-02');
  });

  it('is a blank ground of exemption, which is one', () => {
    const exempt = documentOf(category('E'));
    expect(idsIn(replaced(written(exempt, 'UBL'), /Because/, ''), 'UBL')).toEqual([]);
    expect(idsIn(replaced(written(exempt, 'CII'), /Because/, ''), 'CII')).toEqual([]);
  });

  it('is tax of another scheme', () => {
    const zero = documentOf(category('Z'));
    const other = written({ ...zero, seller: {} }, 'UBL').replaceAll('<cbc:ID>VAT</cbc:ID>', '<cbc:ID>GST</cbc:ID>');
    expect(idsIn(other, 'UBL')).toEqual([]);
    expect(idsIn(ubl.replaceAll('<cbc:ID>VAT</cbc:ID>', '<cbc:ID>GST</cbc:ID>'), 'UBL')).toEqual(['BR-S-02']);
    const untyped = cii.replaceAll('<ram:TypeCode>VAT</ram:TypeCode>', '<ram:TypeCode>GST</ram:TypeCode>');
    expect(idsIn(untyped.replaceAll('<ram:CategoryCode>S<', '<ram:CategoryCode>E<'), 'CII')).toEqual([]);
  });

  it('is a second breakdown in UBL, whose groups count', () => {
    const total = /<cac:TaxTotal>[\s\S]*<\/cac:TaxTotal>/.exec(ubl)?.[0] ?? '';
    const wrong = total.replace(/(<cbc:TaxableAmount[^>]*>)105\.00/, '$1999.00');
    expect(idsIn(ubl.replace(total, total + wrong), 'UBL')).toEqual(['BR-S-08', 'BR-S-09']);
  });

  it('is a second category in CII, where the first in the official order is looked at', () => {
    const line = /(<ram:CategoryCode>)S(<\/ram:CategoryCode>)(\s*<ram:RateApplicablePercent>20)/;
    const doubled = (code: string): string => replaced(cii, line, `$1${code}$2$1S$2$3`);
    expect(idsIn(doubled('Z'), 'CII')).not.toContain('BR-Z-05');
    expect(idsIn(doubled('E'), 'CII')).toContain('BR-E-05');
  });

  it('is an indicator that says both', () => {
    const both = replaced(cii, /(<udt:Indicator>true<\/udt:Indicator>)/, '$1<udt:Indicator>false</udt:Indicator>');
    expect(idsIn(both, 'CII')).toEqual(['BR-S-08']);
  });
});

const isWrongBase = (base: string, difference: string): boolean => {
  const declared = new Decimal(base);
  const xml = written(documentOf(category('S')), 'UBL')
    .replace(/(<cbc:TaxableAmount[^>]*>)[^<]*/, `$1${declared.toFixed(2)}`)
    .replace(/(<cbc:LineExtensionAmount[^>]*>)[^<]*/g, '$10.00')
    .replace(
      /(<cac:InvoiceLine>[^]*?<cbc:LineExtensionAmount[^>]*>)[^<]*/,
      `$1${declared.minus(difference).toFixed(2)}`,
    )
    .replaceAll(/<cac:AllowanceCharge>[^]*?<\/cac:AllowanceCharge>/g, '');
  return idsIn(xml, 'UBL').includes('BR-S-08');
};

it('a group of UBL is less than one off in floating point, which one may be', () => {
  expect(isWrongBase('10.10', '0.99')).toBe(false);
  expect(isWrongBase('10.10', '1.00')).toBe(true);
  expect(isWrongBase('64.46', '1.00')).toBe(false);
  expect(isWrongBase('64.46', '1.01')).toBe(true);
});
