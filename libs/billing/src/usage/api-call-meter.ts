import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { Loop } from '@onefacture/queue';
import { RateLimiter, TtlCache, type RateLimitVerdict } from '@onefacture/redis';
import { accessOf, limitOf, type PlanAccess } from '../subscriptions/plan.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { UsageRepository } from './usage.repository.js';
import { usageWindow, type UsageWindow } from './usage-window.js';

/** How long a plan is remembered: after a change the old one holds so long at most. */
const PLAN_TTL_MS = 10_000;
const PLANS = 10_000;
/** How often counts go to Postgres: what a lost Redis can lose. */
const FLUSH_MS = 5_000;
const KEPT_MS = 40 * 86_400_000;

/** What the plan of an organisation says about calls. */
export interface CallStanding {
  readonly access: PlanAccess;
  readonly subscription: Subscription;
  /** Whether calls are counted at all. */
  readonly counted: boolean;
  /** Null for none. */
  readonly limit: number | null;
  /** The month that ran when this was read. */
  readonly window: UsageWindow;
}

/** A call that was asked for. */
export interface AskedCall {
  readonly organizationId: string;
  /** The limit by time that is asked in the same breath. */
  readonly rate: { readonly key: string; readonly limit: number; readonly windowSeconds: number };
}

/** Calls of the month, this one with them. */
export interface CallQuota {
  readonly allowed: boolean;
  /** Null for none. */
  readonly limit: number | null;
  readonly used: number;
  readonly window: UsageWindow;
}

/** What a call was answered. */
export interface CallVerdict {
  readonly rate: RateLimitVerdict;
  /** Undefined where calls are not counted, or the limit by time refused. */
  readonly quota?: CallQuota;
}

interface Counted {
  taken: number;
  returned: number;
  /** What Postgres was told. */
  flushed: number;
  /** Whether it was asked for since the last flush. */
  touched: boolean;
}

/**
 * API calls by organisation and month, counted in Redis in the same round trip as the rate limit, without a write to
 * Postgres: every process remembers the fleet's counts as it saw them, writes them every few seconds, and tells Redis
 * what it remembers with each call, so that a Redis that lost them has them again.
 */
