import { expandSchematron, type ReadIncluded } from './schematron-expansion.js';
import {
  attribute,
  childrenNamed,
  readSchematron,
  SCHEMATRON,
  type SchematronNode,
  serialise,
  XSLT,
} from './schematron-node.js';

/** Namespace of the elements that the stylesheets below report with. */
export const RESULT = 'urn:onefacture:rule-pack-result';

const LOCATION = `
<xsl:function name="ofx:location" as="xs:string">
  <xsl:param name="node" as="node()"/>
  <xsl:sequence select="string-join(for $step in $node/ancestor-or-self::node()[not(self::document-node())] return
    if ($step instance of attribute()) then concat('/@', name($step))
    else if ($step instance of element()) then concat('/', name($step), '[',
      1 + count($step/preceding-sibling::*[node-name(.) = node-name($step)]), ']')
    else '/node()', '')"/>
</xsl:function>`;

const literal = (text: string): string => text.replaceAll('{', '{{').replaceAll('}', '}}');

/** Whether a rule context may match something that a walk over elements alone does not reach. */
const reachesBeyondElements = (context: string): boolean => {
  let outside = context;
  for (let before = ''; before !== outside;) {
    before = outside;
    outside = outside.replaceAll(/\[[^[\]]*\]/g, '');
  }
  return /@|attribute::|text\(\)|node\(\)|comment\(\)|processing-instruction\(/.test(outside);
};

const message = (node: SchematronNode | string): string => {
  if (typeof node === 'string') return serialise(node);
  if (node.uri !== SCHEMATRON) return serialise(node);
  const select = node.local === 'value-of' ? node.attributes.get('select') : node.attributes.get('path');
  if (node.local === 'value-of') return `<xsl:value-of${attribute('select', select ?? '.')}/>`;
  if (node.local === 'name') return `<xsl:value-of${attribute('select', `name(${select ?? '.'})`)}/>`;
  return node.children.map(message).join('');
};

const plainText = (node: SchematronNode): string =>
  node.children.map((child) => (typeof child === 'string' ? child : plainText(child))).join('');

class Stylesheet {
  private checks = 0;

  constructor(private readonly schema: SchematronNode) {}

  write(): string {
    const patterns = childrenNamed(this.schema, 'pattern');
    const shared = namesOnce(patterns);
    const calls = patterns.map((_, index) => `<xsl:apply-templates select="/" mode="p${index}"/>`);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      `<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"${this.namespaces()}>`,
      '<xsl:output method="xml" encoding="UTF-8"/>',
      LOCATION,
      ...this.carried(),
      ...childrenNamed(this.schema, 'let').map(variable),
      `<xsl:template match="/"><ofx:result>${calls.join('')}</ofx:result></xsl:template>`,
      ...patterns.map((pattern, index) => this.pattern(pattern, `p${index}`, shared)),
      '</xsl:stylesheet>\n',
    ].join('\n');
  }

  private namespaces(): string {
    const all = new Map([
      ['xmlns:xsl', XSLT],
      ['xmlns:xs', 'http://www.w3.org/2001/XMLSchema'],
      ['xmlns:ofx', RESULT],
    ]);
    for (const [name, value] of this.schema.attributes) if (name.startsWith('xmlns:')) all.set(name, value);
    for (const { attributes } of childrenNamed(this.schema, 'ns')) {
      all.set(`xmlns:${attributes.get('prefix') ?? ''}`, attributes.get('uri') ?? '');
    }
    return [...all].map(([name, value]) => attribute(name, value)).join('');
  }

  /** Functions, keys and variables that the schema brings in XSLT itself. */
  private carried(): string[] {
    return this.schema.children
      .filter((child): child is SchematronNode => typeof child !== 'string' && child.uri === XSLT)
      .map(serialise);
  }

  /** In a pattern a node is judged by the first rule that matches it. */
  private pattern(pattern: SchematronNode, mode: string, shared: ReadonlySet<string>): string {
    const lets = childrenNamed(pattern, 'let');
    const rules = childrenNamed(pattern, 'rule');
    const beyond = rules.some(({ attributes }) => reachesBeyondElements(attributes.get('context') ?? ''));
    const walk = `<xsl:apply-templates select="${beyond ? '@*|node()' : '*'}" mode="${mode}"/>`;
    const own = lets.filter((one) => !shared.has(one.attributes.get('name') ?? ''));
    return [
      ...lets.filter((one) => shared.has(one.attributes.get('name') ?? '')).map(variable),
      ...rules.map((rule, index) => {
        const match = attribute('match', rule.attributes.get('context') ?? '');
        const body = [...own.map(fromRoot), ...childrenNamed(rule, 'let', 'assert', 'report').map((c) => this.part(c))];
        const priority = 1 + rules.length - index;
        return `<xsl:template${match} mode="${mode}" priority="${priority}">${body.join('\n')}${walk}</xsl:template>`;
      }),
      `<xsl:template match="@*|node()|/" mode="${mode}" priority="-5">${walk}</xsl:template>`,
    ].join('\n');
  }

  private part(part: SchematronNode): string {
    if (part.local === 'let') return variable(part);
    this.checks += 1;
    const test = part.attributes.get('test') ?? 'true()';
    const bracketed = /^\s*\[([\w.-]+)\]/.exec(plainText(part))?.[1];
    const id = part.attributes.get('id') ?? bracketed ?? `${part.local}-${this.checks}`;
    const flag = part.attributes.get('flag') ?? part.attributes.get('role') ?? '';
    const head = `${attribute('id', literal(id))}${attribute('flag', literal(flag))} location="{ofx:location(.)}"`;
    const text = part.children.map(message).join('');
    return (
      `<xsl:if${attribute('test', part.local === 'assert' ? `not(${test})` : test)}>` +
      `<ofx:${part.local}${head}>${text}</ofx:${part.local}></xsl:if>`
    );
  }
}

