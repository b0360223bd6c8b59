import { parse } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { completeInvoice } from '../completion.js';
import { creditNote, hours, quickStart } from '../testing/bodies.js';
import { invoiceBodySchema } from './body-schema.js';
import type { InvoiceBody } from './body-amounts.js';
import { readInvoiceBody } from './invoice-body.js';

const limits = { maxLines: 5000 };

function read(json: unknown): InvoiceBody {
  const reading = readInvoiceBody(json, limits);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults, null, 1));
  return reading.body;
}

function faults(json: unknown, maxLines = 5000): Record<string, string> {
  const reading = readInvoiceBody(json, { maxLines });
  if ('body' in reading) throw new Error('no fault');
  expect(reading.faults.filter((fault) => fault.message === '')).toEqual([]);
  return Object.fromEntries(reading.faults.map(({ field, code }) => [field, code]));
}

function message(json: unknown, field: string): string {
  const reading = readInvoiceBody(json, limits);
  return ('faults' in reading ? reading.faults : []).find((fault) => fault.field === field)?.message ?? '';
}

const note = (subject: string, content = 'x') => ({ subject, content });
const withLine = (line: object) => ({ ...quickStart, lines: [{ ...hours, ...line }] });

describe('the quick start', () => {
  it('is read as it stands', () => {
    const body = read(quickStart);
    expect(body.issue_date).toBe('2026-06-01');
    expect(body.due_date).toBe('2026-07-01');
    expect(body.lines[0]).toMatchObject({ id: '1', name: 'Consulting services', unit_code: 'HUR' });
    expect(body.lines[0]).not.toHaveProperty('description');
    expect(body.lines[0]?.net_amount?.toFixed()).toBe('1500');
    expect(body.totals.prepaid.isZero()).toBe(true);
  });

  it('gives the same from lossless literals and from decimal strings', () => {
    const literal = read(parse(JSON.stringify(quickStart)));
    const strings = read(withLine({ quantity: '10', unit_price: '150.00', tax_rate: '20.0' }));
    expect(literal).toEqual(read(quickStart));
    expect(strings).toEqual(literal);
  });

  it('has defaults for profile, type and currency', () => {
    const { profile: _p, type_code: _t, currency: _c, ...short } = quickStart;
    expect(read(short)).toMatchObject({ profile: 'EN16931', type_code: '380', currency: 'EUR' });
  });

  it('reads the credit note', () => {
    const { due_date: _d, ...json } = creditNote;
    expect(read(json).notes).toEqual([{ subject: 'credit_note', content: 'Credit for INV-2026-0007' }]);
  });
});

