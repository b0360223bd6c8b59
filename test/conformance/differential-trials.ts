import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StructureName, Syntax } from '@onefacture/formats';
import { CORPUS, manifest, type PackName } from './official-standards.js';
import { RECATEGORIES, recategorised } from './recategorised.js';
import { type Change, Donors, mutate } from './rule-mutants.js';
import { Dice } from './structure-mutants.js';

/** A rule set with the corpus documents that are mutated for it. */
export interface Trial {
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

/** All that is judged. */
export const TRIALS: readonly Trial[] = [
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

/** Official engines take a second for a long invoice. */
const LARGEST = 60_000;
/** Fragments are about one rule each, and break many others. */
const FRAGMENTS = 0.2;

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

/** A document of the corpus that was changed. */
export interface Mutant {
  readonly file: string;
  readonly text: string;
  readonly changes: readonly Change[];
}

/** Mutants that are all different; the same ones on every run over the same corpus. */
export function* mutantsOf(trial: Trial, count: number): Generator<Mutant> {
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

/** A document in this many is given every category; the others differ from it in what categories have no part in. */
const RECATEGORISED = 5;

/** Documents of the corpus with one VAT category throughout, which no single change makes of them. */
export function* recategorisedOf(trial: Trial): Generator<Mutant> {
  const whole = sourcesOf(trial).filter(({ fragment }) => !fragment);
  for (const { file, text } of whole.filter((_, index) => index % RECATEGORISED === 0)) {
    for (const category of RECATEGORIES) {
      const changed = recategorised(trial.syntax, text, category);
      const now = `${category.code} ${category.rate ?? 'without a rate'}`;
      const change: Change = { kind: 'category changed throughout', path: '/', was: '', now };
      if (changed !== text) yield { file, text: changed, changes: [change] };
    }
  }
}