@Injectable()
export class ApiCallMeter implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(ApiCallMeter.name);
  readonly #standings = new TtlCache<CallStanding>({ maxEntries: PLANS, ttlMs: PLAN_TTL_MS });
  readonly #loading = new Map<string, Promise<CallStanding>>();
  readonly #counts = new Map<string, Counted>();
  readonly #flushing = new Loop(
    () => this.flush(),
    FLUSH_MS,
    (error) => this.#logger.warn(`API calls wait to be written: ${String(error)}`),
  );

  constructor(
    private readonly database: Database,
    private readonly limiter: RateLimiter,
    private readonly subscriptions: SubscriptionsService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#flushing.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#flushing.stop();
    await this.flush().catch((error: unknown) => this.#logger.warn(`API calls were not written: ${String(error)}`));
  }

  /** What the plan says, as of some seconds ago at most. */
  async standing(organizationId: string): Promise<CallStanding> {
    const known = this.#standings.get(organizationId);
    if (known) return known;
    const loading = this.#loading.get(organizationId) ?? this.#load(organizationId);
    this.#loading.set(organizationId, loading);
    try {
      return await loading;
    } finally {
      this.#loading.delete(organizationId);
    }
  }

  /** Counts one call against the limit by time and, where the plan has one, against the month's quota. */
  async take({ organizationId, rate }: AskedCall, standing: CallStanding): Promise<CallVerdict> {
    const { counted, limit } = standing;
    if (!counted) return { rate: await this.limiter.take(rate.key, rate.limit, rate.windowSeconds) };
    const window = this.#windowOf(standing);
    const key = keyOf(organizationId, window.month);
    const known = this.#countOf(key);
    const quota = { key, limit, known, ttlMs: KEPT_MS };
    const verdict = await this.limiter.takeMetered(rate.key, rate.limit, rate.windowSeconds, quota);
    if (verdict.quota) {
      known.taken = Math.max(known.taken, verdict.quota.taken);
      known.returned = Math.max(known.returned, verdict.quota.returned);
      const { taken, returned, allowed } = verdict.quota;
      return { rate: verdict.rate, quota: { allowed, limit, used: taken - returned, window } };
    }
    if (!verdict.rate.allowed) return { rate: verdict.rate };
    const allowed = limit === null || known.taken - known.returned < limit;
    if (allowed) known.taken += 1;
    return { rate: verdict.rate, quota: { allowed, limit, used: known.taken - known.returned, window } };
  }

  /**
   * Gives a call back that came to nothing through no fault of the caller.
   * @param month in which it was counted
   */
  async giveBack(organizationId: string, month: string): Promise<void> {
    const key = keyOf(organizationId, month);
    this.#countOf(key).returned += 1;
    await this.limiter.giveBack(key);
  }

  /** Calls of a month so far. */
  async used(organizationId: string, month: string): Promise<number> {
    const key = keyOf(organizationId, month);
    const { taken, returned } = (await this.limiter.quotaCounts(key)) ?? { taken: 0, returned: 0 };
    const known = this.#counts.get(key);
    const written = await this.#written(organizationId, month);
    return Math.max(written, Math.max(taken, known?.taken ?? 0) - Math.max(returned, known?.returned ?? 0));
  }

  /** Writes what was counted since the last time, and forgets who was quiet since. */
  async flush(): Promise<void> {
    const faults: unknown[] = [];
    for (const [key, count] of this.#counts) {
      const used = count.taken - count.returned;
      if (used > count.flushed) await this.#write(key, count, used).catch((fault: unknown) => faults.push(fault));
      // Whoever was quiet, and is written, is in Redis still.
      if (!count.touched && used <= count.flushed) this.#counts.delete(key);
      count.touched = false;
    }
    if (faults.length > 0) throw faults[0];
  }

  async #write(key: string, count: Counted, used: number): Promise<void> {
    const [organizationId = '', month = ''] = key.split(':');
    await this.database.inOrganisation(organizationId, (tx) => new UsageRepository(tx).raise('api_calls', month, used));
    count.flushed = used;
  }

  async #load(organizationId: string): Promise<CallStanding> {
    const now = this.clock.now();
    const standing = await this.database.inOrganisation(organizationId, async (tx): Promise<CallStanding> => {
      const subscription = await this.subscriptions.ensure(tx);
      const catalogue = this.subscriptions.catalogueOf(subscription);
      const limit = limitOf(catalogue, subscription, 'api_calls', now);
      const counted = catalogue.limits.api_calls !== undefined;
      const window = usageWindow(catalogue, subscription, now);
      const count = this.#countOf(keyOf(organizationId, window.month));
      const written = counted ? ((await new UsageRepository(tx).of(window.month)).get('api_calls') ?? 0) : 0;
      count.taken = Math.max(count.taken, written);
      count.flushed = Math.max(count.flushed, written);
      return { access: accessOf(subscription, now), subscription, counted, limit, window };
    });
    this.#standings.set(organizationId, standing);
    return standing;
  }

  async #written(organizationId: string, month: string): Promise<number> {
    const usage = await this.database.inOrganisation(organizationId, (tx) => new UsageRepository(tx).of(month));
    return usage.get('api_calls') ?? 0;
  }

  #countOf(key: string): Counted {
    let count = this.#counts.get(key);
    if (!count) this.#counts.set(key, (count = { taken: 0, returned: 0, flushed: 0, touched: true }));
    count.touched = true;
    return count;
  }

  /** A month that ended since the standing was read is followed by the next at once. */
  #windowOf({ window, subscription }: CallStanding): UsageWindow {
    const now = this.clock.now();
    if (now < window.endsAt) return window;
    return usageWindow(this.subscriptions.catalogueOf(subscription), subscription, now);
  }
}

const keyOf = (organizationId: string, month: string): string => `${organizationId}:${month}`;
