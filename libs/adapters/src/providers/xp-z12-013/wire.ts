import { z } from 'zod';
import type { Acknowledgement, PlatformFlow } from '../../ports/flow.js';
import { reasonSchema } from '../../http/answer-fault.js';

/** Tolerant readers of XP Z12-013 Flow Service answers, versions 1.1 to 1.3: unknown words stay, extras are kept. */

const word = z.union([z.string().min(1), z.number().transform(String)]);
const optionalWord = word.nullish().catch(undefined);

/** An instant; a zone left out is read as UTC. Answers ISO 8601 UTC with milliseconds. */
const instant = z.string().transform((value, context) => {
  const zoned = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`;
  const at = new Date(zoned);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  context.addIssue({ code: 'custom', message: 'not an instant' });
  return z.NEVER;
});
const optionalInstant = instant.nullish().catch(undefined);

const ACK_WORDS = ['Pending', 'Ok', 'Error'];
const acknowledgement = z
  .looseObject({ status: word, details: z.array(reasonSchema).nullish().catch(undefined) })
  .transform(({ status, details }): Acknowledgement => ({
    status: ACK_WORDS.find((known) => known.toLowerCase() === status.toLowerCase()) ?? status,
    details: details ?? [],
  }));

/** The answer to a submitted flow (FullFlowInfo); an acknowledgement is not promised there but read when present. */
export const createdFlowSchema = z.looseObject({
  flowId: word,
  submittedAt: optionalInstant,
  acknowledgement: acknowledgement.nullish().catch(undefined),
});

/** The answer to a new webhook (WebhookIdParam); 1.2 gives no signing key. */
export const createdWebhookSchema = z.looseObject({ webhookId: word, signingKey: optionalWord });

/** A Flow. Id and one date are needed to follow it, all else may be missing. */
export const flowSchema = z
  .looseObject({
    flowId: word,
    trackingId: optionalWord,
    name: optionalWord,
    flowDirection: optionalWord,
    flowType: optionalWord,
    flowSyntax: optionalWord,
    flowProfile: optionalWord,
    processingRule: optionalWord,
    submittedAt: optionalInstant,
    updatedAt: optionalInstant,
    acknowledgement: acknowledgement.nullish().catch(undefined),
  })
  .transform((wire, context): Omit<PlatformFlow, 'raw'> => {
    const updated_at = wire.updatedAt ?? wire.submittedAt;
    if (updated_at === undefined || updated_at === null) {
      context.addIssue({ code: 'custom', message: 'neither updatedAt nor submittedAt' });
      return z.NEVER;
    }
    return {
      flow_id: wire.flowId,
      ...present('tracking_id', wire.trackingId),
      ...present('name', wire.name),
      direction: wire.flowDirection ?? 'Undefined',
      type: wire.flowType ?? 'Undefined',
      syntax: wire.flowSyntax ?? 'Undefined',
      ...present('profile', wire.flowProfile),
      ...present('processing_rule', wire.processingRule),
      acknowledgement: wire.acknowledgement ?? { status: 'Undefined', details: [] },
      submitted_at: wire.submittedAt ?? updated_at,
      updated_at,
    };
  });

/** A page of a search. Entries are read one by one so that a single odd one does not hide the others. */
export const searchSchema = z.looseObject({
  nextCursor: optionalWord,
  results: z.array(z.unknown()).nullish(),
});

/** Reads one Flow, null when it has no id or no date. */
export function readFlow(value: unknown): PlatformFlow | null {
  const raw = z.record(z.string(), z.unknown()).safeParse(value);
  const flow = flowSchema.safeParse(value);
  return raw.success && flow.success ? { ...flow.data, raw: raw.data } : null;
}

function present<K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key is widened to string.
  return value === undefined || value === null ? {} : ({ [key]: value } as { [P in K]?: string });
}
