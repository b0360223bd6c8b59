/** Datatypes of UN/CEFACT CCTS as the D22B schemas use them; each says how a value is written inside its element. */
export const LEAF_TYPES = [
  'amount',
  'binaryObject',
  'code',
  'date',
  'dateTime',
  'formattedDateTime',
  'id',
  'indicator',
  'measure',
  'numeric',
  'percent',
  'quantity',
  'text',
] as const;

/** One of LEAF_TYPES. */
export type LeafType = (typeof LEAF_TYPES)[number];

/** One element of an aggregate: its place, its type and how often it may stand there. */
export interface ElementFact {
  readonly name: string;
  /** URI */
  readonly namespace: string;
  /** A leaf datatype, or the name of an aggregate of the same structure. */
  readonly type: string;
  /** Position among its siblings, from 0. */
  readonly position: number;
  readonly min: number;
  /** Infinity for "unbounded". */
  readonly max: number;
}

/** The facts of one message schema. */
export interface Structure {
  readonly root: { readonly name: string; readonly namespace: string };
  /** URI → prefix, in the order in which a writer declares them. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Aggregate → element name → fact, in schema order. The root's aggregate bears the root's name. */
  readonly aggregates: ReadonlyMap<string, ReadonlyMap<string, ElementFact>>;
}

/** The namespaces that all UN/CEFACT 100 messages share, and the prefixes everyone gives them. */
export const CEFACT = {
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
  qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
} as const;

const ROW = /^ {2}(\w+) (\w+) (\d)\.\.(\d|n)$/;

/**
 * Reads a table of facts: an aggregate's name on a line of its own, under it one indented line an element in schema
 * order, `  Name type min..max` (`n` for unbounded). Throws on a line it does not understand, so a typing mistake
 * fails at load.
 */
export const readStructure = (root: Structure['root'], table: string): Structure => {
  const aggregates = new Map<string, Map<string, ElementFact>>();
  let current = new Map<string, ElementFact>();
  let namespace: string = CEFACT.ram;
  for (const line of table.split('\n').filter((text) => text.trim() !== '')) {
    if (!line.startsWith(' ')) {
      current = new Map();
      namespace = line === root.name ? root.namespace : CEFACT.ram;
      aggregates.set(line, current);
      continue;
    }
    const [, name, type, min, max] = ROW.exec(line) ?? [];
    if (name === undefined || type === undefined) throw new Error(`Not a structure row: ${line}`);
    const count = { min: Number(min), max: max === 'n' ? Infinity : Number(max) };
    current.set(name, { name, namespace, type, position: current.size, ...count });
  }
  const prefixes = new Map([
    [root.namespace, 'rsm'],
    [CEFACT.ram, 'ram'],
    [CEFACT.udt, 'udt'],
    [CEFACT.qdt, 'qdt'],
  ]);
  return { root, prefixes, aggregates };
};

/** The fact of element `name` in an aggregate, or undefined where the structure has no such element there. */
export const findFact = (structure: Structure, aggregate: string, name: string): ElementFact | undefined =>
  structure.aggregates.get(aggregate)?.get(name);

/** The fact of element `name` in an aggregate. Throws when the structure has no such element: a binding is wrong. */
export const factOf = (structure: Structure, aggregate: string, name: string): ElementFact => {
  const fact = findFact(structure, aggregate, name);
  if (fact === undefined) throw new Error(`${structure.root.name}: ${aggregate} has no element ${name}`);
  return fact;
};
