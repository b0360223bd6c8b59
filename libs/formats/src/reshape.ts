/** A shape without some of its members and with others, none of them undefined. */
type Reshaped<Shape, Left extends keyof Shape, More> = Omit<Shape, Left | keyof More> & {
  readonly [Member in keyof More]?: Exclude<More[Member], undefined>;
};

/** What several shapes hold together. */
type Joined<Parts extends readonly unknown[]> = Parts extends readonly [infer First, ...infer Rest]
  ? NonNullable<First> & Joined<Rest>
  : unknown;

type Members = Readonly<Record<string, unknown>>;

/**
 * A copy of `shape` without the members of `left` and with those of all `parts`; undefined ones and empty lists are
 * left out. One pass, since every line of an invoice goes through it.
 */
export function reshape<Shape extends object, Left extends keyof Shape, Parts extends readonly (object | undefined)[]>(
  shape: Shape,
  left: ReadonlySet<Left>,
  ...parts: Parts
): Reshaped<Shape, Left, Joined<Parts>>;
export function reshape(
  shape: Members,
  left: ReadonlySet<unknown>,
  ...parts: readonly (Members | undefined)[]
): object {
  const made: Record<string, unknown> = {};
  for (const name in shape) {
    const value = shape[name];
    if (value === undefined || left.has(name)) continue;
    if (!parts.some((part) => part !== undefined && name in part)) made[name] = value;
  }
  for (const part of parts) {
    for (const name in part) {
      const value = part[name];
      if (value !== undefined && !(Array.isArray(value) && value.length === 0)) made[name] = value;
    }
  }
  return made;
}