describe('faults of form', () => {
  it('are all told at once, with paths and codes', () => {
    expect(
      faults({
        ...quickStart,
        color: 'red',
        number: undefined,
        issue_date: '2026-02-30',
        currency: 'EURO',
        type_code: '325',
        seller: { ...quickStart.seller, siren: '732829321', nick: 'x' },
        buyer: { siren: 552120222 },
        lines: [{ quantity: '1.23456', unit_code: 'hours', unit_price: -1, tax_category: 'X' }],
      }),
    ).toEqual({
      color: 'UNKNOWN',
      number: 'REQUIRED',
      issue_date: 'INVALID',
      currency: 'INVALID',
      type_code: 'INVALID',
      'seller.siren': 'INVALID',
      'seller.nick': 'UNKNOWN',
      'buyer.name': 'REQUIRED',
      'buyer.address': 'REQUIRED',
      'buyer.siren': 'INVALID',
      'lines[0].quantity': 'INVALID',
      'lines[0].unit_code': 'INVALID',
      'lines[0].unit_price': 'INVALID',
      'lines[0].tax_category': 'INVALID',
    });
  });

  it.each([null, 'text', 12, [], true])('refuse %j as a whole', (json) =>
    expect(Object.values(faults(json))).toEqual(['INVALID']),
  );

  it.each(['2026-06-01', '2026-06-01T00:00:00.000Z', '2026-06-01T00:00:00+02:00', '2026-06-01T00:00', '2028-02-29'])(
    'accept the date %s',
    (date) => expect(read({ ...quickStart, issue_date: date }).issue_date).toBe(date.slice(0, 10)),
  );

  it.each([
    '2026-02-29',
    '2026-06-01T00:00:01Z',
    '2026-06-01T12:00:00Z',
    '2026-13-01',
    '1999-12-31',
    '01/06/2026',
    '20260601',
    '',
  ])('refuse the date %s', (date) =>
    expect(faults({ ...quickStart, issue_date: date })).toEqual({ issue_date: 'INVALID' }),
  );

  it.each([
    [{ unit_price: '0.1234567' }, 'lines[0].unit_price'],
    [{ unit_price: '-0.01' }, 'lines[0].unit_price'],
    [{ unit_price: '10000000000000000' }, 'lines[0].unit_price'],
    [{ unit_price: '99999999999999.123456' }, 'lines[0].unit_price'],
    [{ quantity: '-999999999999999.1234' }, 'lines[0].quantity'],
    [{ quantity: '1.00001' }, 'lines[0].quantity'],
    [{ quantity: '1,5' }, 'lines[0].quantity'],
    [{ tax_rate: '5.555' }, 'lines[0].tax_rate'],
    [{ tax_rate: -1 }, 'lines[0].tax_rate'],
    [{ tax_rate: 101 }, 'lines[0].tax_rate'],
    [{ tax_rate: null }, 'lines[0].tax_rate'],
    [{ tax_category: 'L' }, 'lines[0].tax_category'],
    [{ exemption_code: 'VATEX-NOPE' }, 'lines[0].exemption_code'],
  ])('line %j is a fault of %s', (line, field) => expect(faults(withLine(line))).toEqual({ [field]: 'INVALID' }));

  it('takes 6 decimals of a price, 4 of a quantity, 2 of a rate', () => {
    const [line] = read(withLine({ unit_price: '0.123456', quantity: '1.2345', tax_rate: '5.50' })).lines;
    expect([line?.unit_price?.toFixed(), line?.quantity?.toFixed(), line?.tax_rate?.toFixed()]).toEqual([
      '0.123456',
      '1.2345',
      '5.5',
    ]);
  });

  it('loses no digit of a large amount', () => {
    const json = parse(JSON.stringify(withLine({ quantity: 1 })).replace('150', '99999999999999.99'));
    expect(read(json).lines[0]?.net_amount?.toFixed()).toBe('99999999999999.99');
  });

  it('refuses amounts of more than 2 decimals', () => {
    expect(faults({ ...quickStart, totals: { net: '1500.001' } })).toEqual({ 'totals.net': 'INVALID' });
    expect(message({ ...quickStart, totals: { net: '1500.001' } }, 'totals.net')).toContain('it has 3');
  });

  it.each(['', ' ', 'FAC 1', 'FAC#1', 'F'.repeat(36), 'É1', 'A\n'])('refuses the number %j', (number) =>
    expect(faults({ ...quickStart, number })).toEqual({ number: 'INVALID' }),
  );

  it('refuses text that XML cannot carry, and text that is too long or blank', () => {
    expect(faults(withLine({ description: 'a\u0000b' }))).toEqual({ 'lines[0].description': 'INVALID' });
    expect(faults(withLine({ description: 'a\uD800b' }))).toEqual({ 'lines[0].description': 'INVALID' });
    expect(faults(withLine({ description: 'x'.repeat(5001) }))).toEqual({ 'lines[0].description': 'TOO_LONG' });
    expect(faults(withLine({ description: '  ' }))).toEqual({ 'lines[0].description': 'INVALID' });
    expect(read(withLine({ description: 'emoji 🧾 and\nline' })).lines[0]?.name).toBe('emoji 🧾 and\nline');
  });

  it('checks SIRET against SIREN, VAT number, IBAN and addresses', () => {
    const seller = { ...quickStart.seller, siret: '55212022200013', vat_number: 'FR45732829320' };
    expect(faults({ ...quickStart, seller })).toMatchObject({ 'seller.vat_number': 'INVALID' });
    expect(faults({ ...quickStart, seller: { ...quickStart.seller, siret: '35600000000048' } })).toEqual({
      'seller.siret': 'INVALID',
    });
    expect(faults({ ...quickStart, payment_means: { type_code: '58' } })).toEqual({ 'payment_means.iban': 'REQUIRED' });
    expect(faults({ ...quickStart, payment_means: { type_code: '58', iban: 'FR00' } })).toEqual({
      'payment_means.iban': 'INVALID',
    });
    const buyer = { ...quickStart.buyer, electronic_address: { scheme: '0225', value: 'a b' } };
    expect(faults({ ...quickStart, buyer })).toEqual({ 'buyer.electronic_address.value': 'INVALID' });
  });

  it('caps the list at 100 and says nothing twice about one field', () => {
    const lines = Array.from({ length: 400 }, () => ({}));
    const reading = readInvoiceBody({ ...quickStart, lines }, limits);
    expect('faults' in reading && reading.faults).toHaveLength(100);
  });

  it('keeps an unknown member from being silently dropped, whatever its name', () => {
    const json: unknown = parse(`{"constructor": 1, "totals": {"net": 1500, "vat": 1}}`);
    expect(faults({ ...quickStart, ...(json as object) })).toEqual({ constructor: 'UNKNOWN', 'totals.vat': 'UNKNOWN' });
  });
});

