/** What places a line among the others. */
interface Placed {
  readonly id?: string;
  readonly parent_id?: string;
}

/** No deeper than this is drawn, however deep a document nests. */
const DEEPEST = 6;

/**
 * How deep each line stands under the lines it details (EXT-FR-FE-162). A line counts as nested only under one that
 * stands above it, so that circles and unknown parents are level 0.
 */
export function depthsOf(lines: readonly Placed[]): number[] {
  const known = new Map<string, number>();
  return lines.map(({ id, parent_id: parent }) => {
    const above = parent === undefined ? undefined : known.get(parent);
    const depth = above === undefined ? 0 : Math.min(above + 1, DEEPEST);
    if (id !== undefined) known.set(id, depth);
    return depth;
  });
}
