/** What a leaf element holds, in the words of CCTS; where a syntax spells one in its own way, that spelling is a kind. */
export const LEAF_TYPES = [
  'amount',
  'binaryObject',
  /** xsd:boolean as the element's own text (UBL). */
  'boolean',
  'code',
  /** Inside udt:DateString (CII, CDAR). */
  'date',
  /** Inside udt:DateTimeString (CII, CDAR). */
  'dateTime',
  /** Any one element of another namespace (UBL extensions). */
  'extension',
  /** Inside qdt:DateTimeString (CII, CDAR). */
  'formattedDateTime',
  'id',
  /** Inside udt:Indicator or udt:IndicatorString (CII, CDAR). */
  'indicator',
  /** xsd:date, xsd:dateTime and xsd:time as the element's own text (UBL). */
  'isoDate',
  'isoDateTime',
  'isoTime',
  'measure',
  'numeric',
  'percent',
  'quantity',
  'rate',
  'text',
] as const;

/** One of LEAF_TYPES. */
export type LeafType = (typeof LEAF_TYPES)[number];

/** The built-in XSD types that the tables use for text. */
export const BUILT_IN_TYPES = [
  'anyURI',
  'base64Binary',
  'boolean',
  'date',
  'dateTime',
  'decimal',
  'language',
  'normalizedString',
  'string',
  'time',
  'token',
] as const;

/** One of BUILT_IN_TYPES. */
export type BuiltInType = (typeof BUILT_IN_TYPES)[number];

/** An attribute of a leaf element. Defaults that a schema supplies are not facts about documents and are left out. */
export interface AttributeFact {
  readonly name: string;
  readonly base: BuiltInType;
  /** In characters. */
  readonly length?: { readonly min: number; readonly max: number };
  readonly required: boolean;
  /** The only value allowed. */
  readonly fixed?: string;
}

/** What an element without an aggregate may hold: text, exactly one of some inner elements, or anything. */
export interface Datatype {
  readonly name: string;
  readonly kind: LeafType;
  /** URI of the schema that defines it; its inner elements are in that namespace. */
  readonly namespace: string;
  readonly content: BuiltInType | 'choice' | 'any';
  readonly attributes: ReadonlyMap<string, AttributeFact>;
  /** For `choice`: the elements of which exactly one stands inside. */
  readonly elements: ReadonlyMap<string, ElementFact>;
}

/** One element of an aggregate: its place, its type and how often it may stand there. */
export interface ElementFact {
  readonly name: string;
  /** URI */
  readonly namespace: string;
  /** A leaf kind (LEAF_TYPES), or the name of an aggregate of the same structure. */
  readonly type: string;
  /** For a leaf, what the schema says about its text and attributes. */
  readonly datatype?: Datatype;
  /** Position among its siblings, from 0. */
  readonly position: number;
  readonly min: number;
  /** Infinity for "unbounded". */
  readonly max: number;
}

/** The elements of an aggregate by local name, in schema order. */
export type Aggregate = ReadonlyMap<string, ElementFact>;

/** The facts of one message schema. */
export interface Structure {
  readonly root: { readonly name: string; readonly namespace: string };
  /** URI → prefix, in the order in which a writer declares them; an empty prefix is the default namespace. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Aggregate name → its elements. The root's aggregate bears the root's name. */
  readonly aggregates: ReadonlyMap<string, Aggregate>;
  /** Aggregate name → URI of the schema that defines it. */
  readonly homes: ReadonlyMap<string, string>;
  readonly datatypes: ReadonlyMap<string, Datatype>;
  /** URIs of the schemas that declare each element once for all aggregates (UBL), not one by one in each (UN/CEFACT). */
  readonly shared: ReadonlySet<string>;
}

/** The namespaces that all UN/CEFACT 100 messages share, and the prefixes everyone gives them. */
export const CEFACT = {
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
  qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
} as const;

/** The namespaces that all UBL 2 documents share, and the prefixes everyone gives them. */
export const UBL = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  ext: 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2',
} as const;

/** The fact of element `name` in an aggregate, or undefined where the structure has no such element there. */
export const findFact = (structure: Structure, aggregate: string, name: string): ElementFact | undefined =>
  structure.aggregates.get(aggregate)?.get(name);

/** The fact of element `name` in an aggregate. Throws when the structure has no such element: a binding is wrong. */
export const factOf = (structure: Structure, aggregate: string, name: string): ElementFact => {
  const fact = findFact(structure, aggregate, name);
  if (fact === undefined) throw new Error(`${structure.root.name}: ${aggregate} has no element ${name}`);
  return fact;
};
