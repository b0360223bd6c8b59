import { readCdar, writeCdar } from '@onefacture/formats';
import { completeInvoice, Decimal, readInvoiceBody, type Invoice } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { paymentMessage, type PaymentStatement } from './payment-message.js';

function invoiceOf(change: object = {}): Invoice {
  const reading = readInvoiceBody({ ...quickStart, ...change });
  if (!('body' in reading)) throw new Error(JSON.stringify(reading.faults));
  return completeInvoice(reading.body, { seller: { siren: '732829320' } });
}

const payment: PaymentStatement = {
  id: 'INV-2026-0001_212_1',
  at: new Date('2026-11-21T09:30:15Z'),
  date: '2026-06-30',
  amounts: [{ vat_rate: new Decimal(20), amount: new Decimal(1800) }],
  left: new Decimal(0),
  receivedAt: new Date('2026-06-01T08:00:00Z'),
};
const goods = [{ ...quickStart.lines[0], unit_code: 'C62' }];
const rolesOf = (invoice: Invoice) => paymentMessage(invoice, payment).recipients.map(({ role }) => role);

describe('paymentMessage', () => {
  it('says what came in, from the seller to the buyer, and survives being written and read', () => {
    const message = paymentMessage(invoiceOf(), payment);
    expect(readCdar(Buffer.from(writeCdar(message)))).toMatchObject({
      id: payment.id,
      phase: '23',
      stated_at: '2026-11-21T09:30:15.000Z',
      issuer: { role: 'SE', id: { scheme: '0002', value: '732829320' }, name: 'Acme SAS' },
      recipients: [
        {
          role: 'BY',
          id: { scheme: '0002', value: '552120222' },
          electronic_address: { scheme: '0225', value: '552120222' },
        },
        { role: 'DFH' },
      ],
      references: [
        {
          number: 'INV-2026-0001',
          type_code: '380',
          issue_date: '2026-06-01',
          received_at: '2026-06-01T08:00:00.000Z',
          lifecycle_code: '212',
          seller_siren: '732829320',
        },
      ],
    });
    const [status] = message.references[0]?.statuses ?? [];
    expect(status?.comment).toBeUndefined();
    expect(status?.characteristics).toEqual([
      {
        type: 'MEN',
        amount: new Decimal(1800),
        currency: 'EUR',
        percent: new Decimal(20),
        at: '2026-06-30T12:00:00.000Z',
      },
    ]);
  });

  it('keeps the day of the payment in French legal time, summer and winter', () => {
    for (const date of ['2026-06-30', '2026-12-31', '2026-03-29', '2026-10-25']) {
      const xml = writeCdar(paymentMessage(invoiceOf(), { ...payment, date }));
      expect(xml).toMatch(new RegExp(`<ram:ValueDateTime>\\s*<[^>]+>${date.replaceAll('-', '')}1[34]0000<`));
    }
  });

  it('says what is left of a partial payment, and comments on money that goes back', () => {
    const amounts = [{ vat_rate: new Decimal(20), amount: new Decimal('-50.5') }];
    const [status] =
      paymentMessage(invoiceOf(), { ...payment, amounts, left: new Decimal('850.50') }).references[0]?.statuses ?? [];
    expect(status?.comment).toMatch(/remboursement/);
    expect(status?.characteristics.map(({ type, amount }) => [type, amount?.toFixed(2)])).toEqual([
      ['MEN', '-50.50'],
      ['RAP', '850.50'],
    ]);
  });

  it('is addressed to the tax portal where VAT falls due on collection', () => {
    expect(rolesOf(invoiceOf())).toEqual(['BY', 'DFH']);
    expect(rolesOf(invoiceOf({ billing_frame: 'M1' }))).toEqual(['BY', 'DFH']);
    expect(rolesOf(invoiceOf({ type_code: '386', lines: goods }))).toEqual(['BY', 'DFH']);
    expect(rolesOf(invoiceOf({ lines: goods }))).toEqual(['BY']);
    expect(rolesOf(invoiceOf({ billing_frame: 'S7' }))).toEqual(['BY']);
    const untaxed = [{ ...quickStart.lines[0], tax_rate: 0, tax_category: 'E', exemption_code: 'VATEX-FR-FRANCHISE' }];
    expect(rolesOf(invoiceOf({ lines: untaxed }))).toEqual(['BY']);
  });

  it('refuses a party that the network cannot name', () => {
    const { siren: _, ...stranger } = invoiceOf().buyer;
    expect(() => paymentMessage({ ...invoiceOf(), buyer: stranger }, payment)).toThrow(/buyer has no SIREN/);
  });
});
