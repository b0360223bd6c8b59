import type { Caller } from '@onefacture/accounts';
import { presentStoredInvoice, type Actor, type OpenInvoice } from '@onefacture/invoicing';
import { actorOf } from '../../http/access.guard.js';
import { entityTag } from '../../http/entity-tag.js';
import { Reply } from '../../http/reply.js';

/** An invoice as an answer, with the ETag of its version. */
export const invoiceReply = (status: number, open: OpenInvoice, headers: Record<string, string> = {}): Reply =>
  new Reply(status, presentStoredInvoice(open), { ETag: entityTag(open.entity.version), ...headers });
/** Who acts on an invoice. */
export const invoiceActor = (caller: Caller): Actor => ({ name: actorOf(caller), mode: caller.mode });
