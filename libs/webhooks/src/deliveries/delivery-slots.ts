/** How those that find no slot stand in line, all in milliseconds. */
interface Pace {
  readonly shortest: number;
  readonly longest: number;
  /** What a call takes as long as none was seen. */
  readonly expected: number;
}

/** An endpoint that recovers is not kept waiting by its queue for longer than a minute. */
const AT_ENDPOINT: Pace = { shortest: 1_000, longest: 60_000, expected: 1_000 };
/** Looking again costs no statement here, so it may happen sooner. */
const IN_ORGANISATION: Pace = { shortest: 100, longest: 5_000, expected: 50 };

/** An endpoint that is to be called. */
export interface SlotOwner {
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
 * messages waiting, then those of their organisation, never everybody's. An organisation's slot is taken first, before
 * anything is read.
 */
export class DeliverySlots {
  private total = 0;
  private readonly held = new Map<string, number>();
  private readonly lines = new Map<string, Line>();

  constructor(private readonly capacity: number) {}

  /** @returns whether the organisation had one left; each must be left again */
  enter(organizationId: string): boolean {
    const ours = this.held.get(organizationId) ?? 0;
    if (ours >= this.capacity - this.total) return false;
    this.held.set(organizationId, ours + 1);
    this.total += 1;
    return true;
  }

  /** @param tookMs how long the call took, so that those in line come back at the right pace */
  leave(organizationId: string, tookMs: number): void {
    this.total -= 1;
    this.lower(organizationId, tookMs);
  }

  /** For a delivery whose organisation entered. @returns whether the endpoint had one left; each must be given back */
  take({ endpointId, most }: SlotOwner): boolean {
    const here = this.held.get(endpointId) ?? 0;
    if (here >= most) return false;
    this.held.set(endpointId, here + 1);
    return true;
  }

  /** @param tookMs as for `leave` */
  giveBack({ endpointId }: SlotOwner, tookMs: number): void {
    this.lower(endpointId, tookMs);
  }

  /**
   * How long a delivery stands aside that found no slot at its endpoint, in milliseconds. Each gets a later turn than
   * the one before, at the pace of the endpoint, so that a long queue is looked at once a delivery and not once a second.
   */
  pause({ endpointId, most }: SlotOwner, now: number): number {
    return this.lineUp(endpointId, most, AT_ENDPOINT, now);
  }

  /** The same for one whose organisation has its share. */
  pauseOf(organizationId: string, now: number): number {
    return this.lineUp(organizationId, Math.max(1, this.held.get(organizationId) ?? 0), IN_ORGANISATION, now);
  }

  private lineUp(id: string, most: number, { shortest, longest, expected }: Pace, now: number): number {
    const line = this.lines.get(id) ?? { tail: now, usual: expected };
    line.tail = Math.min(Math.max(line.tail, now) + line.usual / most, now + longest);
    this.lines.set(id, line);
    return Math.max(shortest, line.tail - now);
  }

  private lower(id: string, tookMs: number): void {
    const line = this.lines.get(id);
    if (line) line.usual = (line.usual + tookMs) / 2;
    const left = (this.held.get(id) ?? 0) - 1;
    if (left > 0) {
      this.held.set(id, left);
    } else {
      this.held.delete(id);
      this.lines.delete(id);
    }
  }
}
