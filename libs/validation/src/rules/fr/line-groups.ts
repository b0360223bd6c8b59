import type { Identifier, Line, Said } from '@onefacture/invoice';
import type { Subject } from '../subject.js';
import { lastOf } from '../../last-of.js';

/** Frames of an invoice for several sellers. */
const SEVERAL_SELLERS: ReadonlySet<string> = new Set(['B8', 'S8', 'M8']);
/** Frames of an invoice that goes both ways, issued by one of two companies that sell to each other. */
const BOTH_WAYS: ReadonlySet<string> = new Set(['B9', 'S9', 'M9']);

export const hasSeveralSellers = ({ document: { billing_frame: frame = '' } }: Subject): boolean =>
  SEVERAL_SELLERS.has(frame);
export const goesBothWays = ({ document: { billing_frame: frame = '' } }: Subject): boolean => BOTH_WAYS.has(frame);
export const isGrouped = (subject: Subject): boolean => hasSeveralSellers(subject) || goesBothWays(subject);

/** A line with where it stands in the model. */
export interface PlacedLine {
  readonly line: Said<Line>;
  readonly at: string;
  /** Its identifier, or its place where it has none. */
  readonly name: string;
}

/** BT-128 in a scheme: AFL is the number of the sub-invoice, AVV its billing frame. */
export const objectOf = (
  { invoiced_objects: objects = [] }: Said<Line>,
  scheme: string,
): Said<Identifier> | undefined => objects.find((object) => object.scheme === scheme);

/** Number of the sub-invoice that a line belongs to; empty where it says none. */
export const numberOf = (line: Said<Line>): string => objectOf(line, 'AFL')?.value ?? '';

/** The lines of an invoice by the groups they form, found in one pass. */
export interface LineGroups {
  readonly lines: readonly PlacedLine[];
  /** Lines of kind GROUP without a parent: each is an invoice of its own. */
  readonly tops: readonly PlacedLine[];
  readonly byId: ReadonlyMap<string, Said<Line>>;
  readonly childrenOf: (line: Said<Line>) => readonly Said<Line>[];
}

const NONE: readonly Said<Line>[] = [];

export const lineGroups = lastOf((subject: Subject): LineGroups => {
  const lines = subject.lines.map((line, index) => ({
    line,
    at: `lines[${index}]`,
    name: line.id ?? String(index + 1),
  }));
  const children = new Map<string, Said<Line>[]>();
  const byId = new Map<string, Said<Line>>();
  for (const { line } of lines) {
    if (line.id !== undefined && !byId.has(line.id)) byId.set(line.id, line);
    if (line.parent_id === undefined) continue;
    const siblings = children.get(line.parent_id) ?? [];
    children.set(line.parent_id, siblings);
    siblings.push(line);
  }
  return {
    lines,
    tops: lines.filter(({ line }) => line.kind === 'GROUP' && line.parent_id === undefined),
    byId,
    childrenOf: ({ id }) => (id === undefined ? NONE : (children.get(id) ?? NONE)),
  };
});
