import { allSchemaFiles, decodeXml, schemaSet, type StructureName } from '@onefacture/formats';
import {
  type ErrorDetail,
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlParseError,
  xmlRegisterInputProvider,
  XmlValidateError,
  XsdValidator,
} from 'libxml2-wasm';

/** Where the generated schemas stand while libxml2 loads them; nothing of the kind is on disk. */
const MEMORY = 'memory:/schemas/';

let registered = false;
const register = (): void => {
  if (registered) return;
  registered = true;
  const files = [...allSchemaFiles()].map(([name, text]) => [MEMORY + name, Buffer.from(text)] as const);
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files)));
};

const validators = new Map<StructureName, XsdValidator>();

const validatorOf = (name: StructureName): XsdValidator => {
  const known = validators.get(name);
  if (known !== undefined) return known;
  register();
  const { main, files } = schemaSet(name);
  const source = XmlDocument.fromString(files.get(main) ?? '', { url: MEMORY + main });
  try {
    const validator = XsdValidator.fromDoc(source);
    validators.set(name, validator);
    return validator;
  } finally {
    source.dispose();
  }
};

/** Nothing outside the document is read, and lines are counted beyond 65,535. DOCTYPE was refused before. */
const OPTIONS = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_HUGE | ParseOption.XML_PARSE_BIG_LINES;

/**
 * What the schema of a message has against a document, in libxml2's words; an empty list for a valid one. The schema is
 * loaded at first use and kept. The document must have been read by our own reader before, which bounds what it costs.
 */
export const schemaFaults = (name: StructureName, xml: Uint8Array): readonly ErrorDetail[] => {
  const validator = validatorOf(name);
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(Buffer.from(decodeXml(xml)), { encoding: 'UTF-8', option: OPTIONS });
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
