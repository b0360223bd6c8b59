import { Decimal, type InvoiceDocument } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { brokenBy, findingsOn } from '../../../testing/broken-rules.js';
import { changed, SAMPLE } from '../../../testing/sample-document.js';
import { VAT_CATEGORY_RULES } from '../en16931/vat/vat-category-rules.js';
import { facturxExtendedRules } from '../factur-x/factur-x-extended-rules.js';
import type { Rule } from '../rule.js';
import { frExtendedRules } from './fr-extended-rules.js';

/* oxlint-disable unicorn/consistent-function-scoping -- a case reads best with what it varies beside it */

type Syntax = 'CII' | 'UBL';
type Changes = Readonly<Record<string, unknown>>;

const amount = (value: string): Decimal => new Decimal(value);

/** The sample without what is already paid, so that all of the gross total is due. */
const PLAIN = changed(SAMPLE, {
  'totals.prepaid': undefined,
  'totals.rounding': undefined,
  'totals.due': amount('282.00'),
});

/** A group, a group below it, and a detail and an information below that; the first group is not in the sums. */
const TREE = changed(PLAIN, {
  lines: [
    ...(PLAIN.lines ?? []),
    { id: 'G', kind: 'GROUP', name: 'Both', net_amount: amount('7.00') },
    { id: 'H', kind: 'GROUP', parent_id: 'G', name: 'Inner', net_amount: amount('7.00') },
    { ...PLAIN.lines?.[1], id: 'D', kind: 'DETAIL', parent_id: 'H', net_amount: amount('7.00') },
    { id: 'I', kind: 'INFORMATION', parent_id: 'H', name: 'Said', net_amount: amount('99.00') },
  ],
  'totals.lines': amount('252.00'),
  'totals.net': amount('242.00'),
  'totals.tax': amount('48.40'),
  'totals.gross': amount('290.40'),
  'totals.due': amount('290.40'),
  'vat_breakdown[0].taxable_amount': amount('242.00'),
  'vat_breakdown[0].tax_amount': amount('48.40'),
});

const SETS: readonly (readonly [name: string, rules: readonly Rule[], syntaxes: readonly Syntax[]])[] = [
  ['EXTENDED-CTC-FR', frExtendedRules, ['CII', 'UBL']],
  ['Factur-X EXTENDED', facturxExtendedRules, ['CII']],
];

/** The ending of the ids of both sets, what breaks the rule in the tree, and where. */
const CASES: readonly (readonly [ending: string, changes: Changes, at: string])[] = [
  ['22', { 'lines[1].quantity': undefined }, 'lines[1].quantity'],
  ['23', { 'lines[1].unit_code': undefined }, 'lines[1].unit_code'],
  ['24', { 'lines[1].net_amount': undefined }, 'lines[1].net_amount'],
  ['26', { 'lines[1].unit_price': undefined }, 'lines[1].unit_price'],
  ['CO-04', { 'lines[1].tax_category': undefined }, 'lines[1].tax_category'],
  ['54-1', { 'lines[0].attributes[0].name': undefined }, 'lines[0].attributes[0]'],
  ['54-2', { 'lines[0].attributes[0].measure': amount('2') }, 'lines[0].attributes[0]'],
  ['06', { 'lines[4].kind': undefined }, 'lines[4]'],
  ['08', { 'lines[2].net_amount': amount('7.01') }, 'lines[2]'],
  ['11', { 'lines[4].parent_id': 'elsewhere' }, 'lines[4]'],
  ['12', { 'lines[3].net_amount': undefined }, 'lines[2]'],
  ['CO-10', { 'totals.lines': amount('252.07') }, 'totals.lines'],
  ['CO-11', { 'totals.allowances': amount('20.02') }, 'totals.allowances'],
  ['CO-12', { 'totals.charges': amount('9.98') }, 'totals.charges'],
  ['CO-13', { 'totals.net': amount('242.06') }, 'totals.net'],
  ['CO-15', { 'totals.gross': amount('290.34') }, 'totals.gross'],
];