/** Names of pattern variables that stand in one pattern only, so that they can be computed once. */
const namesOnce = (patterns: readonly SchematronNode[]): Set<string> => {
  const counts = new Map<string, number>();
  for (const pattern of patterns) {
    for (const { attributes } of childrenNamed(pattern, 'let')) {
      const name = attributes.get('name') ?? '';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count === 1).map(([name]) => name));
};

const variable = ({ attributes, children }: SchematronNode): string => {
  const name = attribute('name', attributes.get('name') ?? '');
  const value = attributes.get('value');
  const type = attributes.get('as');
  const as = type === undefined ? '' : attribute('as', type);
  if (value !== undefined) return `<xsl:variable${name}${as}${attribute('select', value)}/>`;
  return `<xsl:variable${name}${as}>${children.map(serialise).join('')}</xsl:variable>`;
};

/** A pattern variable inside a rule: its expression starts at the document, as ISO Schematron says. */
const fromRoot = (node: SchematronNode): string => {
  const value = node.attributes.get('value');
  if (value === undefined) return variable(node);
  return variable({ ...node, attributes: new Map([...node.attributes, ['value', `root(.)/(${value})`]]) });
};

/**
 * Turns an ISO Schematron schema (query binding xslt2 or xslt3) into one XSLT 3.0 stylesheet that lists what failed:
 * `result` holding an `assert` or `report` element for each, with id, flag (or role), location as an XPath and the
 * message as text, all in namespace RESULT. An assertion without id is named by the `[ID]` its message begins with.
 * Knows let (schema, pattern, rule), abstract patterns and rules, include and extends (through `readIncluded`), and
 * XSLT functions, keys and variables of the schema; phases are not needed: all patterns run. `document()` stays
 * relative to the base URI the stylesheet is run with.
 * Throws AppError `document.unreadable` when the text is not such a schema.
 */
export const schematronToXslt = (schema: string, readIncluded?: ReadIncluded): string =>
  new Stylesheet(expandSchematron(readSchematron(schema), readIncluded)).write();
