import { z } from 'zod';

/** Every queue of the product; the worker has exactly one processor for each. */
export const QUEUE_NAMES = [
  'submit-invoice',
  'track-status',
  'deliver-webhook',
  'send-message',
  'receive-invoice',
  'send-mail',
  'apply-payment-event',
  'export-data',
  'erase-data',
] as const;
/** Name of a queue: verb and noun. */
export type QueueName = (typeof QUEUE_NAMES)[number];

/** True for a name of the closed list. */
export const isQueueName = (name: string): name is QueueName => (QUEUE_NAMES as readonly string[]).includes(name);

/** What every job carries: which row of which organisation. Never a document, never a name. */
export const JobPayload = z.strictObject({ organization_id: z.uuid(), id: z.uuid() });
/** What every job carries. */
export type JobPayload = z.infer<typeof JobPayload>;

/**
 * The id of the job for one attempt at one row. BullMQ ignores an `add` whose id it still holds, so the same
 * attempt is never live twice, and a new attempt is never mistaken for an old one.
 */
export const jobId = (queue: QueueName, row: string, attempt: number): string => `${queue}-${row}-${attempt}`;
