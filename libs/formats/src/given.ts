/** A shape whose members may also be undefined, as when they are computed one by one. */
type Open<T> = { readonly [Member in keyof T]: T[Member] | undefined };

/**
 * The members that say something: undefined ones and empty lists are left out, and so is the whole when nothing is
 * left of it.
 */
export function given<T extends object>(members: Open<T>): T | undefined;
export function given(members: Readonly<Record<string, unknown>>): object | undefined {
  const kept: Record<string, unknown> = {};
  let some = false;
  for (const name in members) {
    const value = members[name];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    kept[name] = value;
    some = true;
  }
  return some ? kept : undefined;
}

/** The object, unless it has no members. */
export const unlessEmpty = <T extends object>(one: T): T | undefined =>
  Object.keys(one).length === 0 ? undefined : one;
