import { AppError } from '@onefacture/errors';
import { isQualified, type XmlAttributes, type XmlName } from '../xml/namespaces.js';
import { bothTold, type XmlEvents, type XmlLimits, scanXml, XML_LIMITS } from '../xml/xml-events.js';
import type { LeafBinding } from './binding.js';
import { type DocumentFinding, FINDING_TEXTS } from './document-finding.js';
import { setMember, spell } from './member.js';
import { countOf, dropBlank, type Frame, OpenLeaf, place, type Scope } from './open-element.js';
import type { Plan, PlanNode } from './plan.js';
import { choose } from './row-choice.js';

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

class PlanReader implements XmlEvents {
  readonly model: Scope = {};
  readonly findings: DocumentFinding[] = [];
  readonly literals = new Map<string, string>();
  readonly currencies = new Set<string>();
  private frame: Frame | undefined;
  private readonly leaf = new OpenLeaf();
  /** Levels open below an element that is passed over, or inside the element that holds a date. */
  private skipped = 0;
  private inHolder = false;

  /** The plan of the root element, once that was met. */
  plan: Plan;

  constructor(private readonly plans: readonly [Plan, ...Plan[]]) {
    [this.plan] = plans;
  }

  start(tag: XmlName, line: number, attributes: XmlAttributes | undefined): void {
    if (this.skipped > 0) {
      this.skipped += 1;
      return;
    }
    if (this.leaf.node !== undefined) {
      this.insideLeaf(this.leaf.node, tag, line, attributes);
      return;
    }
    const { frame } = this;
    if (frame === undefined) {
      this.root(tag, line);
      return;
    }
    const slot = frame.node.slots.get(tag.local);
    if (slot === undefined || slot.fact.namespace !== tag.uri) {
      this.passOver('OF-XML-01', tag, line, 1);
      return;
    }
    const index = slot.fact.max > 1 ? countOf(frame, tag.local) : 1;
    const node = choose(slot.nodes, attributes, frame.scope);
    if (typeof node === 'string') this.passOver(node, tag, line, index);
    else {
      if (node.leaf === undefined && node.constant === undefined) this.openAggregate(frame, node, tag, line, index);
      else this.openLeaf(frame, node, tag, line, index, attributes);
      if (attributes !== undefined) this.attributes(node, attributes);
    }
  }

  text(text: string, blank: boolean): void {
    const { leaf } = this;
    if (this.skipped > 0) {
      if (this.inHolder && this.skipped === 1) leaf.text += text;
    } else if (leaf.node !== undefined) {
      if (!leaf.held) leaf.text += text;
    } else if (this.frame !== undefined && !this.frame.mixed && !blank) this.stray(this.frame, text.trim());
  }

  private stray(frame: Frame, text: string): void {
    frame.mixed = true;
    this.report('OF-XML-06', FINDING_TEXTS.strayText(this.nameOf(frame.tag), shorten(text)));
  }

  end(): void {
    if (this.skipped > 0) {
      this.skipped -= 1;
      if (this.skipped === 0) this.inHolder = false;
      return;
    }
    const { node } = this.leaf;
    if (node !== undefined) {
      if (node.leaf === undefined) this.closeConstant(node);
      else this.closeLeaf(node.leaf);
      if (node.group !== undefined) dropBlank(this.leaf.scope, this.frame?.scope, node.group);
      this.leaf.node = undefined;
      return;
    }
    const { frame } = this;
    if (frame === undefined) return;
    this.frame = frame.parent;
    if (frame.node.group !== undefined) dropBlank(frame.scope, frame.parent?.scope, frame.node.group);
  }

  private root(tag: XmlName, line: number): void {
    const plan = this.plans.find(({ structure: { root } }) => root.name === tag.local && root.namespace === tag.uri);
    if (plan === undefined) throw wrongRoot(tag, this.plans);
    this.plan = plan;
    const scope = this.model;
    this.frame = {
      node: plan.root,
      tag,
      line,
      index: 1,
      scope,
      parent: undefined,
      entry: undefined,
      counts: undefined,
      mixed: false,
    };
  }

