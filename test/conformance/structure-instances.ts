import type { ElementFact, Structure } from '@onefacture/formats';

/** A text that each built-in type of the tables accepts. */
const GOOD: Readonly<Record<string, string>> = {
  anyURI: 'urn:a',
  base64Binary: 'TWVyY2k=',
  boolean: 'true',
  date: '2026-01-31',
  dateTime: '2026-01-31T10:00:00',
  decimal: '-1.50',
  language: 'fr',
  normalizedString: 'A 1',
  string: 'A 1',
  time: '10:00:00',
  token: 'A1',
};

/** What stands in an element, and its attributes, as text. */
interface Written {
  readonly attributes: string;
  readonly content: string;
}

const element = ({ name, namespace }: { name: string; namespace: string }, written: Written): string =>
  `<n:${name} xmlns:n="${namespace}"${written.attributes}>${written.content}</n:${name}>`;

/** How a leaf is spelled: with every attribute rather than the required ones, with a text of the caller's. */
export interface Spelling {
  readonly everyAttribute?: boolean;
  readonly text?: string;
  /** An attribute the element has for certain, with this value. */
  readonly attribute?: { readonly name: string; readonly value: string };
  /** What stands inside, elements included. */
  readonly content?: string;
}

const spelled = (name: string, value: string): string => ` ${name}="${value}"`;

const leaf = ({ datatype }: ElementFact, spelling: Spelling): Written => {
  const { everyAttribute = false, text, attribute, content } = spelling;
  const written = [...(datatype?.attributes.values() ?? [])]
    .filter(({ name, required }) => (required || everyAttribute) && name !== attribute?.name)
    .map(({ name, base, fixed }) => spelled(name, fixed ?? GOOD[base] ?? ''));
  if (attribute !== undefined) written.push(spelled(attribute.name, attribute.value));
  const attributes = written.join('');
  if (datatype === undefined || content !== undefined) return { attributes, content: content ?? text ?? '' };
  if (datatype.content === 'any') return { attributes, content: text ?? '<other xmlns="urn:other">x</other>' };
  const [inner] = datatype.elements.values();
  if (inner === undefined) return { attributes, content: text ?? GOOD[datatype.content] ?? '' };
  return { attributes, content: element(inner, leaf(inner, { everyAttribute, ...(text && { text }) })) };
};

/** Writes the smallest elements that a structure allows. */
export class InstanceWriter {
  /** Aggregate → where it is first met from the root: the aggregate that holds it, and as which element. */
  private readonly holders = new Map<string, { readonly aggregate: string; readonly fact: ElementFact }>();

  constructor(private readonly structure: Structure) {
    const reached = new Set([structure.root.name]);
    for (const aggregate of reached) {
      for (const fact of structure.aggregates.get(aggregate)?.values() ?? []) {
        if (fact.datatype !== undefined || reached.has(fact.type)) continue;
        reached.add(fact.type);
        this.holders.set(fact.type, { aggregate, fact });
      }
    }
  }

  /** The aggregates that a document of this root can hold. */
  get reachable(): string[] {
    return [this.structure.root.name, ...this.holders.keys()];
  }

  /** One element with what the schema requires inside. */
  smallest(fact: ElementFact, spelling: Spelling = {}): string {
    if (fact.datatype !== undefined) return element(fact, leaf(fact, spelling));
    return element(fact, { attributes: '', content: this.inside(fact.type) });
  }

  /** The required children of an aggregate; for one element of them, `instead` is written in its place. */
  inside(aggregate: string, only?: { readonly name: string; readonly instead: string }): string {
    const facts = [...(this.structure.aggregates.get(aggregate)?.values() ?? [])];
    const required = (fact: ElementFact): string => (fact.min === 0 ? '' : this.smallest(fact).repeat(fact.min));
    return facts.map((fact) => (fact.name === only?.name ? only.instead : required(fact))).join('');
  }

  /** A whole document that holds `aggregate`, with `instead` in the place of its element `name`. */
  document(aggregate: string, name: string, instead: string): string {
    let content = this.inside(aggregate, { name, instead });
    let at = this.holders.get(aggregate);
    while (at !== undefined) {
      const { fact } = at;
      const more = this.smallest(fact).repeat(Math.max(0, fact.min - 1));
      content = this.inside(at.aggregate, {
        name: fact.name,
        instead: element(fact, { attributes: '', content }) + more,
      });
      at = this.holders.get(at.aggregate);
    }
    return element(this.structure.root, { attributes: '', content });
  }
}
