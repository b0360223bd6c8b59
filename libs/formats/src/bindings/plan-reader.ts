import { AppError } from '@onefacture/errors';
import { type XmlLimits, scanXml, XML_LIMITS, type XmlTag } from '../xml/xml-events.js';
import type { AttributeBinding } from './binding.js';
import { type DocumentFinding, FINDING_TEXTS } from './document-finding.js';
import { memberOf, setMember, spell } from './member.js';
import type { Plan, PlanNode } from './plan.js';

type Scope = Record<string, unknown>;

/** What a reader found: the model, and what did not fit into it. */
export interface PlanReading {
  /** In the shape of the model; anything may be missing. */
  readonly model: Scope;
  /** In document order; at most MOST_FINDINGS. */
  readonly findings: readonly DocumentFinding[];
  /**
   * The text of values whose spelling says more than the value (trailing zeros, blanks around an identifier), or that
   * could not be read, by the member's path: `lines[0].tax_rate`.
   */
  readonly literals: ReadonlyMap<string, string>;
  /** Every `currencyID` that stood on an amount. */
  readonly currencies: ReadonlySet<string>;
}

/** A document that is wrong all over is not described to the last element. */
export const MOST_FINDINGS = 500;

/** Attributes that describe a code list or repeat what the element says; they carry nothing of the model. */
const DECORATION: ReadonlySet<string> = new Set([
  'currencyID',
  'format',
  'languageID',
  'listAgencyID',
  'listAgencyName',
  'listID',
  'listName',
  'listSchemeURI',
  'listURI',
  'listVersionID',
  'schemeAgencyID',
  'schemeAgencyName',
  'schemeDataURI',
  'schemeName',
  'schemeURI',
  'schemeVersionID',
  'unitCodeListAgencyID',
  'unitCodeListAgencyName',
  'unitCodeListID',
  'currencyCodeListVersionID',
]);

interface Frame {
  /** Undefined inside something the model does not hold. */
  readonly node: PlanNode | undefined;
  readonly name: string;
  readonly scope: Scope;
  /** Path of the scope in the model. */
  readonly field: readonly string[];
  readonly tag: XmlTag;
  readonly line: number;
  text: string;
  /** `format` of the element inside a date. */
  format: string | undefined;
  /** Children seen so far, by name, for the XPath of a finding. */
  counts: Map<string, number> | undefined;
  /** Place among siblings of the name, from 1. */
  readonly index: number;
}

class PlanReader {
  readonly model: Scope = {};
  readonly findings: DocumentFinding[] = [];
  readonly literals = new Map<string, string>();
  readonly currencies = new Set<string>();
  private readonly frames: Frame[] = [];
  /** Levels below an element that is passed over, or below the holder of a text. */
  private skipped = 0;
  private readonly prefixes: ReadonlyMap<string, string>;

  constructor(private readonly plan: Plan) {
    this.prefixes = plan.structure.prefixes;
  }

  start(tag: XmlTag, line: number): void {
    if (this.skipped > 0) {
      this.skipped += 1;
      return;
    }
    const parent = this.frames.at(-1);
    if (parent === undefined) {
      this.root(tag, line);
      return;
    }
    const node = parent.node;
    if (node === undefined) return;
    if (node.holder !== undefined && node.fact.datatype?.elements.get(tag.local)?.namespace === tag.uri) {
      parent.format = tag.attributes['format']?.value;
      this.skipped = 1;
      this.collecting = parent;
      return;
    }
    const index = this.count(parent, tag.local);
    const found = this.choose(node, tag, parent);
    if (typeof found === 'string') {
      this.passOver(found, tag, line, index);
      return;
    }
    this.open(found, tag, line, parent, index);
  }

  /** The frame whose text stands one element deeper. */
  private collecting: Frame | undefined;

  text(text: string): void {
    if (this.skipped > 0) {
      if (this.collecting !== undefined && this.skipped === 1) this.collecting.text += text;
      return;
    }
    const frame = this.frames.at(-1);
    if (frame?.node?.leaf !== undefined || frame?.node?.constant !== undefined) frame.text += text;
  }

