import type { Structure } from '../structure.js';
import { STRUCTURE_NAMES, STRUCTURES, type StructureName } from '../structures.js';
import { xsdDocument } from './xsd-document.js';

/** The XML Schema documents of one message. */
export interface SchemaSet {
  /** Name of the file to load; it imports the others by names relative to its own. */
  readonly main: string;
  /** Name, as `folder/file.xsd`, → text. Sets of one folder share the files whose names are the same. */
  readonly files: ReadonlyMap<string, string>;
}

/** The folder of each message; messages of one folder share all schemas but that of their root. */
const FOLDERS: Readonly<Record<StructureName, string>> = {
  cii: 'cii-d22b',
  ubl_invoice: 'ubl-2.1',
  ubl_credit_note: 'ubl-2.1',
  cdar: 'cdar-d22b',
  facturx_minimum: 'factur-x-1.09-minimum',
  facturx_basic_wl: 'factur-x-1.09-basic-wl',
  facturx_basic: 'factur-x-1.09-basic',
  facturx_en16931: 'factur-x-1.09-en16931',
  facturx_extended: 'factur-x-1.09-extended',
};

/** URI → file name within the folder, for each namespace that holds a type. */
const filesOf = ({ root, prefixes, homes, datatypes }: Structure): Map<string, string> => {
  const used = new Set([...homes.values(), ...[...datatypes.values()].map(({ namespace }) => namespace)]);
  const named = [...prefixes].filter(([uri]) => used.has(uri));
  return new Map(named.map(([uri, prefix]) => [uri, `${uri === root.namespace ? root.name : prefix}.xsd`]));
};

/**
 * The schemas of a message, made from its structure table in some 10 ms: what the generated files hold, without
 * reading them. They give the same verdict as the official ones, except that the content of a UBL extension is checked
 * only as far as it is UBL (the official files also know XML signatures), and that `xsi:type` must name our types.
 */
export const schemaSet = (name: StructureName): SchemaSet => {
  const structure = STRUCTURES[name];
  const folder = FOLDERS[name];
  const family = STRUCTURE_NAMES.filter((other) => FOLDERS[other] === folder).map((other) => STRUCTURES[other]);
  const fileOf = filesOf(structure);
  const files = [...fileOf].map(([uri, file]) => [`${folder}/${file}`, xsdDocument(uri, family, fileOf)] as const);
  return { main: `${folder}/${structure.root.name}.xsd`, files: new Map(files) };
};

/** Every schema file of every message: name → text. What `npm run xsd` writes below generated/xsd. */
export const allSchemaFiles = (): ReadonlyMap<string, string> =>
  new Map(STRUCTURE_NAMES.flatMap((name) => [...schemaSet(name).files]));
