import { type ElementFact, type Structure, type StructureName, STRUCTURE_NAMES, STRUCTURES } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { NOT_HERE, suite } from './official-standards.js';
import { InstanceWriter, type Spelling } from './structure-instances.js';
import { judge, openPair, type SchemaPair, surelyFits } from './structure-schemas.js';

/** Texts that no such type accepts. */
const BAD: Readonly<Record<string, string>> = {
  base64Binary: 'A',
  boolean: 'yes',
  date: '20260131',
  dateTime: '2026-01-31',
  decimal: '1,50',
  language: '1',
  time: '10h',
};

interface Probe {
  readonly what: string;
  readonly document: string;
  readonly valid: boolean;
}

const leafProbes = (fact: ElementFact, write: (element: string) => string, writer: InstanceWriter): Probe[] => {
  const { datatype } = fact;
  if (datatype === undefined) return [];
  const probes = [
    { what: 'with every attribute', document: write(writer.smallest(fact, { everyAttribute: true })), valid: true },
    {
      what: 'with an unknown attribute',
      document: write(writer.smallest(fact, { attribute: { name: 'unknown', value: '1' } })),
      valid: false,
    },
  ];
  const text = BAD[datatype.content];
  if (text !== undefined) {
    probes.push({ what: `holding ${text}`, document: write(writer.smallest(fact, { text })), valid: false });
  }
  for (const { name, required } of datatype.attributes.values()) {
    if (!required) continue;
    const without = writer.smallest(fact).replace(new RegExp(` ${name}="[^"]*"`), '');
    probes.push({ what: `without ${name}`, document: write(without), valid: false });
  }
  return probes;
};

const probesOf = (writer: InstanceWriter, aggregate: string, fact: ElementFact): Probe[] => {
  const write = (instead: string): string => writer.document(aggregate, fact.name, instead);
  const one = writer.smallest(fact);
  const many = fact.max === Infinity ? 3 : fact.max;
  const probes = [
    { what: `${fact.min} times`, document: write(one.repeat(fact.min)), valid: true },
    { what: `${many} times`, document: write(one.repeat(many)), valid: true },
    ...leafProbes(fact, (element) => write(element + one.repeat(Math.max(0, fact.min - 1))), writer),
  ];
  if (fact.min > 0) probes.push({ what: 'too few', document: write(one.repeat(fact.min - 1)), valid: false });
  if (fact.max !== Infinity) probes.push({ what: 'too many', document: write(one.repeat(many + 1)), valid: false });
  return probes;
};

/** What is wrong with a probe's verdicts, or an empty list. */
const disagreements = (pair: SchemaPair, place: string, { what, document, valid }: Probe): object[] => {
  const [verdicts] = judge([pair], Buffer.from(document)) ?? [];
  if (verdicts === undefined) return [{ place, what, document }];
  const { official, ours } = verdicts;
  const same = JSON.stringify(official) === JSON.stringify(ours);
  const fits = surelyFits(pair.name, Buffer.from(document));
  return same && (official.length === 0) === valid && (valid || !fits)
    ? []
    : [{ place, what, valid, fits, official, ours }];
};

/** Texts that some types accept and others do not. */
const TEXTS = [
  '',
  ' ',
  'A 1',
  ' A1 ',
  '1.50',
  '-1',
  '1e3',
  'true',
  '0',
  '2026-01-31',
  '10:00:00',
  'TWVyY2k=',
  'fr',
  '%zz',
  'MORETHANTHREE',
];

/** Values of attributes, likewise. */
const VALUES = ['', 'fr', 'A 1', '%zz', 'MORETHANTHREE'];

/** Every attribute that some datatype of some structure has. */
const ATTRIBUTES: readonly string[] = [
  ...new Set(
    Object.values(STRUCTURES).flatMap(({ datatypes }) =>
      [...datatypes.values()].flatMap(({ attributes }) => [...attributes.keys()]),
    ),
  ),
];

/** One leaf for each datatype, with its place; for a choice, each of its inner elements in turn. */
const samples = (structure: Structure, writer: InstanceWriter) => {
  const found = new Map<unknown, { place: string; write: (spelling: Spelling) => string }>();
  for (const aggregate of writer.reachable) {
    for (const fact of structure.aggregates.get(aggregate)?.values() ?? []) {
      const { datatype } = fact;
      if (datatype === undefined || found.has(datatype)) continue;
      const place = `${aggregate}/${fact.name}`;
      const rest = writer.smallest(fact).repeat(Math.max(0, fact.min - 1));
      const write = (leaf: string): string => writer.document(aggregate, fact.name, leaf + rest);
      found.set(datatype, { place, write: (spelling) => write(writer.smallest(fact, spelling)) });
      for (const inner of datatype.elements.values()) {
        const wrap = (spelling: Spelling): string =>
          write(writer.smallest(fact, { content: writer.smallest(inner, spelling) }));
        found.set(`${datatype.name}/${inner.name}`, { place: `${place}/${inner.name}`, write: wrap });
      }
    }
  }
  return [...found.values()];
};

describe.skipIf(NOT_HERE)(suite('every fact of the tables against the official schemas'), () => {
  it.each(STRUCTURE_NAMES)('%s: elements, cardinalities, attributes and texts', (name: StructureName) => {
    const structure = STRUCTURES[name];
    const pair = openPair(name);
    const writer = new InstanceWriter(structure);
    const found: object[] = [];
    let probed = 0;
    for (const aggregate of writer.reachable) {
      for (const fact of structure.aggregates.get(aggregate)?.values() ?? []) {
        const probes = probesOf(writer, aggregate, fact);
        probed += probes.length;
        for (const probe of probes) found.push(...disagreements(pair, `${aggregate}/${fact.name}`, probe));
      }
    }
    expect(found.slice(0, 10)).toEqual([]);
    expect(probed).toBeGreaterThan(4 * structure.aggregates.size);
  });

  it.each(STRUCTURE_NAMES)('%s: any text and any attribute in a leaf of each datatype', (name: StructureName) => {
    const structure = STRUCTURES[name];
    const pair = openPair(name);
    const found: object[] = [];
    const verdicts = { valid: 0, invalid: 0, fitting: 0 };
    for (const { place, write } of samples(structure, new InstanceWriter(structure))) {
      const attributes = ATTRIBUTES.flatMap((attribute) =>
        VALUES.map((value) => ({ attribute: { name: attribute, value } })),
      );
      for (const spelling of [...TEXTS.map((text) => ({ text })), ...attributes]) {
        const document = Buffer.from(write(spelling));
        const [verdict] = judge([pair], document) ?? [];
        const valid = verdict?.official.length === 0;
        verdicts[valid ? 'valid' : 'invalid'] += 1;
        const fits = surelyFits(name, document);
        if (fits) verdicts.fitting += 1;
        const same = verdict !== undefined && JSON.stringify(verdict.official) === JSON.stringify(verdict.ours);
        if (!same || (fits && !valid)) found.push({ place, spelling, fits, ...verdict });
      }
    }
    expect(found.slice(0, 10)).toEqual([]);
    expect(verdicts.valid).toBeGreaterThan(structure.datatypes.size);
    expect(verdicts.invalid).toBeGreaterThan(verdicts.valid);
    expect(verdicts.fitting).toBeGreaterThan(verdicts.valid / 2);
  });
});