  end(): void {
    if (this.skipped > 0) {
      this.skipped -= 1;
      if (this.skipped === 0) this.collecting = undefined;
      return;
    }
    const frame = this.frames.pop();
    if (frame?.node === undefined) return;
    if (frame.node.leaf !== undefined) this.leaf(frame, frame.node.leaf);
    else if (frame.node.constant !== undefined) this.constant(frame, frame.node);
    if (frame.node.group !== undefined) this.dropBlank(frame, frame.node.group);
  }

  /** An entry in which nothing stood counts as absent. */
  private dropBlank({ scope }: Frame, { member, many }: NonNullable<PlanNode['group']>): void {
    for (const _ in scope) return;
    const parent = this.frames.at(-1)?.scope;
    if (parent === undefined) return;
    const list = memberOf(parent, member);
    if (many && Array.isArray(list)) list.pop();
    else setMember(parent, member, undefined);
  }

  private root(tag: XmlTag, line: number): void {
    const { name, namespace } = this.plan.structure.root;
    if (tag.local !== name || tag.uri !== namespace) throw wrongRoot(tag, name, namespace);
    const own = { node: this.plan.root, name, scope: this.model, field: [], tag, line, index: 1 };
    this.frames.push({ ...own, text: '', format: undefined, counts: undefined });
  }

  private count(parent: Frame, name: string): number {
    parent.counts ??= new Map();
    const index = (parent.counts.get(name) ?? 0) + 1;
    parent.counts.set(name, index);
    return index;
  }

  /** The row that takes this element, or why there is none. */
  private choose(node: PlanNode, tag: XmlTag, parent: Frame): PlanNode | 'unknown' | 'repeated' {
    const slot = node.slots.get(tag.local);
    if (slot === undefined || slot.fact.namespace !== tag.uri) return 'unknown';
    let reason: 'unknown' | 'repeated' = 'unknown';
    for (const candidate of slot.nodes) {
      const row = candidate.leaf ?? candidate.group;
      if (candidate.leaf !== undefined && !matches(tag, candidate.leaf.attributes)) continue;
      const taken =
        candidate.group === undefined
          ? row !== undefined && memberOf(parent.scope, row.member) !== undefined
          : !candidate.group.many && memberOf(parent.scope, candidate.group.member) !== undefined;
      if (!taken) return candidate;
      reason = 'repeated';
    }
    return reason;
  }

  private open(node: PlanNode, tag: XmlTag, line: number, parent: Frame, index: number): void {
    let { scope, field } = parent;
    if (node.group !== undefined) {
      const { member, many } = node.group;
      const entry: Scope = {};
      if (many) {
        const list = memberOf(scope, member);
        const entries = Array.isArray(list) ? list : [];
        if (!Array.isArray(list)) setMember(scope, member, entries);
        field = [...field, ...member, `[${entries.length}]`];
        entries.push(entry);
      } else {
        setMember(scope, member, entry);
        field = [...field, ...member];
      }
      scope = entry;
    }
    const frame = {
      node,
      name: tag.local,
      scope,
      field,
      tag,
      line,
      index,
      text: '',
      format: undefined,
      counts: undefined,
    };
    this.frames.push(frame);
    this.attributes(frame);
  }