describe('lines', () => {
  it('want at least one and at most the limit', () => {
    expect(faults({ ...quickStart, lines: [] })).toEqual({ lines: 'INVALID' });
    expect(faults({ ...quickStart, lines: [hours, hours, hours] }, 2)).toEqual({ lines: 'TOO_LONG' });
    const reading = readInvoiceBody({ ...quickStart, lines: [hours, hours, hours] }, { maxLines: 2 });
    expect('faults' in reading && reading.faults[0]?.message).toContain('application/xml');
  });

  it('get ids by position, past those taken', () => {
    const lines = [{ ...hours, id: '2' }, hours, { ...hours, id: '1' }, hours];
    expect(read({ ...quickStart, lines }).lines.map((line) => line.id)).toEqual(['2', '5', '1', '4']);
  });

  it('must not repeat an id', () => {
    const lines = [
      { ...hours, id: 'a' },
      { ...hours, id: 'a' },
    ];
    expect(faults({ ...quickStart, lines })).toEqual({ 'lines[1].id': 'DUPLICATE' });
  });

  it('take name as BT-153 and description as BT-154 when both are given', () => {
    const [line] = read(withLine({ name: 'Conseil', description: 'Mai 2026' })).lines;
    expect([line?.name, line?.description]).toEqual(['Conseil', 'Mai 2026']);
    expect(faults(withLine({ description: undefined }))).toEqual({ 'lines[0].description': 'REQUIRED' });
  });

  it('have a rate that fits the category', () => {
    expect(faults(withLine({ tax_rate: 0 }))).toEqual({ 'lines[0].tax_rate': 'INVALID' });
    expect(faults(withLine({ tax_rate: undefined }))).toEqual({ 'lines[0].tax_rate': 'REQUIRED' });
    expect(faults(withLine({ tax_category: 'E' }))).toEqual({ 'lines[0].tax_rate': 'INVALID' });
    expect(read(withLine({ tax_category: 'AE', tax_rate: undefined })).lines[0]?.tax_rate?.isZero()).toBe(true);
    expect(read(withLine({ tax_category: 'O', tax_rate: 0 })).lines[0]).not.toHaveProperty('tax_rate');
  });

  it('carry an exemption only where no VAT is charged, and the same one per category', () => {
    const exempt = { ...hours, tax_category: 'E', tax_rate: 0, exemption_code: 'VATEX-FR-FRANCHISE' };
    expect(faults(withLine({ exemption_code: 'VATEX-FR-FRANCHISE' }))).toEqual({
      'lines[0].exemption_code': 'INVALID',
    });
    expect(faults({ ...quickStart, lines: [exempt, { ...exempt, exemption_code: 'VATEX-EU-132' }] })).toEqual({
      'lines[1].exemption_code': 'MISMATCH',
    });
    expect(read({ ...quickStart, lines: [exempt, exempt] }).lines).toHaveLength(2);
  });

  it('carry a reason where VAT is charged only to name the sub-invoice of one of several sellers', () => {
    const named = { ...hours, kind: 'DETAIL', invoiced_objects: [{ scheme: 'AFL', value: 'F-1' }] };
    const told = (more: object, frame: string | undefined = 'S8', profile = 'EXTENDED_CTC_FR') => {
      const line = { ...named, exemption_reason: '#F-1#', ...more };
      const reading = readInvoiceBody({ ...quickStart, profile, billing_frame: frame, lines: [line] });
      return 'faults' in reading ? Object.fromEntries(reading.faults.map(({ field, code }) => [field, code])) : {};
    };
    const refused = { 'lines[0].exemption_reason': 'INVALID' };
    for (const frame of ['B8', 'S8', 'M8', 'B9', 'S9', 'M9']) expect(told({}, frame)).toEqual({});
    expect(told({ tax_category: 'Z', tax_rate: 0, exemption_reason: '#F-1#taux zéro' })).toEqual({});
    expect(told({}, 'S1')).toEqual(refused);
    expect(told({}, 'S8', 'EXTENDED')).toEqual(refused);
    expect(told({ kind: undefined })).toEqual(refused);
    expect(told({ exemption_reason: 'F-1' })).toEqual(refused);
    expect(told({ exemption_reason: '#F-12#' })).toEqual(refused);
    expect(told({ invoiced_objects: [{ scheme: 'AVV', value: 'F-1' }] })).toEqual(refused);
    expect(told({ exemption_code: 'VATEX-FR-FRANCHISE' })).toEqual({ 'lines[0].exemption_code': 'INVALID' });
  });

  it('of several sellers are reduced by allowances that name one of them', () => {
    const lines = ['F-1', 'F-2'].map((value) => ({
      ...hours,
      kind: 'DETAIL',
      invoiced_objects: [{ scheme: 'AFL', value }],
      exemption_reason: `#${value}#`,
    }));
    const off = (more: object, frame = 'S8') => {
      const allowances = [{ amount: 10, reason: 'Remise', tax_category: 'S', tax_rate: 20, ...more }];
      return { ...quickStart, profile: 'EXTENDED_CTC_FR', billing_frame: frame, lines, allowances };
    };
    const named = completeInvoice(read(off({ exemption_reason: '#F-2#' })));
    expect(named.vat_breakdown.map((group) => [group.exemption_reason, group.taxable_amount.toNumber()])).toEqual([
      ['#F-1#', 1500],
      ['#F-2#', 1490],
    ]);
    expect(faults(off({}))).toEqual({ 'allowances[0].exemption_reason': 'REQUIRED' });
    expect(faults(off({ exemption_reason: '#F-3#' }))).toEqual({ 'allowances[0].exemption_reason': 'INVALID' });
    expect(faults(off({ exemption_reason: 'F-1' }))).toEqual({ 'allowances[0].exemption_reason': 'INVALID' });
    expect(faults(off({ exemption_reason: '#F-1#' }, 'S1'))).toMatchObject({
      'allowances[0].exemption_reason': 'INVALID',
    });
  });

  it('refuse a line amount no document can hold', () => {
    expect(faults(withLine({ quantity: '99999999999999', unit_price: '999' }))).toMatchObject({
      'lines[0].quantity': 'INVALID',
    });
  });
});

