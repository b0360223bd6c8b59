import type { Labels } from '../words/labels.js';
import type { Formats } from '../words/numbers.js';
import type { Entry } from '../readable-view.js';

/** The words and figures every part of the view is said with. */
export interface Speech {
  readonly labels: Labels;
  readonly formats: Formats;
}

/** A label, what it labels if the document says it, and the term. */
export type Fact = readonly [label: string, value: string | undefined, term?: string];

/** Entries for the facts that the document says; blank ones are left out. */
export function entriesOf(facts: Iterable<Fact>): Entry[] {
  const entries: Entry[] = [];
  for (const [label, value, term] of facts) {
    if (value === undefined || value.trim() === '') continue;
    entries.push(term === undefined ? { label, value } : { label, value, term });
  }
  return entries;
}

/** A text that stands in its own paragraph; nothing for none. */
export function longText(label: string, value: string | undefined, term: string): Entry[] {
  return value === undefined || value.trim() === '' ? [] : [{ label, value, term, long: true }];
}

/** Applies `say` to a value that is there. */
export function said<Value>(value: Value | undefined, say: (value: Value) => string): string | undefined {
  return value === undefined ? undefined : say(value);
}

/** The parts that are there, joined; undefined when none is. */
export function joined(parts: readonly (string | undefined)[], separator: string): string | undefined {
  const there = parts.filter((part) => part !== undefined && part !== '');
  return there.length === 0 ? undefined : there.join(separator);
}

/** Entries as one text: `SIREN 732 829 320, N° TVA FR44732829320`. */
export function inOneText(entries: readonly Entry[], separator = ', '): string {
  return entries.map(({ label, value }) => (label === '' ? value : `${label} ${value}`)).join(separator);
}
