import { RECEIVED_EVENT_KINDS, type ReceivedEvent } from '@onefacture/invoice';
import { z } from 'zod';
import { amountsOf } from '../timeline/stored-event.js';
import type { ReceivedEventEntity } from './received-event.entity.js';

const Kind = z.enum(RECEIVED_EVENT_KINDS);

/** A recorded event as `foldReceived` takes it. */
export function receivedEventOf(event: ReceivedEventEntity): ReceivedEvent {
  return {
    id: event.id,
    at: event.at.toISOString(),
    kind: Kind.parse(event.kind),
    code: event.code ?? undefined,
    message_id: event.messageId ?? undefined,
    amounts: amountsOf(event),
  };
}

/** Where the raw message of an event is sealed. */
export const receivedPayloadContext = (organizationId: string, eventId: string) => ({
  organization_id: organizationId,
  row: eventId,
  column: 'received_events.raw_payload',
});
