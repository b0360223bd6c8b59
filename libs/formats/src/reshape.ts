/** A shape without some of its members and with others, none of them undefined. */
type Reshaped<Shape, Left extends keyof Shape, More> = Omit<Shape, Left | keyof More> & {
  readonly [Member in keyof More]?: Exclude<More[Member], undefined>;
};

/**
 * A copy of `shape` without the members of `left` and with those of `more`; undefined ones and empty lists are left
 * out. One pass, since every line of an invoice goes through it.
 */
export function reshape<Shape extends object, Left extends keyof Shape, More extends object>(
  shape: Shape,
  left: ReadonlySet<Left>,
  more: More,
): Reshaped<Shape, Left, More>;
export function reshape(shape: object, left: ReadonlySet<unknown>, more: object): object {
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(shape) as [string, unknown][]) {
    if (value !== undefined && !(name in more) && !left.has(name)) made[name] = value;
  }
  for (const [name, value] of Object.entries(more) as [string, unknown][]) {
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) made[name] = value;
  }
  return made;
}
