import type { FieldFault } from '@onefacture/errors';
import type { Line, Profile } from '../invoice.js';
import { ZERO, type Decimal } from '../money.js';

/** Sub-lines may be nested so deep; what is deeper leads back to itself more likely than not. */
const DEEPEST = 20;

/**
 * BT-131 of each GROUP line: the sum over its next level of DETAIL lines and groups (BR-FREXT-08). Answers the lines with
 * these amounts filled in; other lines as they are.
 */
export function withGroupTotals(lines: readonly Line[]): readonly Line[] {
  if (!lines.some(({ kind }) => kind === 'GROUP')) return lines;
  const byId = new Map(lines.map((line) => [line.id, line]));
  const sums = new Map<string, Decimal>();
  for (const line of lines) {
    if (line.kind !== 'DETAIL' || line.net_amount === undefined) continue;
    let parent = byId.get(line.parent_id ?? '');
    for (let level = 0; parent?.kind === 'GROUP' && level < DEEPEST; level += 1) {
      sums.set(parent.id, (sums.get(parent.id) ?? ZERO).plus(line.net_amount));
      parent = byId.get(parent.parent_id ?? '');
    }
  }
  return lines.map((line) => (line.kind === 'GROUP' ? { ...line, net_amount: sums.get(line.id) ?? ZERO } : line));
}

/** BR-FREXT-11, and lines that lead back to themselves. */
export function* subLineFaults(lines: readonly Line[]): Generator<FieldFault> {
  const byId = new Map(lines.map((line) => [line.id, line]));
  for (const [index, { id, parent_id: parent }] of lines.entries()) {
    if (parent === undefined) continue;
    const field = `lines[${index}].parent_id`;
    if (parent === id || !byId.has(parent)) {
      const message = `must be the id of another line (BR-FREXT-11); got ${JSON.stringify(parent)}`;
      yield { field, code: 'INVALID', message };
    } else if (isTooDeep(parent, byId)) {
      const message = `leads back to itself, or more than ${DEEPEST} levels up: give each line a parent above it`;
      yield { field, code: 'INVALID', message };
    }
  }
}

/**
 * Lines that must say their kind: those that detail another (BR-FREXT-06), in profile EXTENDED also those that others
 * detail (BR-FXEXT-06).
 */
export function* kindFaults(lines: readonly Line[], profile: Profile): Generator<FieldFault> {
  const parents = new Set(profile === 'EXTENDED' ? lines.map(({ parent_id: parent }) => parent) : []);
  for (const [index, { id, parent_id: parent, kind }] of lines.entries()) {
    if (kind !== undefined || (parent === undefined && !parents.has(id))) continue;
    const [why, rule] =
      parent === undefined ? ['where other lines detail this one', 'BR-FXEXT-06'] : ['with parent_id', 'BR-FREXT-06'];
    const message = `is required ${why}: DETAIL, GROUP or INFORMATION (${rule})`;
    yield { field: `lines[${index}].kind`, code: 'REQUIRED', message };
  }
}

function isTooDeep(parent: string, byId: ReadonlyMap<string, Line>): boolean {
  let above: string | undefined = parent;
  for (let level = 0; above !== undefined; level += 1) {
    if (level >= DEEPEST) return true;
    above = byId.get(above)?.parent_id;
  }
  return false;
}
