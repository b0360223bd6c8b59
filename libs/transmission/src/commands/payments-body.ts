import type { FieldFault } from '@onefacture/errors';
import { civilDate, decimalText, exact, ZERO, type Decimal, type Invoice } from '@onefacture/invoice';
import { z } from 'zod';

/** Most payments of one report. */
export const MOST_PAYMENTS = 50;
/** Most VAT rates of one payment. */
const MOST_AMOUNTS = 20;

const amount = z.strictObject({
  vat_rate: exact(
    { scale: 2, negative: false, most: 100 },
    { description: 'VAT rate in percent, one of the invoice; 0 for what bears no VAT', example: 20 },
  ),
  amount: exact({ scale: 2 }, { description: 'With VAT; negative takes an earlier payment back', example: 1800 }),
});

const payment = z.strictObject({
  date: civilDate({ description: 'Day the money came in, or went back', example: '2026-06-30' }),
  amounts: z.array(amount).min(1).max(MOST_AMOUNTS).meta({ description: 'One entry per VAT rate (MDT-215, MDT-224)' }),
});

/** Body of POST /v1/invoices/{id}/payments. Amounts are JSON numbers read without loss, or decimal strings. */
export const paymentsBodySchema = z
  .strictObject({ payments: z.array(payment).min(1).max(MOST_PAYMENTS) })
  .meta({ description: 'What came in for an invoice' });
/** A report of payments, read. */
export type PaymentsBody = z.output<typeof paymentsBodySchema>;
/** One payment: a day, and an amount per VAT rate. */
export type Payment = PaymentsBody['payments'][number];

/**
 * What only the invoice and the calendar can tell: a date after `today` (the civil date in Paris), an amount of zero, a
 * rate that the invoice does not have or that a payment names twice (BR-FR-CDV-14, G7.45: an amount per VAT rate). A date
 * before the invoice's is none: deposits are paid before they are invoiced.
 */
export function paymentFaults(
  { payments }: PaymentsBody,
  invoice: Pick<Invoice, 'vat_breakdown'>,
  today: string,
): FieldFault[] {
  const rates = ratesOf(invoice);
  return payments.flatMap((one, index) => [
    ...dateFaults(`payments[${index}].date`, one.date, today),
    ...amountFaults(`payments[${index}].amounts`, one.amounts, rates),
  ]);
}

/** The VAT rates of an invoice; what is outside the scope of VAT (category O) counts as 0. */
function ratesOf({ vat_breakdown }: Pick<Invoice, 'vat_breakdown'>): Decimal[] {
  const rates = vat_breakdown.map(({ tax_rate }) => tax_rate ?? ZERO);
  return rates.filter((rate, index) => rates.findIndex((other) => other.equals(rate)) === index);
}

function dateFaults(field: string, date: string, today: string): FieldFault[] {
  if (date <= today) return [];
  return [{ field, code: 'INVALID', message: `must not be after today, ${today} in Paris; got ${date}` }];
}

function* amountFaults(
  path: string,
  amounts: Payment['amounts'],
  rates: readonly Decimal[],
): Generator<FieldFault, void, undefined> {
  for (const [index, { vat_rate: rate, amount: moved }] of amounts.entries()) {
    const field = `${path}[${index}]`;
    const shown = decimalText(rate);
    if (!rates.some((one) => one.equals(rate))) {
      const known = rates.map((one) => decimalText(one)).join(', ');
      const message = `must be a VAT rate of the invoice: ${known}; got ${shown}`;
      yield { field: `${field}.vat_rate`, code: 'MISMATCH', message };
    } else if (amounts.findIndex((other) => other.vat_rate.equals(rate)) < index) {
      const message = `repeats rate ${shown} of this payment: add the two amounts up`;
      yield { field: `${field}.vat_rate`, code: 'DUPLICATE', message };
    }
    if (moved.isZero()) {
      yield { field: `${field}.amount`, code: 'INVALID', message: 'must not be zero: leave the rate out instead' };
    }
  }
}
