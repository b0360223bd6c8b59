import { asPropertyName } from '../xml/namespaces.js';
import {
  BUILT_IN_TYPES,
  type Aggregate,
  type AttributeFact,
  type BuiltInType,
  type Datatype,
  type ElementFact,
  LEAF_TYPES,
  type LeafType,
} from './structure.js';

/** What a table says, by name. */
export interface TableFacts {
  readonly aggregates: ReadonlyMap<string, Aggregate>;
  /** Aggregate name → URI of its section. */
  readonly homes: ReadonlyMap<string, string>;
  readonly datatypes: ReadonlyMap<string, Datatype>;
}

/** An element row as it stands; its type is looked up once the whole table is read. */
interface ElementRow {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly min: number;
  readonly max: number;
}

interface OpenDatatype {
  readonly name: string;
  readonly kind: LeafType;
  readonly namespace: string;
  readonly content: Datatype['content'];
  readonly attributes: Map<string, AttributeFact>;
  readonly elements: Map<string, ElementFact>;
}

const SECTION = /^\[(\w+)\]$/;
const AGGREGATE = /^([A-Z]\w*)$/;
const DATATYPE = /^([a-z]\w*): (\w+) (\w+)$/;
const ELEMENT = /^ {2}(?:(\w+):)?([A-Z]\w*) (\w+) (\d)\.\.(\d|n)$/;
const ATTRIBUTE = /^ {2}@(\w+)(!?) (\w+)(?:\{(\d+),(\d+)\})?(?: = (.+))?$/;

const kinds: ReadonlyMap<string, LeafType> = new Map(LEAF_TYPES.map((kind) => [kind, kind]));
const builtIns: ReadonlyMap<string, BuiltInType> = new Map(BUILT_IN_TYPES.map((base) => [base, base]));
const contents: ReadonlyMap<string, Datatype['content']> = new Map([
  ...builtIns,
  ['choice', 'choice'] as const,
  ['any', 'any'] as const,
]);

const wrong = (line: string): Error => new Error(`Not a structure row: ${line}`);

class TableReader {
  readonly homes = new Map<string, string>();
  private readonly rows = new Map<string, ElementRow[]>();
  private readonly datatypes = new Map<string, OpenDatatype>();
  private section = '';
  private elements: ElementRow[] = [];
  private attributes: Map<string, AttributeFact> = new Map();

  constructor(private readonly namespaces: ReadonlyMap<string, string>) {}

  read(line: string): void {
    if (line.startsWith('  @')) this.attribute(line);
    else if (line.startsWith(' ')) this.element(line);
    else if (line.startsWith('[')) this.section = this.namespace(SECTION.exec(line)?.[1], line);
    else if (line.includes(':')) this.datatype(line);
    else this.aggregate(line);
  }

  /** Looks every row's type up; throws for one that the table does not define. */
  close(): TableFacts {
    const aggregates = new Map<string, Aggregate>();
    for (const [name, datatype] of this.datatypes) this.complete(datatype.elements, name);
    for (const name of this.homes.keys()) {
      const elements = new Map<string, ElementFact>();
      this.complete(elements, name);
      aggregates.set(name, elements);
    }
    return { aggregates, homes: this.homes, datatypes: this.datatypes };
  }

  private complete(elements: Map<string, ElementFact>, owner: string): void {
    for (const row of this.rows.get(owner) ?? []) {
      const datatype = this.datatypes.get(row.type);
      if (datatype === undefined && !this.homes.has(row.type)) {
        throw new Error(`${owner}/${row.name}: the table does not define ${row.type}`);
      }
      const position = elements.size;
      if (elements.has(row.name)) throw new Error(`${owner} names ${row.name} twice`);
      elements.set(row.name, datatype ? { ...row, type: datatype.kind, datatype, position } : { ...row, position });
    }
  }

  private namespace(prefix: string | undefined, line: string): string {
    const found = this.namespaces.get(prefix ?? '');
    if (found === undefined) throw wrong(line);
    return found;
  }

  private open(name: string, line: string): void {
    if (this.section === '' || this.rows.has(name)) throw wrong(line);
    this.elements = [];
    this.rows.set(name, this.elements);
  }

  private aggregate(line: string): void {
    if (!AGGREGATE.test(line)) throw wrong(line);
    this.open(line, line);
    this.homes.set(line, this.section);
    this.attributes = new Map();
  }

  private datatype(line: string): void {
    const [, name = '', word = '', base = ''] = DATATYPE.exec(line) ?? [];
    const kind = kinds.get(word);
    const content = contents.get(base);
    if (kind === undefined || content === undefined) throw wrong(line);
    this.open(name, line);
    this.attributes = new Map();
    const { section: namespace, attributes } = this;
    this.datatypes.set(name, { name, kind, namespace, content, attributes, elements: new Map() });
  }

  private attribute(line: string): void {
    const [, name, required, word = '', min, max, fixed] = ATTRIBUTE.exec(line) ?? [];
    const base = builtIns.get(word);
    if (name === undefined || base === undefined) throw wrong(line);
    const length = min === undefined ? {} : { length: { min: Number(min), max: Number(max) } };
    const only = fixed === undefined ? {} : { fixed };
    this.attributes.set(name, { name, base, required: required === '!', ...length, ...only });
  }

  private element(line: string): void {
    const [, prefix, name, type, min, max] = ELEMENT.exec(line) ?? [];
    if (name === undefined || type === undefined) throw wrong(line);
    const namespace = prefix === undefined ? this.section : this.namespace(prefix, line);
    this.elements.push({
      name: asPropertyName(name),
      namespace,
      type,
      min: Number(min),
      max: max === 'n' ? Infinity : Number(max),
    });
  }
}

/**
 * Reads a table of facts, one a line. `[prefix]` opens the part of the schema with that namespace; the types below it
 * live there, and so do their elements unless a row names another prefix.
 *
 * - `Name` opens an aggregate; below it its elements in order: `  Name type min..max` or `  prefix:Name …`, `n` for
 *   unbounded.
 * - `name: kind base` opens a datatype whose text is of a built-in XSD type. Base `choice`: exactly one of the elements
 *   below it; `any`: one element of any other namespace.
 * - `  @name base` below a datatype is an attribute, `  @name! base` a required one; `base{1,3}` bounds its length in
 *   characters, ` = value` after it is its only value.
 *
 * Takes time linear in the length of the table. Throws on a line it does not understand, and for a type that the table
 * does not define.
 */
export const readTable = (namespaces: ReadonlyMap<string, string>, table: string): TableFacts => {
  const reader = new TableReader(namespaces);
  for (const line of table.split('\n')) if (line !== '') reader.read(line);
  return reader.close();
};