  private openAggregate(parent: Frame, node: PlanNode, tag: XmlName, line: number, index: number): void {
    let { scope } = parent;
    let entry: number | undefined;
    if (node.group !== undefined) {
      scope = {};
      entry = place(parent.scope, node.group, scope);
    }
    this.frame = { node, tag, line, index, scope, parent, entry, counts: undefined, mixed: false };
  }

  private openLeaf(
    parent: Frame,
    node: PlanNode,
    tag: XmlName,
    line: number,
    index: number,
    attributes: XmlAttributes | undefined,
  ): void {
    const { leaf } = this;
    leaf.node = node;
    leaf.tag = tag;
    leaf.attributes = attributes;
    leaf.line = line;
    leaf.index = index;
    leaf.text = '';
    leaf.format = undefined;
    leaf.held = false;
    leaf.scope = parent.scope;
    leaf.entry = undefined;
    if (node.group !== undefined) {
      leaf.scope = {};
      leaf.entry = place(parent.scope, node.group, leaf.scope);
    }
  }

  private insideLeaf(node: PlanNode, tag: XmlName, line: number, attributes: XmlAttributes | undefined): void {
    const holds = node.holder !== undefined && node.fact.datatype?.elements.get(tag.local)?.namespace === tag.uri;
    if (holds && this.leaf.held) this.passOver('OF-XML-03', tag, line, 1);
    else if (holds) {
      this.leaf.format = attributes?.['format'];
      this.leaf.text = '';
      this.leaf.held = true;
      this.skipped = 1;
      this.inHolder = true;
    } else this.passOver('OF-XML-01', tag, line, 1);
  }

  /** Reports attributes that no row reads. Bound ones are read with the value, at the end tag. */
  private attributes(node: PlanNode, attributes: XmlAttributes): void {
    for (const name in attributes) {
      const value = attributes[name] ?? '';
      if (name === 'currencyID') this.currencies.add(value);
      if (DECORATION.has(name) || isQualified(name)) continue;
      if (node.leaf?.attributes.some((bound) => bound.name === name) === true) continue;
      this.report('OF-XML-01', FINDING_TEXTS.unknownAttribute(name, shorten(value)));
    }
  }

  private closeLeaf({ codec, member, term, attributes }: LeafBinding): void {
    const { text, scope, format, attributes: given } = this.leaf;
    const value = codec.read(text, format);
    if (value === undefined) {
      if (text.trim() === '') return;
      this.literals.set(this.fieldOf(member), text);
      this.report('OF-XML-02', FINDING_TEXTS.unreadable(term, shorten(text.trim())), 'error');
      return;
    }
    if (codec.spells?.(text, value) === false) this.literals.set(this.fieldOf(member), text);
    if (member.length === 1) scope[member[0] ?? ''] = value;
    else setMember(scope, member, value);
    for (const attribute of attributes) {
      if (!('member' in attribute) || attribute.document === true) continue;
      const found = given?.[attribute.name]?.trim();
      if (found) setMember(scope, attribute.member, found);
    }
  }

  private closeConstant({ constant, fact }: PlanNode): void {
    if (constant === undefined) return;
    const wanted = constant.codec.write(constant.value).text;
    const found = this.leaf.text.trim();
    if (found === '' || found.toLowerCase() === wanted.toLowerCase()) return;
    if (constant.codec.read(found, this.leaf.format) === constant.value) return;
    this.report('OF-XML-04', FINDING_TEXTS.otherConstant(fact.name, shorten(found), wanted));
  }

  private passOver(code: 'OF-XML-01' | 'OF-XML-03', tag: XmlName, line: number, index: number): void {
    this.skipped = 1;
    const name = this.nameOf(tag);
    const texts = code === 'OF-XML-01' ? FINDING_TEXTS.unknownElement(name) : FINDING_TEXTS.repeated(name);
    const step = index > 1 ? `${name}[${index}]` : name;
    this.add({
      code,
      severity: 'warning',
      message: texts[0],
      message_fr: texts[1],
      path: `${this.pathOf()}/${step}`,
      line,
    });
  }