describe.each(SETS)('%s', (_name, rules, syntaxes) => {
  describe.each(syntaxes)('in %s', (syntax) => {
    const broken = (document: InvoiceDocument): string[] => brokenBy(rules, document, syntax);

    it('holds on documents with sub-lines and without', () => {
      expect(broken(PLAIN)).toEqual([]);
      expect(broken(TREE)).toEqual([]);
    });

    it.each(CASES)('…-%s is broken by %o', (ending, changes, at) => {
      const found = broken(changed(TREE, changes)).filter((one) => one.endsWith(` ${at}`));
      expect(found.map((one) => one.split(' ')[0]).some((id) => id?.endsWith(`-${ending}`))).toBe(true);
    });

    it('tolerates a cent for each amount that goes into a sum, and no more', () => {
      const off = (cents: string): InvoiceDocument =>
        changed(PLAIN, { 'totals.gross': amount('282.00').plus(cents), 'totals.due': amount('282.00').plus(cents) });
      expect(broken(off('0.04'))).toEqual([]);
      expect(broken(off('-0.04'))).toEqual([]);
      expect(broken(off('0.05'))).toEqual([expect.stringMatching(/-CO-15 totals\.gross$/)]);
    });

    it('asks a charge for its reason in CII under its own id', () => {
      const document = changed(PLAIN, {
        'charges[0].reason': undefined,
        'lines[0].charges[0].reason_code': undefined,
      });
      const ids = broken(document).map((one) => one.replace(/^BR-F.EXT-/, ''));
      const both = ['BR-38 charges[0].reason', 'BR-44 lines[0].charges[0].reason'];
      expect(ids.map((id) => id.replace('BR-FREXT-', '')).toSorted()).toEqual(syntax === 'CII' ? both : []);
    });

    it('asks when what is due is to be paid (BR-CO-25)', () => {
      const never = changed(PLAIN, { due_date: undefined, payment_terms: undefined });
      expect(broken(never)).toEqual(['BR-CO-25 due_date']);
      const paid = changed(never, { 'totals.prepaid': amount('282.00'), 'totals.due': amount('0') });
      expect(broken(paid)).toEqual([]);
    });

    describe.each(VAT_CATEGORY_RULES)('category $code', ({ code, id }) => {
      // What is outside the scope of VAT has no rate.
      const rate = code === 'O' ? undefined : amount(code === 'S' ? '20' : '0');
      const used = changed(PLAIN, {
        'lines[0].tax_category': code,
        'lines[0].tax_rate': rate,
        'lines[1].tax_category': code,
        'lines[1].tax_rate': rate,
        'allowances[0].tax_category': code,
        'allowances[0].tax_rate': rate,
        'charges[0].tax_category': code,
        'charges[0].tax_rate': rate,
        'vat_breakdown[0].tax_category': code,
        'vat_breakdown[0].tax_rate': rate,
      });
      const idsOf = (document: InvoiceDocument): string[] => broken(document).map((one) => one.split(' ')[0] ?? '');
      const isFor = (found: string, ending: RegExp): boolean =>
        found.replace(/^BR-F.EXT-|^BR-FREXT-/, '').startsWith(id) && ending.test(found);

      it('holds where the groups are what is used', () => {
        expect(broken(used)).toEqual([]);
      });

      it('wants a group where it is used (…-01)', () => {
        expect(idsOf(changed(used, { vat_breakdown: [] })).some((one) => isFor(one, /-01$/))).toBe(true);
      });

      it('wants the amount of what is used, four cents tolerated (…-08)', () => {
        const off = (cents: string): InvoiceDocument =>
          changed(used, { 'vat_breakdown[0].taxable_amount': amount('235.00').plus(cents) });
        expect(idsOf(off('0.04')).filter((one) => isFor(one, /08/))).toEqual([]);
        const found = idsOf(off('0.05')).filter((one) => isFor(one, /08/));
        expect(found.map((one) => one.replace(/^.*08/, '')).toSorted()).toEqual(
          [...(rules === frExtendedRules ? [''] : ['b']), 'ini', 'rev'].toSorted(),
        );
      });

      it('warns where only the sum by ground of exemption, or only that by rate, is right', () => {
        const apart = changed(used, { 'vat_breakdown[0].exemption_reason': 'None given on the lines' });
        const found = findingsOn(rules, apart, syntax).filter(({ code: one }) => isFor(one, /08/));
        expect(found.map(({ code: one, severity }) => `${one.replace(/^.*08/, '')} ${severity}`)).toEqual([
          'rev warning',
        ]);
      });
    });

    it('wants the VAT of a group of the standard rate (…-S-09)', () => {
      const off = (cents: string): InvoiceDocument =>
        changed(PLAIN, { 'vat_breakdown[0].tax_amount': amount('47.00').plus(cents) });
      expect(broken(off('0.04'))).toEqual([]);
      expect(broken(off('0.05'))).toEqual([expect.stringMatching(/-S-09b? vat_breakdown\[0\]\.tax_amount$/)]);
    });

    it('fills every place of its sentences, in both languages', () => {
      for (const [, changes] of CASES) {
        for (const { message, message_fr, hint = '' } of findingsOn(rules, changed(TREE, changes), syntax)) {
          expect(`${message} ${message_fr} ${hint}`).not.toMatch(/[{}]/);
          expect(message).not.toBe(message_fr);
        }
      }
    });
  });
});

