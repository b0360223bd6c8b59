import { Decimal, type InvoiceDocument, type Said, type Line, type OtherParty } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../../formats/testing/sample-invoice.js';
import type { Facts } from '../facts.js';
import { Subject } from '../rules/subject.js';
import { BUSINESS_RULES, checkBusiness } from './business-rules.js';

const TODAY: Facts = { today: '2026-06-15', purpose: 'sent' };
const money = (value: string | number): Decimal => new Decimal(value);
const right: InvoiceDocument = sampleInvoice([{ quantity: '10', price: '150' }]);

const fired = (document: InvoiceDocument, facts: Facts = TODAY) => checkBusiness(new Subject(document, 'CII'), facts);
const said = (more: InvoiceDocument): InvoiceDocument => ({ ...right, ...more });
const party = (role: 'seller' | 'buyer', more: Said<OtherParty>): InvoiceDocument =>
  said({ [role]: { ...right[role], ...more } });
const line = (more: Said<Line>): InvoiceDocument => said({ lines: [{ ...right.lines?.[0], ...more }] });
const totals = (more: InvoiceDocument['totals']): InvoiceDocument => said({ totals: { ...right.totals, ...more } });
const group = (more: NonNullable<InvoiceDocument['vat_breakdown']>[number]): InvoiceDocument =>
  said({ vat_breakdown: [{ ...right.vat_breakdown?.[0], ...more }] });
const note = (subject: string, content: string): InvoiceDocument => said({ notes: [{ subject, content }] });
const file = (filename: string, base64: string, mime_type = 'application/pdf'): InvoiceDocument =>
  said({ attachments: [{ id: 'A', file: { filename, mime_type, base64 } }] });
const abroad = (document: InvoiceDocument): InvoiceDocument => ({
  ...document,
  seller: { name: 'A', address: { country_code: 'DE' } },
  buyer: { name: 'B', address: { country_code: 'BE' } },
});
const exempt = (code: string, reason: string, more = {}): InvoiceDocument =>
  group({ tax_category: 'E', tax_rate: money(0), exemption_code: code, exemption_reason: reason, ...more });

type Example = readonly [id: string, holds: InvoiceDocument, breaks: InvoiceDocument, at: string, facts?: Facts];

const PDF = 'JVBERi0xLjcK';

