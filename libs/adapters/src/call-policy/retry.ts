/** How quickly, and how often, a call is repeated. */
export interface RetrySettings {
  /** Attempts in all. */
  readonly attempts: number;
  readonly baseMs: number;
  readonly maxMs: number;
  /** Share by which a pause varies, 0.25 = ±25 %. */
  readonly jitter: number;
}

/** Pause before attempt `attempt + 1` (1 for the first pause), ms: doubling from the base, capped, then jittered. */
export function pauseAfter(attempt: number, { baseMs, maxMs, jitter }: RetrySettings, random: () => number): number {
  const plain = Math.min(maxMs, baseMs * 2 ** (attempt - 1));
  return Math.round(plain * (1 + jitter * (2 * random() - 1)));
}
