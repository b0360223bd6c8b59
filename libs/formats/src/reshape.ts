/** A shape without some of its members and with others, none of them undefined. */
type Reshaped<Shape, Left extends keyof Shape, More> = Omit<Shape, Left | keyof More> & {
  readonly [Member in keyof More]?: Exclude<More[Member], undefined>;
};

type Members = Readonly<Record<string, unknown>>;

/**
 * A copy of `shape` without the members of `left` and with those of `more`; undefined ones and empty lists are left
 * out. One pass, since every line of an invoice goes through it.
 */
export function reshape<Shape extends object, Left extends keyof Shape, More extends object>(
  shape: Shape,
  left: ReadonlySet<Left>,
  more: More,
): Reshaped<Shape, Left, More>;
export function reshape(shape: Members, left: ReadonlySet<unknown>, more: Members): object {
  const made: Record<string, unknown> = {};
  for (const name in shape) {
    const value = shape[name];
    if (value !== undefined && !(name in more) && !left.has(name)) made[name] = value;
  }
  for (const name in more) {
    const value = more[name];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) made[name] = value;
  }
  return made;
}