  /** Reports attributes that no row reads. Bound ones are read with the value, at the end tag. */
  private attributes(frame: Frame): void {
    for (const name in frame.tag.attributes) {
      const attribute = frame.tag.attributes[name];
      if (attribute === undefined || attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue;
      if (attribute.uri !== '') continue;
      if (attribute.local === 'currencyID') this.currencies.add(attribute.value.trim());
      if (DECORATION.has(attribute.local)) continue;
      if (frame.node?.leaf?.attributes.some((bound) => bound.name === attribute.local)) continue;
      this.report('OF-XML-01', FINDING_TEXTS.unknownAttribute(attribute.local, shorten(attribute.value)), frame);
    }
  }

  private leaf(frame: Frame, { codec, member, term, attributes }: NonNullable<PlanNode['leaf']>): void {
    const { text } = frame;
    const value = codec.read(text, frame.format);
    if (value === undefined) {
      if (text.trim() === '') return;
      this.literals.set(spell([...frame.field, ...member]), text);
      this.report('OF-XML-02', FINDING_TEXTS.unreadable(term, shorten(text.trim())), frame, 'error');
      return;
    }
    if (codec.spells?.(text, value) === false) this.literals.set(spell([...frame.field, ...member]), text);
    if (member.length === 1) frame.scope[member[0] ?? ''] = value;
    else setMember(frame.scope, member, value);
    for (const attribute of attributes) {
      if (!('member' in attribute) || attribute.document === true) continue;
      const found = frame.tag.attributes[attribute.name]?.value.trim();
      if (found) setMember(frame.scope, attribute.member, found);
    }
  }

  private constant(frame: Frame, { constant }: PlanNode): void {
    if (constant === undefined) return;
    const wanted = constant.codec.write(constant.value).text;
    const found = frame.text.trim();
    if (found === '' || found.toLowerCase() === wanted.toLowerCase()) return;
    if (constant.codec.read(found, frame.format) === constant.value) return;
    this.report('OF-XML-04', FINDING_TEXTS.otherConstant(frame.name, shorten(found), wanted), frame);
  }

  private passOver(why: 'unknown' | 'repeated', tag: XmlTag, line: number, index: number): void {
    this.skipped = 1;
    this.collecting = undefined;
    const own = { node: undefined, name: tag.local, scope: {}, field: [], tag, line, index };
    const frame: Frame = { ...own, text: '', format: undefined, counts: undefined };
    const name = this.nameOf(tag);
    if (why === 'unknown') this.report('OF-XML-01', FINDING_TEXTS.unknownElement(name), frame);
    else this.report('OF-XML-03', FINDING_TEXTS.repeated(name), frame);
  }

  private nameOf({ uri, local, name }: XmlTag): string {
    const prefix = this.prefixes.get(uri);
    if (prefix === undefined) return name;
    return prefix === '' ? local : `${prefix}:${local}`;
  }

  private report(
    code: DocumentFinding['code'],
    [message, message_fr]: [string, string],
    frame: Frame,
    severity: DocumentFinding['severity'] = 'warning',
  ): void {
    if (this.findings.length >= MOST_FINDINGS) return;
    const open = this.frames.at(-1) === frame ? this.frames : [...this.frames, frame];
    const path = open
      .map(
        (step) =>
          `/${this.nameOf(step.tag)}${step.index > 1 || (step.node?.fact.max ?? 1) > 1 ? `[${step.index}]` : ''}`,
      )
      .join('');
    const term = frame.node?.leaf?.term ?? frame.node?.group?.term;
    this.findings.push({
      code,
      severity,
      message,
      message_fr,
      path,
      line: frame.line,
      ...(term === undefined ? {} : { term }),
    });
  }
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const matches = (tag: XmlTag, attributes: readonly AttributeBinding[]): boolean => {
  for (const wanted of attributes) {
    if ('value' in wanted && tag.attributes[wanted.name]?.value.trim() !== wanted.value) return false;
  }
  return true;
};

const wrongRoot = (tag: XmlTag, name: string, namespace: string): AppError => {
  const own = tag.uri === '' ? 'in no namespace' : `in the namespace ${shorten(tag.uri)}`;
  const detail =
    tag.local === name
      ? `The root element ${name} is ${own}; it belongs in ${namespace}.`
      : `The document is a ${shorten(tag.local)} ${own}, not a ${name}.`;
  return new AppError('document.unreadable', { detail });
};

/**
 * Reads a document as a plan has it, in one pass and in time linear in its size. What the plan does not know becomes a
 * finding, and so does a value that is not what its term wants; blank elements count as absent.
 * Throws AppError `document.unreadable`, and nothing else: bytes that are no XML, over a limit, or another root element
 * (a wrong namespace is named).
 */
export const readPlan = (plan: Plan, bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): PlanReading => {
  const reader = new PlanReader(plan);
  scanXml(
    bytes,
    {
      start: (tag, line) => reader.start(tag, line),
      text: (text) => reader.text(text),
      end: () => reader.end(),
    },
    limits,
  );
  const { model, findings, literals, currencies } = reader;
  return { model, findings, literals, currencies };
};
