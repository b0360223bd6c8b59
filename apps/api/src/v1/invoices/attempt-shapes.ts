import type { AttemptEntity } from '@onefacture/transmission';
import { z } from 'zod';
import { RouteOut } from '../routing/routing-shapes.js';

const instant = z.iso.datetime();

/** What is kept of why an attempt failed; the row is our own. */
const AttemptError = z
  .object({
    code: z.string(),
    message: z.string(),
    reasons: z.array(z.object({ code: z.string(), message: z.string(), message_fr: z.string().optional() })).optional(),
  })
  .nullable();

/** One attempt to have an invoice accepted. */
export const AttemptOut = z
  .object({
    number: z.int().meta({ example: 1 }),
    platform: z.string().meta({ example: 'sandbox' }),
    connection_id: z.uuid(),
    tracking_id: z.uuid().meta({ description: 'Ours; the same through all retries of this attempt' }),
    flow_id: z.string().nullable().meta({ description: 'The platform’s, once it has told it' }),
    syntax: z.string().meta({ example: 'Factur-X' }),
    state: z.enum(['PREPARED', 'SENT', 'ACKED', 'REJECTED', 'UNKNOWN']),
    acknowledgement: z.string().nullable().meta({ description: 'The platform’s own word', example: 'Ok' }),
    calls: z.int().meta({ description: 'How often the platform was asked: sending, and looking after doubt' }),
    sent_at: instant.nullable(),
    answered_at: instant.nullable(),
    duration_ms: z.int().nullable().meta({ description: 'From sending to the last answer' }),
    route: RouteOut.nullable().meta({ description: 'Why it goes through this connection' }),
    error: AttemptError.meta({ description: 'The last failure of this attempt' }),
  })
  .meta({ id: 'SubmissionAttempt' });

export function presentAttempt(attempt: AttemptEntity): z.input<typeof AttemptOut> {
  const { sentAt, answeredAt } = attempt;
  return {
    number: attempt.number,
    platform: attempt.platform,
    connection_id: attempt.connectionId,
    tracking_id: attempt.trackingId,
    flow_id: attempt.flowId,
    syntax: attempt.syntax,
    state: attempt.state,
    acknowledgement: attempt.acknowledgement,
    calls: attempt.calls,
    sent_at: sentAt?.toISOString() ?? null,
    answered_at: answeredAt?.toISOString() ?? null,
    duration_ms: sentAt && answeredAt ? Math.max(0, answeredAt.getTime() - sentAt.getTime()) : null,
    route: RouteOut.nullable().parse(attempt.route),
    error: AttemptError.parse(attempt.error),
  };
}
