import type { Structure } from './structure.js';
import { readTable, type TableFacts } from './structure-table.js';

/** What a structure is made from. */
export interface MessageDefinition {
  readonly root: Structure['root'];
  /** Name of a section of the table → URI and prefix, in the order in which a writer declares them. */
  readonly namespaces: Readonly<Record<string, { readonly uri: string; readonly prefix: string }>>;
  /** Names of the sections whose elements are declared once for all aggregates. */
  readonly shared?: readonly string[];
  /** The parts of the table, see readTable. Tables that two messages share are given by both. */
  readonly tables: readonly string[];
}

const factsOf = ({ namespaces, tables }: MessageDefinition): TableFacts => {
  const uris = new Map(Object.entries(namespaces).map(([section, { uri }]) => [section, uri]));
  return readTable(uris, tables.join('\n'));
};

/** A structure whose table is read on first use: a process pays only for the messages it handles. */
class MessageStructure implements Structure {
  readonly root: Structure['root'];
  readonly prefixes: ReadonlyMap<string, string>;
  readonly shared: ReadonlySet<string>;
  private facts: TableFacts | undefined;

  constructor(private readonly definition: MessageDefinition) {
    const { root, namespaces, shared = [] } = definition;
    this.root = root;
    this.prefixes = new Map(Object.values(namespaces).map(({ uri, prefix }) => [uri, prefix]));
    this.shared = new Set(shared.flatMap((section) => namespaces[section]?.uri ?? []));
  }

  get aggregates(): TableFacts['aggregates'] {
    return this.read().aggregates;
  }

  get homes(): TableFacts['homes'] {
    return this.read().homes;
  }

  get datatypes(): TableFacts['datatypes'] {
    return this.read().datatypes;
  }

  private read(): TableFacts {
    this.facts ??= factsOf(this.definition);
    return this.facts;
  }
}

/** The structure of a message. Its table is read on first use and kept; a mistake in it throws then. */
export const messageStructure = (definition: MessageDefinition): Structure => new MessageStructure(definition);
