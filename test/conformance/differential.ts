import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { openInvoice, type StructureName, STRUCTURES, type Syntax } from '@onefacture/formats';
import { checkInvoice, type RuleSet } from '@onefacture/validation';
import { type Difference, OBJECTION } from './explanations.js';
import { nativeSet } from './native-rule-sets.js';
import { CORPUS, isNameless, manifest, type PackName } from './official-standards.js';
import { type OfficialVerdict, OfficialVerdicts } from './official-verdicts.js';
import { type Change, Donors, mutate } from './rule-mutants.js';
import { Dice } from './structure-mutants.js';
import { ownStructure } from './structure-schemas.js';

/** A rule set with the corpus documents that are mutated for it. */
interface Trial {
  readonly pack: PackName;
  readonly syntax: Syntax;
  /** Of all mutants, in parts of a hundred. */
  readonly share: number;
  readonly takes: (row: ReadonlyMap<string, string>) => boolean;
  /** The schema of the profile, where it has one of its own. */
  readonly structure?: StructureName;
}

const french = (row: ReadonlyMap<string, string>): boolean => row.get('fr_ruleset') !== '';
const profiled =
  (name: string) =>
  (row: ReadonlyMap<string, string>): boolean =>
    row.get('base_ruleset')?.startsWith(name) === true;

const TRIALS: readonly Trial[] = [
  { pack: 'CEN EN16931-CII 1.3.16', syntax: 'CII', share: 25, takes: profiled('CEN EN16931-CII') },
  { pack: 'CEN EN16931-UBL 1.3.16', syntax: 'UBL', share: 25, takes: profiled('CEN EN16931-UBL') },
  { pack: 'BR-FR-Flux2 1.4.0.03', syntax: 'CII', share: 12, takes: french },
  { pack: 'BR-FR-Flux2-UBL 1.4.0.03', syntax: 'UBL', share: 12, takes: french },
  { pack: 'EXTENDED-CTC-FR-CII 1.4.0.03', syntax: 'CII', share: 8, takes: french },
  { pack: 'EXTENDED-CTC-FR-UBL 1.4.0.03', syntax: 'UBL', share: 8, takes: french },
  {
    pack: 'Factur-X 1.09.2 EXTENDED',
    syntax: 'CII',
    share: 6,
    takes: profiled('Factur-X 1.09.2 EXTENDED'),
    structure: 'facturx_extended',
  },
  {
    pack: 'Factur-X 1.09.2 BASIC WL',
    syntax: 'CII',
    share: 4,
    takes: profiled('Factur-X 1.09.2 BASICWL'),
    structure: 'facturx_basic_wl',
  },
];

/** What our engine calls a document that it does not read. */
const UNREADABLE = 'UNREADABLE';
/** Official engines take a second for a long invoice. */
const LARGEST = 60_000;
/** Fragments are about one rule each, and break many others. */
const FRAGMENTS = 0.2;

/** What came of one trial. */
export interface TrialResult {
  readonly pack: PackName;
  /** Mutants judged; none where the rule set is not native. */
  readonly judged: number;
  readonly same: number;
  /** Mutants that are officially wrong. */
  readonly invalid: number;
  /** Mutants on which the official engine gave up; wrong ones, too, and the same if we object at all. */
  readonly aborted: number;
  readonly kinds: ReadonlySet<string>;
  readonly differences: readonly (Difference & { readonly file: string; readonly document: string })[];
}

const ourIds = (set: RuleSet, document: Uint8Array): string[] => {
  try {
    const { reading, xml } = openInvoice(document);
    const fatal = checkInvoice(set, reading, xml).filter(({ severity }) => severity === 'error');
    return [...new Set(fatal.map(({ code }) => code))].toSorted();
  } catch (error) {
    if (error instanceof AppError) return [UNREADABLE];
    throw error;
  }
};

/** What the official engine says, in ids that can be compared. */
const officialIds = (verdict: OfficialVerdict): string[] => {
  if ('aborted' in verdict) return [OBJECTION];
  const named = verdict.ids.filter((id) => !isNameless(id));
  return named.length === 0 && verdict.ids.length > 0 ? [OBJECTION] : named;
};

/** Our ids; where any objection does, structure included, that there is one. */
const comparable = (trial: Trial, ids: string[], document: Uint8Array): string[] => {
  if (ids.length > 0) return [OBJECTION];
  return ownStructure(trial.structure ?? structureOf(document), document).length > 0 ? [OBJECTION] : [];
};

