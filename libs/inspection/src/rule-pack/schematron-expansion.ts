import { AppError } from '@onefacture/errors';
import { childrenNamed, readSchematron, SCHEMATRON, type SchematronNode } from './schematron-node.js';

/** Reads the file an `include` or `extends` names, relative to the schema. */
export type ReadIncluded = (href: string) => string;

const refused: ReadIncluded = (href) => {
  throw new AppError('document.unreadable', { detail: `The schema includes ${href}, which was not given with it.` });
};

const MAX_INCLUDES = 200;

class Expansion {
  private included = 0;

  constructor(private readonly read: ReadIncluded) {}

  /** Puts included files in place. `extends href` brings the children of what it names. */
  include(node: SchematronNode): SchematronNode {
    const children = node.children.flatMap((child) => {
      if (typeof child === 'string') return [child];
      const href = child.attributes.get('href');
      if (child.uri !== SCHEMATRON || href === undefined) return [this.include(child)];
      if (child.local !== 'include' && child.local !== 'extends') return [this.include(child)];
      const other = this.include(this.open(href));
      return child.local === 'include' ? [other] : other.children;
    });
    return { ...node, children };
  }

  private open(href: string): SchematronNode {
    this.included += 1;
    if (this.included > MAX_INCLUDES) {
      throw new AppError('document.unreadable', { detail: `The schema includes more than ${MAX_INCLUDES} files.` });
    }
    const [file = '', id] = href.split('#');
    const root = readSchematron(this.read(file), 'any');
    const found = id === undefined ? root : withId(root, id);
    if (found === undefined) throw new AppError('document.unreadable', { detail: `${href} does not exist.` });
    return found;
  }
}

const withId = (node: SchematronNode, id: string): SchematronNode | undefined => {
  if (node.attributes.get('id') === id) return node;
  for (const child of node.children) {
    const found = typeof child === 'string' ? undefined : withId(child, id);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Replaces `$name` of an abstract pattern's parameters in every attribute; longer names win over their prefixes. */
const substitute = (node: SchematronNode, values: ReadonlyMap<string, string>): SchematronNode => {
  const names = [...values.keys()].toSorted((one, other) => other.length - one.length);
  const fill = (text: string) => names.reduce((all, name) => all.replaceAll(`$${name}`, values.get(name) ?? ''), text);
  const within = (one: SchematronNode): SchematronNode => ({
    ...one,
    attributes: new Map([...one.attributes].map(([name, value]) => [name, fill(value)])),
    children: one.children.map((child) => (typeof child === 'string' ? child : within(child))),
  });
  return within(node);
};

const instantiate = (pattern: SchematronNode, abstract: ReadonlyMap<string, SchematronNode>): SchematronNode => {
  const isA = pattern.attributes.get('is-a');
  if (isA === undefined) return pattern;
  const template = abstract.get(isA);
  if (template === undefined) {
    throw new AppError('document.unreadable', { detail: `There is no abstract pattern ${isA}.` });
  }
  const values = new Map(
    childrenNamed(pattern, 'param').map(({ attributes }) => [
      attributes.get('name') ?? '',
      attributes.get('value') ?? '',
    ]),
  );
  const attributes = new Map([...template.attributes, ...pattern.attributes]);
  attributes.delete('abstract');
  return { ...substitute(template, values), attributes };
};

const isAbstract = (node: SchematronNode): boolean => node.attributes.get('abstract') === 'true';

const byId = (nodes: readonly SchematronNode[]): Map<string, SchematronNode> =>
  new Map(nodes.map((node) => [node.attributes.get('id') ?? '', node]));

/** Puts the content of abstract rules where `extends rule` names them. */
const extendRules = (pattern: SchematronNode, schemaRules: ReadonlyMap<string, SchematronNode>): SchematronNode => {
  const abstract = new Map([...schemaRules, ...byId(childrenNamed(pattern, 'rule').filter(isAbstract))]);
  const expand = (rule: SchematronNode, depth: number): SchematronNode => ({
    ...rule,
    children: rule.children.flatMap((child) => {
      if (typeof child === 'string' || child.uri !== SCHEMATRON || child.local !== 'extends') return [child];
      const name = child.attributes.get('rule') ?? '';
      const parent = abstract.get(name);
      if (parent === undefined || depth > 20) {
        throw new AppError('document.unreadable', { detail: `There is no abstract rule ${name} to extend.` });
      }
      return expand(parent, depth + 1).children;
    }),
  });
  const children = pattern.children.flatMap((child) => {
    if (typeof child === 'string' || child.uri !== SCHEMATRON || child.local !== 'rule') return [child];
    return isAbstract(child) ? [] : [expand(child, 0)];
  });
  return { ...pattern, children };
};

/**
 * A schema with only concrete patterns and rules left: includes read, abstract patterns filled with the parameters of
 * each `is-a`, abstract rules copied into the rules that extend them.
 */
export const expandSchematron = (schema: SchematronNode, read: ReadIncluded = refused): SchematronNode => {
  const whole = new Expansion(read).include(schema);
  const patterns = childrenNamed(whole, 'pattern');
  const abstract = byId(patterns.filter(isAbstract));
  const rules = byId(patterns.flatMap((pattern) => childrenNamed(pattern, 'rule').filter(isAbstract)));
  const children = whole.children.flatMap((child) => {
    if (typeof child === 'string' || child.uri !== SCHEMATRON || child.local !== 'pattern') return [child];
    return isAbstract(child) ? [] : [extendRules(instantiate(child, abstract), rules)];
  });
  return { ...whole, children };
};
