import { describe, expect, it } from 'vitest';
import { readTable } from './structure-table.js';

const NAMESPACES = new Map([
  ['r', 'urn:r'],
  ['s', 'urn:s'],
]);

const TABLE = `
[r]
Root
  One text 0..1
  s:Two Part 1..n
[s]
Part
  Only when 0..3
Empty
when: dateTime choice
  Stamp stamp 1..1
stamp: text string
  @format! token
  @zone token{1,2} = Z
text: text string
`;

describe('reading a table', () => {
  const facts = readTable(NAMESPACES, TABLE);

  it('keeps order, cardinality and namespaces', () => {
    expect(facts.aggregates.get('Root')?.get('One')).toMatchObject({ namespace: 'urn:r', position: 0, min: 0, max: 1 });
    const two = { namespace: 'urn:s', type: 'Part', position: 1, min: 1, max: Infinity };
    expect(facts.aggregates.get('Root')?.get('Two')).toMatchObject(two);
    expect(facts.aggregates.get('Empty')?.size).toBe(0);
    expect(facts.homes).toEqual(
      new Map([
        ['Root', 'urn:r'],
        ['Part', 'urn:s'],
        ['Empty', 'urn:s'],
      ]),
    );
  });

  it('gives a leaf its kind and its datatype with inner elements and attributes', () => {
    const only = facts.aggregates.get('Part')?.get('Only');
    expect(only).toMatchObject({ type: 'dateTime', max: 3, datatype: { name: 'when', content: 'choice' } });
    const stamp = only?.datatype?.elements.get('Stamp');
    expect(stamp).toMatchObject({ namespace: 'urn:s', type: 'text', datatype: { name: 'stamp' } });
    expect(stamp?.datatype?.content).toBe('string');
    expect([...(stamp?.datatype?.attributes.values() ?? [])]).toEqual([
      { name: 'format', required: true, base: 'token' },
      { name: 'zone', required: false, base: 'token', length: { min: 1, max: 2 }, fixed: 'Z' },
    ]);
  });

  it.each([
    '  A text 0-1',
    '  x:A text 0..1',
    '  @name nonsense',
    '  @name',
    'text: nonsense string',
    'other: text nonsense',
    'other: text string{1}',
    '  @name string{1}',
    'Root',
    'lower',
    '[x]',
    '[r',
  ])('fails on the line %j', (line) => {
    expect(() => readTable(NAMESPACES, `${TABLE}${line}\n`)).toThrow(`Not a structure row: ${line}`);
  });

  it('fails on a row before any section', () => {
    expect(() => readTable(NAMESPACES, 'Root\n')).toThrow('Not a structure row: Root');
  });

  it('fails on a type that is not defined and on an element named twice', () => {
    expect(() => readTable(NAMESPACES, '[r]\nRoot\n  A b 0..1\n')).toThrow('Root/A: the table does not define b');
    const twice = '[r]\nRoot\n  A b 0..1\n  A b 0..1\nb: text string\n';
    expect(() => readTable(NAMESPACES, twice)).toThrow('Root names A twice');
  });
});
