import { describe, expect, it } from 'vitest';
import { factOf, findFact, LEAF_TYPES, type Structure } from './structure.js';
import { STRUCTURES } from './structures.js';

/** Aggregates, elements and datatypes of each table. */
const COUNTS = {
  cii: [102, 1096, 79],
  ubl_invoice: [111, 1233, 15],
  ubl_credit_note: [111, 1230, 15],
  cdar: [14, 127, 25],
  facturx_minimum: [14, 30, 8],
  facturx_basic_wl: [25, 93, 19],
  facturx_basic: [33, 114, 20],
  facturx_en16931: [40, 155, 23],
  facturx_extended: [53, 275, 32],
};

const LEAVES = new Set<string>(LEAF_TYPES);

const reachedFrom = (structure: Structure, ...roots: string[]): Set<string> => {
  const reached = new Set(roots);
  for (const name of reached) {
    const elements = structure.aggregates.get(name);
    for (const { type } of elements?.values() ?? []) if (!LEAVES.has(type)) reached.add(type);
  }
  return reached;
};

describe.each(Object.entries(STRUCTURES))('the structure %s', (name, structure) => {
  const ubl = name.startsWith('ubl');

  it('describes all aggregates it can reach and no others', () => {
    const names = [...structure.aggregates.keys()];
    // The two UBL documents share one table, so each also describes what only the other reaches.
    const other = name === 'ubl_invoice' ? STRUCTURES.ubl_credit_note : STRUCTURES.ubl_invoice;
    const shared = ubl
      ? [...reachedFrom(other, other.root.name)].filter((aggregate) => aggregate !== other.root.name)
      : [];
    expect([...reachedFrom(structure, structure.root.name, ...shared)].toSorted()).toEqual(names.toSorted());
    expect([...structure.homes.keys()].toSorted()).toEqual(names.toSorted());
  });

  it('uses every datatype it describes', () => {
    const used = new Set<unknown>();
    const use = (facts: Iterable<{ datatype?: { elements: ReadonlyMap<string, object> } }>): void => {
      for (const { datatype } of facts) {
        if (datatype === undefined || used.has(datatype)) continue;
        used.add(datatype);
        use(datatype.elements.values());
      }
    };
    for (const elements of structure.aggregates.values()) use(elements.values());
    expect([...structure.datatypes.values()].filter((datatype) => !used.has(datatype))).toEqual([]);
  });

  it('numbers the elements of each aggregate and never asks for more than it allows', () => {
    for (const elements of structure.aggregates.values()) {
      expect([...elements.values()].map(({ position }) => position)).toEqual([...elements.keys()].map((_, at) => at));
      for (const fact of elements.values()) expect(fact.min <= fact.max && fact.max >= 1).toBe(true);
    }
  });

  it('has a prefix for every namespace of an element', () => {
    for (const elements of structure.aggregates.values()) {
      for (const { namespace } of elements.values()) expect(structure.prefixes.has(namespace)).toBe(true);
    }
  });
});

describe('namespaces', () => {
  const all = Object.entries(STRUCTURES);
  const ubl = all.filter(([name]) => name.startsWith('ubl'));
  const cefact = all.filter(([name]) => !name.startsWith('ubl'));

  it.each(cefact)(
    '%s puts the parts of the message in its own namespace and all else in the shared one',
    (_, structure) => {
      for (const [aggregate, elements] of structure.aggregates) {
        const own = aggregate === structure.root.name;
        for (const { namespace } of elements.values()) expect(namespace === structure.root.namespace).toBe(own);
      }
    },
  );

  it.each(ubl)('%s keeps leaves in cbc or ext, aggregates in cac or ext, and declares them once', (_, structure) => {
    const types = new Map<string, string | object>();
    for (const elements of structure.aggregates.values()) {
      for (const { name: element, namespace, type, datatype } of elements.values()) {
        const part = structure.prefixes.get(namespace) ?? '';
        expect([datatype === undefined ? 'cac' : 'cbc', 'ext']).toContain(part);
        expect(structure.shared.has(namespace)).toBe(true);
        const known = types.get(`${part}:${element}`) ?? datatype ?? type;
        expect(datatype ?? type).toBe(known);
        types.set(`${part}:${element}`, known);
      }
    }
  });
});

describe('the tables', () => {
  it('are complete: so many aggregates and elements', () => {
    const counts = Object.entries(STRUCTURES).map(([name, { aggregates, datatypes }]) => {
      const elements = [...aggregates.values()].reduce((sum, { size }) => sum + size, 0);
      return [name, [aggregates.size, elements, datatypes.size]];
    });
    expect(Object.fromEntries(counts)).toEqual(COUNTS);
  });

  it.each(['EXTENDED', 'EN16931', 'BASIC', 'BASIC_WL', 'MINIMUM'] as const)(
    'profile %s has no element that the Cross Industry Invoice lacks, and no wider cardinality',
    (profile) => {
      const structure = STRUCTURES[`facturx_${profile.toLowerCase() as Lowercase<typeof profile>}`];
      for (const [aggregate, elements] of structure.aggregates) {
        let position = -1;
        for (const fact of elements.values()) {
          const whole = factOf(STRUCTURES.cii, aggregate, fact.name);
          expect(whole.position).toBeGreaterThan(position);
          position = whole.position;
          expect(fact).toMatchObject({ type: whole.type, namespace: whole.namespace });
          expect({ aggregate, name: fact.name, wider: fact.min < whole.min || fact.max > whole.max }).toMatchObject({
            wider: false,
          });
        }
      }
    },
  );

  it('say what the schema says of a leaf', () => {
    const currency = factOf(STRUCTURES.ubl_invoice, 'MonetaryTotal', 'PayableAmount').datatype?.attributes;
    expect(currency?.get('currencyID')).toEqual({ name: 'currencyID', required: true, base: 'normalizedString' });
    const time = factOf(STRUCTURES.cii, 'ExchangedDocument', 'IssueDateTime');
    expect([...(time.datatype?.elements.keys() ?? [])]).toEqual(['DateTimeString', 'DateTime']);
    expect(factOf(STRUCTURES.ubl_invoice, 'Invoice', 'IssueDate')).toMatchObject({ type: 'isoDate', min: 1, max: 1 });
  });

  it('answers undefined or throws for an element that is not there', () => {
    expect(findFact(STRUCTURES.cii, 'Note', 'Nothing')).toBeUndefined();
    expect(findFact(STRUCTURES.cii, 'Nothing', 'Note')).toBeUndefined();
    expect(() => factOf(STRUCTURES.cii, 'Note', 'Nothing')).toThrow('Note has no element Nothing');
  });
});
