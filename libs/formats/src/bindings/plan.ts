import { type ElementFact, factOf, findFact, type Structure } from '../structure/structure.js';
import type { Binding, ConstantBinding, GroupBinding, LeafBinding } from './binding.js';

/** The element inside a date or an indicator that holds its text. */
export interface Holder {
  readonly namespace: string;
  readonly name: string;
  readonly tag: string;
}

/** One element of a syntax as a row uses it. A node without `leaf`, `constant` and `group` only leads to others. */
export interface PlanNode {
  readonly fact: ElementFact;
  /** Prefix and name, as written. */
  readonly tag: string;
  readonly holder: Holder | undefined;
  /** The row whose value is this element's text. */
  leaf: LeafBinding | undefined;
  readonly constant: ConstantBinding | undefined;
  /** The row whose entries are this element, one each. */
  readonly group: GroupBinding | undefined;
  /** What may stand below, by name. */
  readonly slots: Map<string, PlanSlot>;
}

/** All that one element name stands for below a parent: several rows may share it, with different attributes. */
export interface PlanSlot {
  readonly fact: ElementFact;
  readonly nodes: PlanNode[];
  /** Written empty where the schema wants the element and nothing is to be said in it; else undefined. */
  readonly empty: string | undefined;
}

/** A table of bindings laid along a structure: what the reader and the writer run on. */
export interface Plan {
  readonly structure: Structure;
  readonly root: PlanNode;
}

/** Of the elements that may hold a date or an indicator, the one that writers use: text with a format. */
const HOLDER_NAMES = ['DateTimeString', 'DateString', 'Indicator'];

const tagOf = (structure: Structure, namespace: string, name: string): string => {
  const prefix = structure.prefixes.get(namespace);
  if (prefix === undefined) throw new Error(`No prefix for the namespace ${namespace}`);
  return prefix === '' ? name : `${prefix}:${name}`;
};

/** What of a table goes into a plan. */
export interface PlanOptions {
  /** Rows are left out where this says no to their term. */
  readonly wanted?: (term: string) => boolean;
  /** Whether the structure is a profile, so that rows whose elements it lacks are left out rather than an error. */
  readonly profile?: boolean;
}

class PlanBuilder {
  constructor(
    private readonly structure: Structure,
    private readonly options: PlanOptions,
  ) {}

  node(fact: ElementFact, row: Partial<Pick<PlanNode, 'leaf' | 'constant' | 'group'>> = {}): PlanNode {
    return {
      fact,
      tag: tagOf(this.structure, fact.namespace, fact.name),
      holder: this.holder(fact, row.leaf?.codec.indicator ?? row.constant?.codec.indicator),
      leaf: row.leaf,
      constant: row.constant,
      group: row.group,
      slots: new Map(),
    };
  }

  private holder({ datatype }: ElementFact, indicator: string | undefined): Holder | undefined {
    if (datatype?.content !== 'choice') return undefined;
    const wanted = [indicator, ...HOLDER_NAMES].find((name) => name !== undefined && datatype.elements.has(name));
    const inner = datatype.elements.get(wanted ?? '');
    if (inner === undefined) return undefined;
    return { namespace: inner.namespace, name: inner.name, tag: tagOf(this.structure, inner.namespace, inner.name) };
  }

  /** Adds the rows of one scope below `node`. */
  fill(node: PlanNode, bindings: readonly Binding[]): void {
    const shared = new Map<string, PlanNode>();
    for (const binding of bindings) {
      if (binding.kind !== 'constant' && this.options.wanted?.(binding.term) === false) continue;
      if (binding.kind === 'leaf' && binding.path[0] === '.') node.leaf = binding;
      else this.row(node, binding, shared);
    }
  }

  private row(from: PlanNode, binding: Binding, shared: Map<string, PlanNode>): void {
    let parent = from;
    let walked = '';
    for (const name of binding.path.slice(0, -1)) {
      walked = `${walked}/${name}`;
      const fact = this.factOf(parent, name);
      if (fact === undefined) return;
      const known = shared.get(walked) ?? this.node(fact);
      if (!shared.has(walked)) this.slot(parent, fact).nodes.push(known);
      shared.set(walked, known);
      parent = known;
    }
    const fact = this.factOf(parent, binding.path.at(-1) ?? '');
    if (fact === undefined) return;
    const node = this.node(fact, { [binding.kind]: binding });
    this.slot(parent, fact).nodes.push(node);
    if (binding.kind === 'group') this.fill(node, binding.bindings);
  }

  private slot(parent: PlanNode, fact: ElementFact): PlanSlot {
    const known = parent.slots.get(fact.name);
    if (known !== undefined) return known;
    const slot: PlanSlot = { fact, nodes: [], empty: this.emptyOf(fact) };
    parent.slots.set(fact.name, slot);
    return slot;
  }

  /** Adds what the schema wants and no row fills, and puts everything in schema order. */
  complete(node: PlanNode): void {
    for (const { nodes } of node.slots.values()) for (const child of nodes) this.complete(child);
    if (node.leaf !== undefined || node.constant !== undefined) return;
    for (const fact of this.structure.aggregates.get(node.fact.type)?.values() ?? []) {
      if (fact.min > 0) this.slot(node, fact);
    }
    const ordered = [...node.slots].toSorted(([, one], [, other]) => one.fact.position - other.fact.position);
    node.slots.clear();
    for (const [name, slot] of ordered) node.slots.set(name, slot);
  }

  private emptyOf(fact: ElementFact): string | undefined {
    const below = this.structure.aggregates.get(fact.type);
    if (fact.min === 0 || below === undefined || [...below.values()].some(({ min }) => min > 0)) return undefined;
    return tagOf(this.structure, fact.namespace, fact.name);
  }

  private factOf(parent: PlanNode, name: string): ElementFact | undefined {
    const { structure, options } = this;
    return options.profile === true
      ? findFact(structure, parent.fact.type, name)
      : factOf(structure, parent.fact.type, name);
  }
}

/** A wrapper that leads nowhere would never be written, and would hide on reading what the model does not hold. */
const leadsNowhere = (node: PlanNode): boolean =>
  (node.leaf ?? node.constant ?? node.group) === undefined &&
  [...node.slots.values()].every(({ nodes }) => nodes.every(({ constant }) => constant !== undefined));

const prune = (node: PlanNode): void => {
  for (const [name, { nodes }] of node.slots) {
    for (const child of nodes) prune(child);
    const kept = nodes.filter((child) => !leadsNowhere(child));
    nodes.splice(0, nodes.length, ...kept);
    if (kept.length === 0) node.slots.delete(name);
  }
};

/**
 * Lays a table along a structure; one table serves a syntax and the profiles that narrow it. Throws when a row names an
 * element that a structure which is no profile lacks: a mistake in the table.
 */
export const planOf = (structure: Structure, bindings: readonly Binding[], options: PlanOptions = {}): Plan => {
  const { name, namespace } = structure.root;
  const builder = new PlanBuilder(structure, options);
  const root = builder.node({ name, namespace, type: name, position: 0, min: 1, max: 1 });
  builder.fill(root, bindings);
  prune(root);
  builder.complete(root);
  return { structure, root };
};
