import { Injectable } from '@nestjs/common';
import { RequestLog } from '@onefacture/redis';

/** A limit that was lifted is noticed within this time by those who wait. */
const LONGEST_MS = 60_000;
const MOST_LINES = 10_000;

/** The calls a second that endpoints want at most, counted over all workers. */
@Injectable()
export class EndpointRates {
  /** When the last of those that wait for an endpoint comes back. */
  private readonly tails = new Map<string, number>();

  constructor(private readonly requests: RequestLog) {}

  /**
   * Counts one call to an endpoint, unless it had its calls of this second.
   * @param perSecond null where it wants no limit
   * @returns 0 when it may be called, else milliseconds after which to ask again: each later than the one before, at the
   *   pace of the limit, so that a long queue is not looked at every second
   */
  async take(endpointId: string, perSecond: number | null, now: number): Promise<number> {
    if (perSecond === null) return 0;
    const wait = await this.requests.take(`webhook:${endpointId}`, { requests: perSecond, perMs: 1_000 });
    if (wait === 0) return 0;
    const behind = Math.max(this.tails.get(endpointId) ?? 0, now + wait) + 1_000 / perSecond;
    const tail = Math.min(behind, now + LONGEST_MS);
    if (this.tails.size >= MOST_LINES) this.tails.clear();
    this.tails.set(endpointId, tail);
    return Math.ceil(tail - now);
  }
}
