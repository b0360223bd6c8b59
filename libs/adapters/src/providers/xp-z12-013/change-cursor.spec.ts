import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlatformFlow } from '../../ports/flow.js';
import { ChangeCursor, PAGE_SIZE, type ReadPage } from './change-cursor.js';
import type { FlowSearch } from './flow-service-client.js';

const OVERLAP_MS = 60_000;
const START = Date.parse('2026-09-01T08:00:00Z');

const flowAt = (id: number, ms: number, status = 'Ok'): PlatformFlow => ({
  flow_id: String(id),
  direction: 'In',
  type: 'CustomerInvoiceLC',
  syntax: 'CDAR',
  acknowledgement: { status, details: [] },
  submitted_at: new Date(START + ms).toISOString(),
  updated_at: new Date(START + ms).toISOString(),
  raw: {},
});

interface Sorting {
  readonly cursors: boolean;
  readonly newestFirst: boolean;
}

/** A platform's search: bounds are strict, pages of 100. */
function search(
  all: readonly PlatformFlow[],
  { where, cursor, limit }: FlowSearch,
  { cursors, newestFirst }: Sorting,
): ReadPage {
  const found = all
    .filter(({ updated_at }) => updated_at > (where.updatedAfter ?? '') && updated_at < (where.updatedBefore ?? '9'))
    .toSorted((one, other) => one.updated_at.localeCompare(other.updated_at) * (newestFirst ? -1 : 1));
  const start = Number(cursor ?? 0);
  const flows = found.slice(start, start + limit);
  const more = cursors && start + limit < found.length;
  return { flows, size: flows.length, ...(more ? { nextCursor: String(start + limit) } : {}) };
}

/** One round, the bookmark stored and read again between pages. */
function round(
  bookmark: string | null,
  all: readonly PlatformFlow[],
  sorting: Sorting,
): { listed: PlatformFlow[]; bookmark: string } {
  const listed: PlatformFlow[] = [];
  for (let text = bookmark, pages = 1; ; pages += 1) {
    const cursor = ChangeCursor.read(text, OVERLAP_MS);
    const step = cursor.after(search(all, cursor.search(), sorting));
    listed.push(...step.fresh);
    text = step.cursor.toString();
    if (!step.cursor.more) return { listed, bookmark: text };
    if (pages > 100) throw new Error('the round does not end');
  }
}

const ids = (flows: readonly PlatformFlow[]): string[] => flows.map(({ flow_id }) => flow_id).toSorted();
const sortings = fc.record({ cursors: fc.boolean(), newestFirst: fc.boolean() });

describe('ChangeCursor', () => {
  it('lists every flow exactly once over several rounds, whatever the platform sorts by', () => {
    // At most 90 flows in one instant: without cursors a platform can show no more than a page of them.
    const instants = fc.array(fc.tuple(fc.integer({ min: 1, max: 900_000 }), fc.integer({ min: 1, max: 90 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(instants, instants, sortings, (first, second, sorting) => {
        let id = 0;
        const made = (list: [number, number][], from: number): PlatformFlow[] =>
          [...new Map(list)].flatMap(([ms, count]) =>
            Array.from({ length: count }, () => flowAt((id += 1), from + ms)),
          );
        const early = made(first, 0);
        const late = made(second, 1_000_000);
        const one = round(null, early, sorting);
        expect(ids(one.listed)).toEqual(ids(early));
        const two = round(one.bookmark, [...early, ...late], sorting);
        expect(ids(two.listed)).toEqual(ids(late));
        expect(round(two.bookmark, [...early, ...late], sorting).listed).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('sees what was committed late within the overlap, not beyond it', () => {
    const sorting = { cursors: true, newestFirst: false };
    const seen = [flowAt(1, 200_000)];
    const { bookmark } = round(null, seen, sorting);
    const late = [flowAt(2, 200_000 - OVERLAP_MS + 1), flowAt(3, 200_000 - OVERLAP_MS)];
    expect(ids(round(bookmark, [...seen, ...late], sorting).listed)).toEqual(['2']);
  });

  it('sees a change of state within one tick of the platform clock', () => {
    const sorting = { cursors: true, newestFirst: false };
    const { bookmark } = round(null, [flowAt(1, 5, 'Pending')], sorting);
    expect(ids(round(bookmark, [flowAt(1, 5, 'Ok')], sorting).listed)).toEqual(['1']);
  });

  it('forgets what the overlap cannot show again', () => {
    const sorting = { cursors: true, newestFirst: false };
    const many = Array.from({ length: 1500 }, (_, index) => flowAt(index, index * 1000));
    expect(round(null, many, sorting).bookmark.length).toBeLessThan(6000);
  });

  it('asks with dates and a limit the standard allows', () => {
    expect(ChangeCursor.read(null, OVERLAP_MS).search()).toEqual({
      limit: PAGE_SIZE,
      where: { updatedAfter: '1970-01-01T00:00:00.000Z' },
    });
  });

  it('ends the round when the platform hands out the same cursor, or an empty page with one', () => {
    const cursor = ChangeCursor.read(null, OVERLAP_MS);
    const again = cursor.after({ flows: [flowAt(1, 1)], size: 1, nextCursor: 'x' }).cursor;
    expect(again.more).toBe(true);
    expect(again.after({ flows: [flowAt(2, 2)], size: 1, nextCursor: 'x' }).cursor.more).toBe(false);
    expect(again.after({ flows: [], size: 0, nextCursor: 'y' }).cursor.more).toBe(false);
  });
});
