import { AppError } from '@onefacture/errors';
import { openInvoice, type StructureName, STRUCTURES } from '@onefacture/formats';
import { checkInvoice, type RuleSet } from '@onefacture/validation';
import { type Difference, OBJECTION } from './explanations.js';
import { nativeSet } from './native-rule-sets.js';
import { mutantsOf, type Mutant, recategorisedOf, type Trial, TRIALS } from './differential-trials.js';
import { isNameless, type PackName } from './official-standards.js';
import { type OfficialVerdict, OfficialVerdicts } from './official-verdicts.js';
import { ownStructure } from './structure-schemas.js';

/** What our engine calls a document that it does not read. */
const UNREADABLE = 'UNREADABLE';

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

const run = async (trial: Trial, mutants: Iterable<Mutant>): Promise<TrialResult> => {
  const set = nativeSet(trial.pack);
  const result = { judged: 0, same: 0, invalid: 0, aborted: 0, kinds: new Set<string>() };
  const differences: (Difference & { file: string; document: string })[] = [];
  if (set === undefined) return { pack: trial.pack, ...result, differences };
  const verdicts = await OfficialVerdicts.open(trial.pack);
  try {
    for (const { file, text, changes } of mutants) {
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

/** Judges documents over all rule sets whose name holds `only`, two rule sets at a time. */
const runAll = async (only: string, mutants: (trial: Trial) => Iterable<Mutant>): Promise<TrialResult[]> => {
  const waiting = TRIALS.filter(({ pack }) => pack.includes(only));
  const results: TrialResult[] = [];
  const next = async (): Promise<void> => {
    for (let trial = waiting.shift(); trial !== undefined; trial = waiting.shift()) {
      results.push(await run(trial, mutants(trial)));
    }
  };
  await Promise.all([next(), next()]);
  return results;
};

/** Judges `count` mutants over all rule sets whose name holds `only`. */
export const runTrials = (count: number, only: string): Promise<TrialResult[]> => {
  const shares = TRIALS.filter(({ pack }) => pack.includes(only)).reduce((sum, { share }) => sum + share, 0);
  return runAll(only, (trial) => mutantsOf(trial, Math.ceil((count * trial.share) / shares)));
};

/** Judges documents of one VAT category throughout. */
export const runRecategorised = (only: string): Promise<TrialResult[]> => runAll(only, recategorisedOf);
