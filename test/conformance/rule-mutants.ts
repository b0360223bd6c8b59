import { Decimal } from '@onefacture/invoice';
import { Dice, localName, type Span, spansOf } from './structure-mutants.js';
import { AMOUNT_STEPS, CODES, DATES, SPELLINGS, TEXTS } from './rule-mutant-values.js';

/** The kinds of change, each as often as it is named. */
export const KINDS = {
  'amount changed': 6,
  'code changed': 6,
  'date changed': 2,
  'text changed': 1,
  'text blanked': 2,
  'element dropped': 5,
  'element doubled': 3,
  'element emptied': 1,
  'element of another document added': 4,
  'attribute dropped': 1,
  'attribute changed': 2,
} as const;
export type Kind = keyof typeof KINDS;

const LOTS = Object.entries(KINDS).flatMap(([kind, count]) => Array.from({ length: count }, () => kind as Kind));

/** One change of a document. */
export interface Change {
  readonly kind: Kind | 'category changed throughout';
  /** Local names from the root, with an index where an element has namesakes before it. */
  readonly path: string;
  readonly was: string;
  readonly now: string;
}

interface Changed {
  readonly text: string;
  readonly change: Change;
}

/** Documents of one syntax, for what they can lend to each other. */
export class Donors {
  private readonly texts = new Map<string, Set<string>>();
  private readonly attributes = new Map<string, Set<string>>();
  private readonly elements = new Map<string, Set<string>>();

  constructor(sources: readonly string[]) {
    for (const source of sources) this.take(source);
  }

  /** Texts of elements with the same name and parent. */
  textsFor(span: Span): readonly string[] {
    return [...(this.texts.get(family(span)) ?? [])];
  }

  valuesFor(attribute: string): readonly string[] {
    return [...(this.attributes.get(attribute) ?? [])];
  }

  /** Elements that stand below a parent of the same name and grandparent somewhere, in documents with the same prefixes. */
  elementsFor(parent: Span, prefixes: string): readonly string[] {
    return [...(this.elements.get(`${prefixes} ${family(parent)}`) ?? [])];
  }

  private take(source: string): void {
    const spans = spansOf(source);
    const prefixes = prefixesOf(source, spans);
    for (const span of spans) {
      if (isLeaf(span)) add(this.texts, family(span), textOf(source, span));
      for (const { name, value } of attributesOf(source, span)) add(this.attributes, name, value);
      if (span.parent !== undefined && span.end - span.start < 4_000)
        add(this.elements, `${prefixes} ${family(span.parent)}`, source.slice(span.start, span.end));
    }
  }
}

const MOST_DONATIONS = 60;

const add = (map: Map<string, Set<string>>, key: string, value: string): void => {
  const known = map.get(key) ?? new Set();
  if (known.size < MOST_DONATIONS) known.add(value);
  map.set(key, known);
};

const isLeaf = ({ children, openEnd, end }: Span): boolean => children.length === 0 && openEnd < end;
const textOf = (source: string, { openEnd, closeStart }: Span): string => source.slice(openEnd, closeStart);
const family = ({ name, parent }: Span): string => `${localName(parent?.name ?? '')}/${localName(name)}`;

/** What the root declares; elements go from one document to another where that is the same. */
const prefixesOf = (source: string, [root]: readonly Span[]): string =>
  root === undefined
    ? ''
    : [...source.slice(root.start, root.openEnd).matchAll(/xmlns[\w:]*="[^"]*"/g)].toSorted().join();

const ATTRIBUTE = /\s([\w:]+)\s*=\s*"([^"]*)"/g;
const attributesOf = (source: string, span: Span): { at: number; whole: string; name: string; value: string }[] =>
  span.parent === undefined
    ? []
    : [...source.slice(span.start, span.openEnd).matchAll(ATTRIBUTE)]
        .map((match) => ({
          at: span.start + match.index,
          whole: match[0],
          name: match[1] ?? '',
          value: match[2] ?? '',
        }))
        .filter(({ name }) => !name.startsWith('xmlns'));

const pathOf = (span: Span): string => {
  const { parent } = span;
  if (parent === undefined) return `/${localName(span.name)}`;
  const namesakes = parent.children.filter(({ name }) => name === span.name);
  const index = namesakes.length > 1 ? `[${namesakes.indexOf(span) + 1}]` : '';
  return `${pathOf(parent)}/${localName(span.name)}${index}`;
};

const AMOUNT = /(Amount|Percent|Quantity|Rate|Numeric)$/;
const CODE = /(Code|ID|Indicator|SchemeID|Type)$/;
const DATE = /(Date|DateTimeString|DateString)$/;

const short = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

/** Makes one change after another of one document. */
export class RuleMutator {
  private readonly spans: readonly Span[];

  constructor(
    private readonly source: string,
    private readonly donors: Donors,
    private readonly dice: Dice,
  ) {
    this.spans = spansOf(source);
  }

  /** A document with one change; undefined where the chosen change cannot be made. */
  mutant(): Changed | undefined {
    const kind = this.pick(LOTS);
    const changed = this.make(kind);
    return changed === undefined || changed.text === this.source ? undefined : changed;
  }

