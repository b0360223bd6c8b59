import { STRUCTURES } from '../structure/structures.js';
import type { XmlLimits } from './xml-events.js';
import { scanXml } from './xml-events.js';

interface Open {
  readonly step: string;
  /** Among the elements of its name below the same parent, from 1. */
  readonly index: number;
  readonly parent: Open | undefined;
  readonly counts: Map<string, number>;
}

const PREFIXES: ReadonlyMap<string, string> = new Map(
  Object.values(STRUCTURES).flatMap(({ prefixes }) => [...prefixes].filter(([, prefix]) => prefix !== '')),
);

const pathOf = (element: Open): string => {
  let path = '';
  for (let at: Open | undefined = element; at !== undefined; at = at.parent) {
    const several = (at.parent?.counts.get(at.step) ?? 1) > 1;
    path = `/${at.step}${several ? `[${at.index}]` : ''}${path}`;
  }
  return path;
};

/**
 * The XPaths of some elements, given by their place in the order of start tags (from 0), with the prefixes that writers
 * of the syntax use and an index where an element has namesakes. Reads the document once more, in time linear in its
 * size: findings are few, and a document without any pays nothing.
 * Throws AppError `document.unreadable` as `scanXml` does.
 */
export const elementPaths = (
  bytes: Uint8Array,
  wanted: ReadonlySet<number>,
  limits?: XmlLimits,
): ReadonlyMap<number, string> => {
  const found = new Map<number, Open>();
  let parent: Open | undefined;
  let place = 0;
  scanXml(
    bytes,
    {
      start: ({ local, uri }) => {
        const prefix = PREFIXES.get(uri);
        const step = prefix === undefined ? local : `${prefix}:${local}`;
        const index = (parent?.counts.get(step) ?? 0) + 1;
        parent?.counts.set(step, index);
        parent = { step, index, parent, counts: new Map() };
        if (wanted.has(place)) found.set(place, parent);
        place += 1;
      },
      text: () => undefined,
      end: () => {
        parent = parent?.parent;
      },
    },
    limits,
  );
  return new Map([...found].map(([at, element]) => [at, pathOf(element)]));
};
