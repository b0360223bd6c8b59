import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One answered HTTP request. */
export interface HttpMeasurement {
  readonly method: string;
  /** Pattern of the route, such as `/v1/invoices/:id`; never the path itself. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** One job that a worker ended. */
export interface JobMeasurement {
  readonly queue: string;
  readonly result: 'done' | 'delayed' | 'failed';
  readonly seconds: number;
  /** Seconds from when the job was due to when it started. */
  readonly ageSeconds: number;
}

/** One attempt at a call to a platform. */
export interface PlatformMeasurement {
  readonly platform: string;
  readonly operation: string;
  /** `ok` or the kind of fault. */
  readonly result: string;
  readonly seconds: number;
}

/** A circuit that changed. */
export interface CircuitChange {
  readonly platform: string;
  readonly operation: string;
  /** The circuit; several of one platform and operation may exist in the sandbox. */
  readonly key: string;
  readonly state: 'open' | 'half_open' | 'closed';
}

const HTTP_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JOB_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800];

/** Every metric of the product, in one place, so that names and labels cannot drift. Labels never hold ids. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();
  readonly #scrapeWork: (() => Promise<void>)[] = [];
  readonly #openCircuits = new Map<string, CircuitChange>();

  readonly #http = this.#histogram(
    'http_request_seconds',
    'HTTP requests',
    ['method', 'route', 'status'],
    HTTP_BUCKETS,
  );
  readonly #jobs = this.#histogram('queue_job_seconds', 'Jobs ended, by result', ['queue', 'result'], JOB_BUCKETS);
  readonly #jobAge = this.#histogram('queue_job_age_seconds', 'Due to started', ['queue'], JOB_BUCKETS);
  readonly #depth = this.#gauge('queue_jobs', 'Jobs in a queue, by state', ['queue', 'state']);
  readonly #submissions = this.#counter('submission_attempts_total', 'Submission attempts', ['platform', 'result']);
  readonly #calls = this.#histogram(
    'platform_call_seconds',
    'Attempts at calls to platforms',
    ['platform', 'operation', 'result'],
    HTTP_BUCKETS,
  );
  readonly #circuits = this.#gauge('breaker_open', 'Circuits this process knows as open', ['platform', 'operation']);
  readonly #circuitChanges = this.#counter('breaker_changes_total', 'Circuits that changed state', [
    'platform',
    'operation',
    'state',
  ]);
  readonly #webhooks = this.#counter('webhook_attempts_total', 'Webhook delivery attempts', ['result']);
  readonly #webhookLatency = this.#histogram('webhook_attempt_seconds', 'Calls to receivers', ['result'], HTTP_BUCKETS);
  readonly #webhookAge = this.#gauge('webhook_oldest_pending_seconds', 'Age of the oldest undelivered webhook', []);
  readonly #webhooksOff = this.#gauge('webhook_endpoints_disabled', 'Endpoints that are disabled', []);
  readonly #relayed = this.#counter('relay_published_total', 'Outbox rows published', []);
  readonly #swept = this.#counter('sweeper_requeued_total', 'Due rows queued again', []);

  readonly #packs = this.#counter('rule_pack_verdicts_total', 'Documents given to rule packs, by outcome', ['result']);

  /** Content type of `text`. */
  readonly contentType: string = this.#registry.contentType;

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  httpRequest({ seconds, status, ...labels }: HttpMeasurement): void {
    this.#http.observe({ ...labels, status: String(status) }, seconds);
  }

  queueJob({ queue, result, seconds, ageSeconds }: JobMeasurement): void {
    this.#jobs.observe({ queue, result }, seconds);
    this.#jobAge.observe({ queue }, Math.max(0, ageSeconds));
  }

  queueDepth(queue: string, state: 'waiting' | 'active' | 'delayed', jobs: number): void {
    this.#depth.set({ queue, state }, jobs);
  }

  /** `result`: ACKED, REJECTED or UNKNOWN, as the attempt row says. */
  submissionAttempt(platform: string, result: string): void {
    this.#submissions.inc({ platform, result });
  }

  platformCall({ seconds, ...labels }: PlatformMeasurement): void {
    this.#calls.observe({ ...labels }, seconds);
  }

  circuitChanged(change: CircuitChange): void {
    const { platform, operation, key, state } = change;
    this.#circuitChanges.inc({ platform, operation, state });
    if (state === 'open') this.#openCircuits.set(key, change);
    if (state === 'closed') this.#openCircuits.delete(key);
    const open = [...this.#openCircuits.values()].filter(
      (other) => other.platform === platform && other.operation === operation,
    );
    this.#circuits.set({ platform, operation }, open.length);
  }

  /** `result`: the HTTP status of the receiver, or why there was none. */
  webhookAttempt(result: string, seconds: number): void {
    this.#webhooks.inc({ result });
    this.#webhookLatency.observe({ result: result.replace(/^(\d)\d\d$/, '$1xx') }, seconds);
  }

  webhookStanding({ oldestSeconds, disabled }: { readonly oldestSeconds: number; readonly disabled: number }): void {
    this.#webhookAge.set(oldestSeconds);
    this.#webhooksOff.set(disabled);
  }

  /** `differed`: fatal ids other than those of the built-in rules; `judged`: by packs alone. */
  packVerdict(result: 'agreed' | 'differed' | 'judged' | 'skipped'): void {
    this.#packs.inc({ result });
  }

  relayPublished(rows: number): void {
    this.#relayed.inc(rows);
  }

  sweeperRequeued(rows: number): void {
    this.#swept.inc(rows);
  }

  /** Work to do before each scrape, such as reading queue depths; its failure leaves the last values. */
  beforeScrape(work: () => Promise<void>): void {
    this.#scrapeWork.push(work);
  }

  /** All metrics in Prometheus text format. */
  async text(): Promise<string> {
    await Promise.allSettled(this.#scrapeWork.map((work) => work()));
    return this.#registry.metrics();
  }

  #histogram<L extends string>(name: string, help: string, labelNames: readonly L[], buckets: number[]): Histogram<L> {
    return new Histogram({ name: `onefacture_${name}`, help, labelNames, buckets, registers: [this.#registry] });
  }

  #counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name: `onefacture_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #gauge<L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> {
    return new Gauge({ name: `onefacture_${name}`, help, labelNames, registers: [this.#registry] });
  }
}
