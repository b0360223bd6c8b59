import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { openInvoice, type OpenedInvoice, type StructureName } from '@onefacture/formats';
import { checkInvoice, checkMessage, type Finding } from '@onefacture/validation';
import { nativeSet } from './native-rule-sets.js';
import { CORPUS } from './official-standards.js';
import { ownStructure } from './structure-schemas.js';

/** One row of the corpus manifest. */
export type Row = ReadonlyMap<string, string>;

/** What two engines said of one document by one rule set. */
export interface Outcome {
  readonly file: string;
  readonly source: string;
  /** The profile's own rules, those of French law, or the one rule that a fragment is about. */
  readonly step: 'profile' | 'fr-ctc' | 'unit';
  readonly official: 'valid' | 'invalid';
  /** Why nothing was compared; undefined where it was. */
  readonly left?: string | undefined;
  /** Fatal ids that only the official engine gives. */
  readonly missing: readonly string[];
  /** Fatal ids that only ours gives. */
  readonly extra: readonly string[];
}

/** Why a document was left out: no rule set of ours, or none of theirs. */
export const NO_NATIVE_SET = 'the rule set is not native';
const NO_OFFICIAL_SET = 'in UTF-16, which was not read when the official verdicts were made: no rule set was run';

/** In place of an id: what is no invoice for us, and what our schemas refuse. */
const UNREADABLE = 'UNREADABLE';
const STRUCTURE = 'XSD';
/** The official engine gave up: whatever we object to, it is the same verdict. */
const ANYTHING = 'ANY-OBJECTION';

/** Our schemas by the names of the manifest. */
const SCHEMAS: Readonly<Record<string, StructureName>> = {
  'CII D16B (CEN, uncoupled)': 'cii',
  'CII D22B': 'cii',
  'UBL 2.1 Invoice': 'ubl_invoice',
  'UBL 2.1 CreditNote': 'ubl_credit_note',
  'Factur-X 1.09.2 MINIMUM': 'facturx_minimum',
  'Factur-X 1.09.2 BASICWL': 'facturx_basic_wl',
  'Factur-X 1.09.2 BASIC': 'facturx_basic',
  'Factur-X 1.09.2 EN16931': 'facturx_en16931',
  'Factur-X 1.09.2 EXTENDED': 'facturx_extended',
};

type Verdict = Omit<Outcome, 'file' | 'source'>;

const opened = (file: string): OpenedInvoice | undefined => {
  try {
    return openInvoice(readFileSync(join(CORPUS, file)));
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
};

/** What our engine finds by the rule set; undefined where it has none of the name. */
const findingsOf = (ruleset: string, { reading, xml }: OpenedInvoice): readonly Finding[] | undefined => {
  const set = nativeSet(ruleset);
  return set && checkInvoice(set, reading, xml);
};

const fatal = (findings: readonly Finding[]): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);

const difference = (official: readonly string[], ours: readonly string[]): Pick<Outcome, 'missing' | 'extra'> => {
  if (official.includes(ANYTHING)) return { missing: ours.length === 0 ? [ANYTHING] : [], extra: [] };
  const [theirs, own] = [new Set(official), new Set(ours)];
  return {
    missing: [...theirs].filter((id) => !own.has(id)).toSorted(),
    extra: [...own].filter((id) => !theirs.has(id)).toSorted(),
  };
};