const EXAMPLES: readonly Example[] = [
  ['OF-ID-01', party('buyer', { siren: '552 120 222' }), party('buyer', { siren: '552120223' }), 'buyer.siren'],
  [
    'OF-ID-02',
    party('seller', { siret: '73282932000074' }),
    party('seller', { siret: '73282932000075' }),
    'seller.siret',
  ],
  [
    'OF-ID-03',
    party('seller', { siret: '73282932000074' }),
    party('buyer', { siret: '73282932000074' }),
    'buyer.siret',
  ],
  ['OF-ID-04', right, said({ buyer: right.seller }), 'buyer'],
  [
    'OF-VAT-01',
    party('seller', { vat_number: 'FR44 732 829 320' }),
    party('seller', { vat_number: 'FR45732829320' }),
    'seller.vat_number',
  ],
  ['OF-VAT-02', right, party('seller', { vat_number: 'FR27552120222' }), 'seller.vat_number'],
  [
    'OF-VAT-03',
    party('buyer', { vat_number: 'DE123456789' }),
    party('buyer', { vat_number: 'DE12345678' }),
    'buyer.vat_number',
  ],
  [
    'OF-PAY-01',
    said({ payment_means: [{ type_code: '30', account_id: 'COMPTE 12' }] }),
    said({ payment_means: [{ type_code: '30', iban: 'FR7630006000011234567890188' }] }),
    'payment_means[0].iban',
  ],
  [
    'OF-PAY-02',
    said({ direct_debit: { debited_account: 'FR7630006000011234567890189' } }),
    said({ direct_debit: { debited_account: 'FR7630006000011234567890188' } }),
    'direct_debit.debited_account',
  ],
  [
    'OF-PAY-03',
    said({ payment_means: [{ type_code: '30', bic: 'AGRIFRPP' }] }),
    said({ payment_means: [{ type_code: '30', bic: 'AGRIFRP' }] }),
    'payment_means[0].bic',
  ],
  ['OF-DATE-01', said({ delivery_date: '2024-02-29' }), said({ delivery_date: '2026-02-30' }), 'delivery_date'],
  ['OF-DATE-03', abroad(right), abroad(said({ due_date: '2026-05-31' })), 'due_date'],
  // 45 days after the end of June.
  ['OF-DATE-04', said({ due_date: '2026-08-14' }), said({ due_date: '2026-08-15' }), 'due_date'],
  ['OF-DATE-05', right, said({ issue_date: '2026-06-16' }), 'issue_date'],
  ['OF-DATE-06', said({ issue_date: '2024-01-01' }), said({ issue_date: '2023-12-31' }), 'issue_date'],
  ['OF-NOTE-01', note('AAB', 'N/A'), note('PMD', ' ... '), 'notes[0].content'],
  ['OF-NOTE-02', right, note('PMT', 'Indemnité forfaitaire'), 'notes[0].content'],
  ['OF-SUM-01', line({ net_amount: money('1500.01') }), line({ net_amount: money('1600') }), 'lines[0].net_amount'],
  ['OF-SUM-02', right, line({ net_amount: money('1500.05') }), 'lines[0].net_amount'],
  [
    'OF-SUM-03',
    line({ gross_price: money(160), price_discount: money(10) }),
    line({ gross_price: money(160), price_discount: money(5) }),
    'lines[0].unit_price',
  ],
  [
    'OF-SUM-04',
    said({ charges: [{ amount: money('3.33'), base_amount: money('33.33'), percentage: money(10) }] }),
    said({ charges: [{ amount: money(4), base_amount: money('33.33'), percentage: money(10) }] }),
    'charges[0].amount',
  ],
  ['OF-LINE-01', right, said({ lines: [right.lines?.[0] ?? {}, right.lines?.[0] ?? {}] }), 'lines[1].id'],
  [
    'OF-LINE-02',
    line({ price_base_quantity: money(1) }),
    line({ price_base_quantity: money(0) }),
    'lines[0].price_base_quantity',
  ],
  ['OF-SUM-05', right, group({ taxable_amount: money('1499.50') }), 'vat_breakdown[0].taxable_amount'],
  [
    'OF-SUM-06',
    group({ tax_amount: money('300.01') }),
    group({ tax_amount: money('300.03') }),
    'vat_breakdown[0].tax_amount',
  ],
  ['OF-SUM-07', right, totals({ net: money('1499') }), 'totals.net'],
  ['OF-SUM-08', right, totals({ gross: money('1500') }), 'totals.gross'],
  [
    'OF-SIGN-01',
    said({ type_code: '381' }),
    said({ type_code: '381', totals: { gross: money('-1800') } }),
    'totals.gross',
  ],
  ['OF-SIGN-02', abroad(totals({ gross: money('-1800') })), totals({ gross: money('-1800') }), 'totals.gross'],
  [
    'OF-FRAME-01',
    said({ billing_frame: 'B1' }),
    { ...line({ unit_code: 'HUR' }), billing_frame: 'B1' },
    'billing_frame',
  ],
  ['OF-FRAME-02', right, group({ tax_category: 'K' }), 'billing_frame'],
  [
    'OF-FRAME-03',
    said({ billing_frame: 'S4', totals: { ...right.totals, prepaid: money(1800), due: money(0) } }),
    totals({ prepaid: money(1800), due: money(0) }),
    'billing_frame',
  ],
  [
    'OF-FRAME-04',
    said({ billing_frame: 'S4', preceding_invoices: [{ number: 'AC-1' }] }),
    said({ billing_frame: 'S4' }),
    'billing_frame',
  ],
  [
    'OF-EXM-01',
    group({ tax_category: 'AE', exemption_code: 'VATEX-EU-AE' }),
    group({ tax_category: 'K', exemption_code: 'VATEX-EU-AE' }),
    'vat_breakdown[0].exemption_code',
  ],
  [
    'OF-EXM-02',
    exempt('VATEX-FR-FRANCHISE', 'TVA non applicable, art. 293 B du CGI'),
    exempt('VATEX-EU-132', 'TVA non applicable, art. 293 B du CGI'),
    'vat_breakdown[0].exemption_reason',
  ],
  [
    'OF-EXM-03',
    exempt('VATEX-FR-FRANCHISE', '', { tax_amount: money(0) }),
    exempt('VATEX-FR-FRANCHISE', '', { tax_amount: money(3) }),
    'vat_breakdown[0].tax_amount',
  ],
  [
    'OF-CUR-01',
    said({ tax_currency: 'EUR', totals: { ...right.totals, tax_accounting: money(300) } }),
    said({ tax_currency: 'EUR', totals: { ...right.totals, tax_accounting: money(301) } }),
    'totals.tax_accounting',
  ],
  ...[['300', '270'] as const].map(([tax, wrong]): Example => {
    const dollars = (amount: string) =>
      said({
        currency: 'USD',
        tax_currency: 'EUR',
        exchange_rate: { source_currency: 'USD', target_currency: 'EUR', rate: money('0.8') },
        totals: { ...right.totals, tax: money(tax), tax_accounting: money(amount) },
      });
    return ['OF-CUR-02', dollars('240'), dollars(wrong), 'totals.tax_accounting'];
  }),
  ['OF-CUR-03', totals({ tax_accounting: money(3) }), totals({ tax_accounting: money(-3) }), 'totals.tax_accounting'],
  ['OF-ATT-01', file('a.PDF', PDF), file('../a.pdf', PDF), 'attachments[0].file.filename'],
  ['OF-ATT-02', file('a.pdf', PDF), file('a.pdf', 'TUlDUk8='), 'attachments[0].file'],
  ['OF-ATT-03', file('a.pdf', PDF), file('a.pdf', PDF.padEnd(134_000_000, 'A')), 'attachments'],
  [
    'OF-ATT-04',
    file('a.pdf', PDF),
    said({ attachments: [...(file('a.pdf', PDF).attachments ?? []), ...(file('A.pdf', PDF).attachments ?? [])] }),
    'attachments[1].file.filename',
  ],
  [
    'OF-MAIL-01',
    party('seller', { contact: { email: 'compta@example.fr' } }),
    party('seller', { contact: { email: 'compta.example.fr' } }),
    'seller.contact.email',
  ],
  [
    'OF-REF-01',
    said({ preceding_invoices: [{ number: 'INV-2026-0001', issue_date: '2025-01-01' }] }),
    said({ preceding_invoices: [{ number: 'INV-2026-0001' }] }),
    'preceding_invoices[0].number',
  ],
  [
    'OF-REF-02',
    said({ preceding_invoices: [{ number: 'A', issue_date: '2026-06-01' }] }),
    said({ preceding_invoices: [{ number: 'A', issue_date: '2026-06-02' }] }),
    'preceding_invoices[0].issue_date',
  ],
  ['OF-DUP-01', right, right, 'number', { ...TODAY, duplicate: true }],
  ['OF-DIR-01', right, right, 'buyer.electronic_address', { ...TODAY, buyerReachable: false }],
];

