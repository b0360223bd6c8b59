import { z } from 'zod';
import { invoiceFacts } from '../documents/invoice-facts.js';
import { statusMessage } from '../documents/status-message.js';
import { acknowledgement, flow, webhook } from '../flows/flow.js';
import { step } from '../life/outcomes.js';

export const faults = z.object({
  /** share of Flow Service requests whose work is done while the connection is cut without an answer */
  drop_answer_rate: z.number().min(0).max(1).default(0),
  /** share of Flow Service requests answered `delay_ms` late */
  delay_rate: z.number().min(0).max(1).default(0),
  delay_ms: z.number().int().min(0).max(600_000).default(1000),
  /** share of posted flows refused with 503 before any work */
  refuse_rate: z.number().min(0).max(1).default(0),
  /** share of statuses sent twice */
  duplicate_rate: z.number().min(0).max(1).default(0),
  /** share of neighbouring statuses that change places */
  reorder_rate: z.number().min(0).max(1).default(0),
  seed: z.number().int().default(1),
});
export type Faults = z.infer<typeof faults>;

const at = z.iso.datetime();
const organization = z.string();

/** What the journal keeps; the whole state is the fold of these lines. */
export const journalEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('accepted'),
    organization,
    flow,
    /** file name under files/ */
    file: z.string(),
    invoice: invoiceFacts.optional(),
    message: statusMessage.optional(),
    plan: z.array(step),
  }),
  /** a flow that came in for the organisation; the same one again has other bytes */
  z.object({ type: z.literal('delivered'), organization, flow, file: z.string() }),
  z.object({ type: z.literal('repeated'), organization, flowId: z.string() }),
  z.object({ type: z.literal('turned_away'), organization, key: z.string() }),
  z.object({ type: z.literal('acknowledged'), at, organization, flowId: z.string(), acknowledgement }),
  z.object({ type: z.literal('stated'), at, organization, submission: z.string(), flowId: z.string() }),
  z.object({ type: z.literal('webhook_added'), owner: z.string(), webhook }),
  z.object({ type: z.literal('webhook_removed'), owner: z.string(), webhookId: z.string() }),
  z.object({
    type: z.literal('received'),
    at,
    inbox: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  z.object({ type: z.literal('faults_set'), faults }),
]);
export type JournalEvent = z.infer<typeof journalEvent>;
