import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import type { RuleProcess } from '@onefacture/inspection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenRules, CORPUS, manifest, NOT_HERE, openPack, type PackName, suite } from './official-standards.js';

/** Each rule set with the manifest columns that name it and its official verdict. */
const SETS: [PackName, string, string][] = [
  ['CEN EN16931-CII 1.3.16', 'base_ruleset', 'violated_rules'],
  ['BR-FR-Flux2 1.4.0.03', 'fr_ruleset', 'fr_violated_rules'],
  ['BR-FR-CDV CDAR 1.4.0.03', 'base_ruleset', 'violated_rules'],
];

/** Where the official engine itself gave up (no well-formed XML, text where a number is read), ours must refuse too. */
const expectedOf = (cell: string): string[] =>
  /\(engine\b/.test(cell) ? ['document.unreadable'] : cell.split(' ').filter(Boolean).toSorted();

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : String(error));

describe.skipIf(NOT_HERE).each(SETS)(suite('verdicts of %s over the corpus'), (name, ruleset, violated) => {
  let rules: RuleProcess;
  beforeAll(async () => {
    rules = await openPack(name);
  });
  afterAll(() => rules?.close());

  it('are the official ones', async () => {
    const rows = manifest().filter(
      (row) => row.get(ruleset) === name && /^(cii|cdar)$/.test(row.get('syntax') ?? '') && row.get('embedded') === '',
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      const file = row.get('file') ?? '';
      const document = readFileSync(join(CORPUS, file));
      const found = await brokenRules(rules, document).catch((error: unknown) => [codeOf(error)]);
      expect({ file, found }).toEqual({ file, found: expectedOf(row.get(violated) ?? '') });
    }
  });
});