const officialIds = (cell: string): string[] =>
  /\(engine\b/.test(cell) ? [ANYTHING] : cell.split(' ').filter((id) => id !== '');

/** A file of which the manifest knows only that it is no invoice is one that we do not read, either. */
const notAnInvoice = (invoice: OpenedInvoice | undefined): Omit<Verdict, 'step' | 'official'> => {
  const marked = invoice && [0xff, 0xfe].includes(invoice.xml[0] ?? 0);
  if (marked === true) return { left: NO_OFFICIAL_SET, missing: [], extra: [] };
  return difference([UNREADABLE], invoice === undefined ? [UNREADABLE] : []);
};

/** The two verdicts on a whole document by the rule set of its profile, with that of the schema. */
const profileVerdict = (row: Row, invoice: OpenedInvoice | undefined): Omit<Verdict, 'step' | 'official'> => {
  const ruleset = row.get('base_ruleset') ?? '';
  if (ruleset === '') return notAnInvoice(invoice);
  const structure = row.get('xsd') === 'invalid' ? [STRUCTURE] : [];
  const theirs = [...officialIds(row.get('violated_rules') ?? ''), ...structure];
  if (invoice === undefined) return difference(theirs, [UNREADABLE]);
  const findings = findingsOf(ruleset, invoice);
  if (findings === undefined) return { left: NO_NATIVE_SET, missing: [], extra: [] };
  const schema = SCHEMAS[row.get('xsd_schema') ?? ''];
  const refused = schema !== undefined && ownStructure(schema, invoice.xml).length > 0;
  return difference(theirs, [...fatal(findings), ...(refused ? [STRUCTURE] : [])]);
};

/** The two verdicts on a lifecycle message. */
const messageVerdict = (row: Row): Omit<Verdict, 'step' | 'official'> => {
  const xml = readFileSync(join(CORPUS, row.get('file') ?? ''));
  const structure = row.get('xsd') === 'invalid' ? [STRUCTURE] : [];
  const refused = ownStructure('cdar', xml).length > 0;
  return difference(
    [...officialIds(row.get('violated_rules') ?? ''), ...structure],
    [...fatal(checkMessage(xml)), ...(refused ? [STRUCTURE] : [])],
  );
};

const frenchVerdict = (row: Row, invoice: OpenedInvoice | undefined): Omit<Verdict, 'step' | 'official'> => {
  const theirs = officialIds(row.get('fr_violated_rules') ?? '');
  if (invoice === undefined) return difference(theirs, [UNREADABLE]);
  const findings = findingsOf(row.get('fr_ruleset') ?? '', invoice);
  if (findings === undefined) return { left: NO_NATIVE_SET, missing: [], extra: [] };
  return difference(theirs, fatal(findings));
};

/** What one rule is to say of a fragment: `error:BR-CL-11x3`, several with blanks between them. */
const unitVerdict = (row: Row, invoice: OpenedInvoice | undefined): Omit<Verdict, 'step' | 'official'> => {
  const expectations = (row.get('unit_expectation') ?? '').split(' ');
  if (invoice === undefined) return difference([], [UNREADABLE]);
  const findings = findingsOf(row.get('base_ruleset') ?? '', invoice);
  if (findings === undefined) return { left: NO_NATIVE_SET, missing: [], extra: [] };
  const [missing, extra]: [string[], string[]] = [[], []];
  for (const expectation of expectations) {
    const [, wanted = '', rule = ''] = /^(\w+):(.*?)(?:x\d+)?$/.exec(expectation) ?? [];
    const found = [...new Set(findings.filter(({ code }) => code === rule).map(({ severity }) => severity))];
    if (wanted === 'success' && found.length > 0) extra.push(rule);
    if (wanted !== 'success' && found.join(' ') !== wanted) missing.push(rule);
  }
  return { missing, extra };
};

const saidBy = (row: Row, column: string): Outcome['official'] => (row.get(column) === 'valid' ? 'valid' : 'invalid');

/** Everything that the manifest says of a document, held against what we say. */
export const outcomesOf = (row: Row): Outcome[] => {
  const about = { file: row.get('file') ?? '', source: row.get('source') ?? '' };
  const official = saidBy(row, 'expected');
  if (row.get('syntax') === 'cdar') return [{ ...about, step: 'profile', official, ...messageVerdict(row) }];
  const invoice = opened(about.file);
  if (row.get('unit_expectation')) return [{ ...about, step: 'unit', official, ...unitVerdict(row, invoice) }];
  const profile: Outcome = { ...about, step: 'profile', official, ...profileVerdict(row, invoice) };
  if (!row.get('fr_ruleset')) return [profile];
  return [profile, { ...about, step: 'fr-ctc', official: saidBy(row, 'fr_expected'), ...frenchVerdict(row, invoice) }];
};

/** The outcome as it is for one rule alone. */
export const onlyFor = (rule: string, outcome: Outcome): Outcome => ({
  ...outcome,
  missing: outcome.missing.filter((id) => id === rule),
  extra: outcome.extra.filter((id) => id === rule),
});

export const isSame = ({ left, missing, extra }: Outcome): boolean =>
  left === undefined && missing.length === 0 && extra.length === 0;

/** A document that is officially right and that we would refuse. */
export const isWronglyRefused = ({ official, extra }: Outcome): boolean => official === 'valid' && extra.length > 0;
