import { completeInvoice, type Invoice, readInvoiceBody, submissionFaults } from '@onefacture/invoice';
import { writeCii } from '@onefacture/formats';
import type { RuleProcess } from '@onefacture/inspection';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenRules, CII_XSD, NOT_HERE, openPack, openSchema, suite } from './official-standards.js';

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const text = fc
  .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
  .filter((value) => value.trim() !== '' && !/\p{Cc}|\p{Surrogate}|[\uFFFE\uFFFF]/u.test(value));
const scaled = (scale: number, least: number, most: number) =>
  fc
    .integer({ min: least * 10 ** scale, max: most * 10 ** scale })
    .map((value) => (value / 10 ** scale).toFixed(scale));

const tax = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom('20', '10', '5.50', '2.1', '8.5').map((rate) => ({ tax_category: 'S', tax_rate: rate })),
  },
  { weight: 1, arbitrary: fc.constantFrom('Z', 'AE', 'K', 'G', 'E').map((category) => ({ tax_category: category })) },
  { weight: 1, arbitrary: fc.constant({ tax_category: 'E', exemption_code: 'VATEX-FR-FRANCHISE' }) },
);
const line = fc
  .record({
    name: maybe(text),
    description: text,
    note: maybe(text),
    seller_item_id: maybe(text),
    quantity: fc.oneof(scaled(4, -500, 500), fc.constantFrom('0', '99999999999999', '-0.0001')),
    unit_code: fc.constantFrom('HUR', 'C62', 'KGM', 'XBX', 'E48'),
    unit_price: fc.oneof(scaled(6, 0, 900), fc.constantFrom('0', '99.99', '0.000001')),
    tax,
    period: maybe(fc.constantFrom({ start_date: '2026-05-01' }, { start_date: '2026-05-01', end_date: '2026-05-31' })),
  })
  .map(({ tax: taxed, ...rest }) => ({ ...rest, ...taxed }));
const outside = line.map(({ tax_rate: _rate, exemption_code: _code, ...rest }: Record<string, unknown>) => ({
  ...rest,
  tax_category: 'O',
}));

const party = (siren: string, vat: string) =>
  fc.record({
    name: text,
    siren: fc.constant(siren),
    trading_name: maybe(text),
    vat_number: maybe(fc.constant(vat)),
    email: maybe(fc.constant('compta@example.fr')),
    electronic_address: maybe(
      fc.constantFrom({ scheme: '0225', value: `${siren}_A` }, { scheme: 'EM', value: 'a@b.fr' }),
    ),
    contact: maybe(fc.record({ name: maybe(text), phone: maybe(fc.constant('+33 1 23 45 67 89')) })),
    address: fc.record({
      line1: maybe(text),
      postal_code: maybe(fc.constant('75007')),
      city: maybe(text),
      country_code: fc.constantFrom('FR', 'DE', 'RE'),
    }),
  });

const body = fc.record({
  number: fc.constantFrom('A', 'F/2026-1', 'a+b_c'),
  type_code: fc.constantFrom('380', '380', '381', '384', '386', '389', '262', '503', '472', '261', '396'),
  issue_date: fc.constantFrom('2026-06-01', '2024-02-29'),
  due_date: maybe(fc.constantFrom('2026-07-01', '2026-01-01')),
  billing_frame: maybe(fc.constantFrom('B1', 'S2', 'M4', 'S5', 'B7', 'S3')),
  buyer_reference: maybe(text),
  order_reference: maybe(text),
  contract_reference: maybe(text),
  notes: fc.uniqueArray(
    fc.constantFrom(
      { subject: 'credit_note', content: 'Avoir' },
      { subject: 'PMT', content: 'Indemnité' },
      { subject: 'BAR', content: 'B2B' },
      { subject: 'REG', content: 'RCS' },
      { content: 'Merci' },
    ),
    { selector: ({ content }) => content },
  ),
  preceding_invoices: fc.constantFrom([], [{ number: 'INV-1', issue_date: '2026-01-01' }], [{ number: 'INV-1' }]),
  seller: party('732829320', 'FR44732829320'),
  buyer: party('552120222', 'FR27552120222'),
  delivery_date: maybe(fc.constant('2026-05-31')),
  period: maybe(fc.constantFrom({ end_date: '2026-05-31' }, { start_date: '2026-05-01', end_date: '2026-05-31' })),
  payment_terms: maybe(text),
  payment_means: maybe(
    fc.constantFrom(
      { type_code: '58', iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP', account_name: 'Acme' },
      { type_code: '48' },
      { type_code: '20', remittance_information: 'F1' },
    ),
  ),
  lines: fc.oneof(
    { weight: 6, arbitrary: fc.array(line, { minLength: 1, maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(outside, { minLength: 1, maxLength: 3 }) },
  ),
});

/** Bodies that our own checks let through, out of a fixed stream of random ones. */
function accepted(wanted: number): Invoice[] {
  const invoices: Invoice[] = [];
  for (const json of fc.sample(body, { numRuns: wanted * 40, seed: 20260601 })) {
    const reading = readInvoiceBody(json);
    if ('faults' in reading) continue;
    const invoice = completeInvoice(reading.body);
    if (submissionFaults(invoice).length === 0) invoices.push(invoice);
    if (invoices.length === wanted) break;
  }
  return invoices;
}

describe.skipIf(NOT_HERE)(suite('what our checks let through, by the official rules'), () => {
  const invoices = accepted(Number(process.env['SUBMISSION_RULES_RUNS'] ?? 60));
  let packs: RuleProcess[] = [];

  beforeAll(async () => {
    packs = [await openPack('CEN EN16931-CII 1.3.16'), await openPack('BR-FR-Flux2 1.4.0.03')];
  });
  afterAll(() => {
    for (const pack of packs) pack.close();
  });

  it('is a fair sample', () => {
    expect(invoices.length).toBeGreaterThanOrEqual(30);
    expect(new Set(invoices.map((invoice) => invoice.type_code)).size).toBeGreaterThan(4);
    expect(
      new Set(invoices.flatMap((invoice) => invoice.vat_breakdown.map((group) => group.tax_category))).size,
    ).toBeGreaterThan(4);
  });

  it('breaks none of them', async () => {
    const schema = openSchema(CII_XSD);
    const broken: Record<string, string[]> = {};
    for (const [index, invoice] of invoices.entries()) {
      const document = writeCii(invoice);
      const found = schema(document);
      for (const pack of packs) found.push(...(await brokenRules(pack, Buffer.from(document))));
      if (found.length > 0) broken[`${index} ${invoice.type_code} ${invoice.billing_frame}`] = found;
    }
    expect(broken).toEqual({});
  });
});
