import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readJson } from '../../http/answer-fault.js';
import type { CallbackNews } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';

const flowId = z
  .union([z.string().min(1).max(255), z.number().transform(String)])
  .nullish()
  .catch(undefined);
const named = z.looseObject({ flowId });
/** A Flow (1.2, 1.3) or one wrapped in `flowInfo` (1.1). */
const callbackSchema = z.looseObject({ flowId, flowInfo: named.nullish().catch(undefined) });

/**
 * What a callback is about. Its id is the sha256 of the body: a repeated delivery has the same bytes.
 * @throws PlatformFault malformed for a body that is no JSON object
 */
export function readNews(body: Uint8Array, platform: string): CallbackNews {
  const parsed = callbackSchema.safeParse(readJson(Buffer.from(body)));
  if (!parsed.success) {
    throw new PlatformFault('malformed', {
      platform,
      sent: 'no',
      detail: "The callback's body is not what XP Z12-013 describes.",
    });
  }
  const about = parsed.data.flowId ?? parsed.data.flowInfo?.flowId;
  return {
    id: createHash('sha256').update(body).digest('hex'),
    flow_ids: about === undefined || about === null ? [] : [about],
  };
}
