/** How an endpoint fares, as its row keeps it. */
export interface EndpointHealth {
  /** First of the failures since which nothing succeeded; null while all is well. */
  readonly failingSince: Date | null;
  readonly lastFailureAt: Date | null;
  /** The last warning given: 0, 50, 70 or 90 percent of the way to being disabled. */
  readonly warnedPercent: number;
  /** Nothing is sent before. */
  readonly coolUntil: Date | null;
  /** Overloads in a row. */
  readonly overloads: number;
}

/** An attempt that failed. */
export interface EndpointFailure {
  readonly at: Date;
  readonly overloaded: boolean;
  /** What the receiver asked for by Retry-After, ms. */
  readonly askedMs: number;
}

/** The settings of an endpoint's health. */
export interface HealthRules {
  readonly disableAfterMs: number;
  readonly overloadFloorMs: number;
}

/** An endpoint at which all is well. */
export const WELL: EndpointHealth = {
  failingSince: null,
  lastFailureAt: null,
  warnedPercent: 0,
  coolUntil: null,
  overloads: 0,
};

const WARNINGS = [90, 70, 50] as const;
/** Longer than the longest pause of a schedule: without a failure for so long there is no row of failures. */
const FORGOTTEN_AFTER_MS = 30 * 3_600_000;
const LONGEST_COOLING_MS = 300_000;

/**
 * The health of an endpoint after a failure. Its clock starts with the first failure after a success and starts anew
 * when nothing failed for 30 hours, so that a failure now and then never disables an endpoint.
 */
export function afterFailure(
  before: EndpointHealth,
  failure: EndpointFailure,
  rules: HealthRules,
): { readonly health: EndpointHealth; readonly warn: 50 | 70 | 90 | undefined; readonly disable: boolean } {
  const { at } = failure;
  const goesOn =
    before.failingSince !== null &&
    before.lastFailureAt !== null &&
    at.getTime() - before.lastFailureAt.getTime() <= FORGOTTEN_AFTER_MS;
  const failingSince = goesOn && before.failingSince ? before.failingSince : at;
  const percent = (100 * (at.getTime() - failingSince.getTime())) / rules.disableAfterMs;
  const warned = goesOn ? before.warnedPercent : 0;
  const warn = percent >= 100 ? undefined : WARNINGS.find((step) => percent >= step && step > warned);
  return {
    health: { failingSince, lastFailureAt: at, warnedPercent: warn ?? warned, ...cooling(before, failure, rules) },
    warn,
    disable: percent >= 100,
  };
}

function cooling(
  before: EndpointHealth,
  { at, overloaded, askedMs }: EndpointFailure,
  { overloadFloorMs }: HealthRules,
): Pick<EndpointHealth, 'coolUntil' | 'overloads'> {
  if (!overloaded) return { coolUntil: before.coolUntil, overloads: 0 };
  const stillCooling = before.coolUntil !== null && before.coolUntil > at;
  // Calls that were under way together are one overload.
  const overloads = stillCooling ? before.overloads : before.overloads + 1;
  const doubled = Math.min(overloadFloorMs * 2 ** Math.min(overloads - 1, 20), LONGEST_COOLING_MS);
  const until = at.getTime() + Math.max(doubled, Math.min(askedMs, LONGEST_COOLING_MS));
  return { overloads, coolUntil: new Date(Math.max(until, before.coolUntil?.getTime() ?? 0)) };
}
