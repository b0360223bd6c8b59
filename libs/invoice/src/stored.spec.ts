import fc from 'fast-check';
import { stringify } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import type { InvoiceBody } from './body/body-amounts.js';
import { readInvoiceBody } from './body/invoice-body.js';
import { bodyJson, bodyOfInvoice, patchInvoiceBody } from './body/patch.js';
import { completeInvoice } from './completion.js';
import { presentInvoice } from './present.js';
import { invoiceFromStored, invoiceToStored } from './stored.js';
import { hours, quickStart } from './testing/bodies.js';

function read(json: unknown): InvoiceBody {
  const reading = readInvoiceBody(json);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  return reading.body;
}

const full = {
  ...quickStart,
  billing_frame: 'M1',
  buyer_reference: 'SERVICE-7',
  order_reference: 'PO 12',
  contract_reference: 'C-3',
  notes: [
    { subject: 'PMT', content: 'Indemnité de 40 €.' },
    { subject: 'correction', content: 'Corrige INV-1' },
  ],
  preceding_invoices: [{ number: 'INV-1', issue_date: '2026-01-01' }],
  seller: { ...quickStart.seller, trading_name: 'Acme', email: 'a@acme.fr', contact: { phone: '01' } },
  delivery_date: '2026-05-31',
  period: { start_date: '2026-05-01', end_date: '2026-05-31' },
  payment_means: { type_code: '58', iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP', account_name: 'Acme' },
  lines: [
    { ...hours, name: 'Conseil', quantity: '1.2345', unit_price: '0.123456', note: 'n', seller_item_id: 'A1' },
    { ...hours, tax_category: 'E', tax_rate: 0, exemption_code: 'VATEX-FR-FRANCHISE', unit_code: 'C62' },
  ],
  totals: { prepaid: '10.50' },
};

const line = fc.record({
  description: fc
    .string({ minLength: 1, maxLength: 20 })
    .filter((text) => text.trim() !== '' && !/\p{Cc}|[\uFFFE\uFFFF]/u.test(text)),
  quantity: fc.integer({ min: -99_999, max: 99_999 }).map((units) => String(units / 10_000)),
  unit_code: fc.constantFrom('HUR', 'C62', 'KGM'),
  unit_price: fc.integer({ min: 0, max: 10_000_000 }).map((millionths) => (millionths / 1_000_000).toFixed(6)),
  tax: fc.constantFrom(
    { tax_category: 'S', tax_rate: '20' },
    { tax_category: 'S', tax_rate: '5.5' },
    { tax_category: 'E', exemption_reason: 'Formation' },
    { tax_category: 'AE' },
    { tax_category: 'O' },
  ),
});
const anyBody = fc
  .record({
    lines: fc.array(
      line.map(({ tax, ...rest }) => ({ ...rest, ...tax })),
      { minLength: 1, maxLength: 6 },
    ),
    due: fc.boolean(),
    email: fc.constantFrom(undefined, 'a@b.fr'),
  })
  .map(({ lines, due, email }) =>
    read({
      ...quickStart,
      lines,
      due_date: due ? '2026-07-01' : undefined,
      buyer: { ...quickStart.buyer, email },
    }),
  );

describe('the store', () => {
  it('gives back every member it was given', () => {
    const invoice = completeInvoice(read(full));
    const back = invoiceFromStored(invoiceToStored(invoice));
    expect(back).toEqual(invoice);
    expect(back.lines[0]?.unit_price?.toFixed()).toBe('0.123456');
  });

  it('gives back any invoice, and its text is stable', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const invoice = completeInvoice(body);
        const text = invoiceToStored(invoice);
        const back = invoiceFromStored(text);
        expect(back).toEqual(invoice);
        expect(invoiceToStored(back)).toHaveLength(text.length);
      }),
    );
  });

  it('reads what was stored before means of payment were a list and a line had notes', () => {
    const invoice = completeInvoice(read(full));
    const old: unknown = JSON.parse(invoiceToStored(invoice), (name, value: unknown) => {
      if (name === 'payment_means' && Array.isArray(value)) return value[0];
      return value;
    });
    const text = JSON.stringify(old).replace('"notes":[{"content":"n"}]', '"note":"n"');
    expect(text).toContain('"note":"n"');
    expect(text).toContain('"payment_means":{');
    expect(invoiceFromStored(text)).toEqual(invoice);
  });

  it('is a border: what does not fit throws', () => {
    const text = invoiceToStored(completeInvoice(read(quickStart)));
    expect(() => invoiceFromStored('{')).toThrow(SyntaxError);
    expect(() => invoiceFromStored('{}')).toThrow('profile');
    expect(() => invoiceFromStored(text.replace('"quantity":"10"', '"quantity":10'))).toThrow('quantity');
    expect(() => invoiceFromStored(text.replace('"quantity":"10"', '"quantity":"ten"'))).toThrow('exact decimal');
  });
});

