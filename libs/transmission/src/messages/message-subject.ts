import type { OrganisationTransaction } from '@onefacture/database';
import type { LifecycleMessage } from '@onefacture/formats';
import { ReceivedInvoiceRepository, type InvoiceEntity } from '@onefacture/invoicing';
import { uuidv7 } from 'uuidv7';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import type { OutgoingMessageEntity } from './outgoing-message.entity.js';

/** A lifecycle message to be sent. */
export interface QueuedMessage {
  /** Of its row; its MDT-4 should hold it. */
  readonly id: string;
  /** The lifecycle code it states. */
  readonly code: string;
  readonly message: LifecycleMessage;
}

/** The invoice a message speaks of: one of ours, or one we received. */
export interface MessageSubject extends Pick<OutgoingMessageEntity, 'invoiceId' | 'receivedId'> {
  readonly number: string;
  /** The connection the invoice went or came through, where it is known. */
  readonly connectionId: string | undefined;
}

/** An invoice of ours as the subject of a message. */
export async function subjectOf(tx: OrganisationTransaction, { id, number }: InvoiceEntity): Promise<MessageSubject> {
  const attempt = await new AttemptRepository(tx).latest(id);
  return { invoiceId: id, receivedId: null, number, connectionId: attempt?.connectionId };
}

/** The row of a message that was not sent yet, without its file. */
export function newMessage(
  { invoiceId, receivedId, number }: MessageSubject,
  { id, code }: QueuedMessage,
  connectionId: string,
  now: Date,
): Omit<OutgoingMessageEntity, 'organizationId' | 'error' | 'message' | 'sha256'> {
  return {
    ...{ id, invoiceId, receivedId, connectionId, code },
    fileName: `CDV-${code}_${number.replaceAll(/[^\w.+-]/g, '_')}_${id}.xml`,
    trackingId: uuidv7(),
    state: 'PREPARED',
    ...{ failures: 0, tries: 1, notFoundLooks: 0 },
    dueAt: now,
    ...{ sentAt: null, flowId: null, acknowledgement: null },
    createdAt: now,
  };
}

/** What the platform calls the flow of the invoice a message speaks of. */
export async function flowOf(
  tx: OrganisationTransaction,
  { invoiceId, receivedId }: Pick<OutgoingMessageEntity, 'invoiceId' | 'receivedId'>,
): Promise<string | null> {
  if (receivedId !== null) return (await new ReceivedInvoiceRepository(tx).get(receivedId)).flowId;
  return invoiceId === null ? null : ((await new AttemptRepository(tx).latest(invoiceId))?.flowId ?? null);
}
