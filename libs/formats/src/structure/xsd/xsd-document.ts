import type { AttributeFact, Datatype, ElementFact, Structure } from '../structure.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };
const quoted = (value: string): string => `"${value.replace(/[&<"]/g, (found) => ESCAPES[found] ?? found)}"`;

const HEADER = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<!-- Made from the structure tables of libs/formats by "npm run xsd". Edit the tables, not this file. -->',
];

/** Writes the part of a schema that belongs to one namespace, and notes which other namespaces it names. */
class XsdWriter {
  private readonly lines: string[] = [];
  private readonly named = new Set<string>();

  constructor(
    private readonly namespace: string,
    private readonly structures: readonly Structure[],
  ) {}

  write(fileOf: ReadonlyMap<string, string>): string {
    for (const { root } of this.structures) {
      if (root.namespace === this.namespace)
        this.lines.push(this.declaration(root.name, root.namespace, root.name, ''));
    }
    for (const [name, fact] of this.sharedElements()) {
      this.lines.push(this.declaration(name, ...this.typeOf(fact), ''));
    }
    for (const [name, elements] of this.own(({ aggregates, homes }) =>
      [...aggregates].filter(([aggregate]) => homes.get(aggregate) === this.namespace),
    )) {
      this.aggregate(name, [...elements.values()]);
    }
    for (const [, datatype] of this.own(({ datatypes }) =>
      [...datatypes].filter(([, { namespace }]) => namespace === this.namespace),
    )) {
      this.datatype(datatype);
    }
    return [...HEADER, ...this.head(fileOf), ...this.lines, '</xs:schema>', ''].join('\n');
  }

  /** What the structures describe in this namespace; what two of them share stands once. */
  private own<T>(pick: (structure: Structure) => readonly (readonly [string, T])[]): Map<string, T> {
    return new Map(this.structures.flatMap((structure) => pick(structure)));
  }

  private sharedElements(): Map<string, ElementFact> {
    const found = this.own(({ aggregates, shared }) => {
      if (!shared.has(this.namespace)) return [];
      const facts = [...aggregates.values()].flatMap((elements) => [...elements.values()]);
      return facts.filter(({ namespace }) => namespace === this.namespace).map((fact) => [fact.name, fact] as const);
    });
    return new Map([...found].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  private head(fileOf: ReadonlyMap<string, string>): string[] {
    const others = [...fileOf].filter(([uri]) => this.named.has(uri));
    const known = [[this.namespace, ''] as const, ...others];
    const prefixes = known.map(([uri]) => `    xmlns:${this.prefix(uri)}=${quoted(uri)}`);
    return [
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"',
      ...prefixes,
      `    targetNamespace=${quoted(this.namespace)} elementFormDefault="qualified">`,
      ...others.map(([uri, file]) => `  <xs:import namespace=${quoted(uri)} schemaLocation=${quoted(file)}/>`),
    ];
  }

  private prefix(uri: string): string {
    const [prefix = ''] = this.structures.flatMap(({ prefixes }) => prefixes.get(uri) ?? []);
    return prefix === '' ? 'own' : prefix;
  }

  private qualified(uri: string, name: string): string {
    if (uri !== this.namespace) this.named.add(uri);
    return `${this.prefix(uri)}:${name}`;
  }

  private typeOf({ type, datatype }: ElementFact): [namespace: string, type: string] {
    if (datatype !== undefined) return [datatype.namespace, datatype.name];
    const home = this.structures.map(({ homes }) => homes.get(type)).find((uri) => uri !== undefined);
    return [home ?? this.namespace, type];
  }

  private declaration(name: string, namespace: string, type: string, rest: string): string {
    return `  <xs:element name=${quoted(name)} type=${quoted(this.qualified(namespace, type))}${rest}/>`;
  }

  private particle(fact: ElementFact): string {
    const { name, namespace, min, max } = fact;
    const least = min === 1 ? '' : ` minOccurs="${min}"`;
    const most = max === 1 ? '' : ` maxOccurs="${max === Infinity ? 'unbounded' : max}"`;
    const shared = this.structures.some((structure) => structure.shared.has(namespace));
    if (shared) return `      <xs:element ref=${quoted(this.qualified(namespace, name))}${least}${most}/>`;
    return `    ${this.declaration(name, ...this.typeOf(fact), least + most)}`;
  }

  private aggregate(name: string, elements: readonly ElementFact[]): void {
    if (elements.length === 0) this.lines.push(`  <xs:complexType name=${quoted(name)}/>`);
    else
      this.group(
        name,
        'sequence',
        elements.map((fact) => this.particle(fact)),
      );
  }

  private group(name: string, kind: 'sequence' | 'choice', particles: readonly string[]): void {
    this.lines.push(`  <xs:complexType name=${quoted(name)}>`, `    <xs:${kind}>`, ...particles, `    </xs:${kind}>`);
    this.lines.push('  </xs:complexType>');
  }

  private datatype({ name, content, attributes, elements }: Datatype): void {
    if (content === 'choice') {
      this.group(
        name,
        'choice',
        [...elements.values()].map((fact) => this.particle(fact)),
      );
    } else if (content === 'any') {
      this.group(name, 'sequence', ['      <xs:any namespace="##other" processContents="lax"/>']);
    } else {
      this.lines.push(`  <xs:complexType name=${quoted(name)}>`, '    <xs:simpleContent>');
      const extension = `      <xs:extension base="xs:${content}"`;
      const rows = [...attributes.values()].flatMap(attributeLines);
      this.lines.push(
        ...(rows.length === 0 ? [`${extension}/>`] : [`${extension}>`, ...rows, '      </xs:extension>']),
      );
      this.lines.push('    </xs:simpleContent>', '  </xs:complexType>');
    }
  }
}

const attributeLines = ({ name, base, length, required, fixed }: AttributeFact): string[] => {
  const more = (required ? ' use="required"' : '') + (fixed === undefined ? '' : ` fixed=${quoted(fixed)}`);
  const start = `        <xs:attribute name=${quoted(name)}`;
  if (length === undefined) return [`${start} type="xs:${base}"${more}/>`];
  return [
    `${start}${more}>`,
    '          <xs:simpleType>',
    `            <xs:restriction base="xs:${base}">`,
    `              <xs:minLength value="${length.min}"/>`,
    `              <xs:maxLength value="${length.max}"/>`,
    '            </xs:restriction>',
    '          </xs:simpleType>',
    '        </xs:attribute>',
  ];
};

/**
 * The XML Schema 1.0 document for one namespace of `structures`, as text to be encoded in UTF-8. `fileOf` names the
 * file of each namespace, for the imports. Structures given together share their namespaces: an element or type that
 * several of them describe is written once. Same structures, same text.
 */
export const xsdDocument = (
  namespace: string,
  structures: readonly Structure[],
  fileOf: ReadonlyMap<string, string>,
): string => new XsdWriter(namespace, structures).write(fileOf);
