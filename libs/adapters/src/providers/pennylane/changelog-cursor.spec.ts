import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangelogCursor } from './changelog-cursor.js';
import type { PennylaneChange } from './wire.js';

const START = Date.parse('2026-09-01T08:00:00Z');
const change = (id: number, second: number, operation = 'update'): PennylaneChange => ({
  id: String(id),
  operation,
  processed_at: new Date(START + second * 1000).toISOString(),
});

/** A log that grows and is read by pages, as Pennylane serves it. */
class Log {
  readonly entries: PennylaneChange[] = [];

  read(cursor: ChangelogCursor, pageSize: number): { ids: string[]; cursor: ChangelogCursor } {
    const [query] = cursor.queries();
    const [from, offset] = query?.cursor?.split('|') ?? [query?.start_date ?? '', '0'];
    const window = this.entries
      .filter(({ processed_at }) => processed_at >= (from ?? ''))
      .toSorted((one, other) => one.processed_at.localeCompare(other.processed_at));
    const end = Number(offset) + pageSize;
    const step = cursor.after({
      changes: window.slice(Number(offset), end),
      ...(end < window.length ? { nextCursor: `${from}|${end}` } : {}),
    });
    return { ids: [...step.changed.keys()], cursor: ChangelogCursor.read(step.cursor.toString(), 60_000) };
  }
}

describe('the bookmark of the change logs', () => {
  it('leaves nothing out, whatever comes late by less than the overlap, and lists a change once', () => {
    const arrivals = fc.array(fc.record({ late: fc.integer({ min: 0, max: 59 }), batch: fc.nat({ max: 4 }) }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 7 }), (given, pageSize) => {
        const log = new Log();
        let cursor = ChangelogCursor.read(null, 60_000);
        const seen: string[] = [];
        let second = 0;
        for (const [index, { late, batch }] of given.entries()) {
          second += batch;
          log.entries.push(change(index, Math.max(0, second - late)));
          if (batch === 0) continue;
          do {
            const isCustomers = cursor.collection === 'customer_invoices';
            const step = isCustomers ? log.read(cursor, pageSize) : new Log().read(cursor, pageSize);
            seen.push(...step.ids);
            ({ cursor } = step);
          } while (cursor.more);
        }
        do {
          const isCustomers = cursor.collection === 'customer_invoices';
          const step = isCustomers ? log.read(cursor, pageSize) : new Log().read(cursor, pageSize);
          seen.push(...step.ids);
          ({ cursor } = step);
        } while (cursor.more);
        expect(seen.toSorted()).toEqual(log.entries.map(({ id }) => id).toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it('reads one log to its end before the other', () => {
    let cursor = ChangelogCursor.read(null, 60_000);
    expect([cursor.collection, cursor.more]).toEqual(['customer_invoices', false]);
    ({ cursor } = cursor.after({ changes: [change(1, 1)], nextCursor: 'p2' }));
    expect([cursor.collection, cursor.more, cursor.queries()[0]?.cursor]).toEqual(['customer_invoices', true, 'p2']);
    ({ cursor } = cursor.after({ changes: [change(2, 2)] }));
    expect([cursor.collection, cursor.more]).toEqual(['supplier_invoices', true]);
    ({ cursor } = cursor.after({ changes: [] }));
    expect([cursor.collection, cursor.more]).toEqual(['customer_invoices', false]);
  });

  it('names the newest change of each invoice, and not one that is gone', () => {
    const changes = [change(1, 1, 'insert'), change(2, 2), change(1, 3), change(2, 4, 'delete'), change(3, 5)];
    const { changed } = ChangelogCursor.read(null, 60_000).after({ changes });
    expect([...changed]).toEqual([
      ['1', change(1, 3).processed_at],
      ['3', change(3, 5).processed_at],
    ]);
  });

  it('falls back from a cursor to a date, and from a date to all that is kept', () => {
    const { cursor } = ChangelogCursor.read(null, 60_000).after({ changes: [change(1, 90)], nextCursor: 'p2' });
    expect(cursor.queries()).toEqual([
      { limit: 20, cursor: 'p2' },
      { limit: 20, start_date: new Date(START + 30_000).toISOString() },
      { limit: 20 },
    ]);
  });

  it('a cursor that leads to itself ends the round', () => {
    let cursor = ChangelogCursor.read(null, 60_000);
    ({ cursor } = cursor.after({ changes: [change(1, 1)], nextCursor: 'same' }));
    ({ cursor } = cursor.after({ changes: [change(1, 1)], nextCursor: 'same' }));
    expect(cursor.collection).toBe('supplier_invoices');
  });
});
