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
import { PAGE_SIZE } from './qonto-client.js';
import type { SupplierInvoice } from './wire.js';

const BEGINNING = '1970-01-01T00:00:00.000Z';

const stateSchema = z.object({
  /** Newest updated_at seen. */
  watermark: z.iso.datetime().optional(),
  /** Present in the middle of a round. */
  round: z.object({ since: z.iso.datetime(), page: z.number().int().min(1) }).optional(),
  listed: listedMarksSchema,
});
type State = z.output<typeof stateSchema>;

/** What is new of a page, and where to go on. */
export interface SupplierStep<T> {
  readonly fresh: readonly T[];
  readonly cursor: SupplierCursor;
}

/**
 * The bookmark of received invoices. Qonto pages by number, and an invoice that changes meanwhile moves to the end, so
 * that the ones behind it move up: a round therefore goes on by date, and by number only where a whole page has one
 * date. Each round starts an overlap before the newest change seen and leaves out what was listed.
 */
export class SupplierCursor {
  private constructor(
    private readonly state: State,
    private readonly overlapMs: number,
  ) {}

  /** An unreadable bookmark starts from the beginning. */
  static read(text: string | null, overlapMs: number): SupplierCursor {
    const parsed = stateSchema.safeParse(readBookmark(text));
    return new SupplierCursor(parsed.success ? parsed.data : { listed: [] }, overlapMs);
  }

  /** The bookmark as it is stored. */
  toString(): string {
    return writeBookmark(this.state);
  }

  /** True in the middle of a round. */
  get more(): boolean {
    return this.state.round !== undefined;
  }

  /** What to ask for next. */
  get query(): { readonly since: string; readonly page: number } {
    const { round, watermark } = this.state;
    return round ?? { since: watermark === undefined ? BEGINNING : movedBy(watermark, -this.overlapMs), page: 1 };
  }

  /**
   * Takes a page in.
   * @param size entries of the answer, readable or not
   */
  after<T extends { readonly invoice: SupplierInvoice }>(entries: readonly T[], size: number): SupplierStep<T> {
    const listed = new Map(this.state.listed);
    const fresh = entries.filter(({ invoice: { id, updated_at } }) => {
      const mark = markOf(id, updated_at);
      if (listed.has(mark)) return false;
      listed.set(mark, Date.parse(updated_at));
      return true;
    });
    const dates = entries.map(({ invoice }) => invoice.updated_at);
    const newest = dates.toSorted().at(-1);
    const watermark = later(this.state.watermark, newest);
    const round = size < PAGE_SIZE ? undefined : this.#nextRound(dates, newest);
    const edge = watermark === undefined ? 0 : Date.parse(watermark) - this.overlapMs - 1;
    const marks = marksAfter(listed, Math.min(edge, round === undefined ? edge : Date.parse(round.since) - 1));
    const state: State = { listed: marks, ...(watermark ? { watermark } : {}), ...(round ? { round } : {}) };
    return { fresh, cursor: new SupplierCursor(state, this.overlapMs) };
  }

  #nextRound(dates: readonly string[], newest: string | undefined): State['round'] {
    const { since, page } = this.query;
    const ascending = (dates[0] ?? '') <= (dates.at(-1) ?? '');
    // One ms back: whether the bound includes its own instant is not documented, and dates may be finer than ms.
    const next = newest === undefined ? since : movedBy(newest, -1);
    return ascending && next > since ? { since: next, page: 1 } : { since, page: page + 1 };
  }
}
