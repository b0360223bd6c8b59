import { findFact, type Structure } from '@onefacture/formats';
import { InstanceWriter } from './structure-instances.js';

/** Numbers from 0 up to a limit; the same seed, the same numbers (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }
}

/** An element by its place in the source text. */
export interface Span {
  /** As written, with its prefix. */
  readonly name: string;
  readonly start: number;
  /** Just behind the start tag. */
  openEnd: number;
  /** Just before the end tag; for `<a/>` the same as openEnd. */
  closeStart: number;
  end: number;
  readonly parent: Span | undefined;
  readonly children: Span[];
}

const TOKEN = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<\/?([\w:.-]+)(?:[^>"']|"[^"]*"|'[^']*')*>/g;

/** The elements of a document in the order of their start tags; nothing is known of namespaces. */
export const spansOf = (source: string): Span[] => {
  const all: Span[] = [];
  let open: Span | undefined;
  for (const match of source.matchAll(TOKEN)) {
    const [tag, name] = match;
    const end = match.index + tag.length;
    if (name === undefined) continue;
    if (tag.startsWith('</')) {
      if (open === undefined) continue;
      Object.assign(open, { closeStart: match.index, end });
      open = open.parent;
      continue;
    }
    const span: Span = { name, start: match.index, openEnd: end, closeStart: end, end, parent: open, children: [] };
    all.push(span);
    open?.children.push(span);
    if (!tag.endsWith('/>')) open = span;
  }
  return all;
};

export const localName = (name: string): string => name.replace(/^.*:/, '');

/** Texts that some types accept and others do not. */
const TEXTS = [
  '',
  ' ',
  'abc',
  '12.5',
  '-0',
  '1,50',
  '1e3',
  'true',
  '2',
  '2026-13-45',
  '2026-01-31',
  '20260131',
  'TWVyY2k=',
  ' 7 ',
  'FR',
  '%',
];
/** Attributes that some elements have and others do not. */
const ATTRIBUTES = [
  'currencyID',
  'unitCode',
  'schemeID',
  'listID',
  'listVersionID',
  'format',
  'mimeCode',
  'filename',
  'languageID',
  'name',
  'unknown',
  'xml:lang',
];

/** The kinds of mutation. */
export const MUTATIONS = [
  'drop',
  'duplicate',
  'reorder',
  'rename',
  'wrongNamespace',
  'changeText',
  'textBesideChildren',
  'addAttribute',
  'changeAttribute',
  'dropAttribute',
  'transplant',
  'insert',
] as const;

/** One of MUTATIONS. */
export type Mutation = (typeof MUTATIONS)[number];

/** Makes mutants of one document. Each method answers the new text, or undefined where it cannot be done. */
export class Mutator implements Readonly<Record<Mutation, () => string | undefined>> {
  private readonly spans: readonly Span[];
  private readonly leaves: readonly Span[];

  constructor(
    readonly source: string,
    private readonly structure: Structure,
    private readonly writer: InstanceWriter,
    private readonly dice: Dice,
  ) {
    this.spans = spansOf(source);
    this.leaves = this.spans.filter(({ children, openEnd, end }) => children.length === 0 && openEnd < end);
  }

  readonly drop = (): string | undefined => this.replaceInner((span) => [span.start, span.end, '']);

  readonly duplicate = (): string | undefined => this.replaceInner((span) => [span.end, span.end, this.text(span)]);

  readonly reorder = (): string | undefined => {
    const parent = this.dice.pick(this.spans.filter(({ children }) => children.length > 1));
    if (parent === undefined) return undefined;
    const at = this.dice.below(parent.children.length - 1);
    const [one, other] = [parent.children[at], parent.children[at + 1]];
    if (one === undefined || other === undefined) return undefined;
    return this.splice(
      one.start,
      other.end,
      this.text(other) + this.source.slice(one.end, other.start) + this.text(one),
    );
  };

  readonly rename = (): string | undefined => {
    const other = this.dice.pick(this.spans)?.name ?? '';
    const name = this.dice.below(2) === 0 ? `${other}X` : other;
    return this.replaceInner((span) => [span.start, span.end, this.renamed(span, name)]);
  };

  readonly wrongNamespace = (): string | undefined =>
    this.replaceInner((span) => {
      const uri = this.dice.pick([...this.structure.prefixes.keys(), 'urn:other']) ?? '';
      const [start, rest] = [
        `<w:${localName(span.name)} xmlns:w="${uri}"`,
        this.text(span).slice(span.name.length + 1),
      ];
      return [span.start, span.end, this.closed(span, start + rest, `w:${localName(span.name)}`)];
    });

  readonly changeText = (): string | undefined => {
    const span = this.dice.pick(this.leaves);
    return span && this.splice(span.openEnd, span.closeStart, this.dice.pick(TEXTS) ?? '');
  };

  readonly textBesideChildren = (): string | undefined => {
    const span = this.dice.pick(this.spans.filter(({ children }) => children.length > 0));
    return span && this.splice(span.openEnd, span.openEnd, 'stray');
  };

  readonly addAttribute = (): string | undefined => {
    const name = this.dice.pick(ATTRIBUTES) ?? '';
    return this.replaceInner((span) => {
      const at = span.start + span.name.length + 1;
      return [at, at, ` ${name}="${this.dice.pick(['A', 'fr', ' 1 ', ''])}"`];
    });
  };

  readonly changeAttribute = (): string | undefined =>
    this.replaceAttribute((name) => ` ${name}="${this.dice.pick(['', 'A B', 'fr', '%zz', 'MORETHANTHREE'])}"`);

  readonly dropAttribute = (): string | undefined => this.replaceAttribute(() => '');

  /** Another element of the document, somewhere else. */
  readonly transplant = (): string | undefined => {
    const graft = this.dice.pick(this.spans.slice(1));
    return graft && this.replaceInner((span) => [span.start, span.start, this.text(graft)]);
  };

  /** An element the structure knows here, in its place or at the start of the aggregate. */
  readonly insert = (): string | undefined => {
    const span = this.dice.pick(this.spans.filter(({ children }) => children.length > 0));
    const type = span && this.typeOf(span);
    const elements = this.structure.aggregates.get(type ?? '');
    const fact = elements && this.dice.pick([...elements.values()]);
    if (span === undefined || fact === undefined || type === undefined) return undefined;
    const before = span.children.filter(({ name }) => this.position(type, name) <= fact.position);
    const at = this.dice.below(4) === 0 ? span.openEnd : (before.at(-1)?.end ?? span.openEnd);
    return this.splice(at, at, this.writer.smallest(fact, { everyAttribute: this.dice.below(3) === 0 }));
  };

  private position(type: string, name: string): number {
    return findFact(this.structure, type, localName(name))?.position ?? -1;
  }

  /** The aggregate an element is, read off the structure from the root down. */
  private typeOf(span: Span): string | undefined {
    if (span.parent === undefined) return localName(span.name);
    const parent = this.typeOf(span.parent);
    return parent === undefined ? undefined : findFact(this.structure, parent, localName(span.name))?.type;
  }

  private text({ start, end }: Span): string {
    return this.source.slice(start, end);
  }

  private renamed(span: Span, name: string): string {
    return this.closed(span, `<${name}${this.text(span).slice(span.name.length + 1)}`, name);
  }

  /** `text` with its end tag, if it has one, made to fit. */
  private closed(span: Span, text: string, name: string): string {
    return span.end === span.openEnd ? text : text.slice(0, text.length - (span.end - span.closeStart)) + `</${name}>`;
  }

  private splice(from: number, to: number, text: string): string {
    return this.source.slice(0, from) + text + this.source.slice(to);
  }

  /** Changes one element other than the root. */
  private replaceInner(change: (span: Span) => [from: number, to: number, text: string]): string | undefined {
    const span = this.dice.pick(this.spans.slice(1));
    return span && this.splice(...change(span));
  }

  private replaceAttribute(change: (name: string) => string): string | undefined {
    const pattern = /\s([\w:]+)\s*=\s*("[^"]*"|'[^']*')/g;
    const found = this.spans.slice(1).flatMap(({ start, openEnd }) => {
      const tag = this.source.slice(start, openEnd);
      return [...tag.matchAll(pattern)].map((match) => ({
        at: start + match.index,
        text: match[0],
        name: match[1] ?? '',
      }));
    });
    const attribute = this.dice.pick(found.filter(({ name }) => !name.startsWith('xmlns')));
    if (attribute === undefined) return undefined;
    return this.splice(attribute.at, attribute.at + attribute.text.length, change(attribute.name));
  }
}
