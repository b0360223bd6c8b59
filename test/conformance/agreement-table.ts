import { isSame, isWronglyRefused, NO_NATIVE_SET, type Outcome } from './agreement.js';

const HEADINGS = ['', 'documents', 'valid, same', 'invalid, same', 'valid refused', 'left out'];
const WIDTHS = [34, 11, 14, 15, 15, 13];

const columns = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(WIDTHS[0] ?? 0) : cell.padStart(WIDTHS[index] ?? 0))).join('');

const line = (title: string, outcomes: readonly Outcome[]): string => {
  const covered = outcomes.filter(({ left }) => left === undefined);
  const same = (official: Outcome['official']): string => {
    const ones = covered.filter((outcome) => outcome.official === official);
    return ones.length === 0 ? '-' : `${ones.filter(isSame).length}/${ones.length}`;
  };
  const refused = outcomes.filter(isWronglyRefused).length;
  const figures = [outcomes.length, same('valid'), same('invalid'), refused, outcomes.length - covered.length];
  return columns([title, ...figures.map(String)]);
};

const STEPS: Readonly<Record<Outcome['step'], string>> = {
  profile: 'rules of the profile',
  'fr-ctc': 'rules of French law',
  unit: 'one rule on a fragment',
};

/** How far we agree with the official verdicts, by step and source, in columns. */
export const agreementTable = (outcomes: readonly Outcome[]): string =>
  Object.entries(STEPS)
    .map(([step, title]): [string, Outcome[]] => [title, outcomes.filter((outcome) => outcome.step === step)])
    .filter(([, all]) => all.length > 0)
    .flatMap(([title, all]) => {
      const sources = [...new Set(all.map(({ source }) => source))].toSorted();
      const bySource = sources.map((name) =>
        line(
          name,
          all.filter(({ source }) => source === name),
        ),
      );
      return ['', columns([title, ...HEADINGS.slice(1)]), ...bySource, line('all', all)];
    })
    .join('\n');

/** One line for each document on which we differ, or that was left out for another reason than a missing rule set. */
export const agreementDifferences = (outcomes: readonly Outcome[]): string =>
  outcomes
    .filter((outcome) => !isSame(outcome) && outcome.left !== NO_NATIVE_SET)
    .map(({ file, step, official, left, missing, extra }) => {
      const said = [
        ...(left === undefined ? [] : [`left out, ${left}`]),
        ...(missing.length > 0 ? [`missing ${missing.join(' ')}`] : []),
        ...(extra.length > 0 ? [`extra ${extra.join(' ')}`] : []),
      ];
      return `${file} (${step}, officially ${official}): ${said.join('; ')}`;
    })
    .join('\n');
