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
const reason = fc.constantFrom(
  { reason: 'Remise & autres' },
  { reason: 'x', reason_code: '95' },
  { reason_code: '95' },
);
const chargeReason = fc.constantFrom({ reason: 'Port' }, { reason_code: 'FC' });
const amount = fc.oneof(
  scaled(2, 0, 50).map((value) => ({ amount: value })),
  fc.constant({ amount: '3.33', base_amount: '33.33', percentage: '10' }),
);
const change = (why: fc.Arbitrary<object>) =>
  maybe(
    fc.array(
      fc.tuple(amount, why).map(([said, because]) => ({ ...said, ...because })),
      { minLength: 1, maxLength: 2 },
    ),
  );
const price = fc.oneof(
  fc.record({ unit_price: fc.oneof(scaled(6, 0, 900), fc.constantFrom('0', '99.99', '0.000001')) }),
  fc.constantFrom(
    { gross_price: '12.5', price_discount: '2.5' },
    { gross_price: '12.5' },
    { unit_price: '120', price_base_quantity: '100', gross_price: '120' },
  ),
);
const article = fc.record({
  buyer_item_id: maybe(text),
  standard_item_id: maybe(fc.constant({ scheme: '0160', value: '1234567890128' })),
  classifications: maybe(fc.constant([{ code: '72000000', list_id: 'STI', list_version: '2008' }])),
  origin_country: maybe(fc.constantFrom('FR', 'CN')),
  attributes: maybe(
    fc.constant([
      { name: 'Couleur', value: 'bleu' },
      { name: 'Taille', value: '<42>' },
    ]),
  ),
  order_line_reference: maybe(fc.constant('10')),
  invoiced_objects: maybe(fc.constantFrom([{ scheme: 'AVV', value: 'C-1' }], [{ value: 'C-2' }])),
  buyer_accounting_reference: maybe(text),
  allowances: change(reason),
  charges: change(chargeReason),
});
const line = fc
  .record({
    name: maybe(text),
    description: text,
    note: maybe(text),
    seller_item_id: maybe(text),
    quantity: fc.oneof(scaled(4, -500, 500), fc.constantFrom('0', '99999999999999', '-0.0001')),
    unit_code: fc.constantFrom('HUR', 'C62', 'KGM', 'XBX', 'E48'),
    price,
    article,
    tax,
    period: maybe(fc.constantFrom({ start_date: '2026-05-01' }, { start_date: '2026-05-01', end_date: '2026-05-31' })),
  })
  .map(({ tax: taxed, price: priced, article: more, ...rest }) => ({ ...rest, ...taxed, ...priced, ...more }));
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

const references = fc.record({
  project_reference: maybe(text),
  sales_order_reference: maybe(text),
  receiving_advice_reference: maybe(text),
  despatch_advice_reference: maybe(text),
  tender_reference: maybe(fc.constant('LOT-1')),
  invoiced_objects: maybe(fc.constant([{ scheme: 'AVV', value: 'COMPTEUR' }])),
  buyer_accounting_reference: maybe(text),
  attachments: maybe(
    fc.constant([
      { id: 'A', description: 'BON_LIVRAISON', url: 'https://example.com/a?b=1&c=2' },
      {
        id: 'B',
        description: 'LISIBLE',
        file: { filename: 'b.pdf', mime_type: 'application/pdf', base64: 'JVBERi0xLjcK' },
      },
    ]),
  ),
});
const others = fc.record({
  tax_point: fc.constantFrom<object>({}, { tax_point_code: '432' }),
  payee: maybe(fc.constantFrom({ name: 'Affacturage SA', siren: '356000000' }, { name: 'Affacturage SA' })),
  tax_representative: maybe(
    fc.constant({ name: 'Fisc SAS', vat_number: 'FR44732829320', address: { country_code: 'FR' } }),
  ),
  delivery: maybe(
    fc.constantFrom(
      { name: 'Entrepôt', address: { city: 'Lille', country_code: 'FR' } },
      { siret: '73282932000074', address: { line1: 'x', country_code: 'DE' } },
    ),
  ),
});
const taxedChange = (why: fc.Arbitrary<object>) =>
  maybe(
    fc.array(
      fc
        .tuple(amount, why, fc.constantFrom('20', '5.5'))
        .map(([said, because, rate]) => ({ ...said, ...because, tax_category: 'S', tax_rate: rate })),
      { minLength: 1, maxLength: 2 },
    ),
  );

const body = fc
  .record({
    references,
    others,
    allowances: taxedChange(reason),
    charges: taxedChange(chargeReason),
    totals: maybe(fc.record({ prepaid: scaled(2, 0, 20), rounding: maybe(scaled(2, -1, 1)) })),
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
        [
          { type_code: '58', iban: 'FR7630006000011234567890189', remittance_information: 'F1', text: 'Virement' },
          { type_code: '58', iban: 'DE89370400440532013000', remittance_information: 'F1' },
        ],
        { type_code: '48', card: { number: '1234', holder: 'Zoé' } },
      ),
    ),
    lines: fc.oneof(
      { weight: 6, arbitrary: fc.array(line, { minLength: 1, maxLength: 6 }) },
      { weight: 1, arbitrary: fc.array(outside, { minLength: 1, maxLength: 3 }) },
    ),
  })
  .map(({ references: books, others: { tax_point, ...roles }, ...rest }) => ({
    ...rest,
    ...books,
    ...tax_point,
    ...roles,
  }));

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
