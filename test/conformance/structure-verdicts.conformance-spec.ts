import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPdfContainer, STRUCTURE_NAMES, STRUCTURES, type StructureName } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { CORPUS, NOT_HERE, suite } from './official-standards.js';
import { InstanceWriter } from './structure-instances.js';
import { Dice, type Mutation, MUTATIONS, Mutator } from './structure-mutants.js';
import { judge, openPair, type SchemaPair, surelyFits } from './structure-schemas.js';

/** So many mutants of files that are valid by this schema. */
const MUTANTS: Readonly<Record<StructureName, number>> = {
  cii: 1000,
  ubl_invoice: 500,
  ubl_credit_note: 250,
  cdar: 250,
  facturx_minimum: 200,
  facturx_basic_wl: 200,
  facturx_basic: 200,
  facturx_en16931: 200,
  facturx_extended: 200,
};

/** What no parser reads, and why. */
const MALFORMED = [
  // no declaration of its prefix udt
  'cii/easybill/CII_missing_namespace.xml',
  // two byte order marks, the second in mojibake
  'cii/easybill/EN16931_Einfach_BOM.xml',
  // no XML
  'cii/horstoeko/xml_invalid_2.xml',
];

interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The schemas it is held against: its own message's, and for CII those of the Factur-X profiles too. */
  readonly schemas: readonly StructureName[];
}

const PROFILES = STRUCTURE_NAMES.filter((name) => name.startsWith('facturx'));

/** By the namespace of its root; with another root (as in fragments) a file is judged as an invoice, and refused. */
const schemasOf = (name: string, bytes: Uint8Array): StructureName[] => {
  const messages = STRUCTURE_NAMES.filter((message) => !PROFILES.includes(message));
  const text = Buffer.from(bytes);
  const found = messages.find((message) => text.includes(`"${STRUCTURES[message].root.namespace}"`));
  const message = found ?? (name.startsWith('ubl') ? 'ubl_invoice' : 'cii');
  return message === 'cii' ? [message, ...PROFILES] : [message];
};

/** The XML of a hybrid PDF; undefined for one without or beyond reading. */
const embedded = (bytes: Uint8Array): Uint8Array | undefined => {
  try {
    return readPdfContainer(bytes).invoice?.bytes;
  } catch {
    return undefined;
  }
};

const corpus = (): CorpusFile[] =>
  readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .flatMap((name) => {
      if (!/\.(xml|pdf)$/.test(name)) return [];
      const file = readFileSync(join(CORPUS, name));
      const bytes = name.endsWith('.pdf') ? embedded(file) : file;
      return bytes === undefined ? [] : [{ name, bytes, schemas: schemasOf(name, bytes) }];
    });

class Comparison {
  readonly disagreements: object[] = [];
  readonly valid = new Map<StructureName, number>();
  readonly invalid = new Map<StructureName, number>();
  /** How many we accept without asking a schema. */
  readonly fitting = new Map<StructureName, number>();

  /** Compares all verdicts on one document; false for one that is not well-formed. */
  add(what: string, pairs: readonly SchemaPair[], document: Uint8Array): boolean {
    const verdicts = judge(pairs, document);
    for (const [index, { official, ours }] of verdicts?.entries() ?? []) {
      const schema = pairs[index]?.name;
      if (schema === undefined) continue;
      const fits = surelyFits(schema, document);
      for (const counts of [official.length === 0 ? this.valid : this.invalid, ...(fits ? [this.fitting] : [])]) {
        counts.set(schema, (counts.get(schema) ?? 0) + 1);
      }
      const same = JSON.stringify(official) === JSON.stringify(ours);
      if (!same || (fits && official.length > 0)) this.disagreements.push({ what, schema, fits, official, ours });
    }
    return verdicts !== undefined;
  }
}

describe.skipIf(NOT_HERE)(suite('verdicts of our schemas and the official ones'), () => {
  const files = NOT_HERE ? [] : corpus();
  const pairs = new Map(NOT_HERE ? [] : STRUCTURE_NAMES.map((name) => [name, openPair(name)]));
  const pairsOf = (names: readonly StructureName[]): SchemaPair[] => names.flatMap((name) => pairs.get(name) ?? []);
  const accepted = (name: StructureName, bytes: Uint8Array): boolean =>
    judge(pairsOf([name]), bytes)?.[0]?.official.length === 0;

  it('are the same, word for word, on every file of the corpus and on the XML in its PDFs', () => {
    const comparison = new Comparison();
    const malformed = files.filter(({ name, bytes, schemas }) => !comparison.add(name, pairsOf(schemas), bytes));
    expect(malformed.map(({ name }) => name)).toEqual(MALFORMED);
    expect(comparison.disagreements).toEqual([]);
    expect(files.filter(({ name }) => name.endsWith('.pdf')).length).toBe(17);
    expect(files.length).toBe(736);
    for (const name of STRUCTURE_NAMES) {
      const { valid, fitting } = comparison;
      expect({ name, valid: valid.has(name), fits: fitting.has(name) }).toEqual({ name, valid: true, fits: true });
    }
  });

  it.each(STRUCTURE_NAMES)('are the same, word for word, on mutants of what is valid by %s', (schema) => {
    const comparison = new Comparison();
    const kinds = new Set<Mutation>();
    const dice = new Dice(20_261_121);
    const structure = STRUCTURES[schema];
    const writer = new InstanceWriter(structure);
    const sound = files.filter(({ bytes, schemas }) => schemas.includes(schema) && accepted(schema, bytes));
    const sources = sound.map(({ name, bytes, schemas }) => {
      const mutator = new Mutator(Buffer.from(bytes).toString('utf8'), structure, writer, dice);
      return { name, judges: pairsOf(schema.startsWith('facturx') ? [schema] : schemas), mutator };
    });
    const seen = new Set<string>();
    while (seen.size < MUTANTS[schema]) {
      const source = dice.pick(sources);
      const kind = dice.pick(MUTATIONS);
      if (source === undefined || kind === undefined) throw new Error('Nothing to mutate');
      const mutant = source.mutator[kind]();
      if (mutant === undefined || mutant === source.mutator.source || seen.has(mutant)) continue;
      if (!comparison.add(`${source.name}, ${kind}`, source.judges, Buffer.from(mutant))) continue;
      seen.add(mutant);
      kinds.add(kind);
    }
    expect(comparison.disagreements).toEqual([]);
    expect([...kinds].toSorted()).toEqual(MUTATIONS.toSorted());
    const [valid, invalid] = [comparison.valid.get(schema) ?? 0, comparison.invalid.get(schema) ?? 0];
    expect(valid + invalid).toBe(MUTANTS[schema]);
    expect(Math.min(valid, invalid)).toBeGreaterThan(MUTANTS[schema] / 5);
    expect(comparison.fitting.get(schema)).toBeGreaterThan(valid / 10);
  });

  it('were asked for over 2,000 mutants', () => {
    expect(Object.values(MUTANTS).reduce((sum, count) => sum + count, 0)).toBe(3000);
  });
});
