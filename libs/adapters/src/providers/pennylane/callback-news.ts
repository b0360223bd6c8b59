import { checkTimedSignature } from '../../callbacks/timed-signature.js';
import { readJson } from '../../http/answer-fault.js';
import type { Connection } from '../../ports/connection.js';
import type { CallbackNews, PlatformCallback } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import { flowIdOf } from './flow-ids.js';
import { eventSchema } from './wire.js';

/**
 * What a webhook of Pennylane is about, once its signature was checked (`X-Pennylane-Signature`). Events about other
 * things than invoices name no flow.
 * @throws PlatformFault unauthorised, or malformed when it is signed but cannot be read
 */
export function callbackNews(callback: PlatformCallback, connection: Connection): CallbackNews {
  checkTimedSignature('x-pennylane-signature', callback, connection);
  const event = eventSchema.safeParse(readJson(Buffer.from(callback.body)));
  if (!event.success) {
    const detail = 'The callback is signed but not what Pennylane describes.';
    throw new PlatformFault('malformed', { platform: connection.platform, sent: 'no', detail });
  }
  const { id, event: name, data } = event.data;
  const about = data?.object?.id;
  const kind = (['customer_invoice', 'supplier_invoice'] as const).find((each) => name.startsWith(`${each}.`));
  if (about === undefined || kind === undefined) return { id, flow_ids: [] };
  return { id, flow_ids: [flowIdOf({ collection: `${kind}s`, id: about })] };
}
