import type { CountRule, Pattern } from '../element-rule.js';
import type { Severity } from '../../report/finding.js';

/** Elements and attributes of one context that EN 16931 has no use for. */
export interface Unused {
  /** What the ids of the rules begin with: `UBL-CR`. */
  readonly ids: string;
  readonly in: Pattern;
  readonly unless?: Pattern;
  readonly notBelow?: readonly string[];
  readonly severity: Severity;
  /**
   * A row is the number of a rule, a path below the context (`.` for the context itself, `//` for any depth) and the
   * names of children or attributes there; the first is that rule's, the next those of the following numbers.
   */
  readonly rows: string;
}

const pathTo = (parent: string, name: string): string =>
  parent === '.' ? name : parent === '//' ? `//${name}` : `${parent}/${name}`;

/** As people read it: the last element of the context, and the path below it. */
const shown = (context: Pattern, path: string): string => {
  const of = typeof context === 'string' ? context.split('/').at(-1) : undefined;
  const below = path.startsWith('//') ? path.slice(2) : path;
  return of === undefined || of === '' || path.startsWith('//') ? below : `${of.replace('*', '…')}/${below}`;
};

const unusedRule = (unused: Unused, number: string, path: string): CountRule => {
  const { ids, rows: _rows, ...where } = unused;
  const place = shown(unused.in, path);
  const warns = unused.severity === 'warning';
  return {
    kind: 'count',
    ...where,
    id: `${ids}-${number}`,
    terms: [],
    of: path,
    most: 0,
    says: warns
      ? {
          en: `${place} is outside EN 16931; a receiver may ignore it.`,
          fr: `${place} ne fait pas partie de l'EN 16931 ; un destinataire peut l'ignorer.`,
        }
      : {
          en: `${place} may not be used: EN 16931 has no place for it.`,
          fr: `${place} ne doit pas être utilisé : l'EN 16931 ne le prévoit pas.`,
        },
    fix: { en: `Leave ${place} out.`, fr: `Retirer ${place}.` },
  };
};

/** One rule for each name in the rows. */
export const unusedRules = (unused: Unused): readonly CountRule[] =>
  unused.rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [first = '', parent = '', ...names] = row.split(' ');
      return names.map((name, index) =>
        unusedRule(unused, String(Number(first) + index).padStart(first.length, '0'), pathTo(parent, name)),
      );
    });
