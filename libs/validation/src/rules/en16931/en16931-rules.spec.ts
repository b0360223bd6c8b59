import { Decimal, type InvoiceDocument } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenBy, findingsOn } from '../../../testing/broken-rules.js';
import { changed, SAMPLE } from '../../../testing/sample-document.js';
import { ALWAYS_HOLD } from '../always-hold.js';
import { businessTermRules } from './en16931-rules.js';

const amount = (value: string): Decimal => new Decimal(value);
const SYNTAXES = ['CII', 'UBL'] as const;

type Case = readonly [id: string, changes: Readonly<Record<string, unknown>>, at: string];

/** For each rule one way to break it, and where it is then broken. */
const CASES: readonly Case[] = [
  ['BR-01', { specification: undefined, profile: undefined }, 'specification'],
  ['BR-02', { number: undefined }, 'number'],
  ['BR-03', { issue_date: undefined }, 'issue_date'],
  ['BR-04', { type_code: undefined }, 'type_code'],
  ['BR-05', { currency: undefined }, 'currency'],
  ['BR-06', { 'seller.name': undefined }, 'seller.name'],
  ['BR-07', { buyer: undefined }, 'buyer.name'],
  ['BR-08', { 'seller.address': undefined }, 'seller.address'],
  ['BR-09', { 'seller.address.country_code': undefined }, 'seller.address.country_code'],
  ['BR-10', { 'buyer.address': undefined }, 'buyer.address'],
  ['BR-11', { 'buyer.address.country_code': undefined }, 'buyer.address.country_code'],
  ['BR-12', { 'totals.lines': undefined }, 'totals.lines'],
  ['BR-13', { 'totals.net': undefined }, 'totals.net'],
  ['BR-14', { 'totals.gross': undefined }, 'totals.gross'],
  ['BR-15', { 'totals.due': undefined }, 'totals.due'],
  ['BR-16', { lines: [] }, 'lines'],
  ['BR-17', { 'payee.name': undefined }, 'payee.name'],
  ['BR-18', { 'tax_representative.name': undefined }, 'tax_representative.name'],
  ['BR-19', { 'tax_representative.address': undefined }, 'tax_representative.address'],
  ['BR-20', { 'tax_representative.address.country_code': undefined }, 'tax_representative.address.country_code'],
  ['BR-21', { 'lines[1].id': undefined }, 'lines[1].id'],
  ['BR-22', { 'lines[1].quantity': undefined }, 'lines[1].quantity'],
  ['BR-23', { 'lines[1].unit_code': undefined }, 'lines[1].unit_code'],
  ['BR-24', { 'lines[1].net_amount': undefined }, 'lines[1].net_amount'],
  ['BR-25', { 'lines[1].name': undefined }, 'lines[1].name'],
  ['BR-26', { 'lines[1].unit_price': undefined }, 'lines[1].unit_price'],
  ['BR-27', { 'lines[1].unit_price': amount('-0.01') }, 'lines[1].unit_price'],
  ['BR-28', { 'lines[0].gross_price': amount('-110') }, 'lines[0].gross_price'],
  ['BR-29', { 'period.end_date': '2025-12-31' }, 'period.end_date'],
  ['BR-30', { 'lines[0].period.start_date': '2026-02-01' }, 'lines[0].period.end_date'],
  ['BR-31', { 'allowances[0].amount': undefined }, 'allowances[0].amount'],
  ['BR-32', { 'allowances[0].tax_category': undefined }, 'allowances[0].tax_category'],
  ['BR-33', { 'allowances[0].reason': undefined }, 'allowances[0].reason'],
  ['BR-36', { 'charges[0].amount': undefined }, 'charges[0].amount'],
  ['BR-37', { 'charges[0].tax_category': undefined }, 'charges[0].tax_category'],
  ['BR-38', { 'charges[0].reason': undefined }, 'charges[0].reason'],
  ['BR-41', { 'lines[0].allowances[0].amount': undefined }, 'lines[0].allowances[0].amount'],
  ['BR-42', { 'lines[0].allowances[0].reason': undefined }, 'lines[0].allowances[0].reason'],
  ['BR-43', { 'lines[0].charges[0].amount': undefined }, 'lines[0].charges[0].amount'],
  ['BR-44', { 'lines[0].charges[0].reason_code': undefined }, 'lines[0].charges[0].reason'],
  ['BR-45', { 'vat_breakdown[0].taxable_amount': undefined }, 'vat_breakdown[0].taxable_amount'],
  ['BR-46', { 'vat_breakdown[0].tax_amount': undefined }, 'vat_breakdown[0].tax_amount'],
  ['BR-47', { 'vat_breakdown[0].tax_category': undefined }, 'vat_breakdown[0].tax_category'],
  ['BR-48', { 'vat_breakdown[0].tax_rate': undefined }, 'vat_breakdown[0].tax_rate'],
  ['BR-49', { 'payment_means[1].type_code': undefined }, 'payment_means[1].type_code'],
  ['BR-50', { 'payment_means[0].iban': undefined }, 'payment_means[0].iban'],
  ['BR-51', { 'payment_means[1].card.number': '49701001234' }, 'payment_means[1].card.number'],
  ['BR-52', { 'attachments[0].id': undefined }, 'attachments[0].id'],
  ['BR-53', { 'totals.tax_accounting': undefined }, 'totals.tax_accounting'],
  ['BR-54', { 'lines[0].attributes[0].value': undefined }, 'lines[0].attributes[0]'],
  ['BR-55', { 'preceding_invoices[0].number': undefined }, 'preceding_invoices[0].number'],
  ['BR-56', { 'tax_representative.vat_number': undefined }, 'tax_representative.vat_number'],
  ['BR-57', { 'delivery.address.country_code': undefined }, 'delivery.address.country_code'],
  ['BR-61', { 'payment_means[0].iban': undefined }, 'payment_means[0].iban'],
  ['BR-62', { 'seller.electronic_address.scheme': undefined }, 'seller.electronic_address.scheme'],
  ['BR-63', { 'buyer.electronic_address.scheme': undefined }, 'buyer.electronic_address.scheme'],
  ['BR-64', { 'lines[0].standard_item_id.scheme': undefined }, 'lines[0].standard_item_id.scheme'],
  ['BR-65', { 'lines[0].classifications[0].list_id': undefined }, 'lines[0].classifications[0]'],
  ['BR-CO-03', { tax_point_code: '35' }, 'tax_point_date'],
  ['BR-CO-04', { 'lines[1].tax_category': undefined }, 'lines[1].tax_category'],
  ['BR-CO-09', { 'tax_representative.vat_number': '83404833048' }, 'tax_representative.vat_number'],
  ['BR-CO-10', { 'totals.lines': amount('245.01') }, 'totals.lines'],
  ['BR-CO-11', { 'totals.allowances': undefined }, 'totals.allowances'],
  ['BR-CO-12', { 'charges[0].amount': amount('10.10') }, 'totals.charges'],
  ['BR-CO-13', { 'totals.net': amount('236') }, 'totals.net'],
  ['BR-CO-14', { 'totals.tax': amount('46.99') }, 'totals.tax'],
  ['BR-CO-15', { 'totals.gross': amount('281') }, 'totals.gross'],
  ['BR-CO-16', { 'totals.prepaid': amount('80') }, 'totals.due'],
  ['BR-CO-17', { 'vat_breakdown[0].tax_amount': amount('49') }, 'vat_breakdown[0].tax_amount'],
  ['BR-CO-18', { vat_breakdown: [] }, 'vat_breakdown'],
  ['BR-CO-19', { period: {} }, 'period'],
  ['BR-CO-20', { 'lines[0].period': {} }, 'lines[0].period'],
  ['BR-CO-21', { 'allowances[0].reason': undefined }, 'allowances[0].reason'],
  ['BR-CO-22', { 'charges[0].reason': undefined }, 'charges[0].reason'],
  ['BR-CO-23', { 'lines[0].allowances[0].reason': undefined }, 'lines[0].allowances[0].reason'],
  ['BR-CO-24', { 'lines[0].charges[0].reason_code': undefined }, 'lines[0].charges[0].reason'],
  [
    'BR-CO-26',
    { 'seller.siren': undefined, 'seller.identifiers': undefined, 'seller.vat_number': undefined },
    'seller.siren',
  ],
  ['BR-B-01', { 'lines[1].tax_category': 'B' }, 'vat_breakdown'],
  ['BR-B-02', { 'lines[1].tax_category': 'B' }, 'vat_breakdown'],
];

