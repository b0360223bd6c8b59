/** Whether a value is an object whose members can be looked up by name. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member at a path, or undefined when any step is missing; null counts as missing. */
export const memberOf = (model: Record<string, unknown>, path: readonly string[]): unknown => {
  let value: unknown = model;
  for (const name of path) value = isRecord(value) ? value[name] : undefined;
  return value ?? undefined;
};

/** Sets the member at a path, making the objects between. */
export const setMember = (model: Record<string, unknown>, path: readonly string[], value: unknown): void => {
  let holder = model;
  const last = path.length - 1;
  for (let at = 0; at < last; at += 1) {
    const name = path[at] ?? '';
    const next = holder[name];
    if (isRecord(next)) holder = next;
    else {
      const made: Record<string, unknown> = {};
      holder[name] = made;
      holder = made;
    }
  }
  holder[path[last] ?? ''] = value;
};

/** A path as the API spells it: `lines[0].tax_rate`. */
export const spell = (path: readonly string[]): string => path.join('.').replaceAll('.[', '[');