const named = EXAMPLES.map(([id, holds, breaks, at, facts = TODAY]) => ({ id, holds, breaks, at, facts }));

describe.each(named)('$id', ({ id, holds, breaks, at, facts }) => {
  it('passes what is right', () => {
    expect(fired(holds).filter(({ code }) => code === id)).toEqual([]);
  });

  it('tells what is wrong, where, and in both languages', () => {
    const findings = fired(breaks, facts).filter(({ code }) => code === id);
    expect(findings.map(({ path }) => path)).toEqual([at]);
    for (const { message, message_fr, hint = '', hint_fr = '' } of findings) {
      expect(`${message}${message_fr}${hint}${hint_fr}`).not.toMatch(/[{}]|undefined/);
      expect(message).not.toBe(message_fr);
    }
  });
});

const scaled = (scale: number) => fc.integer({ min: 1, max: 10 ** 7 }).map((value) => money(value).div(10 ** scale));

describe('the business layer', () => {
  it('has an example of each rule, under one code each', () => {
    const ids = BUSINESS_RULES.map(({ id }) => id);
    expect(new Set(EXAMPLES.map(([id]) => id))).toEqual(new Set(ids));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index || !/^OF-[A-Z]+-\d{2}$/.test(id))).toEqual([]);
  });

  it('says nothing of an invoice that is right', () => {
    expect(fired(right)).toEqual([]);
  });

  it('tells faults of what others sent as warnings', () => {
    const findings = fired(party('buyer', { siren: '552120223' }), { ...TODAY, purpose: 'received' });
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['warning']));
  });

  it('names the two amounts and their difference', () => {
    const [finding] = fired(line({ net_amount: money('1600') })).filter(({ code }) => code === 'OF-SUM-01');
    expect(finding?.message).toMatch(/declared 1600\.00, computed 1500\.00 .*difference 100\.00/);
    expect(finding?.message_fr).toMatch(/déclaré 1600\.00, calculé 1500\.00 .*écart 100\.00/);
  });

  it('takes the office numbers of La Poste, which pass no Luhn', () => {
    const office = party('seller', { siren: '356000000', siret: '35600000000001', vat_number: 'FR39356000000' });
    expect(fired(office).filter(({ code }) => code.startsWith('OF-ID'))).toEqual([]);
  });

  it('leaves an insurance premium with its own tax alone', () => {
    const premium = line({ tax_category: 'E', gross_price: money('178.50'), net_amount: money('1785') });
    expect(fired(premium).filter(({ code }) => code === 'OF-SUM-01')).toEqual([]);
  });

  it('finds no fault with the amount of a line that is computed as the model says', () => {
    fc.assert(
      fc.property(scaled(4), scaled(4), fc.constantFrom(1, 100, 1000), (quantity, unit_price, base) => {
        const net_amount = quantity.times(unit_price).div(base).toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);
        const told = fired(line({ quantity, unit_price, price_base_quantity: money(base), net_amount }));
        expect(told.filter(({ code }) => code === 'OF-SUM-01' || code === 'OF-SUM-02')).toEqual([]);
      }),
    );
  });

  it('never throws, whatever is missing', () => {
    const members = Object.keys(right) as (keyof InvoiceDocument)[];
    fc.assert(
      fc.property(fc.subarray(members), (kept) => {
        const document = Object.fromEntries(kept.map((member) => [member, right[member]]));
        expect(() => fired(document)).not.toThrow();
      }),
    );
  });
});
