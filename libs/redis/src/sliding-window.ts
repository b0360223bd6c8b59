/** The answer of a limiter, ready for RateLimit and Retry-After headers. */
export interface RateLimitVerdict {
  readonly allowed: boolean;
  readonly limit: number;
  /** Requests that would still pass now. */
  readonly remaining: number;
  /** Whole seconds: when allowed, until the window turns; when not, until a request would pass. */
  readonly resetSeconds: number;
}

/** Two neighbouring windows: what was counted in this one and in the one before. */
export interface WindowCounts {
  /** Number of the window since 1970. */
  readonly index: number;
  readonly current: number;
  readonly previous: number;
}

/**
 * The sliding window as two weighted buckets: the previous window counts for the share of it that still lies within
 * the last `windowMs`. Pure; the Lua script in rate-limiter.ts does the same sum on the server's clock.
 */
export function countInWindow(
  before: WindowCounts | undefined,
  { nowMs, limit, windowMs, cost }: { nowMs: number; limit: number; windowMs: number; cost: number },
): { readonly counts: WindowCounts; readonly verdict: RateLimitVerdict } {
  const index = Math.floor(nowMs / windowMs);
  const elapsed = nowMs - index * windowMs;
  const { current, previous } = shifted(before, index);
  const used = previous * (1 - elapsed / windowMs) + current;
  const allowed = used + 1 <= limit;
  const counts = { index, previous, current: allowed ? current + cost : current };
  const resetMs = allowed ? windowMs - elapsed : waitMs({ current, previous, elapsed, limit, windowMs });
  return {
    counts,
    verdict: {
      allowed,
      limit,
      remaining: Math.max(0, Math.floor(limit - used - (allowed ? cost : 0))),
      resetSeconds: Math.max(1, Math.ceil(resetMs / 1_000)),
    },
  };
}

function shifted(before: WindowCounts | undefined, index: number): { current: number; previous: number } {
  if (before?.index === index) return before;
  return { current: 0, previous: before?.index === index - 1 ? before.current : 0 };
}

/** Milliseconds until one request passes: within this window as the previous fades, else in the next one. */
function waitMs(at: { current: number; previous: number; elapsed: number; limit: number; windowMs: number }): number {
  const { current, previous, elapsed, limit, windowMs } = at;
  if (current + 1 <= limit) return windowMs * (1 - (limit - 1 - current) / previous) - elapsed;
  return windowMs - elapsed + windowMs * Math.max(0, 1 - (limit - 1) / current);
}