describe('what only the whole tells', () => {
  it('compares given totals, with both figures', () => {
    expect(faults({ ...quickStart, totals: { net: 1500, tax: 300, gross: 1800, due: 1799.99 } })).toEqual({
      'totals.due': 'MISMATCH',
    });
    expect(message({ ...quickStart, totals: { net: 1400 } }, 'totals.net')).toMatch(/1500\.00.*1400\.00.*-100\.00/);
    expect(faults(withLine({ net_amount: '1500.01' }))).toEqual({ 'lines[0].net_amount': 'MISMATCH' });
  });

  it('takes prepaid as news', () => {
    const body = read({ ...quickStart, totals: { prepaid: 300, due: 1500 } });
    expect(body.totals.prepaid.toFixed()).toBe('300');
    expect(faults({ ...quickStart, totals: { prepaid: -1 } })).toEqual({ 'totals.prepaid': 'INVALID' });
  });

  it('refuses a second note of a subject that stands once, and unknown BAR values', () => {
    expect(faults({ ...quickStart, notes: [note('PMT'), note('AAI'), note('AAI'), note('PMT')] })).toEqual({
      'notes[3].subject': 'DUPLICATE',
    });
    expect(faults({ ...quickStart, notes: [note('BAR', 'b2b')] })).toEqual({ 'notes[0].content': 'INVALID' });
    expect(faults({ ...quickStart, notes: [note('XXX')] })).toEqual({ 'notes[0].subject': 'INVALID' });
  });

  it('wants periods the right way round', () => {
    expect(faults({ ...quickStart, period: { start_date: '2026-05-31', end_date: '2026-05-01' } })).toEqual({
      'period.end_date': 'INVALID',
    });
    expect(faults(withLine({ period: {} }))).toEqual({ 'lines[0].period': 'INVALID' });
  });
});

describe('the schema as OpenAPI', () => {
  const schema = z.toJSONSchema(invoiceBodySchema, { io: 'input' });

  it('names required members and describes each with its term', () => {
    expect(schema.required).toEqual(['number', 'issue_date', 'seller', 'buyer', 'lines']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties?.['number']).toMatchObject({ type: 'string', example: 'INV-2026-0001' });
    const text = JSON.stringify(schema.properties?.['lines']);
    expect(text).toContain('BT-146');
    expect(text).toContain('"type":["number","string"]');
  });

  it('holds only members with a description', () => {
    const bare = Object.entries(schema.properties ?? {}).filter(
      ([, member]) => typeof member !== 'object' || member.description === undefined,
    );
    expect(bare).toEqual([]);
  });
});
