/** Times of the plan, from settings. */
export interface PollingTimes {
  readonly fastMs: number;
  readonly slowMs: number;
}

/**
 * When a platform is asked again: a tenth of the time since the youngest open invoice last moved, between fast and
 * slow. Null when nothing there can change.
 */
export function nextPoll(lastMovement: Date | null, { fastMs, slowMs }: PollingTimes, now: Date): Date | null {
  if (lastMovement === null) return null;
  const quietMs = Math.max(0, now.getTime() - lastMovement.getTime());
  return new Date(now.getTime() + Math.min(slowMs, Math.max(fastMs, Math.round(quietMs / 10))));
}
