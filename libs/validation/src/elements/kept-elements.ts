import type { KeptElement } from './element-rule.js';

/** The local name of an element. */
export const nameOf = ({ path }: KeptElement): string => path.at(-1) ?? '';

const split = new Map<string, readonly string[]>();

const namesIn = (steps: string): readonly string[] => {
  const names = split.get(steps) ?? steps.split('/');
  split.set(steps, names);
  return names;
};

const childrenNamed = (name: string, { children, path }: KeptElement): readonly KeptElement[] =>
  children.filter((child) => child.path.length === path.length + 1 && nameOf(child) === name);

/** Kept elements by steps of local names, `TaxScheme/ID`, where each step is kept, too. */
export const below = (above: KeptElement, steps: string): readonly KeptElement[] => {
  let found: readonly KeptElement[] = [above];
  for (const name of namesIn(steps)) {
    const [only] = found;
    found =
      only !== undefined && found.length === 1
        ? childrenNamed(name, only)
        : found.flatMap((one) => childrenNamed(name, one));
  }
  return found;
};

/** Texts of the elements that `below` finds. */
export const textsBelow = (above: KeptElement, steps: string): readonly string[] =>
  below(above, steps).map(({ text }) => text);

const NO_TEXTS: readonly string[] = [];

/** Texts of the elements right below another by their local names: what several `textsBelow` find, in one pass. */
export const textsIn = ({ path, children }: KeptElement): ((name: string) => readonly string[]) => {
  const found = new Map<string, string[]>();
  for (const child of children) {
    if (child.path.length !== path.length + 1) continue;
    const name = nameOf(child);
    const texts = found.get(name);
    if (texts === undefined) found.set(name, [child.text]);
    else texts.push(child.text);
  }
  return (name) => found.get(name) ?? NO_TEXTS;
};

/** All kept elements by their local name, in the order of the document. */
export const byName = (root: KeptElement): ReadonlyMap<string, readonly KeptElement[]> => {
  const found = new Map<string, KeptElement[]>();
  const collect = (one: KeptElement): void => {
    const name = nameOf(one);
    const namesakes = found.get(name);
    if (namesakes === undefined) found.set(name, [one]);
    else namesakes.push(one);
    one.children.forEach(collect);
  };
  collect(root);
  return found;
};
