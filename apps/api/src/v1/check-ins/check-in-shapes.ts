import { Decimal, jsonNumber } from '@onefacture/invoice';
import type { CheckInRow } from '@onefacture/transmission';
import { z } from 'zod';

/** An overdue invoice that waits for an answer. */
export const CheckInOut = z
  .object({
    invoice_id: z.uuid(),
    number: z.string(),
    buyer_name: z.string(),
    issue_date: z.iso.date(),
    due_date: z.iso.date().meta({ description: 'BT-9; 30 days after the issue date where the invoice has none' }),
    currency: z.string(),
    amount_due: z.number(),
    status: z.enum(['SUBMITTED', 'RECEIVED', 'APPROVED']),
    state: z.literal('awaiting_user_confirmation'),
    last_answer_at: z.iso.datetime().nullable().meta({ description: 'When it was last said to be pending' }),
    answer_url: z.url().meta({ description: 'A page for whoever has no key, for your e-mails; for 30 days' }),
  })
  .meta({ id: 'CheckIn' });

export const presentCheckIn = (row: CheckInRow, answerUrl: string) => ({
  invoice_id: row.id,
  number: row.number,
  buyer_name: row.buyer_name,
  issue_date: row.issue_date,
  due_date: row.due_date,
  currency: row.currency,
  amount_due: jsonNumber(new Decimal(row.due)),
  status: row.status,
  state: 'awaiting_user_confirmation' as const,
  last_answer_at: row.answered_at?.toISOString() ?? null,
  answer_url: answerUrl,
});
