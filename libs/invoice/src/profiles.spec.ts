import { describe, expect, it } from 'vitest';
import { readInvoiceBody } from './body/invoice-body.js';
import { completeInvoice } from './completion.js';
import type { Invoice, Profile } from './invoice.js';
import { profileFaults } from './profiles.js';
import { quickStart } from './testing/bodies.js';

const reading = readInvoiceBody(quickStart);
if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
const plain = completeInvoice(reading.body);

const told = (more: Partial<Invoice>, profile: Profile, stage?: 'body' | 'document'): Record<string, string> =>
  Object.fromEntries(
    [...profileFaults({ ...plain, ...more, profile }, stage)].map(({ field, message }) => [field, message]),
  );
const fields = (...[more, profile, stage]: Parameters<typeof told>): string[] =>
  Object.keys(told(more, profile, stage));

describe('what a profile cannot carry', () => {
  const GLN = { scheme: '0088', value: '3012345000015' };
  const routed = { ...plain.buyer, identifiers: [GLN, { value: 'C-1' }] };
  const sited = { ...plain.buyer, siret: '55212022200013', identifiers: [GLN] };

  it('is a second identifier of the buyer, the payee or the place of delivery below EXTENDED', () => {
    expect(told({ buyer: routed }, 'EN16931')).toEqual({
      'buyer.identifiers[1]':
        'may stand once only in profile EN16931: leave it out, or take EXTENDED or EXTENDED_CTC_FR',
    });
    expect(told({ buyer: sited }, 'BASIC')).toEqual({
      'buyer.identifiers':
        'cannot stand beside siret in profile BASIC: leave it out, or take EXTENDED or EXTENDED_CTC_FR',
    });
    expect(fields({ payee: sited, delivery: { identifiers: [GLN, GLN] } }, 'BASIC_WL')).toEqual(
      expect.arrayContaining(['payee.identifiers', 'delivery.identifiers[1]']),
    );
    for (const profile of ['EXTENDED', 'EXTENDED_CTC_FR'] as const) {
      expect(fields({ buyer: routed, delivery: { siret: '55212022200013', identifiers: [GLN] } }, profile)).toEqual([]);
    }
    expect(fields({ buyer: { ...plain.buyer, identifiers: [GLN] } }, 'BASIC_WL')).toEqual([]);
    expect(fields({ seller: { ...plain.seller, identifiers: [GLN, { value: 'C-1' }] } }, 'BASIC_WL')).toEqual([]);
  });

  it('is the trade name of the buyer below EN16931', () => {
    const buyer = { ...plain.buyer, trading_name: 'Globex' };
    expect(told({ buyer }, 'BASIC')).toEqual({
      'buyer.trading_name': 'cannot be carried by profile BASIC: leave it out, or take EN16931',
    });
    expect(fields({ buyer }, 'EN16931')).toEqual([]);
    expect(fields({ buyer }, 'BASIC', 'body')).toEqual([]);
  });

  it('is the reason of a line below EXTENDED, though a body has it there for the VAT table', () => {
    const lines = plain.lines.map((line) => ({ ...line, exemption_reason: 'Formation' }));
    expect(fields({ lines }, 'EN16931')).toEqual(['lines[0].exemption_reason']);
    expect(fields({ lines }, 'EN16931', 'body')).toEqual([]);
    expect(fields({ lines }, 'EXTENDED')).toEqual([]);
  });
});
