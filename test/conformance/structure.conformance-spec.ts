import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXml, type Structure, STRUCTURES, type XmlElement } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { NOT_HERE, STANDARDS, suite } from './official-standards.js';

const named = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.filter((child) => child.name === name);

/** Aggregate → its elements in order, as `name min..max`, read off the official schema files. */
const official = (folder: string): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  const files = readdirSync(join(STANDARDS, folder));
  for (const file of files.filter((name) => /Reusable|100pD22B\.xsd$/.test(name))) {
    const schema = readXml(readFileSync(join(STANDARDS, folder, file)));
    for (const type of named(schema, 'complexType')) {
      const elements = named(type, 'sequence').flatMap((sequence) => named(sequence, 'element'));
      const rows = elements.map(({ attributes }) => {
        const max = attributes.get('maxOccurs') ?? '1';
        return `${attributes.get('name')} ${attributes.get('minOccurs') ?? '1'}..${max}`;
      });
      found.set(type.attributes.get('name')?.replace(/Type$/, '') ?? '', rows);
    }
  }
  return found;
};

const ours = (structure: Structure, aggregate: string): string[] =>
  [...(structure.aggregates.get(aggregate)?.values() ?? [])].map(
    ({ name, min, max }) => `${name} ${min}..${max === Infinity ? 'unbounded' : max}`,
  );

describe.skipIf(NOT_HERE)(suite('structure tables against the official schemas'), () => {
  it('CII: every row stands in the schema, in its order and cardinality', () => {
    const schema = official('cii-d22b');
    for (const aggregate of STRUCTURES.cii.aggregates.keys()) {
      const rows = ours(STRUCTURES.cii, aggregate);
      const kept = (schema.get(aggregate) ?? []).filter((row) => rows.includes(row));
      expect({ aggregate, rows }).toEqual({ aggregate, rows: kept });
    }
  });

  it('CDAR: the tables are the schema', () => {
    const schema = official('cdar-d22b');
    const tables = new Map([...STRUCTURES.cdar.aggregates.keys()].map((name) => [name, ours(STRUCTURES.cdar, name)]));
    expect(tables).toEqual(schema);
  });
});
