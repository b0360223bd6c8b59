import { cidrs, duration, durations, integer } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** How work moves from the database through Redis to the worker. */
export class QueueSettings extends defineSettings('Queues', {
  concurrency: integer(
    'ONEFACTURE_QUEUE_CONCURRENCY',
    { min: 1, max: 500 },
    { default: '10', description: 'Jobs of one queue that one worker runs at a time.' },
  ),
  lockMs: duration('ONEFACTURE_QUEUE_LOCK', {
    default: '30s',
    description: 'How long a worker holds a job without renewing it before it counts as stalled.',
  }),
  stalledIntervalMs: duration('ONEFACTURE_QUEUE_STALLED_INTERVAL', {
    default: '30s',
    description: 'How often stalled jobs are looked for.',
  }),
  relayPollMs: duration('ONEFACTURE_RELAY_POLL', {
    default: '1s',
    description: 'How often the outbox is read when no notification wakes the relay.',
  }),
  sweepIntervalMs: duration('ONEFACTURE_SWEEP_INTERVAL', {
    default: '15s',
    description: 'How often due rows without a live job are queued again.',
  }),
  pollFastMs: duration('ONEFACTURE_POLL_FAST', {
    default: '5s',
    description: 'How often a platform is asked about an invoice that was just sent.',
  }),
  pollSlowMs: duration('ONEFACTURE_POLL_SLOW', {
    default: '15m',
    description: 'How often a platform is asked about an invoice that has not moved for long.',
  }),
}) {}

/** How a call to a platform is made and repeated. */
export class CallSettings extends defineSettings('Platform calls', {
  deadlineMs: duration('ONEFACTURE_PLATFORM_DEADLINE', {
    default: '10s',
    description: 'Longest one call to a platform may take.',
  }),
  concurrency: integer(
    'ONEFACTURE_PLATFORM_CONCURRENCY',
    { min: 1, max: 500 },
    {
      default: '5',
      description:
        'Calls to one platform address that one process makes at a time. Keep it below ONEFACTURE_QUEUE_CONCURRENCY: a platform that hangs then holds these jobs and no others.',
    },
  ),
  allowedCidrs: cidrs('ONEFACTURE_PLATFORM_ALLOWED_CIDRS', {
    default: '',
    description:
      'Private networks where the platforms of connections may be; everything but public addresses is refused otherwise, and http but there.',
  }),
  breakerFailures: integer(
    'ONEFACTURE_BREAKER_FAILURES',
    { min: 1, max: 100 },
    { default: '3', description: 'Consecutive failed calls that open the circuit.' },
  ),
  breakerOpenMs: duration('ONEFACTURE_BREAKER_OPEN', {
    default: '30s',
    description: 'How long an open circuit lets nothing through before one probe.',
  }),
  unknownSettleMs: duration('ONEFACTURE_UNKNOWN_SETTLE', {
    default: '30s',
    description: 'After an unclear submission: how long “not found” is not yet believed.',
  }),
  submitStalls: integer(
    'ONEFACTURE_SUBMIT_STALLS',
    { min: 1, max: 100 },
    {
      default: '5',
      description: 'How often a submission may be begun without coming to an end before it is a dead letter.',
    },
  ),
  submitRetryScheduleMs: durations('ONEFACTURE_SUBMIT_RETRY_SCHEDULE', {
    default: '5s,30s,2m,10m,1h,6h',
    description: 'Waits between the attempts of a submission; after the last one it is dead and waits for a person.',
  }),
}) {}

/** How customers are told. */
export class WebhookSettings extends defineSettings('Webhooks', {
  allowedCidrs: cidrs('ONEFACTURE_WEBHOOK_ALLOWED_CIDRS', {
    default: '',
    description:
      'Private networks whose receivers may be called; everything but public addresses is refused otherwise.',
  }),
  timeoutMs: duration('ONEFACTURE_WEBHOOK_TIMEOUT', {
    default: '15s',
    description: 'Longest a receiver may take to answer.',
  }),
  retryScheduleMs: durations('ONEFACTURE_WEBHOOK_RETRY_SCHEDULE', {
    default: '5s,5m,30m,2h,5h,10h,14h,20h',
    description: 'Waits between the attempts of a delivery; after the last one it has failed and may be replayed.',
  }),
  concurrency: integer(
    'ONEFACTURE_WEBHOOK_CONCURRENCY',
    { min: 2, max: 500 },
    {
      default: '50',
      description: 'Deliveries one worker makes at a time; no organisation gets more than are left free.',
    },
  ),
  overloadFloorMs: duration('ONEFACTURE_WEBHOOK_OVERLOAD_FLOOR', {
    default: '10s',
    description: 'Least pause for a receiver that answered 429, 502 or 504 or not in time; doubles up to 5 minutes.',
  }),
  disableAfterMs: duration('ONEFACTURE_WEBHOOK_DISABLE_AFTER', {
    default: '5d',
    description: 'An endpoint at which every attempt failed for so long is disabled; warnings come at 50, 70 and 90 %.',
  }),
  retentionMs: duration('ONEFACTURE_WEBHOOK_RETENTION', {
    default: '30d',
    description: 'How long events, deliveries and attempts are kept.',
  }),
}) {}
