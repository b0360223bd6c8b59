import type { Pattern } from './element-rule.js';

type Step = (name: string) => boolean;

/** A pattern taken apart. */
interface Steps {
  /** Whether the first step is the root's child (`below`), the root itself, or stands anywhere. */
  readonly from: 'root' | 'below' | 'anywhere';
  readonly steps: readonly Step[];
  readonly attribute: string | undefined;
}

const stepOf = (step: string): Step => {
  if (step.startsWith('*')) {
    const ending = step.slice(1);
    return (name) => name.endsWith(ending);
  }
  const names = new Set(step.replace(/^\(|\)$/g, '').split('|'));
  return (name) => names.has(name);
};

const stepsOf = (pattern: string): Steps => {
  const from = pattern.startsWith('//') ? 'anywhere' : pattern.startsWith('/') ? 'root' : 'below';
  const names = pattern.split('/').filter((step) => step !== '' && step !== '.');
  const last = names.at(-1);
  const attribute = last?.startsWith('@') === true ? last.slice(1) : undefined;
  return { from, steps: (attribute === undefined ? names : names.slice(0, -1)).map(stepOf), attribute };
};

const known = new Map<string, Steps>();

const parsed = (pattern: string): Steps => {
  const found = known.get(pattern) ?? stepsOf(pattern);
  known.set(pattern, found);
  return found;
};

const endsWith = (steps: readonly Step[], path: readonly string[]): boolean => {
  const start = path.length - steps.length;
  return start >= 0 && steps.every((step, index) => step(path[start + index] ?? ''));
};

const fits = ({ from, steps }: Steps, path: readonly string[]): boolean => {
  const above = path.length - steps.length;
  return (from === 'anywhere' || above === (from === 'root' ? 0 : 1)) && endsWith(steps, path);
};

/** The patterns of a pattern. */
export const all = (pattern: Pattern): readonly string[] => (typeof pattern === 'string' ? [pattern] : pattern);

/** What of an element at `path` (local names from the root) a pattern means: the element or attributes of it. */
export const matched = (pattern: Pattern, path: readonly string[]): readonly (string | undefined)[] =>
  all(pattern)
    .map(parsed)
    .filter((steps) => fits(steps, path))
    .map(({ attribute }) => attribute);

/** Whether an element at `path` is meant by a pattern; the empty pattern is the root. */
export const isAt = (pattern: Pattern, path: readonly string[]): boolean =>
  pattern === '' ? path.length === 1 : matched(pattern, path).length > 0;

/** Whether an ancestor of an element at `path` ends in the steps of `above`. */
export const isBelow = (above: string, path: readonly string[]): boolean => {
  const { steps } = parsed(above);
  return path.some((_, depth) => endsWith(steps, path.slice(0, depth)));
};

/** An element, or an attribute of it, that a relative pattern means, and how many levels above it the context is. */
export interface Relative {
  readonly attribute: string | undefined;
  readonly up: number;
}

/** What of an element at `path` the relative pattern `of` means, for each context above it. */
export const matchedBelow = (
  of: Pattern,
  path: readonly string[],
  isContext: (path: readonly string[]) => boolean,
): readonly Relative[] =>
  all(of)
    .map(parsed)
    .flatMap(({ from, steps, attribute }) => {
      if (!endsWith(steps, path)) return [];
      const nearest = path.length - steps.length;
      const contexts = from === 'anywhere' ? Array.from({ length: nearest }, (_, depth) => depth + 1) : [nearest];
      return contexts
        .filter((depth) => depth > 0 && isContext(path.slice(0, depth)))
        .map((depth) => ({ attribute, up: path.length - depth }));
    });
