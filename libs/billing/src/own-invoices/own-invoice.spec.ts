import type { OrganisationIdentity } from '@onefacture/accounts';
import { Decimal, submissionFaults, type Invoice } from '@onefacture/invoice';
import { officialFaults } from '@onefacture/validation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaymentInvoiceRow } from '../payments/payment-records.repository.js';
import { ownInvoice } from './own-invoice.js';
import { GLOBEX, LINE, operatorOf, paidInvoice } from './testing/own-invoices.js';

const OPERATOR = operatorOf();
const made = (row: PaymentInvoiceRow, identity = GLOBEX, operator = OPERATOR): Invoice => {
  const result = ownInvoice(row, identity, operator);
  if ('invoice' in result) return result.invoice;
  throw new Error(JSON.stringify(result));
};
const text = (value: Decimal | undefined) => value?.toFixed(2);

/** A row of these lines, its totals those of the lines. */
const rowOf = (lines: PaymentInvoiceRow['lines'], more: Partial<PaymentInvoiceRow> = {}): PaymentInvoiceRow => {
  const taxes = lines.flatMap((line) => line.taxes);
  const within = taxes.filter(({ inclusive }) => inclusive).reduce((sum, { amount }) => sum + amount, 0);
  const net = lines.reduce((sum, { amount, discount }) => sum + amount - discount, 0) - within;
  const tax = taxes.reduce((sum, { amount }) => sum + amount, 0);
  return paidInvoice({ lines, net, tax, total: net + tax, paid: net + tax, ...more });
};

/** An amount without a price per piece, and its VAT. */
const taxed = (amount: number, tax: number) => ({
  ...{ ...LINE, unit_amount: null, amount },
  taxes: [{ kind: 'taxed' as const, amount: tax, inclusive: false }],
});

const BERLIN: OrganisationIdentity = {
  name: 'Globex GmbH',
  vat_number: 'DE136695976',
  address: { line1: 'Unter den Linden 1', postal_code: '10117', city: 'Berlin', country_code: 'DE' },
  electronic_address: { scheme: '9930', value: 'DE136695976' },
};