const broken = (document: InvoiceDocument, syntax: 'CII' | 'UBL'): string[] =>
  brokenBy(businessTermRules, document, syntax);

describe('the rules on business terms', () => {
  it('have an example each', () => {
    const examples = CASES.map(([id]) => id);
    expect(businessTermRules.map(({ id }) => id).toSorted()).toEqual(examples.toSorted());
  });

  it('list those that always hold with a reason, and have no rule for them', () => {
    for (const id of ['BR-CO-05', 'BR-CO-06', 'BR-CO-07', 'BR-CO-08']) expect(ALWAYS_HOLD.get(id)?.reason).toBeTruthy();
    expect(businessTermRules.filter(({ id }) => ALWAYS_HOLD.has(id))).toEqual([]);
  });

  it.each(SYNTAXES)('hold on a good document in %s', (syntax) => {
    expect(broken(SAMPLE, syntax)).toEqual([]);
  });

  describe.each(SYNTAXES)('in %s', (syntax) => {
    it.each(CASES)('%s is broken by %o', (id, changes, at) => {
      expect(broken(changed(SAMPLE, changes), syntax)).toContain(`${id} ${at}`);
    });
  });

  it('fill every place of their sentences, in both languages', () => {
    for (const [, changes] of CASES) {
      for (const finding of findingsOn(businessTermRules, changed(SAMPLE, changes), 'CII')) {
        expect(`${finding.message} ${finding.message_fr} ${finding.hint ?? ''}`).not.toMatch(/[{}]/);
        expect(finding.message).not.toBe(finding.message_fr);
        expect(finding.term).not.toBe('');
      }
    }
  });

  it('never throw, whatever is missing', () => {
    const members = fc.constantFrom(...Object.keys(SAMPLE));
    fc.assert(
      fc.property(fc.uniqueArray(members), fc.constantFrom(...SYNTAXES), (gone, syntax) => {
        const document = changed(SAMPLE, Object.fromEntries(gone.map((member) => [member, undefined])));
        expect(() => broken(document, syntax)).not.toThrow();
      }),
    );
  });
});
