import { ERRORS } from '@onefacture/errors';
import { explainReason } from '@onefacture/invoice';
import type { InvoiceEntity, InvoiceEventEntity } from '@onefacture/invoicing';
import { z } from 'zod';
import type { StatedReason } from './rejection-patch.js';

/** Codes with which a buyer or a platform sends an invoice back, or asks for something before it goes on. */
const SENT_BACK: ReadonlySet<string> = new Set(['206', '207', '208', '210', '213', '221', '501']);

const Stated = z.object({
  code: z.string().nullish(),
  message: z.string().nullish(),
  message_fr: z.string().nullish(),
  comment: z.string().nullish(),
  issuer: z.object({ role: z.string() }).nullish(),
});
const Said = z.object({ code: z.string(), message: z.string(), message_fr: z.string().optional() });
const Failure = Said.extend({ reasons: z.array(Said).default([]) });

/**
 * Why an invoice stands where it stands: what the last status that sent it back says, or why its submission failed.
 * Empty for one that nobody sent back. `events` in the order in which they count.
 */
export function statedReasons(
  { status, submissionState, submissionError }: Pick<InvoiceEntity, 'status' | 'submissionState' | 'submissionError'>,
  events: readonly Pick<InvoiceEventEntity, 'code' | 'reason'>[],
): StatedReason[] {
  if (status !== 'REJECTED' && (submissionState === 'failed' || submissionState === 'dead')) {
    return ofSubmission(submissionError);
  }
  if (status === 'PAID' || status === 'CANCELLED') return [];
  const last = events.findLast(({ code }) => code !== null && (SENT_BACK.has(code) || code === '205'));
  return last?.code && SENT_BACK.has(last.code) ? [ofStatus(last.code, last.reason)] : [];
}

function ofStatus(code: string, reason: unknown): StatedReason {
  const stated = Stated.safeParse(reason).data;
  const known = explainReason(stated?.code ?? code);
  const comment = stated?.comment ? ` (${stated.comment})` : '';
  return {
    code: stated?.code ?? code,
    message: `${stated?.message ?? known.en}${comment}`,
    message_fr: `${stated?.message_fr ?? known.fr}${comment}`,
    from: stated?.issuer?.role === 'BY' || (code !== '213' && code !== '221' && code !== '501') ? 'buyer' : 'platform',
  };
}

function ofSubmission(error: unknown): StatedReason[] {
  const failure = Failure.safeParse(error).data;
  if (!failure) return [];
  const from = failure.code.startsWith('platform.') ? 'platform' : 'gateway';
  const said = ({ code, message, message_fr = inFrench(code) ?? message }: z.output<typeof Said>): StatedReason => ({
    ...{ code, message, message_fr, from },
  });
  return failure.reasons.length > 0 ? failure.reasons.map(said) : [said(failure)];
}

/** What an error of our own means; nothing for a platform's code. */
function inFrench(code: string): string | undefined {
  const errors: Readonly<Record<string, { readonly meaning_fr: string }>> = ERRORS;
  return Object.hasOwn(errors, code) ? errors[code]?.meaning_fr : undefined;
}
