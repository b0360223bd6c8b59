import { presentStoredInvoice, type OpenInvoice } from '@onefacture/invoicing';
import { entityTag } from '../../http/entity-tag.js';
import { Reply } from '../../http/reply.js';

/** An invoice as an answer, with the ETag of its version. */
export const invoiceReply = (status: number, open: OpenInvoice, headers: Record<string, string> = {}): Reply =>
  new Reply(status, presentStoredInvoice(open), { ETag: entityTag(open.entity.version), ...headers });