describe(ownInvoice, () => {
  it('is what France accepts: paid services, with the mentions of the law', () => {
    const invoice = made(paidInvoice());
    expect(submissionFaults(invoice)).toEqual([]);
    expect(officialFaults(invoice, 'all')).toEqual([]);
    expect(invoice).toMatchObject({
      profile: 'EN16931',
      type_code: '380',
      number: 'OF-0001',
      issue_date: '2026-11-20',
      due_date: '2026-11-20',
      billing_frame: 'S2',
      seller: { siren: '732829320', siret: '73282932000074', vat_number: 'FR44732829320' },
      buyer: { name: 'Globex SAS', siren: '552120222', electronic_address: { scheme: '0225', value: '552120222' } },
      lines: [{ name: LINE.description, period: { start_date: '2026-11-20', end_date: '2026-12-20' } }],
    });
    expect(invoice.notes.map(({ subject }) => subject)).toEqual(['PMT', 'PMD', 'AAB']);
    const { net, tax, gross, prepaid, due } = invoice.totals;
    expect([net, tax, gross, prepaid, due].map(text)).toEqual(['49.00', '9.80', '58.80', '58.80', '0.00']);
    expect(invoice.vat_breakdown).toMatchObject([{ tax_category: 'S' }]);
    expect(text(invoice.vat_breakdown[0]?.tax_rate)).toBe('20.00');
  });

  it('takes mentions, account and electronic address from the settings', () => {
    const operator = operatorOf({
      ONEFACTURE_OPERATOR_MENTION_AAB: 'Escompte de 1 % sous huit jours.',
      ONEFACTURE_OPERATOR_IBAN: 'FR76 3000 6000 0112 3456 7890 189',
      ONEFACTURE_OPERATOR_ELECTRONIC_ADDRESS: '0225:732829320_ABO',
    });
    const invoice = made(paidInvoice(), GLOBEX, operator);
    expect(invoice.notes.find(({ subject }) => subject === 'AAB')?.content).toBe('Escompte de 1 % sous huit jours.');
    expect(invoice.payment_means).toMatchObject([{ type_code: '58', iban: 'FR7630006000011234567890189' }]);
    expect(invoice.seller.electronic_address).toEqual({ scheme: '0225', value: '732829320_ABO' });
  });

  it('reverses the charge for a business of another member state', () => {
    const taxes = [{ kind: 'reverse_charge', amount: 0, inclusive: false }] as const;
    const invoice = made(rowOf([{ ...LINE, taxes: [...taxes] }]), BERLIN);
    expect(officialFaults(invoice, 'all')).toEqual([]);
    expect(invoice.vat_breakdown).toMatchObject([
      { tax_category: 'AE', exemption_code: 'VATEX-EU-AE', exemption_reason: 'Autoliquidation' },
    ]);
    expect([invoice.totals.tax, invoice.totals.gross].map(text)).toEqual(['0.00', '49.00']);
    expect(invoice.buyer.vat_number).toBe('DE136695976');
  });

  it('is outside the scope of VAT for a buyer outside the Union, who is named without a VAT number', () => {
    const geneva = { ...BERLIN, address: { line1: 'Quai 1', city: 'Genève', country_code: 'CH' } };
    const invoice = made(rowOf([{ ...LINE, taxes: [{ kind: 'not_taxed', amount: 0, inclusive: false }] }]), geneva);
    expect(officialFaults(invoice, 'all')).toEqual([]);
    expect(invoice.vat_breakdown).toMatchObject([{ tax_category: 'O', exemption_code: 'VATEX-EU-O' }]);
    expect([invoice.seller.vat_number, invoice.buyer.vat_number]).toEqual([undefined, undefined]);
  });

  it('names the exemption of small businesses where the operator has no VAT number', () => {
    const exempt = operatorOf({ ONEFACTURE_OPERATOR_VAT_NUMBER: '' });
    const invoice = made(rowOf([{ ...LINE, taxes: [] }]), GLOBEX, exempt);
    expect(officialFaults(invoice, 'all')).toEqual([]);
    expect(invoice.vat_breakdown).toMatchObject([{ tax_category: 'E', exemption_code: 'VATEX-FR-FRANCHISE' }]);
    expect(ownInvoice(paidInvoice(), GLOBEX, exempt)).toEqual({
      faults: ['VAT is collected, but ONEFACTURE_OPERATOR_VAT_NUMBER is not set'],
    });
  });

  it('says zero rate where the provider does', () => {
    const invoice = made(rowOf([{ ...LINE, taxes: [{ kind: 'zero_rated', amount: 0, inclusive: false }] }]));
    expect(invoice.vat_breakdown).toMatchObject([{ tax_category: 'Z' }]);
  });

  it('splits the tax out of a price that holds it', () => {
    const within = { ...LINE, unit_amount: '5880', amount: 5_880 };
    const invoice = made(rowOf([{ ...within, taxes: [{ kind: 'taxed', amount: 980, inclusive: true }] }]));
    expect([invoice.totals.net, invoice.totals.gross].map(text)).toEqual(['49.00', '58.80']);
    expect(officialFaults(invoice, 'all')).toEqual([]);
  });

  it('shows what a coupon takes off', () => {
    const line = { ...LINE, quantity: 2, unit_amount: '4900', amount: 9_800, discount: 1_800 };
    const invoice = made(rowOf([{ ...line, taxes: [{ kind: 'taxed', amount: 1_600, inclusive: false }] }]));
    expect(invoice.lines[0]).toMatchObject({ allowances: [{ reason: 'Remise' }] });
    expect([invoice.lines[0]?.quantity, invoice.lines[0]?.net_amount].map(text)).toEqual(['2.00', '80.00']);
  });

  it('credits the unused time of a plan that was left, to the very cent of VAT that was charged', () => {
    const invoice = made(rowOf([taxed(-1_264, -253), taxed(3_262, 652)]));
    expect([invoice.totals.net, invoice.totals.tax, invoice.totals.gross, invoice.totals.due].map(text)).toEqual([
      ...['19.98', '3.99', '23.97', '0.00'],
    ]);
    expect(invoice.lines.map(({ quantity }) => text(quantity))).toEqual(['-1.00', '1.00']);
    expect(officialFaults(invoice, 'all')).toEqual([]);
  });

  it('leaves out lines about nothing', () => {
    const free = { ...LINE, amount: 0, unit_amount: '0', taxes: [] };
    expect(made(rowOf([free, LINE])).lines).toHaveLength(1);
  });
});

