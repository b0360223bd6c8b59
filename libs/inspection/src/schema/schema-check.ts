import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { allSchemaFiles, schemaSet, type StructureName, xmlAsUtf8 } from '@onefacture/formats';
import {
  type ErrorDetail,
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlLibError,
  XmlParseError,
  xmlRegisterInputProvider,
  XmlValidateError,
  XsdValidator,
} from 'libxml2-wasm';

/** Where schemas stand while libxml2 loads them: it reads nothing from disk and nothing from the network. */
const MEMORY = 'memory:/schemas/';
const PACKS = 'memory:/packs/';

/** A schema of an installed pack: its main file, and all files that stand with it, below one folder. */
export interface PackSchema {
  readonly structure: StructureName;
  readonly main: string;
  readonly files: readonly string[];
}

let registered = false;
const register = (): void => {
  if (registered) return;
  registered = true;
  const files = [...allSchemaFiles()].map(([name, text]) => [MEMORY + name, Buffer.from(text)] as const);
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files)));
};

const loaded = (url: string, text: string): XsdValidator => {
  const source = XmlDocument.fromString(text, { url, option: ParseOption.XML_PARSE_NONET });
  try {
    return XsdValidator.fromDoc(source);
  } finally {
    source.dispose();
  }
};

let sets = 0;
const loadPackSchema = ({ main, files }: PackSchema, folder: string): XsdValidator => {
  sets += 1;
  const base = `${PACKS}${sets}/`;
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const all = files.map((name) => [base + name, read(name)] as const);
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(all)));
  return loaded(base + main, read(main).toString('utf8'));
};

/** Loads a schema of a pack once. Throws AppError `document.unreadable` where libxml2 cannot. */
export const assertSchemaLoads = (schema: PackSchema, folder: string): void => {
  try {
    loadPackSchema(schema, folder).dispose();
  } catch (cause) {
    if (!(cause instanceof XmlLibError)) throw cause;
    const why = cause instanceof Error ? cause.message.trim() : '';
    throw new AppError('document.unreadable', { detail: `The schema cannot be loaded: ${why}`, cause });
  }
};

interface Installed extends PackSchema {
  readonly folder: string;
  readonly label: string;
}

const installed = new Map<StructureName, Installed>();

/** From now on this process holds documents of a structure against the schema of a pack (`label`), loaded at first use. */
export const installSchemas = (schemas: readonly Installed[]): void => {
  for (const schema of schemas) installed.set(schema.structure, schema);
};

/** The schema in use, as a report names it. */
export const schemaLabel = (name: StructureName): string => installed.get(name)?.label ?? `XSD ${name}`;

/** Whether documents of a structure are held against the schema that its table makes, and not against that of a pack. */
export const isOwnSchema = (name: StructureName): boolean => !installed.has(name);

const validators = new Map<StructureName, XsdValidator>();

const generatedSchema = (name: StructureName): XsdValidator => {
  register();
  const { main, files } = schemaSet(name);
  return loaded(MEMORY + main, files.get(main) ?? '');
};

const validatorOf = (name: StructureName): XsdValidator => {
  const known = validators.get(name);
  if (known !== undefined) return known;
  const own = installed.get(name);
  const validator = own === undefined ? generatedSchema(name) : loadPackSchema(own, own.folder);
  validators.set(name, validator);
  return validator;
};

/**
 * Nothing outside the document is read, and lines are counted beyond 65,535. DOCTYPE was refused before. Blanks between
 * elements, which no schema looks at, are not made nodes of, and short texts are no memory of their own.
 */
const OPTIONS: ParseOption =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_HUGE |
  ParseOption.XML_PARSE_BIG_LINES |
  ParseOption.XML_PARSE_NOBLANKS |
  ParseOption.XML_PARSE_COMPACT;

/**
 * What the schema of a message has against a document, in libxml2's words; an empty list for a valid one. The schema is
 * loaded at first use and kept. The document must have been read by our own reader before, which bounds what it costs.
 */
export const schemaFaults = (name: StructureName, xml: Uint8Array): readonly ErrorDetail[] => {
  const validator = validatorOf(name);
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(xmlAsUtf8(xml), { encoding: 'UTF-8', option: OPTIONS });
  } catch (error) {
    if (error instanceof XmlParseError) return error.details;
    throw error;
  }
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details;
    throw error;
  } finally {
    document.dispose();
  }
};
