import type { KeptElement } from './element-rule.js';

/** The local name of an element. */
export const nameOf = ({ path }: KeptElement): string => path.at(-1) ?? '';

/** Kept elements by steps of local names, `TaxScheme/ID`, where each step is kept, too. */
export const below = (above: KeptElement, steps: string): readonly KeptElement[] => {
  let found: readonly KeptElement[] = [above];
  for (const name of steps.split('/')) {
    found = found.flatMap(({ children, path: { length } }) =>
      children.filter((child) => child.path.length === length + 1 && nameOf(child) === name),
    );
  }
  return found;
};

/** Texts of the elements that `below` finds. */
export const textsBelow = (above: KeptElement, steps: string): readonly string[] =>
  below(above, steps).map(({ text }) => text);

/** All kept elements by their local name, in the order of the document. */
export const byName = (root: KeptElement): ReadonlyMap<string, readonly KeptElement[]> => {
  const found = new Map<string, KeptElement[]>();
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const name = nameOf(next);
    const namesakes = found.get(name) ?? [];
    found.set(name, namesakes);
    namesakes.push(next);
    waiting.push(...next.children.toReversed());
  }
  return found;
};

/** What is worked out of a document once, whichever rules ask for it. */
export const oncePerDocument = <Result>(work: (root: KeptElement) => Result): ((root: KeptElement) => Result) => {
  const known = new WeakMap<KeptElement, Result>();
  return (root) => {
    const found = known.get(root) ?? work(root);
    known.set(root, found);
    return found;
  };
};
