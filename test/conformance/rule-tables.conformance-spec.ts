import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Syntax } from '@onefacture/formats';
import { ALWAYS_HOLD, BR_FR_CDV, type RuleSet, severityIn } from '@onefacture/validation';
import { describe, expect, it } from 'vitest';
import { nativeSet } from './native-rule-sets.js';
import { isNameless, NOT_HERE, officialRules, type PackName, suite } from './official-standards.js';

const REFERENCE = resolve(process.env['REFERENCE_DIR'] ?? '../shared/reference');
const NO_TABLES = NOT_HERE || !existsSync(REFERENCE);

const table = (name: string): Record<string, string>[] => {
  const [head = '', ...rows] = readFileSync(`${REFERENCE}/${name}`, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, index) => [names[index] ?? '', cell])));
};

/** Severity of each rule of ours in a syntax, by id. */
const ownRules = (set: RuleSet, syntax: Syntax): ReadonlyMap<string, string> =>
  new Map([...set.rules, ...set.elements[syntax]].map((rule) => [rule.id, severityIn(rule, syntax)]));

/** As the artefacts flag it; without a flag a broken rule is an error. */
const severityOf = (flag: string): string => (flag === 'warning' ? 'warning' : 'error');

const alwaysHolds = (id: string, syntax: Syntax): boolean => ALWAYS_HOLD.get(id)?.syntaxes.includes(syntax) === true;

/** `id severity` of what is official and neither ours at that severity nor listed; and of what is both. */
const lacking = (rules: ReadonlyMap<string, string>, set: RuleSet, syntax: Syntax): string[] => {
  const own = ownRules(set, syntax);
  const settled = ([id, severity]: [string, string]): boolean =>
    alwaysHolds(id, syntax) ? !own.has(id) : own.get(id) === severity;
  return [...rules].filter((rule) => !settled(rule)).map((rule) => rule.join(' '));
};

/** A rule of Factur-X that we do not give: it cannot be broken there. */
const NOT_OF_FACTURX: ReadonlySet<string> = new Set(['CII-SR-464']);

const isFacturX = (pack: PackName): boolean => pack.startsWith('Factur-X');

/** Factur-X has the code lists of EN 16931, in rules without an id. */
const isNamelessThere = (pack: PackName, id: string): boolean => isFacturX(pack) && id.startsWith('BR-CL-');

/** Every pack whose rules have ids, with its syntax. */
const SETS: readonly (readonly [PackName, Syntax])[] = [
  ['CEN EN16931-CII 1.3.16', 'CII'],
  ['CEN EN16931-UBL 1.3.16', 'UBL'],
  ['BR-FR-Flux2 1.4.0.03', 'CII'],
  ['BR-FR-Flux2-UBL 1.4.0.03', 'UBL'],
  ['EXTENDED-CTC-FR-CII 1.4.0.03', 'CII'],
  ['EXTENDED-CTC-FR-UBL 1.4.0.03', 'UBL'],
  ['Factur-X 1.09.2 EXTENDED', 'CII'],
  ['Factur-X 1.09.2 BASIC WL', 'CII'],
];

/** Severity of each official rule, by id. */
const official = (pack: PackName): ReadonlyMap<string, string> =>
  new Map(
    officialRules(pack)
      .filter(({ id }) => !isNameless(id) && !(isFacturX(pack) && NOT_OF_FACTURX.has(id)))
      .map(({ id, flag }) => [id, severityOf(flag)]),
  );
const setOf = (pack: PackName): RuleSet => {
  const set = nativeSet(pack);
  if (set === undefined) throw new Error(`No native rule set for ${pack}`);
  return set;
};

describe.skipIf(NO_TABLES)(suite('every official rule is ours, or listed as one that always holds'), () => {
  it.each(SETS)('%s: all its rules, at their severity', (pack, syntax) => {
    const rules = official(pack);
    expect(rules.size).toBeGreaterThan(100);
    expect(lacking(rules, setOf(pack), syntax)).toEqual([]);
  });

  it.each(SETS)('%s: no rule besides', (pack, syntax) => {
    const rules = official(pack);
    const other = official(SETS.find(([name, one]) => one !== syntax && setOf(name) === setOf(pack))?.[0] ?? pack);
    const besides = [...ownRules(setOf(pack), syntax).keys()].filter((id) => !rules.has(id) && !other.has(id));
    expect(besides.filter((id) => !isNamelessThere(pack, id))).toEqual([]);
  });

  it('BR-FR-CDV: all its rules, at their severity, and no rule besides', () => {
    const rules = official('BR-FR-CDV CDAR 1.4.0.03');
    const own = new Map(BR_FR_CDV.messages.map(({ id, severity }) => [id, severity]));
    const held = [...rules.keys()].filter((id) => ALWAYS_HOLD.get(id)?.syntaxes.includes('CDAR') === true);
    expect(rules.size).toBe(42);
    expect([...rules].filter(([id]) => !held.includes(id))).toEqual(expect.arrayContaining([...own]));
    expect(own.size + held.length).toBe(rules.size);
  });

  it('the table of EN 16931, by syntax', () => {
    const rows = table('rules-en16931.tsv');
    expect(rows).toHaveLength(1_562);
    for (const syntax of ['CII', 'UBL'] as const) {
      const name = syntax.toLowerCase();
      const wanted = rows
        .filter((row) => row['applies_to']?.includes(name))
        .map(({ id = '', flag = '' }): [string, string] => {
          const own = new RegExp(`${name}:(\\w+)`).exec(flag)?.[1];
          return [id, severityOf(own ?? flag)];
        });
      const pack = `CEN EN16931-${syntax} 1.3.16` as const;
      expect(lacking(new Map(wanted), setOf(pack), syntax)).toEqual([]);
    }
  });

  it('the table of French rules, as far as the later edition keeps them', () => {
    const rows = table('rules-fr.tsv').filter(({ set, id }) => id !== '' && set?.includes('CDV') === false);
    expect(rows.length).toBeGreaterThan(450);
    const gone = new Set<string>();
    const missing = new Set<string>();
    for (const { id = '', set = '', applies_to = '' } of rows) {
      const family = set.startsWith('BR-FR') ? 'BR-FR-Flux2' : 'EXTENDED-CTC-FR';
      const found = SETS.find(([name, one]) => name.startsWith(family) && one.toLowerCase() === applies_to);
      if (found === undefined) throw new Error(`No pack for ${id}`);
      const [pack, syntax] = found;
      if (!official(pack).has(id)) gone.add(id);
      else if (!ownRules(setOf(pack), syntax).has(id) && !alwaysHolds(id, syntax)) missing.add(id);
    }
    expect([...missing].toSorted()).toEqual([]);
    expect([...gone].toSorted()).toEqual(['BR-FR-01_BT-EXT-FR-FE-136-2']);
  });
});
