/** A name and what it stands for where it was met; one object for all elements that are spelt alike there. */
export interface XmlName {
  /** As spelt, with its prefix. */
  readonly name: string;
  /** Of the namespace; empty for none. */
  readonly uri: string;
  readonly local: string;
}

/** The attributes of a tag by their spelling; see `isQualified` for those that are none of the element's own. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** Whether an attribute belongs to a namespace of its own, or declares one. */
export const isQualified = (attribute: string): boolean => attribute === 'xmlns' || attribute.includes(':');

/** The same text; the engine compares those that are names of properties by their address, not letter by letter. */
export const asPropertyName = (text: string): string => Object.keys({ [text]: 0 })[0] ?? text;

const MOST_URIS = 100;
const LONGEST_URI = 200;
const uris = new Map<string, string>();

/** The same text for all documents. */
const sharedUri = (uri: string): string => {
  const known = uris.get(uri);
  if (known !== undefined) return known;
  const shared = asPropertyName(uri);
  if (uri.length <= LONGEST_URI && uris.size < MOST_URIS) uris.set(shared, shared);
  return shared;
};

/** The declarations of one element, and the names met below it. */
interface Scope {
  readonly outer: Scope | undefined;
  readonly depth: number;
  readonly declared: ReadonlyMap<string, string>;
  readonly names: Map<string, XmlName>;
}

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** More names than any vocabulary of invoices has; beyond, it is begun anew. */
const MOST_NAMES = 2_000;
const LONGEST_NAME = 100;

const MOST_ROOTS = 10;
const LONGEST_KEY = 2_000;
/** Names met in documents before, by what their root elements declare: most documents declare one of a few things. */
const roots = new Map<string, Map<string, XmlName>>();

const namesOfRoot = (declared: ReadonlyMap<string, string>): Map<string, XmlName> => {
  let key = '';
  for (const [prefix, uri] of declared) key += `${prefix}=${uri.length}=${uri}`;
  const known = roots.get(key);
  if (known !== undefined) return known;
  const names = new Map<string, XmlName>();
  if (roots.size >= MOST_ROOTS) roots.clear();
  if (key.length <= LONGEST_KEY) roots.set(key, names);
  return names;
};

/**
 * Namespaces in XML 1.0: what prefixes stand for at each element. Tags open and close as they do in the document,
 * `depth` counts from 1. Calls `refuse` for a prefix that was not declared, a name with more than one colon, a
 * declaration that the recommendation forbids, and two attributes of one name.
 */
export class Namespaces {
  private scope: Scope;

  constructor(private readonly refuse: (why: string) => never) {
    const declared = new Map([
      ['', ''],
      ['xml', XML],
    ]);
    this.scope = { outer: undefined, depth: 0, declared, names: new Map() };
  }

  /** What the name of a start tag stands for. */
  open(name: string, attributes: XmlAttributes | undefined, depth: number): XmlName {
    if (attributes !== undefined) this.declare(attributes, depth);
    return this.resolve(name);
  }

  close(depth: number): void {
    const { scope } = this;
    if (scope.depth === depth && scope.outer !== undefined) this.scope = scope.outer;
  }

  private declare(attributes: XmlAttributes, depth: number): void {
    let declared: Map<string, string> | undefined;
    let qualified: string[] | undefined;
    for (const name in attributes) {
      if (!isQualified(name)) continue;
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        const prefix = name.slice('xmlns:'.length);
        declared ??= new Map<string, string>();
        declared.set(prefix, this.allowed(name, prefix, attributes[name] ?? ''));
      } else {
        qualified ??= [];
        qualified.push(name);
      }
    }
    if (declared !== undefined) {
      const names = depth === 1 ? namesOfRoot(declared) : new Map<string, XmlName>();
      this.scope = { outer: this.scope, depth, declared, names };
    }
    if (qualified !== undefined) this.refuseTwins(qualified);
  }

  private allowed(name: string, prefix: string, value: string): string {
    const uri = value.trim();
    if (name !== 'xmlns') {
      if (prefix === '' || prefix.includes(':')) this.refuse(`malformed name: ${name}.`);
      if (uri === '') this.refuse(`the prefix ${prefix} is declared without a namespace.`);
    }
    if (uri === XMLNS || prefix === 'xmlns' || (uri === XML) !== (prefix === 'xml')) {
      this.refuse(`the declaration ${name}="${uri}" is not allowed.`);
    }
    return sharedUri(uri);
  }

  private refuseTwins(qualified: readonly string[]): void {
    const seen = new Set<string>();
    for (const name of qualified) {
      const { uri, local } = this.resolve(name);
      const expanded = `{${uri}}${local}`;
      if (seen.has(expanded)) this.refuse(`duplicate attribute: ${expanded}.`);
      seen.add(expanded);
    }
  }

  private resolve(name: string): XmlName {
    const { names } = this.scope;
    const known = names.get(name);
    if (known !== undefined) return known;
    const colon = name.indexOf(':');
    const local = name.slice(colon + 1);
    if (colon === 0 || local === '' || local.includes(':')) this.refuse(`malformed name: ${name}.`);
    const uri = this.uriOf(colon < 0 ? '' : name.slice(0, colon));
    if (name.length > LONGEST_NAME) return { name, uri, local };
    if (names.size >= MOST_NAMES) names.clear();
    const made = { name, uri, local: asPropertyName(local) };
    names.set(name, made);
    return made;
  }

  private uriOf(prefix: string): string {
    for (let at: Scope | undefined = this.scope; at !== undefined; at = at.outer) {
      const uri = at.declared.get(prefix);
      if (uri !== undefined) return uri;
    }
    return this.refuse(`unbound namespace prefix: "${prefix}".`);
  }
}
