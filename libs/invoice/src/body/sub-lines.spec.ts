import { describe, expect, it } from 'vitest';
import type { Profile } from '../invoice.js';
import { hours, quickStart } from '../testing/bodies.js';
import { readInvoiceBody } from './invoice-body.js';
import { kindFaults } from './sub-lines.js';

function faults(profile: Profile, ...lines: readonly object[]): Record<string, string> {
  const reading = readInvoiceBody({ ...quickStart, profile, lines });
  return 'faults' in reading ? Object.fromEntries(reading.faults.map(({ field, message }) => [field, message])) : {};
}

describe('lines that detail others', () => {
  const head = { ...hours, id: '1' };
  const detail = { id: '1.1', parent_id: '1', kind: 'INFORMATION', description: 'Mai' };
  const apart = { ...hours, id: '2' };

  it('are of a kind, and in profile EXTENDED also the lines they detail', () => {
    expect(faults('EXTENDED', head, detail, apart)).toEqual({
      'lines[0].kind': 'is required where other lines detail this one: DETAIL, GROUP or INFORMATION (BR-FXEXT-06)',
    });
    expect(faults('EXTENDED', { ...head, kind: 'DETAIL' }, detail, apart)).toEqual({});
    expect(faults('EXTENDED_CTC_FR', head, detail, apart)).toEqual({});
  });

  it('are told so also where they came in a document', () => {
    const line = { id: '1', name: 'a' };
    const below = { id: '2', parent_id: '1', name: 'b' };
    const fields = (profile: Profile) => [...kindFaults([line, below], profile)].map(({ field }) => field);
    expect(fields('EXTENDED')).toEqual(['lines[0].kind', 'lines[1].kind']);
    expect(fields('EXTENDED_CTC_FR')).toEqual(['lines[1].kind']);
    expect([...kindFaults([line, { id: '2', name: 'b' }], 'EXTENDED')]).toEqual([]);
  });
});
