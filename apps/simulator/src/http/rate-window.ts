/** A limit of so many requests within a sliding window, per account. */
export class RateWindow {
  readonly #seen = new Map<string, number[]>();

  constructor(
    public requests: number,
    public perMs: number,
  ) {}

  /** Counts a request; the seconds to wait when it is one too many. */
  take(account: string, now = Date.now()): number | null {
    const recent = (this.#seen.get(account) ?? []).filter((at) => at > now - this.perMs);
    this.#seen.set(account, recent);
    const [oldest] = recent;
    if (recent.length >= this.requests && oldest !== undefined) {
      return Math.max(1, Math.ceil((oldest + this.perMs - now) / 1000));
    }
    recent.push(now);
    return null;
  }

  clear(): void {
    this.#seen.clear();
  }
}
