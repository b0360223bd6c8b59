import type { XmlAttributes, XmlName } from '../xml/namespaces.js';
import type { GroupBinding } from './binding.js';
import { memberOf, setMember } from './member.js';
import type { PlanNode } from './plan.js';

/** Members of one object of the model while it is read. */
export type Scope = Record<string, unknown>;

/** An aggregate that is open. */
export interface Frame {
  readonly node: PlanNode;
  readonly tag: XmlName;
  readonly line: number;
  /** Place among siblings of the name, from 1. */
  readonly index: number;
  readonly scope: Scope;
  readonly parent: Frame | undefined;
  /** For an entry of a list, its place from 0. */
  readonly entry: number | undefined;
  /** Children seen so far that may stand more than once, by name. */
  counts: Map<string, number> | undefined;
  /** Whether text among its elements was told of. */
  mixed: boolean;
}

/** A value that is open: leaves are many and short-lived, so there is one of these, filled anew. */
export class OpenLeaf {
  node: PlanNode | undefined;
  tag: XmlName | undefined;
  attributes: XmlAttributes | undefined;
  line = 0;
  index = 1;
  entry: number | undefined;
  scope: Scope = {};
  text = '';
  /** `format` of the element inside a date. */
  format: string | undefined;
  /** Whether that element was met, so that white space around it does not count. */
  held = false;
}

/** Counts a child of that name; answers its place among its namesakes, from 1. */
export const countOf = (frame: Frame, name: string): number => {
  frame.counts ??= new Map();
  const index = (frame.counts.get(name) ?? 0) + 1;
  frame.counts.set(name, index);
  return index;
};

/** Puts a new entry where its group belongs; answers its place in the list, if it is one. */
export const place = (scope: Scope, { member, many }: GroupBinding, entry: Scope): number | undefined => {
  if (!many) {
    setMember(scope, member, entry);
    return undefined;
  }
  const list = memberOf(scope, member);
  if (Array.isArray(list)) return list.push(entry) - 1;
  setMember(scope, member, [entry]);
  return 0;
};

/** An entry in which nothing stood counts as absent. */
export const dropBlank = (entry: Scope, parent: Scope | undefined, { member, many }: GroupBinding): void => {
  for (const name in entry) if (entry[name] !== undefined) return;
  if (parent === undefined) return;
  const list = memberOf(parent, member);
  if (many && Array.isArray(list) && list.length > 1) list.pop();
  else setMember(parent, member, undefined);
};
