import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyInvoice, anyInvoiceDocument } from '../testing/arbitraries.js';
import { invoiceFromDocument } from './from-document.js';
import type { Invoice, InvoiceDocument } from './invoice.js';
import { Decimal, roundCents, sum, ZERO } from './money.js';
import { profileFaults, PROFILES } from './profiles.js';
import { invoiceFromStored, invoiceToStored } from './stored.js';
import { countsInTotals } from './totals.js';

const amounts = (entries: readonly { readonly amount: Decimal }[] = []): Decimal =>
  sum(entries.map(({ amount }) => amount));

const same = (one: Decimal | undefined, other: Decimal): void => expect((one ?? ZERO).toFixed()).toBe(other.toFixed());

/** BR-CO-10 to BR-CO-17, as far as the profile states the terms. */
function expectSums({ profile, totals, lines, vat_breakdown: vat, ...invoice }: Invoice): void {
  same(totals.gross, totals.net.plus(totals.tax));
  same(totals.due, totals.gross.minus(totals.prepaid).plus(totals.rounding ?? 0));
  if (profile === 'MINIMUM') return;
  same(totals.allowances, amounts(invoice.allowances));
  same(totals.charges, amounts(invoice.charges).plus(amounts(invoice.logistics_charges)));
  same(totals.net, (totals.lines ?? ZERO).minus(totals.allowances ?? 0).plus(totals.charges ?? 0));
  same(totals.net, sum(vat.map((group) => group.taxable_amount)));
  same(totals.tax, sum(vat.map((group) => group.tax_amount)));
  for (const group of vat) {
    same(group.tax_amount, roundCents(group.taxable_amount.times(group.tax_rate ?? ZERO).div(100)));
  }
  if (lines.length > 0) same(totals.lines, sum(lines.filter(countsInTotals).map((line) => line.net_amount ?? ZERO)));
}

describe.each(PROFILES)('any invoice of profile %s', (profile) => {
  it('adds up, survives the store and is what its document says', () => {
    fc.assert(
      fc.property(anyInvoice(profile), (invoice) => {
        expectSums(invoice);
        expect([...profileFaults(invoice)]).toEqual([]);
        expect(invoiceFromStored(invoiceToStored(invoice))).toEqual(invoice);
        expect(invoiceFromDocument(invoice, profile)).toEqual({ invoice });
      }),
      { numRuns: 40 },
    );
  });
});

const whole = (): InvoiceDocument => {
  const [document] = fc.sample(anyInvoiceDocument('EN16931'), { numRuns: 1, seed: 7 });
  if (document === undefined) throw new Error('no sample');
  return document;
};

const faults = (document: InvoiceDocument, profile: Invoice['profile'] = 'EN16931') => {
  const reading = invoiceFromDocument(document, profile);
  return 'faults' in reading ? Object.fromEntries(reading.faults.map(({ field, message }) => [field, message])) : {};
};

describe('a document that came in', () => {
  it('is named what it lacks, with the term', () => {
    expect(Object.keys(faults({}))).toEqual([
      'type_code',
      'number',
      'currency',
      'issue_date',
      'seller',
      'buyer',
      'totals',
    ]);
    const { number: _number, ...rest } = whole();
    expect(faults(rest)).toEqual({ number: 'is required: the document does not say BT-1, the invoice number' });
    expect(faults({ ...whole(), seller: { ...whole().seller, name: undefined } })).toHaveProperty(['seller.name']);
    expect(faults({ ...whole(), lines: [] })).toHaveProperty('lines');
  });

  it('may lack what its profile lacks', () => {
    const { lines: _lines, vat_breakdown: _vat, totals, ...rest } = whole();
    const bare = { ...rest, totals: { net: totals?.net, gross: totals?.gross, due: totals?.due } };
    expect(invoiceFromDocument(bare, 'MINIMUM')).toMatchObject({
      invoice: { profile: 'MINIMUM', lines: [], vat_breakdown: [], derived: [], totals: { tax: ZERO, prepaid: ZERO } },
    });
    expect(faults(bare, 'BASIC_WL')).toHaveProperty(['totals.lines']);
  });

  it('needs a price on lines that count only', () => {
    const line = { id: '1', name: 'x' };
    expect(faults({ ...whole(), lines: [{ ...line, kind: 'INFORMATION' }] })).toEqual({});
    expect(Object.keys(faults({ ...whole(), lines: [line] }))).toEqual([
      'lines[0].quantity',
      'lines[0].unit_code',
      'lines[0].unit_price',
      'lines[0].tax_category',
      'lines[0].net_amount',
    ]);
  });

  it('is not completed', () => {
    const reading = invoiceFromDocument({ ...whole(), notes: undefined, payment_terms: undefined }, 'EN16931');
    expect(reading).toMatchObject({ invoice: { notes: [], derived: [] } });
  });
});
