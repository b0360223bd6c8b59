import { describe, expect, it } from 'vitest';
import type { Binding } from '../bindings/binding.js';
import { UBL_BINDINGS, ublPlan } from './ubl-table.js';

const termsOf = (rows: readonly Binding[]): string[] =>
  rows.flatMap((row) => {
    if (row.kind === 'constant') return [];
    return [...row.term.split(', '), ...(row.kind === 'group' ? termsOf(row.bindings) : [])];
  });

/** EN 16931-1 numbers its terms from BT-1 to BT-165; there is no BT-4. */
const TERMS = Array.from({ length: 165 }, (_, at) => `BT-${at + 1}`).filter((term) => term !== 'BT-4');

describe.each(['Invoice', 'CreditNote'] as const)('the table of a UBL %s', (kind) => {
  it('has a row for every term of EN 16931', () => {
    const terms = new Set(termsOf(UBL_BINDINGS[kind]));
    expect(TERMS.filter((term) => !terms.has(term))).toEqual([]);
  });

  it('has rows for the French extension, which a plan may leave out', () => {
    const extension = termsOf(UBL_BINDINGS[kind]).filter((term) => term.startsWith('EXT'));
    expect(extension.length).toBeGreaterThan(100);
    const party = (extended: boolean) =>
      ublPlan(kind, extended).root.slots.get('AccountingSupplierParty')?.nodes[0]?.slots.get('Party')?.nodes[0];
    expect(party(true)?.slots.has('AgentParty')).toBe(true);
    expect(party(false)?.slots.has('AgentParty')).toBe(false);
    expect(ublPlan(kind, false)).toBe(ublPlan(kind, false));
  });
});
