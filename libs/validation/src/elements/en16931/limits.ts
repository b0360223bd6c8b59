import type { CountRule, Pattern } from '../element-rule.js';
import type { Severity } from '../../report/finding.js';

/** An id, the context, what is counted there, the term it carries (empty: none) and its names. */
export type Limit = readonly [id: string, within: Pattern, of: Pattern, term: string, en: string, fr: string];

const limit = ([id, within, of, term, en, fr]: Limit, severity: Severity): Omit<CountRule, 'says'> => ({
  kind: 'count',
  id,
  terms: term === '' ? [] : [term],
  severity,
  in: within,
  of,
  fix: { en: `Give ${en} once.`, fr: `Indiquer une seule fois : ${fr}.` },
});

const named = (term: string, name: string): string => (term === '' ? name : `${name} (${term})`);

/** Rules that something stands at most once in its context. */
export const atMostOnce = (severity: Severity, limits: readonly Limit[]): readonly CountRule[] =>
  limits.map((row) => {
    const [, , , term, en, fr] = row;
    return {
      ...limit(row, severity),
      most: 1,
      says: {
        en: `${named(term, en)} may be given once, and is given {count} times.`,
        fr: `${named(term, fr)} : une seule occurrence est admise, il y en a {count}.`,
      },
    };
  });

/** Rules that something stands exactly once in its context. */
export const exactlyOnce = (severity: Severity, limits: readonly Limit[]): readonly CountRule[] =>
  limits.map((row) => {
    const [, , , term, en, fr] = row;
    return {
      ...limit(row, severity),
      least: 1,
      most: 1,
      says: {
        en: `${named(term, en)} is to be given exactly once, and is given {count} times.`,
        fr: `${named(term, fr)} : il faut exactement une occurrence, il y en a {count}.`,
      },
    };
  });
