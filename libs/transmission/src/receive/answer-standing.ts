import type { OrganisationTransaction } from '@onefacture/database';
import { BUYER_ANSWER_NAMES, BUYER_ANSWERS, type BuyerAnswer } from '@onefacture/invoice';
import type { ReceivedInvoice } from '@onefacture/invoicing';
import { z } from 'zod';
import { OPEN_ATTEMPT_STATES } from '../attempts/attempt.entity.js';
import type { OutgoingMessageEntity } from '../messages/outgoing-message.entity.js';
import { OutgoingMessageRepository } from '../messages/outgoing-message.repository.js';
import { refusalOf } from './answers.service.js';

const StoredError = z
  .object({
    code: z.string(),
    message: z.string(),
    reasons: z.array(z.object({ code: z.string(), message: z.string() })).default([]),
  })
  .nullable();

/** Where the way of an answer to the platform stands. */
export const ANSWER_STATES = ['queued', 'sending', 'sent', 'refused', 'dead'] as const;

/** An answer that was given, and what became of its message. */
export interface GivenAnswer {
  readonly message_id: string;
  readonly action: BuyerAnswer;
  readonly lifecycle_code: string;
  readonly state: (typeof ANSWER_STATES)[number];
  readonly given_at: string;
  /** Why the platform refused it, or why it does not get through. */
  readonly error: z.output<typeof StoredError>;
}

/**
 * What was answered to a received invoice, oldest first. Read it before the invoice: then one that shows a refusal is
 * shown where the refusal put it.
 */
export async function givenAnswers(tx: OrganisationTransaction, receivedId: string): Promise<GivenAnswer[]> {
  const messages = await new OutgoingMessageRepository(tx).listAnswers(receivedId);
  return messages.flatMap((message) => {
    const action = BUYER_ANSWER_NAMES.find((name) => BUYER_ANSWERS[name] === message.code);
    if (action === undefined) return [];
    return {
      message_id: message.id,
      action,
      lifecycle_code: message.code,
      state: stateOf(message),
      given_at: message.createdAt.toISOString(),
      error: StoredError.parse(message.error),
    };
  });
}

/** What can be answered to a received invoice now. */
export const possibleAnswers = (received: ReceivedInvoice): BuyerAnswer[] =>
  BUYER_ANSWER_NAMES.filter((name) => refusalOf(name, received) === undefined);

function stateOf({ state, dueAt }: Pick<OutgoingMessageEntity, 'state' | 'dueAt'>): GivenAnswer['state'] {
  if (state === 'ACKED') return 'sent';
  if (state === 'REJECTED') return 'refused';
  if (dueAt === null) return 'dead';
  return state === 'PREPARED' || !OPEN_ATTEMPT_STATES.has(state) ? 'queued' : 'sending';
}
