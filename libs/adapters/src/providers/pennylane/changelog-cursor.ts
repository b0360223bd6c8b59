import { z } from 'zod';
import {
  later,
  listedMarksSchema,
  markOf,
  marksAfter,
  movedBy,
  readBookmark,
  writeBookmark,
} from '../../changes/listed-marks.js';
import type { PennylaneCollection } from './flow-ids.js';
import type { ChangeQuery } from './pennylane-client.js';
import type { PennylaneChange } from './wire.js';

/**
 * Changes asked for at once. Each may need a request of its own when the list of invoices does not show what we need,
 * so a page stays below the 25 requests that Pennylane takes in 5 s.
 */
export const CHANGES_PER_PAGE = 20;

const feedSchema = z.object({
  /** Newest processed_at seen. */
  watermark: z.iso.datetime().optional(),
  /** Where this round goes on; absent between rounds. */
  page: z.string().optional(),
  listed: listedMarksSchema,
});
type Feed = z.output<typeof feedSchema>;

const stateSchema = z.object({
  /** Whose turn it is. */
  turn: z.enum(['customer_invoices', 'supplier_invoices']),
  customer_invoices: feedSchema,
  supplier_invoices: feedSchema,
});
type State = z.output<typeof stateSchema>;

const EMPTY: Feed = { listed: [] };
const BEGINNING: State = { turn: 'customer_invoices', customer_invoices: EMPTY, supplier_invoices: EMPTY };

/** A page of a change log as it was given. */
export interface ChangePage {
  readonly changes: readonly PennylaneChange[];
  readonly nextCursor?: string;
}

/** What has to be read now, by id with the date of its newest change, and where to go on. */
export interface ChangeStep {
  readonly changed: ReadonlyMap<string, string>;
  readonly cursor: ChangelogCursor;
}

/**
 * The bookmark of Pennylane's two change logs. They are read by turns: all pages of one, then all of the other, one
 * page a step. Each round starts an overlap before the newest change seen and leaves out what was listed.
 */
export class ChangelogCursor {
  private constructor(
    private readonly state: State,
    private readonly overlapMs: number,
  ) {}

  /** An unreadable bookmark starts from the oldest change that Pennylane keeps. */
  static read(text: string | null, overlapMs: number): ChangelogCursor {
    const parsed = stateSchema.safeParse(readBookmark(text));
    return new ChangelogCursor(parsed.success ? parsed.data : BEGINNING, overlapMs);
  }

  /** The bookmark as it is stored. */
  toString(): string {
    return writeBookmark(this.state);
  }

  /** Which log is read next. */
  get collection(): PennylaneCollection {
    return this.state.turn;
  }

  /** True until both logs were read to their end. */
  get more(): boolean {
    return this.state.turn === 'supplier_invoices' || this.#feed.page !== undefined;
  }

  /** Queries to try in turn, should Pennylane refuse the one before: cursors and dates older than 4 weeks are gone. */
  queries(): ChangeQuery[] {
    const { page, watermark } = this.#feed;
    const limit = CHANGES_PER_PAGE;
    return [
      ...(page === undefined ? [] : [{ limit, cursor: page }]),
      ...(watermark === undefined ? [] : [{ limit, start_date: movedBy(watermark, -this.overlapMs) }]),
      { limit },
    ];
  }

  /** Takes a page in. */
  after({ changes, nextCursor }: ChangePage): ChangeStep {
    const feed = this.#feed;
    const listed = new Map(feed.listed);
    const changed = new Map<string, string>();
    for (const { id, operation, processed_at } of changes) {
      const mark = markOf(id, processed_at, operation ?? '');
      if (listed.has(mark)) continue;
      listed.set(mark, Date.parse(processed_at));
      if (operation === 'delete') changed.delete(id);
      else changed.set(id, later(changed.get(id), processed_at) ?? processed_at);
    }
    const newest = changes
      .map(({ processed_at }) => processed_at)
      .toSorted()
      .at(-1);
    const watermark = later(feed.watermark, newest);
    const edge = watermark === undefined ? 0 : Date.parse(watermark) - this.overlapMs - 1;
    // In the middle of a round everything it showed is kept: a refused cursor starts the round again.
    const page = nextCursor === feed.page ? undefined : nextCursor;
    const marks = marksAfter(listed, page === undefined ? edge : 0);
    const next: Feed = { listed: marks, ...(watermark ? { watermark } : {}), ...(page ? { page } : {}) };
    const { turn } = this.state;
    const other = turn === 'customer_invoices' ? 'supplier_invoices' : 'customer_invoices';
    const state = { ...this.state, [turn]: next, turn: page === undefined ? other : turn };
    return { changed, cursor: new ChangelogCursor(state, this.overlapMs) };
  }

  get #feed(): Feed {
    return this.state[this.state.turn];
  }
}
