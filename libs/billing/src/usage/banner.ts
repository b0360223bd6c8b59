import type { Metric } from '../catalogue/catalogue.js';

/** What a reader is told above his invoices. */
export type BannerState = 'none' | 'grace' | 'near' | 'reached';

/** How much of a metric is used; what a grace lifts has a limit that does not bite. */
export interface MeteredUse {
  readonly metric: Metric;
  readonly used: number;
  /** Null for none. */
  readonly limit: number | null;
  readonly lifted: boolean;
}

/** From which share of a limit on it is near. */
const NEAR = 0.8;
/** Seats are full as a rule; nothing stops because of it. */
const WARNED: ReadonlySet<Metric> = new Set(['invoices', 'api_calls', 'active_invoices']);

/** The most urgent of what is used: a limit that is reached, one that is near, else a grace that runs. */
export function bannerOf(
  uses: readonly MeteredUse[],
  inGracePeriod: boolean,
): { readonly state: BannerState; readonly metric: Metric | null } {
  const shares = uses
    .filter(({ metric, limit, lifted }) => WARNED.has(metric) && limit !== null && !lifted)
    .map(({ metric, used, limit }) => ({ metric, share: limit === null || limit === 0 ? 1 : used / limit }))
    .toSorted((one, other) => other.share - one.share);
  const [most] = shares;
  if (most && most.share >= 1) return { state: 'reached', metric: most.metric };
  if (most && most.share >= NEAR) return { state: 'near', metric: most.metric };
  return { state: inGracePeriod ? 'grace' : 'none', metric: null };
}