const structureOf = (document: Uint8Array): StructureName => {
  const messages = ['cii', 'ubl_credit_note', 'ubl_invoice'] as const;
  return (
    messages.find((name) => Buffer.from(document).includes(`"${STRUCTURES[name].root.namespace}"`)) ?? 'ubl_invoice'
  );
};

/** Other mutants for another word; none is the usual ones. */
const SEED = process.env['DIFFERENTIAL_SEED'] ?? '';

const seedOf = (name: string): number =>
  [...`${name}${SEED}`].reduce((seed, letter) => (Math.imul(seed, 31) + letter.charCodeAt(0)) | 0, 16_931);

interface Source {
  readonly file: string;
  readonly text: string;
  readonly fragment: boolean;
}

const sourcesOf = ({ syntax, takes }: Trial): Source[] =>
  manifest()
    .filter((row) => row.get('syntax') === syntax.toLowerCase() && takes(row) && row.get('xsd') !== 'invalid')
    .map((row) => row.get('file') ?? '')
    .map((file) => ({
      file,
      text: readFileSync(join(CORPUS, file), 'utf8'),
      fragment: file.includes('-unit/'),
    }))
    .filter(({ text }) => text.length < LARGEST);

interface Mutant {
  readonly file: string;
  readonly text: string;
  readonly changes: readonly Change[];
}

/** Mutants that are all different; the same ones on every run over the same corpus. */
function* mutantsOf(trial: Trial, count: number): Generator<Mutant> {
  const dice = new Dice(seedOf(trial.pack));
  const sources = sourcesOf(trial);
  const [whole, fragments] = [sources.filter(({ fragment }) => !fragment), sources.filter(({ fragment }) => fragment)];
  const donors = new Donors(sources.map(({ text }) => text));
  const seen = new Set<string>();
  while (seen.size < count) {
    const fromFragment = fragments.length > 0 && dice.below(100) < FRAGMENTS * 100;
    const source = dice.pick(fromFragment ? fragments : whole);
    if (source === undefined) throw new Error(`Nothing to mutate for ${trial.pack}`);
    const mutant = mutate(source.text, donors, dice);
    if (mutant === undefined || seen.has(mutant.text)) continue;
    seen.add(mutant.text);
    yield { file: source.file, ...mutant };
  }
}

const run = async (trial: Trial, count: number): Promise<TrialResult> => {
  const set = nativeSet(trial.pack);
  const result = { judged: 0, same: 0, invalid: 0, aborted: 0, kinds: new Set<string>() };
  const differences: (Difference & { file: string; document: string })[] = [];
  if (set === undefined) return { pack: trial.pack, ...result, differences };
  const verdicts = await OfficialVerdicts.open(trial.pack);
  try {
    for (const { file, text, changes } of mutantsOf(trial, count)) {
      const document = Buffer.from(text);
      const verdict = await verdicts.of(document);
      result.judged += 1;
      for (const { kind } of changes) result.kinds.add(kind);
      const official = officialIds(verdict);
      const own = ourIds(set, document);
      const ours = official.includes(OBJECTION) ? comparable(trial, own, document) : own;
      result.aborted += Number('aborted' in verdict);
      const missing = official.filter((id) => !ours.includes(id));
      const extra = ours.filter((id) => !official.includes(id));
      if (official.length > 0) result.invalid += 1;
      if (missing.length + extra.length === 0) result.same += 1;
      const about = { pack: trial.pack, changes, official, ours, file, document: text };
      differences.push(...missing.map((rule) => ({ ...about, rule, side: 'missing' as const })));
      differences.push(...extra.map((rule) => ({ ...about, rule, side: 'extra' as const })));
    }
  } finally {
    verdicts.close();
  }
  return { pack: trial.pack, ...result, differences };
};

/** Judges `count` mutants over all rule sets whose name holds `only`, two rule sets at a time. */
export const runTrials = async (count: number, only: string): Promise<TrialResult[]> => {
  const waiting = TRIALS.filter(({ pack }) => pack.includes(only));
  const results: TrialResult[] = [];
  const shares = waiting.reduce((sum, { share }) => sum + share, 0);
  const next = async (): Promise<void> => {
    for (let trial = waiting.shift(); trial !== undefined; trial = waiting.shift()) {
      results.push(await run(trial, Math.ceil((count * trial.share) / shares)));
    }
  };
  await Promise.all([next(), next()]);
  return results;
};