  /** A finding about the element that is open. */
  private report(
    code: DocumentFinding['code'],
    [message, message_fr]: [string, string],
    severity: DocumentFinding['severity'] = 'warning',
  ): void {
    const node = this.leaf.node ?? this.frame?.node;
    const line = this.leaf.node === undefined ? (this.frame?.line ?? 0) : this.leaf.line;
    const term = node?.leaf?.term ?? node?.group?.term;
    this.add({
      code,
      severity,
      message,
      message_fr,
      path: this.pathOf(),
      line,
      ...(term === undefined ? {} : { term }),
    });
  }

  private add(finding: DocumentFinding): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push(finding);
  }

  /** XPath of the element that is open. */
  private pathOf(): string {
    let path = '';
    for (let at = this.frame; at !== undefined; at = at.parent) path = `/${this.step(at)}${path}`;
    const { node, tag, index } = this.leaf;
    return node === undefined || tag === undefined ? path : `${path}/${this.step({ node, tag, index })}`;
  }

  private step({ node, tag, index }: Pick<Frame, 'node' | 'tag' | 'index'>): string {
    return node.fact.max > 1 ? `${this.nameOf(tag)}[${index}]` : this.nameOf(tag);
  }

  private nameOf({ uri, local, name }: XmlName): string {
    const prefix = this.plan.structure.prefixes.get(uri);
    if (prefix === undefined) return name;
    return prefix === '' ? local : `${prefix}:${local}`;
  }

  /** Path in the model of a member of the open leaf's scope. */
  private fieldOf(member: readonly string[]): string {
    let field = [...member];
    const before = ({ node, entry }: { node: PlanNode; entry: number | undefined }): void => {
      if (node.group === undefined) return;
      field = [...node.group.member, ...(entry === undefined ? [] : [`[${entry}]`]), ...field];
    };
    if (this.leaf.node !== undefined) before({ node: this.leaf.node, entry: this.leaf.entry });
    for (let at = this.frame; at !== undefined; at = at.parent) before(at);
    return spell(field);
  }
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const wrongRoot = (tag: XmlName, plans: readonly Plan[]): AppError => {
  const own = tag.uri === '' ? 'in no namespace' : `in the namespace ${shorten(tag.uri)}`;
  const roots = plans.map(({ structure }) => structure.root);
  const namesake = roots.find(({ name }) => name === tag.local);
  const detail =
    namesake === undefined
      ? `The document is a ${shorten(tag.local)} ${own}, not a ${roots.map(({ name }) => name).join(' or ')}.`
      : `The root element ${tag.local} is ${own}; it belongs in ${namesake.namespace}.`;
  return new AppError('document.unreadable', { detail });
};

/**
 * Reads a document as a plan has it, in one pass and in time linear in its size. What the plan does not know becomes a
 * finding, and so does a value that is not what its term wants; blank elements count as absent.
 * Throws AppError `document.unreadable`, and nothing else: bytes that are no XML, over a limit, or another root element
 * (a wrong namespace is named). An observer is told of every element after the reader, in the same pass.
 */
export const readPlan = (plan: Plan, bytes: Uint8Array, limits?: XmlLimits, observer?: XmlEvents): PlanReading =>
  readPlanOf([plan], bytes, limits, observer);

/** The same for a document that may be one of several, each with another root element; `plan` is the one it is. */
export const readPlanOf = (
  plans: readonly [Plan, ...Plan[]],
  bytes: Uint8Array,
  limits: XmlLimits = XML_LIMITS,
  observer?: XmlEvents,
): PlanReading & { readonly plan: Plan } => {
  const reader = new PlanReader(plans);
  scanXml(bytes, observer === undefined ? reader : bothTold(reader, observer), limits);
  const { model, findings, literals, currencies, plan } = reader;
  return { model, findings, literals, currencies, plan };
};
