import type { Datatype, ElementFact, Structure } from '../structure.js';
import { type IsPlain, plainText, plainValue } from './plain-value.js';

/** Behind all positions. */
export const NOWHERE = Infinity;

/** What an element of a type holds, laid out to be looked up while a document is read. */
export interface FittingType {
  /** By local name. */
  readonly elements: Map<string, FittingElement>;
  /** For each position the first one from there on where an element has to stand; NOWHERE, or undefined, for none. */
  readonly wanted: number[];
  /** Text of any kind, of one kind, only blanks between elements, or none at all. */
  readonly text: 'any' | IsPlain | 'blank' | 'none';
  /** By name. */
  readonly attributes: ReadonlyMap<string, IsPlain>;
  readonly wantedAttributes: readonly string[];
}

/** An element as it may stand in a type. */
export interface FittingElement {
  /** URI */
  readonly namespace: string;
  /** Among its siblings, from 0; those that exclude each other share one. */
  readonly position: number;
  readonly min: number;
  readonly max: number;
  readonly type: FittingType;
}

const NO_ATTRIBUTES: Pick<FittingType, 'attributes' | 'wantedAttributes'> = {
  attributes: new Map(),
  wantedAttributes: [],
};

const attributesOf = ({ attributes }: Datatype): typeof NO_ATTRIBUTES => {
  const all = [...attributes.values()];
  return {
    attributes: new Map(all.map((fact) => [fact.name, plainValue(fact)])),
    wantedAttributes: all.filter(({ required }) => required).map(({ name }) => name),
  };
};

const wantedFrom = (elements: Iterable<FittingElement>): number[] => {
  const wanted: number[] = [];
  for (const { position, min } of elements) wanted[position] = min > 0 ? position : NOWHERE;
  for (let at = wanted.length - 1; at > 0; at -= 1) {
    wanted[at - 1] = Math.min(wanted[at - 1] ?? NOWHERE, wanted[at] ?? NOWHERE);
  }
  return wanted;
};

class Types {
  private readonly known = new Map<string | Datatype, FittingType>();

  constructor(private readonly structure: Structure) {}

  of({ type, datatype }: Pick<ElementFact, 'type' | 'datatype'>): FittingType {
    const known = this.known.get(datatype ?? type);
    if (known !== undefined) return known;
    const facts = datatype?.elements ?? this.structure.aggregates.get(type) ?? new Map<string, ElementFact>();
    const made: FittingType = {
      elements: new Map(),
      // An element that may hold anything is not judged: what it wants never stands in it.
      wanted: datatype?.content === 'any' ? [0] : [],
      text: textOf(datatype, facts.size),
      ...(datatype === undefined ? NO_ATTRIBUTES : attributesOf(datatype)),
    };
    this.known.set(datatype ?? type, made);
    for (const [name, fact] of facts) made.elements.set(name, this.element(fact, datatype?.content === 'choice'));
    for (const [at, from] of wantedFrom(made.elements.values()).entries()) made.wanted[at] = from;
    return made;
  }

  private element(fact: ElementFact, isChoice: boolean): FittingElement {
    const { namespace, position, min, max } = fact;
    const often = isChoice ? { position: 0, min: 1, max: 1 } : { position, min, max };
    return { namespace, ...often, type: this.of(fact) };
  }
}

const textOf = (datatype: Datatype | undefined, elements: number): FittingType['text'] => {
  if (elements > 0) return 'blank';
  if (datatype === undefined || datatype.content === 'any' || datatype.content === 'choice') return 'none';
  return plainText(datatype.content) ?? 'any';
};

/** The type of the root element of a structure, and with it all types that a document can reach. */
export const fittingRoot = (structure: Structure): FittingType =>
  new Types(structure).of({ type: structure.root.name });
