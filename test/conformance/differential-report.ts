import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TrialResult } from './differential.js';
import { type Difference, EXPLANATIONS } from './explanations.js';

const EXAMPLES = resolve('.data/differential', process.env['DIFFERENTIAL_SEED'] ?? 'usual');
const MOST_EXAMPLES = 3;

type Found = TrialResult['differences'][number];

/** A rule that only one engine gives, with all mutants where that is so, the simplest first. */
interface Group {
  readonly title: string;
  readonly ones: readonly Found[];
}

const grouped = (differences: readonly Found[]): Group[] => {
  const groups = new Map<string, Found[]>();
  for (const one of differences) {
    const title = `${one.rule} ${one.side}, ${one.pack}`;
    groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  return [...groups]
    .map(([title, ones]) => ({ title, ones: ones.toSorted((a, b) => simplicity(a) - simplicity(b)) }))
    .toSorted((a, b) => b.ones.length - a.ones.length || (a.title < b.title ? -1 : 1));
};

/** Few changes and few ids make a good example. */
const simplicity = ({ changes, official, ours, document }: Found): number =>
  changes.length * 100 + official.length + ours.length + document.length / 100_000;

const isExplained = (difference: Difference): boolean => EXPLANATIONS.some(({ holds }) => holds(difference));

const told = ({ file, changes }: Found): string =>
  `${file}: ${changes.map(({ kind, path, was, now }) => `${kind} at ${path} (${JSON.stringify(was)} → ${JSON.stringify(now)})`).join(', then ')}`;

/** Differences that no explanation is about. */
export const unexplained = (results: readonly TrialResult[]): readonly Found[] =>
  results.flatMap(({ differences }) => differences).filter((one) => !isExplained(one));

/** Counts by rule set, what is explained and why, and every other difference by rule with an example. */
export const differentialReport = (results: readonly TrialResult[]): string => {
  const counts = results.map(({ pack, judged, same, invalid, aborted }) =>
    judged === 0
      ? `${pack.padEnd(32)}left out, the rule set is not native`
      : `${pack.padEnd(32)}${judged} mutants, ${invalid} officially invalid, ${same} the same, ` +
        `${judged - same} different; the official engine gave up on ${aborted}`,
  );
  const all = results.flatMap(({ differences }) => differences);
  const reasons = EXPLANATIONS.map(({ reason, holds }) => `explained ${all.filter(holds).length}: ${reason}`);
  const open = grouped(unexplained(results)).flatMap(({ title, ones: [first, ...more] }) =>
    first === undefined ? [] : [`${title}: ${more.length + 1}, such as ${told(first)}`],
  );
  return [...counts, ...reasons, '', ...open].join('\n');
};

const fileName = (text: string): string => text.replaceAll(/[^\w.-]+/g, '_');

/** Leaves the simplest documents of each difference, and the report, where they can be looked at. */
export const writeExamples = (results: readonly TrialResult[]): string => {
  rmSync(EXAMPLES, { recursive: true, force: true });
  mkdirSync(EXAMPLES, { recursive: true });
  writeFileSync(join(EXAMPLES, 'report.txt'), differentialReport(results));
  for (const { title, ones } of grouped(unexplained(results))) {
    for (const [index, one] of ones.slice(0, MOST_EXAMPLES).entries()) {
      const name = join(EXAMPLES, `${fileName(title)}.${index + 1}`);
      writeFileSync(`${name}.xml`, one.document);
      const verdicts = `officially: ${one.official.join(' ')}\nours: ${one.ours.join(' ')}`;
      writeFileSync(`${name}.txt`, `${told(one)}\n${verdicts}\n`);
    }
  }
  return EXAMPLES;
};
