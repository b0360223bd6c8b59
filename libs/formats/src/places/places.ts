/**
 * Where a member of the model stands, as an XPath relative to the group that holds it; of a group or list, with what
 * stands inside. `#` marks where the index of an entry goes; without it, it goes to the end.
 */
export type Place = string | readonly [path: string, members: Places];

/** The members of one group. */
export interface Places {
  readonly [member: string]: Place;
}

/** One member of a path in the model: `lines[3]`. */
interface Step {
  readonly member: string;
  readonly index: number | undefined;
}

/** `lines[3].net_amount` in steps. */
export const stepsOf = (field: string): readonly Step[] =>
  field === ''
    ? []
    : field.split('.').map((step) => {
        const [, member = step, index] = /^([^[]*)\[(\d+)\]$/.exec(step) ?? [];
        return { member, index: index === undefined ? undefined : Number(index) };
      });

/** A path with the index of an entry, counted from 0, in its place. */
export const indexed = (path: string, index: number | undefined): string => {
  const step = index === undefined ? '' : `[${index + 1}]`;
  return path.includes('#') ? path.replace('#', step) : `${path}${step}`;
};

/**
 * The XPath of a member, below `root`: of the member itself, or of the nearest group around it that the table knows.
 */
export const placeOf = (root: string, table: Places, field: string): string => {
  let xpath = `/${root}`;
  let members: Places | undefined = table;
  for (const { member, index } of stepsOf(field)) {
    const place: Place | undefined = members?.[member];
    if (place === undefined) break;
    const path = typeof place === 'string' ? place : place[0];
    if (path !== '') xpath += `/${indexed(path, index)}`;
    members = typeof place === 'string' ? undefined : place[1];
  }
  return xpath;
};
