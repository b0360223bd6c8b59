import { fieldsOf, xmpText, type XmpNode } from './xmp-reader.js';

/** A schema of metadata that a file describes itself, as PDF/A asks for each that is not predefined. */
export interface ExtensionSchema {
  readonly namespace: string;
  readonly prefix: string;
  /** Names of the properties it describes. */
  readonly properties: readonly string[];
  /** What lacks something: properties by their names, or `?`; `schema` for the schema itself. */
  readonly incomplete: readonly string[];
}

const EXTENSION = 'http://www.aiim.org/pdfa/ns/extension/';
const SCHEMA = 'http://www.aiim.org/pdfa/ns/schema#';
const PROPERTY = 'http://www.aiim.org/pdfa/ns/property#';

/** Namespaces that PDF/A predefines, or that its identification and descriptions are written in (ISO 19005-3 §6.6.2.3). */
const PREDEFINED: ReadonlySet<string> = new Set([
  ...['http://purl.org/dc/elements/1.1/', 'http://ns.adobe.com/xap/1.0/', 'http://ns.adobe.com/xap/1.0/mm/'],
  ...['http://ns.adobe.com/xap/1.0/rights/', 'http://ns.adobe.com/xap/1.0/bj/', 'http://ns.adobe.com/xap/1.0/t/pg/'],
  ...[
    'http://ns.adobe.com/xmp/1.0/DynamicMedia/',
    'http://ns.adobe.com/pdf/1.3/',
    'http://ns.adobe.com/photoshop/1.0/',
  ],
  ...['http://ns.adobe.com/camera-raw-settings/1.0/', 'http://ns.adobe.com/tiff/1.0/', 'http://ns.adobe.com/exif/1.0/'],
  ...['http://ns.adobe.com/exif/1.0/aux/', 'http://ns.adobe.com/xmp/Identifier/qual/1.0/'],
  ...['http://www.aiim.org/pdfa/ns/id/', EXTENSION],
]);

const items = (properties: readonly XmpNode[], uri: string, local: string): XmpNode[] =>
  properties
    .filter((property) => property.uri === uri && property.local === local)
    .flatMap(({ children }) => children.flatMap((bag) => bag.children));

const schemaOf = (item: XmpNode): ExtensionSchema => {
  const fields = fieldsOf(item);
  const described = items(fields, SCHEMA, 'property').map((property) => {
    const members = fieldsOf(property);
    const missing = ['name', 'valueType', 'category', 'description'].some(
      (local) => !xmpText(members, PROPERTY, local),
    );
    return { name: xmpText(members, PROPERTY, 'name') || '?', missing };
  });
  const whole = ['schema', 'namespaceURI', 'prefix'].every((local) => xmpText(fields, SCHEMA, local));
  return {
    namespace: xmpText(fields, SCHEMA, 'namespaceURI') ?? '',
    prefix: xmpText(fields, SCHEMA, 'prefix') ?? '',
    properties: described.map(({ name }) => name),
    incomplete: [...(whole ? [] : ['schema']), ...described.filter(({ missing }) => missing).map(({ name }) => name)],
  };
};

/** The schemas that the metadata describe. */
export const extensionSchemas = (properties: readonly XmpNode[]): ExtensionSchema[] =>
  items(properties, EXTENSION, 'schemas').map(schemaOf);

/** The properties in use that are neither predefined nor described, as `prefix:name`, each once. */
export const undescribed = (properties: readonly XmpNode[], schemas: readonly ExtensionSchema[]): string[] => {
  const known = new Map<string, Set<string>>();
  for (const { namespace, properties: names } of schemas)
    known.set(namespace, new Set([...(known.get(namespace) ?? []), ...names]));
  const unknown = properties.filter(({ uri, local }) => !PREDEFINED.has(uri) && known.get(uri)?.has(local) !== true);
  return [...new Set(unknown.map(({ prefix, local }) => `${prefix}:${local}`))];
};
