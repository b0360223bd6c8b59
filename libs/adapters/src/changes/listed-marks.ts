import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Entries remembered for de-duplication; beyond it something may be listed again. */
const MAX_MARKS = 2000;

/** Marks of what a feed listed and may show again, each with its date in ms. */
export const listedMarksSchema = z.array(z.tuple([z.string(), z.number()])).default([]);

/** An entry of a feed as it is now, in 12 characters. */
export function markOf(...state: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 12);
}

/** The marks dated after an edge, oldest first; the newest of them when they are too many. */
export function marksAfter(marks: ReadonlyMap<string, number>, edgeMs: number): [string, number][] {
  return [...marks]
    .filter(([, at]) => at > edgeMs)
    .toSorted(([, one], [, other]) => one - other)
    .slice(-MAX_MARKS);
}

/** A bookmark as it is stored. */
export function writeBookmark(state: unknown): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}

/** The state of a bookmark, undefined when it cannot be read: listing twice is allowed, leaving out is not. */
export function readBookmark(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The later of two ISO 8601 UTC instants of equal form. */
export function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}

/** An ISO 8601 UTC instant, moved by ms; never before 1970. */
export function movedBy(at: string, ms: number): string {
  return new Date(Math.max(0, Date.parse(at) + ms)).toISOString();
}
