import type { Pattern } from './element-rule.js';

/** A pattern taken apart. */
interface Steps {
  /** Whether the first step is the root's child (`below`), the root itself, or stands anywhere. */
  readonly from: 'root' | 'below' | 'anywhere';
  readonly steps: readonly ReadonlySet<string>[];
  readonly attribute: string | undefined;
}

/** A step that any element fits. */
const ANY: ReadonlySet<string> = new Set(['*']);

const stepOf = (step: string): ReadonlySet<string> =>
  step === '*' ? ANY : new Set(step.replace(/^\(|\)$/g, '').split('|'));

const stepsOf = (pattern: string): Steps => {
  const from = pattern.startsWith('//') ? 'anywhere' : pattern.startsWith('/') ? 'root' : 'below';
  const names = pattern.split('/').filter((step) => step !== '');
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

const fits = ({ from, steps }: Steps, path: readonly string[]): boolean => {
  const start = path.length - steps.length;
  if (from === 'root' ? start !== 0 : from === 'below' ? start !== 1 : start < 0) return false;
  return steps.every((step, index) => step === ANY || step.has(path[start + index] ?? ''));
};

const all = (pattern: Pattern): readonly string[] => (typeof pattern === 'string' ? [pattern] : pattern);

/** What of an element at `path` (local names from the root) a pattern means: the element or attributes of it. */
export const matched = (pattern: Pattern, path: readonly string[]): readonly (string | undefined)[] =>
  all(pattern)
    .map(parsed)
    .filter((steps) => fits(steps, path))
    .map(({ attribute }) => attribute);

/** The same for `of` below the context `within`: each attribute (undefined: the element) with how many levels up the context is. */
export const matchedBelow = (
  within: Pattern,
  of: Pattern,
  path: readonly string[],
): readonly { readonly attribute: string | undefined; readonly up: number }[] =>
  all(of).flatMap((relative) => {
    const { steps, attribute } = parsed(relative);
    if (!fits({ from: 'anywhere', steps, attribute }, path)) return [];
    const context = path.slice(0, path.length - steps.length);
    const found = isRoot(within) ? context.length === 1 : matched(within, context).length > 0;
    return found ? [{ attribute, up: steps.length }] : [];
  });

const isRoot = (pattern: Pattern): boolean => pattern === '';

/** Whether an element at `path` is a context of the pattern. */
export const isContext = (within: Pattern, path: readonly string[]): boolean =>
  isRoot(within) ? path.length === 1 : matched(within, path).length > 0;
