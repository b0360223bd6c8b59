import { Decimal, type InvoiceDocument, type Line, type Said } from '@onefacture/invoice';

const amount = (value: string): Decimal => new Decimal(value);

const lines: readonly Said<Line>[] = [
  {
    id: '1',
    name: 'Desk',
    quantity: amount('2'),
    unit_code: 'C62',
    unit_price: amount('100.00'),
    gross_price: amount('110.00'),
    price_discount: amount('10.00'),
    net_amount: amount('195.00'),
    tax_category: 'S',
    tax_rate: amount('20'),
    period: { start_date: '2026-01-01', end_date: '2026-01-31' },
    allowances: [{ amount: amount('10.00'), reason: 'Display model' }],
    charges: [{ amount: amount('5.00'), reason_code: 'FC' }],
    attributes: [{ name: 'Colour', value: 'Oak' }],
    standard_item_id: { scheme: '0160', value: '03012345678901' },
    classifications: [{ code: '56101703', list_id: 'TST' }],
  },
  {
    id: '2',
    name: 'Chair',
    quantity: amount('1'),
    unit_code: 'C62',
    unit_price: amount('50.00'),
    net_amount: amount('50.00'),
    tax_category: 'S',
    tax_rate: amount('20'),
  },
];

const settlement: Partial<InvoiceDocument> = {
  period: { start_date: '2026-01-01', end_date: '2026-01-31' },
  payment_terms: '30 days',
  payment_means: [
    { type_code: '58', iban: 'FR7630006000011234567890189', account_name: 'Acme' },
    { type_code: '54', card: { number: '4970100123' } },
  ],
  allowances: [{ amount: amount('20.00'), reason: 'Rebate', tax_category: 'S', tax_rate: amount('20') }],
  charges: [{ amount: amount('10.00'), reason: 'Freight', tax_category: 'S', tax_rate: amount('20') }],
  attachments: [{ id: 'DOC-1', description: 'LISIBLE' }],
  vat_breakdown: [
    { tax_category: 'S', tax_rate: amount('20'), taxable_amount: amount('235.00'), tax_amount: amount('47.00') },
  ],
  totals: {
    lines: amount('245.00'),
    allowances: amount('20.00'),
    charges: amount('10.00'),
    net: amount('235.00'),
    tax: amount('47.00'),
    tax_accounting: amount('50.00'),
    gross: amount('282.00'),
    prepaid: amount('82.00'),
    rounding: amount('0.50'),
    due: amount('200.50'),
  },
};

/** A document of EN 16931 that breaks no rule and has something for each to look at. */
export const SAMPLE: InvoiceDocument = {
  profile: 'EN16931',
  specification: 'urn:cen.eu:en16931:2017',
  type_code: '380',
  number: 'F-2026-1',
  currency: 'EUR',
  tax_currency: 'USD',
  issue_date: '2026-02-01',
  due_date: '2026-03-03',
  tax_point_date: '2026-01-31',
  order_reference: 'PO-1',
  preceding_invoices: [{ number: 'F-2025-9', issue_date: '2025-12-01' }],
  seller: {
    name: 'Acme SAS',
    trading_name: 'Acme',
    siren: '732829320',
    identifiers: [{ value: 'SUP-1' }],
    vat_number: 'FR44732829320',
    address: { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' },
    electronic_address: { scheme: '0225', value: '732829320' },
  },
  buyer: {
    name: 'Globex SA',
    siren: '552120222',
    vat_number: 'EL123456789',
    address: { city: 'Athens', country_code: 'GR' },
    electronic_address: { scheme: '0225', value: '552120222' },
  },
  payee: { name: 'Factor SA', identifiers: [{ value: 'PAY-1' }], legal_registration: { scheme: '0002', value: '1' } },
  tax_representative: {
    name: 'Fiscal SARL',
    vat_number: 'FR83404833048',
    address: { city: 'Lyon', country_code: 'FR' },
  },
  delivery: { name: 'Warehouse', address: { city: 'Lille', country_code: 'FR' } },
  ...settlement,
  lines,
};

/**
 * The document with other values at some paths, such as `lines[0].unit_price`; undefined takes a member out. What the
 * paths pass through has to be there.
 */
export const changed = (document: InvoiceDocument, changes: Readonly<Record<string, unknown>>): InvoiceDocument =>
  Object.entries(changes).reduce<InvoiceDocument>(
    (before, [path, value]) => replaced(before, path.match(/\w+/g) ?? [], value) as InvoiceDocument,
    document,
  );

const replaced = (whole: unknown, [step, ...more]: readonly string[], value: unknown): unknown => {
  if (step === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((entry: unknown, index) => (String(index) === step ? replaced(entry, more, value) : entry));
  }
  const members = new Map<string, unknown>(Object.entries(whole ?? {}));
  const old = members.get(step);
  members.delete(step);
  return Object.fromEntries([...members, [step, replaced(old, more, value)]]);
};
