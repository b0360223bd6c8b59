import { Decimal, faultsOf, type Invoice, type VatCategory } from '@onefacture/invoice';
import { parse } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { MOST_PAYMENTS, paymentFaults, paymentsBodySchema } from './payments-body.js';

const rate = (tax_category: VatCategory, percent?: string) => ({
  tax_category,
  taxable_amount: new Decimal(100),
  tax_amount: new Decimal(0),
  ...(percent === undefined ? {} : { tax_rate: new Decimal(percent) }),
});
const invoice: Pick<Invoice, 'vat_breakdown'> = { vat_breakdown: [rate('S', '5.5'), rate('S', '20')] };
const TODAY = '2026-11-21';

const read = (text: string) => paymentsBodySchema.parse(parse(text));
const refused = (json: unknown) => {
  const parsed = paymentsBodySchema.safeParse(json);
  return parsed.success ? [] : faultsOf(parsed.error.issues, json).map(({ field, code }) => `${field} ${code}`);
};
const faults = (payments: unknown, of = invoice) =>
  paymentFaults(paymentsBodySchema.parse({ payments }), of, TODAY).map(({ field, code }) => `${field} ${code}`);
const one = (amounts: unknown, date = '2026-06-30') => [{ date, amounts }];

describe('a report of payments', () => {
  it('reads numbers and strings without loss, and dates as dates', () => {
    const { payments } = read(
      `{"payments":[{"date":"2026-06-30T00:00:00Z","amounts":[{"vat_rate":20,"amount":9999999999999999.99},
        {"vat_rate":"5.50","amount":"-0.10"}]}]}`,
    );
    expect(payments[0]?.date).toBe('2026-06-30');
    expect(payments[0]?.amounts.map(({ vat_rate, amount }) => `${vat_rate.toFixed()} ${amount.toFixed()}`)).toEqual([
      '20 9999999999999999.99',
      '5.5 -0.1',
    ]);
  });

  it.each([
    [{}, ['payments REQUIRED']],
    [{ payments: [] }, ['payments INVALID']],
    [{ payments: one([]) }, ['payments[0].amounts INVALID']],
    [{ payments: one([{ vat_rate: 20, amount: 1 }], '2026-02-30') }, ['payments[0].date INVALID']],
    [{ payments: one([{ vat_rate: 20, amount: 1 }], '2026-06-30T12:00:00Z') }, ['payments[0].date INVALID']],
    [{ payments: one([{ vat_rate: 20, amount: 1.005 }]) }, ['payments[0].amounts[0].amount INVALID']],
    [{ payments: one([{ vat_rate: -1, amount: 1 }]) }, ['payments[0].amounts[0].vat_rate INVALID']],
    [{ payments: one([{ amount: 1 }]) }, ['payments[0].amounts[0].vat_rate REQUIRED']],
    [{ payments: one([{ vat_rate: 20, amount: 1, note: 'x' }]) }, ['payments[0].amounts[0].note UNKNOWN']],
    [
      { payments: Array.from({ length: MOST_PAYMENTS + 1 }, () => one([{ vat_rate: 20, amount: 1 }])[0]) },
      ['payments TOO_LONG'],
    ],
  ])('is refused where it is wrong: %j', (json, expected) => {
    expect(refused(json)).toEqual(expected);
  });
});

describe('paymentFaults', () => {
  it('takes rates of the invoice however they are written, refunds, and days up to today', () => {
    const payments = [
      ...one([{ vat_rate: '20.00', amount: 1200 }], TODAY),
      ...one([{ vat_rate: 5.5, amount: '-10.55' }], '2025-12-31'),
    ];
    expect(faults(payments)).toEqual([]);
  });

  it('names a day that has not come, with the day in Paris', () => {
    const body = paymentsBodySchema.parse({ payments: one([{ vat_rate: 20, amount: 1 }], '2026-11-22') });
    expect(paymentFaults(body, invoice, TODAY)).toEqual([
      {
        field: 'payments[0].date',
        code: 'INVALID',
        message: 'must not be after today, 2026-11-21 in Paris; got 2026-11-22',
      },
    ]);
  });

  it('names a rate the invoice does not have, and those it has', () => {
    const body = paymentsBodySchema.parse({
      payments: one([
        { vat_rate: 20, amount: 1 },
        { vat_rate: 10, amount: 1 },
      ]),
    });
    expect(paymentFaults(body, invoice, TODAY)).toEqual([
      {
        field: 'payments[0].amounts[1].vat_rate',
        code: 'MISMATCH',
        message: 'must be a VAT rate of the invoice: 5.5, 20; got 10',
      },
    ]);
  });

  it('wants one amount a rate, and none of zero', () => {
    const amounts = [
      { vat_rate: 20, amount: 1 },
      { vat_rate: '20.0', amount: 2 },
      { vat_rate: 5.5, amount: '0.00' },
    ];
    expect(faults([...one(amounts), ...one([{ vat_rate: 20, amount: 1 }])])).toEqual([
      'payments[0].amounts[1].vat_rate DUPLICATE',
      'payments[0].amounts[2].amount INVALID',
    ]);
  });

  it('counts what is outside the scope of VAT as 0', () => {
    const outside = { vat_breakdown: [rate('O')] };
    expect(faults(one([{ vat_rate: 0, amount: 100 }]), outside)).toEqual([]);
    expect(faults(one([{ vat_rate: 20, amount: 100 }]), outside)).toEqual(['payments[0].amounts[0].vat_rate MISMATCH']);
  });
});
