import { BR_FR_CDV } from '@onefacture/validation';
import { describe, expect, it } from 'vitest';
import { isSame, isWronglyRefused, NO_NATIVE_SET, onlyFor, type Outcome, outcomesOf, type Row } from './agreement.js';
import { agreementDifferences, agreementTable } from './agreement-table.js';
import { NATIVE_SETS } from './native-rule-sets.js';
import { manifest, NOT_HERE, suite } from './official-standards.js';

/** A rule's id, or a part of file names: `AGREEMENT=BR-CO-10`, `AGREEMENT=gobl-cii`. */
const ONLY = process.env['AGREEMENT'] ?? '';

const SHARE = 0.99;
const STEPS = ['profile', 'fr-ctc', 'unit'] as const;

const idsIn = (row: Row): string[] =>
  [row.get('violated_rules'), row.get('fr_violated_rules')].flatMap((cell = '') => cell.match(/\S+/g) ?? []);
const RULES: ReadonlySet<string> = new Set([
  ...BR_FR_CDV.messages.map(({ id }) => id),
  ...NATIVE_SETS.flatMap(({ rules, elements }) => [...rules, ...elements.CII, ...elements.UBL].map(({ id }) => id)),
  ...(NOT_HERE ? [] : manifest().flatMap(idsIn)),
]);

/** The outcomes under the narrowing that was asked for. */
const chosen = (): Outcome[] => {
  const rows = manifest();
  if (ONLY === '') return rows.flatMap(outcomesOf);
  const files = rows.filter((row) => row.get('file')?.includes(ONLY) === true);
  if (!RULES.has(ONLY)) return files.flatMap(outcomesOf);
  return rows.flatMap(outcomesOf).map((outcome) => onlyFor(ONLY, outcome));
};

/** What is found on a document of the corpus, had the manifest said something else of it. */
const told = (file: string, change: readonly (readonly [string, string])[]) => {
  const row = manifest().find((one) => one.get('file')?.endsWith(file) === true);
  if (row === undefined) throw new Error(`No ${file} in the corpus`);
  const [profile] = outcomesOf(new Map([...row, ...change]));
  return profile && { missing: profile.missing, extra: profile.extra, wrong: isWronglyRefused(profile) };
};

describe.skipIf(NOT_HERE)(suite('what is compared'), () => {
  it('is what each side says alone', () => {
    const wrong = 'xml_en16931_5.xml';
    const alone = told(wrong, [['violated_rules', 'BR-06 BR-99']]);
    expect(alone).toEqual({ missing: ['BR-99'], extra: ['BR-08', 'BR-09', 'BR-S-02'], wrong: false });
    expect(
      told(wrong, [
        ['expected', 'valid'],
        ['violated_rules', ''],
      ])?.wrong,
    ).toBe(true);
    expect(told('CII_empty_tags.xml', [])).toEqual({ missing: [], extra: [], wrong: false });
    expect(told('factur-x-en16931.xml', [['xsd', 'invalid']])?.missing).toEqual(['XSD']);
    const right = told('factur-x-en16931.xml', [['violated_rules', '(engine error / not well-formed)']]);
    expect(right?.missing).toEqual(['ANY-OBJECTION']);
  });
});

describe.skipIf(NOT_HERE)(suite('agreement with the official verdicts'), () => {
  const outcomes = NOT_HERE ? [] : chosen();
  const table = agreementTable(outcomes);
  const covered = outcomes.filter(({ left }) => left === undefined);
  const failing = (ones: readonly Outcome[]): string => `${table}\n\n${agreementDifferences(ones)}\n`;

  it('was asked for', () => {
    process.stdout.write(`${failing(outcomes)}\n`);
    expect(outcomes.length).toBeGreaterThan(0);
  });

  it.skipIf(ONLY !== '')('is looked at on every document, with all that is officially wrong', () => {
    const counts = STEPS.map((step) => {
      const ones = outcomes.filter((outcome) => outcome.step === step);
      return [step, ones.length, ones.filter(({ official }) => official === 'invalid').length];
    });
    expect(counts).toEqual([
      ['profile', 273, 34],
      ['fr-ctc', 53, 17],
      ['unit', 465, 231],
    ]);
  });

  describe.each(['profile', 'fr-ctc'] as const)('by the rules of step %s', (step) => {
    it.each(['valid', 'invalid'] as const)('is the same set of rules on what is officially %s', (official) => {
      const ones = covered.filter((outcome) => outcome.step === step && outcome.official === official);
      const same = ones.filter(isSame).length;
      expect(same, failing(ones)).toBeGreaterThanOrEqual(SHARE * ones.length);
    });
  });

  it('refuses nothing that is officially valid', () => {
    const refused = outcomes.filter((outcome) => outcome.step !== 'unit' && isWronglyRefused(outcome));
    expect(refused.length, failing(refused)).toBe(0);
  });

  it('meets what is expected of every fragment', () => {
    const missed = covered.filter((outcome) => outcome.step === 'unit' && !isSame(outcome));
    expect(missed.length, failing(missed)).toBe(0);
  });

  it('is about all documents: every rule set is native', () => {
    const uncovered = outcomes
      .filter(({ left }) => left === NO_NATIVE_SET)
      .map(({ file, step }) => `${file} (${step})`);
    expect(uncovered.length, `${table}\n\n${uncovered.join('\n')}\n`).toBe(0);
  });
});
