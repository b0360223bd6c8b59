import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PlatformFlow } from '../../ports/flow.js';
import type { FlowSearch } from './flow-service-client.js';

/** Largest page the standard allows. */
export const PAGE_SIZE = 100;
/** Entries remembered for de-duplication; beyond it a flow may be listed again. */
const MAX_SEEN = 2000;
const BEGINNING = '1970-01-01T00:00:00.000Z';

const stateSchema = z.object({
  /** Newest updatedAt seen. */
  watermark: z.iso.datetime().optional(),
  /** Present in the middle of a round of several pages. */
  round: z
    .object({
      since: z.iso.datetime(),
      before: z.iso.datetime().optional(),
      page: z.string().optional(),
      /** The platform refused its own cursor: page by dates. */
      by_date: z.boolean().optional(),
    })
    .optional(),
  /** Listed flows that may come again: mark of the flow as it was, and its updated_at in ms. */
  seen: z.array(z.tuple([z.string(), z.number()])).default([]),
});
type State = z.infer<typeof stateSchema>;
type Round = NonNullable<State['round']>;

/** A page as the platform gave it. */
export interface ReadPage {
  readonly flows: readonly PlatformFlow[];
  /** Entries of the answer, readable or not. */
  readonly size: number;
  readonly nextCursor?: string;
}

/** What to hand on and where to go on. */
export interface Step {
  readonly fresh: readonly PlatformFlow[];
  readonly cursor: ChangeCursor;
}

/**
 * The bookmark of `listChanges`. A round pages through everything after a date, by the platform's cursor (1.3) or by
 * dates (1.1, 1.2, whichever way it sorts); the next round starts an overlap earlier and leaves out what was listed.
 */
export class ChangeCursor {
  private constructor(
    private readonly state: State,
    private readonly overlapMs: number,
  ) {}

  /**
   * An unreadable bookmark starts from the beginning: listing twice is allowed, leaving out is not.
   * @param overlapMs how far each round looks back before the newest flow seen: platforms commit out of order
   */
  static read(text: string | null, overlapMs: number): ChangeCursor {
    if (text === null) return new ChangeCursor({ seen: [] }, overlapMs);
    const parsed = stateSchema.safeParse(parse(text));
    return new ChangeCursor(parsed.success ? parsed.data : { seen: [] }, overlapMs);
  }

  /** The bookmark as it is stored. */
  toString(): string {
    return Buffer.from(JSON.stringify(this.state)).toString('base64url');
  }

  /** True in the middle of a round. */
  get more(): boolean {
    return this.state.round !== undefined;
  }

  /** True when the next request carries the platform's own cursor. */
  get usesPlatformCursor(): boolean {
    return this.state.round?.page !== undefined;
  }

  /** The search to send next. No filter on type or direction: some platforms refuse words they do not know. */
  search(): FlowSearch {
    const { since, before, page } = this.#round();
    return {
      limit: PAGE_SIZE,
      ...(page === undefined ? {} : { cursor: page }),
      where: { updatedAfter: since, ...(before === undefined ? {} : { updatedBefore: before }) },
    };
  }

  /** Takes a page in. */
  after(page: ReadPage): Step {
    const known = new Map(this.state.seen);
    const fresh: PlatformFlow[] = [];
    for (const flow of page.flows) {
      const mark = markOf(flow);
      if (!known.has(mark)) fresh.push(flow);
      known.set(mark, Date.parse(flow.updated_at));
    }
    const dates = page.flows.map(({ updated_at }) => updated_at).toSorted();
    const watermark = latest(this.state.watermark, dates.at(-1));
    const round = this.#nextRound(page, fresh.length > 0, dates);
    const seen = watermark === undefined ? [] : this.#stillNeeded(known, watermark, round?.since);
    const state = { ...(watermark ? { watermark } : {}), ...(round ? { round } : {}), seen };
    return { fresh, cursor: new ChangeCursor(state, this.overlapMs) };
  }

  /** The same round again, by dates, after the platform refused its own cursor. */
  withoutPlatformCursor(): ChangeCursor {
    return new ChangeCursor({ ...this.state, round: { since: this.#round().since, by_date: true } }, this.overlapMs);
  }

  #round(): Round {
    const { round, watermark } = this.state;
    if (round !== undefined) return round;
    return { since: watermark === undefined ? BEGINNING : shifted(watermark, -this.overlapMs) };
  }

  #nextRound(page: ReadPage, progress: boolean, dates: readonly string[]): Round | undefined {
    const round = this.#round();
    if (page.size === 0) return undefined;
    if (page.nextCursor !== undefined && round.by_date !== true) {
      return page.nextCursor === round.page ? undefined : { since: round.since, page: page.nextCursor };
    }
    const [oldest, newest] = [dates[0], dates.at(-1)];
    if (round.page !== undefined || page.size < PAGE_SIZE || oldest === undefined || newest === undefined) {
      return undefined;
    }
    const by_date = round.by_date === true ? { by_date: true } : {};
    // Newest first: walk backwards. Bounds include the edge instant unless that brings nothing new.
    if (isDescending(page.flows)) return { since: round.since, before: shifted(oldest, progress ? 1 : 0), ...by_date };
    return { since: progress ? shifted(newest, -1) : newest, ...by_date };
  }

  /** Only what this round or the next overlap can show again; the newest of it when it is too much. */
  #stillNeeded(known: ReadonlyMap<string, number>, watermark: string, since = watermark): [string, number][] {
    const edge = Math.min(Date.parse(watermark) - this.overlapMs, Date.parse(since));
    return [...known]
      .filter(([, at]) => at > edge)
      .toSorted(([, one], [, other]) => one - other)
      .slice(-MAX_SEEN);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A flow as it is now, in 12 characters: its state too, for clocks are coarse. */
function markOf({ flow_id, updated_at, acknowledgement }: PlatformFlow): string {
  const state = [flow_id, updated_at, acknowledgement.status].join(' ');
  return createHash('sha256').update(state).digest('base64url').slice(0, 12);
}

function isDescending(flows: readonly PlatformFlow[]): boolean {
  const [first, last] = [flows[0], flows.at(-1)];
  return first !== undefined && last !== undefined && first.updated_at > last.updated_at;
}

function latest(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}

function shifted(at: string, ms: number): string {
  return new Date(Math.max(0, new Date(at).getTime() + ms)).toISOString();
}
