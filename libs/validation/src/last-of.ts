/**
 * What several rules want to know of one thing, worked out when the first of them asks. Only the last is kept: documents
 * are judged one after the other, and a WeakMap of them all costs the garbage collector more than the rules cost.
 */
export const lastOf = <Thing extends object, More extends readonly unknown[], Result>(
  work: (thing: Thing, ...more: More) => Result,
): ((thing: Thing, ...more: More) => Result) => {
  let last: { readonly thing: Thing; readonly result: Result } | undefined;
  return (thing, ...more) => {
    if (last?.thing !== thing) last = { thing, result: work(thing, ...more) };
    return last.result;
  };
};
