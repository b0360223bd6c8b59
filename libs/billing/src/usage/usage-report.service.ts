import { Injectable } from '@nestjs/common';
import { Database } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { METRICS, type LimitKind, type Metric } from '../catalogue/catalogue.js';
import { fits, limitOf } from '../subscriptions/plan.js';
import type { SubscriptionState } from '../subscriptions/subscription-state.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { ApiCallMeter } from './api-call-meter.js';
import { bannerOf, type BannerState, type MeteredUse } from './banner.js';
import { UsageRepository } from './usage.repository.js';
import { usageWindow, type UsageWindow } from './usage-window.js';

/** One metric of the plan. */
export interface MetricUse extends MeteredUse {
  readonly kind: LimitKind;
  /** What is left of the limit that bites; null for no limit. */
  readonly remaining: number | null;
  /** When what is used up begins anew; null for what is held. */
  readonly resetsAt: Date | null;
}

/** What an organisation uses of its plan. */
export interface UsageReport {
  /** As in `UsageWindow`. */
  readonly month: string;
  readonly state: SubscriptionState;
  readonly uses: readonly MetricUse[];
  readonly banner: { readonly state: BannerState; readonly metric: Metric | null };
}

/** Tells what is used and what is left. */
@Injectable()
export class UsageReports {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionsService,
    private readonly meter: ApiCallMeter,
    private readonly clock: Clock,
  ) {}

  /** What an organisation uses of each metric its plan limits; volumes are others' to count. */
  async of(organizationId: string): Promise<UsageReport> {
    const now = this.clock.now();
    const { state, window, invoices } = await this.database.inOrganisation(organizationId, async (tx) => {
      const standing = await this.subscriptions.stateIn(tx);
      const open = usageWindow(standing.catalogue, standing.subscription, now);
      const counted = await new UsageRepository(tx).of(open.month);
      return { state: standing, window: open, invoices: counted.get('invoices') ?? 0 };
    });
    const { limits } = state.catalogue;
    const used: Readonly<Partial<Record<Metric, number>>> = {
      invoices,
      ...state.stock,
      ...(limits.api_calls ? { api_calls: await this.meter.used(organizationId, window.month) } : {}),
    };
    const uses = METRICS.flatMap((metric): MetricUse[] => {
      const kind = limits[metric]?.kind;
      const count = used[metric];
      return kind === undefined || count === undefined
        ? []
        : [useOf(state, metric, { kind, used: count, window, now })];
    });
    return { month: window.month, state, uses, banner: bannerOf(uses, state.inGracePeriod) };
  }
}

interface Counted {
  readonly kind: LimitKind;
  readonly used: number;
  readonly window: UsageWindow;
  readonly now: Date;
}

function useOf(state: SubscriptionState, metric: Metric, { kind, used, window, now }: Counted): MetricUse {
  const limit = state.caps[metric];
  const bites = limitOf(state.catalogue, state.subscription, metric, now);
  return {
    metric,
    kind,
    used,
    limit,
    lifted: limit !== null && bites === null,
    remaining: bites === null ? null : fits(bites, used, 0) ? bites - used : 0,
    resetsAt: kind === 'flow' ? window.endsAt : null,
  };
}
