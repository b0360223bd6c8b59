import { z } from 'zod';
import { UnreadableInvoice } from './invoice-facts.js';
import { all, first, readXml, textAt, type XmlElement } from './xml-tree.js';

/** What a lifecycle message (CDAR) that a client posts says of one invoice. */
export const statusMessage = z.object({
  /** MDT-40: SE for a seller's status, BY for a buyer's */
  issuer: z.string().min(1),
  /** MDT-105 */
  code: z.string().regex(/^\d{3}$/),
  /** MDT-87 */
  number: z.string().min(1),
  /** MDT-100 */
  issueDate: z.string().regex(/^\d{8}$/),
  /** MDT-129 */
  sellerSiren: z.string().regex(/^\d{9}$/),
  /** MDT-113 */
  reason: z.string().optional(),
  /** MDT-126 */
  comment: z.string().optional(),
  /** MDG-43, as written */
  amounts: z.array(
    z.object({
      type: z.string(),
      amount: z.string().optional(),
      rate: z.string().optional(),
      on: z.string().optional(),
    }),
  ),
});
export type StatusMessage = z.infer<typeof statusMessage>;

/** Reads a posted lifecycle message; throws UnreadableInvoice with the standard's reason code. */
export function readStatusMessage(file: Buffer): StatusMessage {
  if (file.length === 0) throw new UnreadableInvoice('EmptyFlow', 'the file is empty');
  const root = parse(file);
  if (root.name !== 'CrossDomainAcknowledgementAndResponse') {
    throw new UnreadableInvoice('FlowTypeError', `declared CDAR, but the root element is ${root.name}`);
  }
  const reference = first(root, 'AcknowledgementDocument/ReferenceReferencedDocument') ?? root;
  const read = statusMessage.safeParse({
    issuer: textAt(root, 'ExchangedDocument/IssuerTradeParty/RoleCode'),
    code: textAt(reference, 'ProcessConditionCode'),
    number: textAt(reference, 'IssuerAssignedID'),
    issueDate: textAt(reference, 'FormattedIssueDateTime/DateTimeString'),
    sellerSiren: textAt(reference, 'IssuerTradeParty/GlobalID'),
    reason: textAt(reference, 'SpecifiedDocumentStatus/ReasonCode'),
    comment: textAt(reference, 'SpecifiedDocumentStatus/IncludedNote/Content'),
    amounts: all(reference, 'SpecifiedDocumentStatus/SpecifiedDocumentCharacteristic').map(amountOf),
  });
  if (read.success) return read.data;
  throw new UnreadableInvoice('InvalidSchema', `${read.error.issues[0]?.path.join('.')} is missing or wrong`);
}

function parse(file: Buffer): XmlElement {
  try {
    return readXml(file);
  } catch (error) {
    throw new UnreadableInvoice('InvalidSchema', error instanceof Error ? error.message : String(error));
  }
}

const amountOf = (from: XmlElement): unknown => ({
  type: textAt(from, 'TypeCode') ?? '',
  amount: textAt(from, 'ValueAmount'),
  rate: textAt(from, 'ValuePercent'),
  on: textAt(from, 'ValueDateTime/DateTimeString')?.slice(0, 8),
});
