import type { DeadLetterEntity, DeadLetterFilter } from '@onefacture/transmission';
import { z } from 'zod';
import { PAGE_QUERY } from '../../http/paging.js';

const instant = (description: string) => z.iso.datetime().meta({ description, example: '2026-11-21T09:00:00.000Z' });

/** One dead letter. */
export const DeadLetterOut = z
  .object({
    id: z.uuid(),
    kind: z.enum(['submission', 'message']).meta({ description: 'An invoice, or a lifecycle message about one' }),
    subject_id: z.uuid().meta({ description: 'The invoice, or the message' }),
    invoice_id: z.uuid().nullable(),
    number: z.string().meta({ description: 'Number of the invoice', example: 'F-2026-0001' }),
    connection_id: z.uuid().nullable(),
    platform: z.string().nullable().meta({ example: 'sandbox' }),
    reason: z
      .object({
        code: z.string().meta({ example: 'platform.unavailable' }),
        message: z.string(),
        reasons: z.array(z.unknown()),
      })
      .meta({ description: 'The last failure' }),
    attempts: z.int().meta({ description: 'Failures before it was given up' }),
    died_at: instant('When it was given up'),
    replayed_at: instant('When it was taken up again').nullable(),
    replayed_by: z.string().nullable(),
  })
  .meta({ id: 'DeadLetter' });

const FILTER = {
  kind: z.enum(['submission', 'message']).optional().meta({ description: 'Only of this kind' }),
  platform: z.string().max(60).optional().meta({ description: 'Only of this platform', example: 'sandbox' }),
  code: z.string().max(60).optional().meta({ description: 'Only with this reason', example: 'platform.unavailable' }),
  invoice_id: z.uuid().optional().meta({ description: 'Only about this invoice' }),
};

/** What narrows the list. */
export const DeadLetterQuery = z.strictObject({
  ...PAGE_QUERY,
  ...FILTER,
  replayed: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .meta({ description: 'false: only what still waits', type: 'boolean' }),
});
export type DeadLetterQuery = z.output<typeof DeadLetterQuery>;

/** What a bulk replay is for; an empty object means everything that waits. */
export const ReplayIn = z.strictObject(FILTER).meta({ description: 'Only the letters that match; all when empty' });
export type ReplayIn = z.output<typeof ReplayIn>;

/** What became of a bulk replay. */
export const ReplayOut = z
  .object({
    replayed: z.int().meta({ description: 'Letters that were queued again' }),
    skipped: z.array(z.object({ id: z.uuid(), reason: z.string() })),
    remaining: z.int().meta({ description: 'Letters that still wait: ask again while replayed is above 0' }),
  })
  .meta({ id: 'DeadLetterReplay' });

/** The filter as the repository takes it. */
export const filterOf = ({ kind, platform, code, invoice_id }: ReplayIn): DeadLetterFilter => ({
  kind,
  platform,
  code,
  invoiceId: invoice_id,
});

export function presentDeadLetter(letter: DeadLetterEntity): z.input<typeof DeadLetterOut> {
  return {
    id: letter.id,
    kind: letter.kind,
    subject_id: letter.subjectId,
    invoice_id: letter.invoiceId,
    number: letter.number,
    connection_id: letter.connectionId,
    platform: letter.platform,
    reason: { code: letter.code, message: letter.message, reasons: z.array(z.unknown()).parse(letter.reasons) },
    attempts: letter.attempts,
    died_at: letter.diedAt.toISOString(),
    replayed_at: letter.replayedAt?.toISOString() ?? null,
    replayed_by: letter.replayedBy,
  };
}