  private make(kind: Kind): Changed | undefined {
    switch (kind) {
      case 'amount changed':
        return this.leaf(kind, AMOUNT, (was) => this.amount(was));
      case 'code changed':
        return this.leaf(kind, CODE, (was, span) => this.code(was, span));
      case 'date changed':
        return this.leaf(kind, DATE, () => this.pick(DATES));
      case 'text changed':
        return this.leaf(kind, /./, () => this.pick(TEXTS));
      case 'text blanked':
        return this.leaf(kind, /./, () => this.pick(['', ' ', '\n   ']));
      case 'element dropped':
        return this.inner(kind, () => '');
      case 'element doubled':
        return this.inner(kind, (text) => text + text);
      case 'element emptied':
        return this.inner(
          kind,
          (_text, { name }) => `<${name}></${name}>`,
          ({ children }) => children.length > 0,
        );
      case 'element of another document added':
        return this.graft(kind);
      case 'attribute dropped':
        return this.attribute(kind, () => undefined);
      case 'attribute changed':
        return this.attribute(kind, (name) => this.pick([...this.donors.valuesFor(name), 'ZZZ', '', ' ']));
    }
  }

  private amount(was: string): string {
    const said = was.trim();
    if (!/^-?\d+(\.\d+)?$/.test(said)) return this.pick(['0', '12.34']);
    return this.dice.below(5) === 0
      ? this.pick(SPELLINGS)(said)
      : new Decimal(said).plus(this.pick(AMOUNT_STEPS)).toFixed();
  }

  private code(was: string, span: Span): string {
    const known = CODES.find(({ of }) => of.test(family(span)))?.values ?? [];
    const way = this.dice.below(10);
    if (way < 4 && known.length > 0) return this.pick(known);
    if (way < 8) return this.pick([...this.donors.textsFor(span), 'ZZZ']);
    return this.pick(['ZZZ', was.toLowerCase(), ` ${was} `, `${was}X`, '0', '']);
  }

  private pick<T>(list: readonly T[]): T {
    const found = this.dice.pick(list);
    if (found === undefined) throw new Error('Nothing to choose from');
    return found;
  }

  /** Changes the text of an element without children. */
  private leaf(kind: Kind, name: RegExp, change: (was: string, span: Span) => string): Changed | undefined {
    const span = this.dice.pick(this.spans.filter((one) => isLeaf(one) && name.test(localName(one.name))));
    if (span === undefined) return undefined;
    const was = textOf(this.source, span);
    const now = change(was, span);
    return {
      text: this.spliced(span.openEnd, span.closeStart, now),
      change: { kind, path: pathOf(span), was: short(was), now },
    };
  }

  /** Changes an element other than the root. */
  private inner(
    kind: Kind,
    change: (text: string, span: Span) => string,
    which: (span: Span) => boolean = () => true,
  ): Changed | undefined {
    const span = this.dice.pick(this.spans.slice(1).filter(which));
    if (span === undefined) return undefined;
    const was = this.source.slice(span.start, span.end);
    const now = change(was, span);
    const said = { kind, path: pathOf(span), was: short(was), now: short(now) };
    return { text: this.spliced(span.start, span.end, now), change: said };
  }

  /** Below a parent: before a child of the same name, else at the end; no rule asks for the order. */
  private graft(kind: Kind): Changed | undefined {
    const parent = this.dice.pick(this.spans.filter(({ children }) => children.length > 0));
    const element = parent && this.dice.pick(this.donors.elementsFor(parent, prefixesOf(this.source, this.spans)));
    if (parent === undefined || element === undefined) return undefined;
    const [, name = ''] = /^<([\w:.-]+)/.exec(element) ?? [];
    const at = parent.children.find((child) => child.name === name)?.start ?? parent.closeStart;
    const change = { kind, path: `${pathOf(parent)}/${localName(name)}`, was: '', now: short(element) };
    return { text: this.spliced(at, at, element), change };
  }

  private attribute(kind: Kind, change: (name: string) => string | undefined): Changed | undefined {
    const found = this.spans.flatMap((span) =>
      attributesOf(this.source, span).map((attribute) => ({ ...attribute, span })),
    );
    const attribute = this.dice.pick(found);
    if (attribute === undefined) return undefined;
    const { at, whole, name, value, span } = attribute;
    const now = change(name);
    const text = this.spliced(at, at + whole.length, now === undefined ? '' : ` ${name}="${now}"`);
    return { text, change: { kind, path: `${pathOf(span)}/@${name}`, was: value, now: now ?? '' } };
  }

  private spliced(from: number, to: number, text: string): string {
    return this.source.slice(0, from) + text + this.source.slice(to);
  }
}

/** One mutant in this many has a second change. */
const SECOND_CHANGE = 5;

/** A document changed once or twice; undefined where the dice found nothing to change. */
export const mutate = (
  source: string,
  donors: Donors,
  dice: Dice,
): { readonly text: string; readonly changes: readonly Change[] } | undefined => {
  const first = new RuleMutator(source, donors, dice).mutant();
  if (first === undefined) return undefined;
  const second = dice.below(SECOND_CHANGE) === 0 ? new RuleMutator(first.text, donors, dice).mutant() : undefined;
  if (second === undefined) return { text: first.text, changes: [first.change] };
  return { text: second.text, changes: [first.change, second.change] };
};
