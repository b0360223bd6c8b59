import { describe, expect, it } from 'vitest';
import { CDAR_D22B } from './cdar-d22b.js';
import { CII_D22B } from './cii-d22b.js';
import { factOf, findFact, LEAF_TYPES, readStructure } from './structure.js';

const LEAVES = new Set<string>(LEAF_TYPES);

describe.each([
  ['CII', CII_D22B],
  ['CDAR', CDAR_D22B],
])('the structure of %s', (_, structure) => {
  it('names only aggregates it describes, and describes only those it can reach', () => {
    const reached = new Set([structure.root.name]);
    for (const name of reached) {
      const elements = structure.aggregates.get(name);
      expect({ name, known: elements !== undefined }).toEqual({ name, known: true });
      for (const { type } of elements?.values() ?? []) if (!LEAVES.has(type)) reached.add(type);
    }
    expect([...reached].toSorted()).toEqual([...structure.aggregates.keys()].toSorted());
  });

  it('puts the parts of the message in its own namespace and all else in the shared one', () => {
    for (const [name, elements] of structure.aggregates) {
      const own = name === structure.root.name;
      for (const { namespace } of elements.values()) expect(namespace === structure.root.namespace).toBe(own);
    }
  });
});

describe('reading a structure', () => {
  const root = { name: 'Root', namespace: 'urn:r' };

  it('keeps order and cardinality', () => {
    const structure = readStructure(root, 'Root\n  A id 0..1\n  B text 1..n\n');
    expect(factOf(structure, 'Root', 'B')).toMatchObject({ position: 1, min: 1, max: Infinity, type: 'text' });
  });

  it('fails at load on a row it does not understand', () => {
    expect(() => readStructure(root, 'Root\n  A id 0-1\n')).toThrow('Not a structure row');
  });

  it('knows no element that is not there', () => {
    expect(findFact(readStructure(root, 'Root\n  A id 0..1\n'), 'Root', 'C')).toBeUndefined();
    expect(() => factOf(readStructure(root, 'Root\n  A id 0..1\n'), 'Root', 'C')).toThrow('has no element C');
  });
});