describe('the public JSON', () => {
  const text = stringify(presentInvoice(completeInvoice(read(full)))) ?? '';

  it('shows amounts with the scale of the field', () => {
    expect(text).toContain('"net_amount":0.15');
    expect(text).toContain('"unit_price":0.123456');
    expect(text).toContain('"unit_price":150.00');
    expect(text).toContain('"quantity":1.2345');
    expect(text).toContain('"quantity":10,');
    expect(text).toContain('"tax_rate":20');
    expect(text).toContain('"prepaid":10.50');
  });

  it('leaves out what is absent', () => {
    expect(text).not.toContain('undefined');
    expect(text).not.toContain('payment_terms');
    expect(text).not.toContain('null');
  });

  it('reads as plain JSON too', () => {
    expect(JSON.parse(text)).toMatchObject({
      number: 'INV-2026-0001',
      issue_date: '2026-06-01',
      derived: expect.any(Array),
    });
  });
});

describe('a change of a draft', () => {
  const body = read(full);

  function patched(patch: unknown): InvoiceBody {
    const reading = patchInvoiceBody(body, patch);
    if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
    return reading.body;
  }

  const faults = (patch: unknown) => {
    const reading = patchInvoiceBody(body, patch);
    return 'faults' in reading ? reading.faults.map(({ field, code }) => [field, code]) : [];
  };

  it('changes what it names and keeps the rest', () => {
    expect(patched({})).toEqual(body);
    const next = patched({ number: 'INV-2', seller: { trading_name: null, address: { city: 'Lyon' } } });
    expect(next.number).toBe('INV-2');
    expect(next.seller.address).toMatchObject({ city: 'Lyon', line1: '1 rue Cler' });
    expect(next.seller).not.toHaveProperty('trading_name');
    expect(next.lines).toEqual(body.lines);
  });

  it('replaces lines as a whole and computes totals anew', () => {
    const next = patched({ lines: [{ ...hours, quantity: 1 }] });
    expect(completeInvoice(next).totals.net.toFixed()).toBe('150');
  });

  it('reads the outcome like a new body', () => {
    expect(faults({ number: null })).toEqual([['number', 'REQUIRED']]);
    expect(faults({ seller: { siren: '1' }, foo: 1 })).toEqual([
      ['seller.siren', 'INVALID'],
      ['foo', 'UNKNOWN'],
    ]);
    expect(faults([])).toEqual([['', 'INVALID']]);
    expect(faults(JSON.parse('{"__proto__": {"x": 1}}'))).toEqual([['__proto__', 'UNKNOWN']]);
    expect(faults({ totals: { gross: 1 } })).toEqual([['totals.gross', 'MISMATCH']]);
  });

  it('is not brought down by depth', () => {
    const deep = JSON.parse(`${'{"seller":'.repeat(5000)}1${'}'.repeat(5000)}`) as unknown;
    expect(patchInvoiceBody(body, deep)).toHaveProperty('faults');
  });

  it('starts from what the caller said, so that completing again changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(anyBody, fc.constant(body)), (said) => {
        const invoice = completeInvoice(said);
        const again = completeInvoice(bodyOfInvoice(invoiceFromStored(invoiceToStored(invoice))));
        expect(again).toEqual(invoice);
        expect(readInvoiceBody(bodyJson(bodyOfInvoice(invoice)))).toHaveProperty('body');
      }),
    );
  });
});
