import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readXml, type Structure, STRUCTURE_NAMES, STRUCTURES, type XmlElement } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { NOT_HERE, STANDARDS, suite } from './official-standards.js';
import { OFFICIAL } from './structure-schemas.js';

const named = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.filter((child) => child.name === name);

/** The files that hold aggregates, from the message's own schema on. */
const schemaFiles = (main: string): string[] => {
  const folder = join(STANDARDS, dirname(main));
  const aggregates = /ReusableAggregate|UBL-CommonAggregate|UBL-CommonExtensionComponents/;
  const near = [folder, join(folder, '../common')].flatMap((where) =>
    main.startsWith('ubl') || where === folder ? readdirSync(where).map((name) => join(where, name)) : [],
  );
  return [join(STANDARDS, main), ...near.filter((file) => aggregates.test(file))];
};

/** Aggregate → its elements in order, as `name min..max`, read off the official schema files. */
const official = (main: string): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const type of schemaFiles(main).flatMap((file) => named(readXml(readFileSync(file)), 'complexType'))) {
    const elements = named(type, 'sequence').flatMap((sequence) => named(sequence, 'element'));
    const rows = elements.map(({ attributes }) => {
      const name = attributes.get('name') ?? attributes.get('ref')?.replace(/^.*:/, '');
      return `${name} ${attributes.get('minOccurs') ?? '1'}..${attributes.get('maxOccurs') ?? '1'}`;
    });
    if (rows.length > 0 || type.children.length === 0) {
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
  it.each(STRUCTURE_NAMES)('%s: every aggregate has the elements of the schema, no more and no fewer', (name) => {
    const structure = STRUCTURES[name];
    const schema = official(OFFICIAL[name]);
    for (const aggregate of structure.aggregates.keys()) {
      expect({ aggregate, rows: ours(structure, aggregate) }).toEqual({ aggregate, rows: schema.get(aggregate) });
    }
  });

  it.each(['cii', 'cdar'] as const)('%s: no aggregate of the schema is left out', (name) => {
    expect([...STRUCTURES[name].aggregates.keys()].toSorted()).toEqual([...official(OFFICIAL[name]).keys()].toSorted());
  });
});