describe('EXTENDED-CTC-FR', () => {
  it.each(['CII', 'UBL'] as const)('knows three kinds of lines in %s (BR-FREXT-05)', (syntax) => {
    const odd = changed(TREE, { 'lines[5].kind': 'NOTE' });
    expect(brokenBy(frExtendedRules, odd, syntax)).toContain('BR-FREXT-05 lines[5]');
  });

  it('takes no line for its own parent', () => {
    const own = changed(TREE, { 'lines[4].parent_id': 'D' });
    expect(brokenBy(frExtendedRules, own, 'CII')).toContain('BR-FREXT-11 lines[4]');
    expect(brokenBy(facturxExtendedRules, own, 'CII')).not.toContain('BR-FXEXT-11 lines[4]');
  });

  it('asks credit notes of UBL for no due date', () => {
    const note = changed(PLAIN, { due_date: undefined, payment_terms: undefined, type_code: '381' });
    expect(brokenBy(frExtendedRules, note, 'UBL')).toEqual([]);
    expect(brokenBy(frExtendedRules, note, 'CII')).toEqual(['BR-CO-25 due_date']);
  });
});

describe('Factur-X EXTENDED', () => {
  it('adds logistics charges to the charges', () => {
    const freight = { description: 'Freight', amount: amount('5.00'), tax_category: 'S', tax_rate: amount('20') };
    const document = changed(PLAIN, {
      logistics_charges: [freight],
      'totals.charges': amount('15.00'),
      'totals.net': amount('240.00'),
      'totals.tax': amount('48.00'),
      'totals.gross': amount('288.00'),
      'totals.due': amount('288.00'),
      'vat_breakdown[0].taxable_amount': amount('240.00'),
      'vat_breakdown[0].tax_amount': amount('48.00'),
    });
    expect(brokenBy(facturxExtendedRules, document, 'CII')).toEqual([]);
    expect(brokenBy(facturxExtendedRules, changed(document, { logistics_charges: [] }), 'CII')).not.toEqual([]);
  });

  it('wants what is due exactly (BR-FXEXT-CO-16)', () => {
    const off = changed(PLAIN, { 'totals.due': amount('282.01') });
    expect(brokenBy(facturxExtendedRules, off, 'CII')).toEqual(['BR-FXEXT-CO-16 totals.due']);
  });

  it('asks lines that others stand below what they are', () => {
    const unsaid = changed(TREE, { 'lines[2].kind': undefined });
    expect(brokenBy(facturxExtendedRules, unsaid, 'CII')).toContain('BR-FXEXT-06 lines[2]');
    expect(brokenBy(frExtendedRules, unsaid, 'CII')).not.toContain('BR-FREXT-06 lines[2]');
  });
});
