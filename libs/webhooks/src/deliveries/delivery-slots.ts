/** Shortest pause of a delivery that finds no slot. */
const SHORTEST_PAUSE_MS = 1_000;
/** Longest: an endpoint that recovers is not kept waiting by its queue. */
const LONGEST_PAUSE_MS = 60_000;

/** One endpoint of one organisation. */
export interface SlotOwner {
  readonly organizationId: string;
  readonly endpointId: string;
  /** Calls the endpoint may hold at a time. */
  readonly most: number;
}

interface Line {
  /** When the last of those that stand in line comes back. */
  tail: number;
  /** Milliseconds a call takes here, smoothed. */
  usual: number;
}

/**
 * Who may call now. An endpoint holds a few calls of this process at a time; an organisation holds as many as are left
 * free: one alone gets half, two a third each, and a newcomer always finds a slot. So receivers that hang keep their own
 * messages waiting, then those of their organisation, never everybody's.
 */
export class DeliverySlots {
  private total = 0;
  private readonly endpoints = new Map<string, number>();
  private readonly organisations = new Map<string, number>();
  private readonly lines = new Map<string, Line>();

  constructor(private readonly capacity: number) {}

  /** @returns whether there was one; each must be given back */
  take({ organizationId, endpointId, most }: SlotOwner): boolean {
    const [here, ours] = [this.endpoints.get(endpointId) ?? 0, this.organisations.get(organizationId) ?? 0];
    if (here >= most || ours >= this.capacity - this.total) return false;
    this.endpoints.set(endpointId, here + 1);
    this.organisations.set(organizationId, ours + 1);
    this.total += 1;
    return true;
  }

  /** @param tookMs how long the call took, so that those in line come back at the right pace */
  giveBack({ organizationId, endpointId }: SlotOwner, tookMs: number): void {
    lower(this.endpoints, endpointId);
    lower(this.organisations, organizationId);
    this.total -= 1;
    const line = this.lines.get(endpointId);
    if (line) line.usual = (line.usual + tookMs) / 2;
    if (!this.endpoints.has(endpointId)) this.lines.delete(endpointId);
  }

  /**
   * How long a delivery that found no slot stands aside, in milliseconds. Each gets a later turn than the one before,
   * at the pace of the endpoint, so that a long queue is looked at once a delivery and not once a second.
   */
  pause({ endpointId, most }: SlotOwner, now: number): number {
    const line = this.lines.get(endpointId) ?? { tail: now, usual: SHORTEST_PAUSE_MS };
    const turn = Math.max(line.tail, now) + line.usual / most;
    line.tail = Math.min(turn, now + LONGEST_PAUSE_MS);
    this.lines.set(endpointId, line);
    return Math.max(SHORTEST_PAUSE_MS, line.tail - now);
  }
}

function lower(counts: Map<string, number>, key: string): void {
  const left = (counts.get(key) ?? 0) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}
