import { describeRule } from '@onefacture/validation';
import { describe, expect, it } from 'vitest';
import { manifest, NOT_HERE, suite } from './official-standards.js';

const ID = /^(BR|CII|UBL|PEPPOL)-[\w-]+$/;
const COLUMNS = ['violated_rules', 'fr_violated_rules', 'warnings', 'unit_expectation'];

describe.skipIf(NOT_HERE)(suite('the catalogue of rules over the corpus'), () => {
  it('describes every rule that a document of the corpus breaks', () => {
    const cells = manifest().flatMap((row) => COLUMNS.map((column) => row.get(column) ?? ''));
    const words = cells.flatMap((cell) => cell.split(/[\s"]+/)).map((word) => word.replace(/^\w+:|x\d+$/g, ''));
    const ids = new Set(words.filter((word) => ID.test(word)));
    expect(ids.size).toBeGreaterThan(150);
    expect([...ids].filter((id) => describeRule(id) === undefined)).toEqual([]);
  });
});
