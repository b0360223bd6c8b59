import { z } from 'zod';

const ENDPOINT = '01997a3e-0000-7000-8000-0000000000e1';
const INVOICE = '01997a3e-0000-7000-8000-0000000000aa';
const instant = z.iso.datetime();

/** A schema of the `data` of an event, and data it takes. */
export interface EventData {
  readonly schema: z.ZodObject;
  readonly example: Readonly<Record<string, unknown>>;
}

const invoice: EventData = {
  schema: z.object({
    invoice_id: z.uuid(),
    status: z.string(),
    previous_status: z.string().nullable(),
    lifecycle_code: z.string().nullable(),
    sequence: z.int().meta({ description: 'Grows with each event of the invoice' }),
    invoice: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'The invoice as in a list, for endpoints whose payload is full' }),
  }),
  example: { invoice_id: INVOICE, status: 'SUBMITTED', previous_status: 'DRAFT', lifecycle_code: '200', sequence: 2 },
};

const inbox: EventData = {
  schema: z.object({
    inbox_id: z.uuid(),
    state: z.enum(['listed', 'stored', 'unreadable', 'failed']).meta({ description: 'How far the file came' }),
    status: z.string(),
    previous_status: z.string(),
    lifecycle_code: z.string().nullable(),
    sequence: z.int().meta({ description: 'Grows with each event of the received invoice' }),
  }),
  example: {
    inbox_id: '01997a3e-0000-7000-8000-0000000000bb',
    state: 'stored',
    status: 'RECEIVED',
    previous_status: 'RECEIVED',
    lifecycle_code: null,
    sequence: 2,
  },
};

const platform: EventData = {
  schema: z.object({
    platform: z.string(),
    operation: z.string().meta({ description: 'What is not asked of the platform meanwhile' }),
    state: z.enum(['degraded', 'recovered']),
  }),
  example: { platform: 'sandbox', operation: 'submit', state: 'degraded' },
};

const subscription: EventData = {
  schema: z.object({
    subscription_id: z.uuid(),
    plan: z.string(),
    previous_plan: z.string(),
    status: z.string(),
    previous_status: z.string(),
    cycle: z.enum(['monthly', 'yearly']).nullable(),
    current_period_end: instant.nullable(),
    cancel_at: instant.nullable(),
    cancel_at_period_end: z.boolean(),
    version: z.int().meta({ description: 'Grows with each change' }),
  }),
  example: {
    subscription_id: '01997a3e-0000-7000-8000-0000000000f1',
    plan: 'starter',
    previous_plan: 'free',
    status: 'active',
    previous_status: 'none',
    cycle: 'monthly',
    current_period_end: '2026-12-21T09:00:00.000Z',
    cancel_at: null,
    cancel_at_period_end: false,
    version: 2,
  },
};

const failing: EventData = {
  schema: z.object({
    webhook_id: z.uuid(),
    percent: z.int().meta({ description: 'Of the time after which the endpoint is disabled: 50, 70 or 90' }),
    failing_since: instant,
    disabled_at: instant.meta({ description: 'When it is disabled if nothing succeeds' }),
  }),
  example: {
    webhook_id: ENDPOINT,
    percent: 50,
    failing_since: '2026-11-18T21:00:00.000Z',
    disabled_at: '2026-11-23T21:00:00.000Z',
  },
};

const disabled: EventData = {
  schema: z.object({ webhook_id: z.uuid(), reason: z.string(), failing_since: instant.nullable() }),
  example: { webhook_id: ENDPOINT, reason: 'The receiver answered 410 Gone.', failing_since: null },
};

const exhausted: EventData = {
  schema: z.object({
    webhook_id: z.uuid(),
    delivery_id: z.uuid(),
    message_id: z.uuid(),
    event_type: z.string(),
    attempts: z.int(),
  }),
  example: {
    webhook_id: ENDPOINT,
    delivery_id: '01997a3e-0000-7000-8000-0000000000d1',
    message_id: '01997a3e-0000-7000-8000-0000000000c1',
    event_type: 'invoice.paid',
    attempts: 9,
  },
};

/** The shapes of `data`, one a family of events. */
export const EVENT_DATA = {
  invoice,
  inbox,
  platform,
  subscription,
  failing,
  disabled,
  exhausted,
} as const satisfies Readonly<Record<string, EventData>>;

/** A family of events whose `data` has one shape. */
export type EventDataKind = keyof typeof EVENT_DATA;

/** The schema of what an endpoint is sent for an event. */
export const eventSchema = (type: string, kind: EventDataKind): z.ZodObject =>
  z.object({ type: z.literal(type), timestamp: instant, data: EVENT_DATA[kind].schema });

/** What an endpoint is sent for an event, with made-up data. */
export const eventExample = (type: string, kind: EventDataKind, timestamp = '2026-11-21T09:00:00.000Z') => ({
  type,
  timestamp,
  data: EVENT_DATA[kind].example,
});
