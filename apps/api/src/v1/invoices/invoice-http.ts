import type { Caller } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import type { DocumentFinding } from '@onefacture/formats';
import {
  presentRelations,
  presentStoredInvoice,
  relationsOf,
  type Actor,
  type OpenInvoice,
} from '@onefacture/invoicing';
import type { BuyerWarning } from '@onefacture/transmission';
import { actorOf } from '../../http/access.guard.js';
import { entityTag } from '../../http/entity-tag.js';
import { Reply } from '../../http/reply.js';

/** What an answer says beside the invoice. */
export interface InvoiceReplyParts {
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the reader, where the invoice came as a file. */
  readonly findings?: readonly DocumentFinding[] | undefined;
  /** Of the buyer, beside those of the invoice's references. */
  readonly buyerWarnings?: readonly BuyerWarning[];
}

/** An invoice as an answer, with what it is to the others and the ETag of its version. */
export async function invoiceReply(
  tx: OrganisationTransaction,
  status: number,
  open: OpenInvoice,
  { headers, findings, buyerWarnings = [] }: InvoiceReplyParts = {},
): Promise<Reply> {
  const found = await relationsOf(tx, open);
  const relations = presentRelations({ ...found, warnings: [...found.warnings, ...buyerWarnings] });
  return new Reply(
    status,
    { ...presentStoredInvoice(open), ...relations, ...(findings === undefined ? {} : { findings }) },
    { ETag: entityTag(open.entity.version), ...headers },
  );
}

/** Who acts on an invoice. */
export const invoiceActor = (caller: Caller): Actor => ({ name: actorOf(caller), mode: caller.mode });
