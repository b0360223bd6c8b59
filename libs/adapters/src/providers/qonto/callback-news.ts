import { createHash } from 'node:crypto';
import { checkTimedSignature } from '../../callbacks/timed-signature.js';
import { readJson } from '../../http/answer-fault.js';
import type { Connection } from '../../ports/connection.js';
import type { CallbackNews, PlatformCallback } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import { flowIdOf } from './flow-ids.js';
import { eventSchema } from './wire.js';

/**
 * What a webhook of Qonto is about, once its signature was checked (`X-Qonto-Signature`). One that names no invoice
 * names no flow.
 * @throws PlatformFault unauthorised, or malformed when it is signed but cannot be read
 */
export function callbackNews(callback: PlatformCallback, connection: Connection): CallbackNews {
  checkTimedSignature('x-qonto-signature', callback, connection);
  const event = eventSchema.safeParse(readJson(Buffer.from(callback.body)));
  if (!event.success) {
    const detail = 'The callback is signed but not what Qonto describes.';
    throw new PlatformFault('malformed', { platform: connection.platform, sent: 'no', detail });
  }
  const id = createHash('sha256').update(callback.body).digest('hex');
  const { type, event: name, data, client_invoice, supplier_invoice } = event.data;
  const kinds = `${type ?? ''} ${name ?? ''}`.replaceAll('-', '_');
  const bare = (kind: string): string | undefined => (kinds.includes(kind) ? data?.id : undefined);
  const supplier =
    supplier_invoice?.id ?? data?.supplier_invoice?.id ?? data?.supplier_invoice_id ?? bare('supplier_invoice');
  const client = client_invoice?.id ?? data?.client_invoice?.id ?? data?.client_invoice_id ?? bare('client_invoice');
  const flow_ids = [
    ...(client === undefined ? [] : [flowIdOf({ kind: 'client_invoice', id: client })]),
    ...(supplier === undefined ? [] : [flowIdOf({ kind: 'supplier_invoice', id: supplier })]),
  ];
  return { id, flow_ids };
}