describe('no invoice', () => {
  it.each([
    [{ name: 'Acme' }, ['settings.siren', 'settings.address']],
    [{ ...GLOBEX, siren: undefined }, ['settings.siren']],
    [
      { ...GLOBEX, address: { country_code: 'FR' } },
      ['settings.address.line1', 'settings.address.postal_code', 'settings.address.city'],
    ],
    [{ ...BERLIN, electronic_address: undefined }, ['settings.electronic_address']],
  ])('of %j: it lacks %j', (identity, missing) => {
    expect(ownInvoice(paidInvoice(), identity, OPERATOR)).toEqual({ missing });
  });

  it('with reverse charge to somebody without a VAT number', () => {
    const row = rowOf([{ ...LINE, taxes: [{ kind: 'reverse_charge', amount: 0, inclusive: false }] }]);
    expect(ownInvoice(row, { ...BERLIN, vat_number: undefined }, OPERATOR)).toEqual({
      missing: ['settings.vat_number'],
    });
  });

  it.each<[string, Partial<PaymentInvoiceRow>, RegExp]>([
    ['a negative total', { total: -100 }, /credit note/],
    ['tax that no line bears', { tax: 981, total: 5_881 }, /49.00 \+ 9.80, .* 49.00 \+ 9.81/],
    ['an untaxed sale in France', { lines: [{ ...LINE, taxes: [] }], tax: 0, total: 4_900 }, /buyer in FR/],
    ['a foreign rate', { lines: [{ ...LINE, taxes: [{ kind: 'taxed', amount: 931, inclusive: false }] }] }, /no rate/],
    [
      'a ground nobody told',
      { lines: [{ ...LINE, taxes: [{ kind: 'exempt', amount: 0, inclusive: false }] }] },
      /ground/,
    ],
    ['a number that is none', { number: '\u0007' }, /number/],
  ])('of %s', (_, change, told) => {
    const result = ownInvoice(paidInvoice(change), GLOBEX, OPERATOR);
    expect('faults' in result ? result.faults.join() : result).toMatch(told);
  });
});

describe('whatever is sold', () => {
  it('the document says what was charged, and breaks no rule', () => {
    const line = fc.record({
      cents: fc.integer({ min: -5_000_00, max: 20_000_00 }),
      quantity: fc.integer({ min: 1, max: 50 }),
      inclusive: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (sold) => {
        const lines = sold.map(({ cents, quantity, inclusive }) => {
          const bottom = inclusive ? 12_000 : 10_000;
          const amount =
            Math.sign(cents) * Math.floor((Math.abs(cents * quantity) * 2_000 * 2 + bottom) / (2 * bottom));
          const taxes = [{ kind: 'taxed' as const, amount, inclusive }];
          return { ...LINE, quantity, unit_amount: String(cents), amount: cents * quantity, taxes };
        });
        const row = rowOf(lines);
        fc.pre(row.total > 0 && lines.some(({ amount }) => Math.abs(amount) >= 100));
        const result = ownInvoice(row, GLOBEX, OPERATOR);
        if (!('invoice' in result)) return;
        expect(text(result.invoice.totals.gross)).toBe(new Decimal(row.total).div(100).toFixed(2));
        expect(officialFaults(result.invoice, 'all')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
