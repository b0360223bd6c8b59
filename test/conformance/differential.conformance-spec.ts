import { describe, expect, it } from 'vitest';
import { runRecategorised, runTrials } from './differential.js';
import { differentialReport, unexplained, writeExamples } from './differential-report.js';
import { NOT_HERE, suite } from './official-standards.js';
import { KINDS } from './rule-mutants.js';

/** How many mutants, and a part of the names of the rule sets they are for. */
const MUTANTS = Number(process.env['DIFFERENTIAL'] ?? 2_000);
const ONLY = process.env['DIFFERENTIAL_PACK'] ?? '';
const ENOUGH_FOR_ALL_KINDS = 500;
/** Official engines are slow, and nothing is remembered on a first run. */
const TIMEOUT_MS = 3_600_000;

describe.skipIf(NOT_HERE)(suite('our rules and the official ones on mutants of the corpus'), () => {
  it(
    'give the same fatal ids, or the difference is explained',
    async () => {
      const results = await runTrials(MUTANTS, ONLY);
      const report = differentialReport(results);
      process.stdout.write(`\n${report}\n(examples in ${writeExamples(results)})\n`);
      const judged = results.reduce((sum, result) => sum + result.judged, 0);
      const invalid = results.reduce((sum, result) => sum + result.invalid, 0);
      expect(judged).toBeGreaterThan(0);
      expect(invalid).toBeGreaterThan(judged / 4);
      const unused = Object.keys(KINDS).filter((kind) => results.every(({ kinds }) => !kinds.has(kind)));
      expect(unused).toEqual(MUTANTS < ENOUGH_FOR_ALL_KINDS ? unused : []);
      expect(unexplained(results).length, report).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'give the same fatal ids on documents of another VAT category throughout',
    async () => {
      const results = await runRecategorised(ONLY);
      const report = differentialReport(results);
      process.stdout.write(`\n${report}\n`);
      expect(results.reduce((sum, { judged }) => sum + judged, 0)).toBeGreaterThan(100);
      expect(unexplained(results).length, report).toBe(0);
    },
    TIMEOUT_MS,
  );
});
