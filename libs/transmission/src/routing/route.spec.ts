import type { Lookup } from '@onefacture/directory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRoute, overrideFor, type RoutableConnection, type RouteFacts } from './route.js';

const connection = (id: string, change: Partial<RoutableConnection> = {}): RoutableConnection => ({
  ...{ id, platform: `at-${id}`, isDefault: false, enabled: true, publicBodies: false },
  ...change,
});
const usual = connection('usual', { isDefault: true });
const chorus = connection('chorus', { publicBodies: true });
const lookup = (change: Partial<Lookup> = {}): Lookup => ({
  ...{
    query: { siren: '732829320' },
    lines: [],
    complete: true,
    checkedAt: new Date('2026-11-21T09:00:00Z'),
    stale: false,
  },
  ...{ reachable: 'yes', via: 'platform', message: 'It can.', message_fr: 'Oui.' },
  ...change,
});
const override = { recipientSiren: '732829320', companyId: null, connectionId: 'chorus' };
const decide = (facts: Partial<RouteFacts>) =>
  decideRoute({ connections: [usual, chorus], lookup: lookup(), ...facts });

describe('a route', () => {
  it.each([
    ['to a recipient at an approved platform', {}, 'usual', 'default', /reachable from any platform/],
    ['to a public body', { lookup: lookup({ via: 'public_portal' }) }, 'chorus', 'directory', /public portal/],
    [
      'to a public body to be',
      { lookup: lookup({ via: 'public_portal', reachable: 'upcoming' }) },
      'chorus',
      'directory',
      /public portal/,
    ],
    [
      'to a public body without a connection to the portal',
      { connections: [usual], lookup: lookup({ via: 'public_portal' }) },
      'usual',
      'default',
      /reachable/,
    ],
    [
      'to a public body while the connection to the portal is off',
      { connections: [usual, { ...chorus, enabled: false }], lookup: lookup({ via: 'public_portal' }) },
      'usual',
      'default',
      /reachable/,
    ],
    ['to one who is not reachable', { lookup: lookup({ reachable: 'no' }) }, 'usual', 'default', /^Not reachable acc/],
    [
      'to one who is not reachable yet',
      { lookup: lookup({ reachable: 'upcoming' }) },
      'usual',
      'default',
      /^Not reachable yet/,
    ],
    [
      'to one of whom nothing is told',
      { lookup: lookup({ reachable: 'unknown' }) },
      'usual',
      'default',
      /does not say/,
    ],
    ['while no directory answers', { lookup: 'unavailable' }, 'usual', 'default', /^Directory unavailable/],
    ['abroad', { lookup: 'not_asked' }, 'usual', 'default', /not asked/],
    ['that the organisation wants', { override }, 'chorus', 'override', /routing override for this recipient\.$/],
    [
      'that the organisation wants for all',
      { override: { ...override, recipientSiren: null } },
      'chorus',
      'override',
      /for all invoices\.$/,
    ],
    [
      'that the organisation wants through a connection that is off',
      { connections: [usual, { ...chorus, enabled: false }], override },
      'usual',
      'default',
      /reachable/,
    ],
  ] as const)('%s', (_, facts, connection_id, rule, reason) => {
    const { route } = decide(facts);
    expect(route).toMatchObject({
      connection_id,
      platform: `at-${connection_id}`,
      rule,
      reason: expect.stringMatching(reason),
    });
    expect(route?.reason_fr).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('carries when the directory said so, and a warning for one who is not reachable', () => {
    expect(decide({}).route).toMatchObject({ looked_up_at: '2026-11-21T09:00:00.000Z' });
    expect(decide({}).route).not.toHaveProperty('finding');
    expect(decide({ lookup: 'unavailable' }).route).toMatchObject({ looked_up_at: null });
    expect(decide({ lookup: lookup({ reachable: 'no', message: 'No.', message_fr: 'Non.' }) }).route?.finding).toEqual({
      ...{ code: 'OF-DIR-01', severity: 'warning', message: 'No.', message_fr: 'Non.' },
    });
  });

  it('shows what was considered, in order, and which was taken', () => {
    const { alternatives } = decide({ override, lookup: lookup({ via: 'public_portal' }) });
    expect(alternatives.map(({ rule, connection_id, chosen }) => [rule, connection_id, chosen])).toEqual([
      ['override', 'chorus', true],
      ['directory', 'chorus', false],
      ['default', 'usual', false],
    ]);
    const off = decide({ override: { ...override, connectionId: 'gone' } }).alternatives[0];
    expect(off).toMatchObject({ connection_id: null, chosen: false, reason: expect.stringMatching(/not in use/) });
  });

  it('is none without a connection in use', () => {
    const { route, alternatives } = decide({ connections: [{ ...usual, enabled: false }] });
    expect(route).toBeUndefined();
    expect(alternatives).toMatchObject([{ rule: 'default', connection_id: null, chosen: false }]);
  });

  it('goes through a connection in use, and always when there is a default in use', () => {
    const connections = fc.array(
      fc.record({
        id: fc.uuid(),
        enabled: fc.boolean(),
        isDefault: fc.boolean(),
        publicBodies: fc.boolean(),
        platform: fc.constant('x'),
      }),
    );
    const found = fc.oneof(
      fc.constantFrom('unavailable' as const, 'not_asked' as const),
      fc
        .record({
          reachable: fc.constantFrom('yes' as const, 'no' as const, 'upcoming' as const, 'unknown' as const),
          via: fc.constantFrom('platform' as const, 'public_portal' as const, 'unknown' as const),
        })
        .map(lookup),
    );
    fc.assert(
      fc.property(connections, found, fc.nat(5), (all, said, place) => {
        const wanted = all[place];
        const { route } = decideRoute({
          connections: all,
          lookup: said,
          ...(wanted ? { override: { ...override, connectionId: wanted.id } } : {}),
        });
        const usable = all.filter(({ enabled }) => enabled);
        const fitting = route
          ? usable.some(({ id }) => id === route.connection_id)
          : !usable.some((one) => one.isDefault);
        const obeyed = wanted?.enabled !== true || (route?.rule === 'override' && route.connection_id === wanted.id);
        expect({ fitting, obeyed }).toEqual({ fitting: true, obeyed: true });
      }),
    );
  });
});

describe('of several overrides', () => {
  const [company, other] = ['c1', 'c2'];
  const all = [
    { recipientSiren: null, companyId: null, name: 'all' },
    { recipientSiren: null, companyId: company, name: 'company' },
    { recipientSiren: '732829320', companyId: null, name: 'recipient' },
    { recipientSiren: '732829320', companyId: company, name: 'both' },
    { recipientSiren: '552120222', companyId: other, name: 'others' },
  ];

  it.each([
    ['732829320', company, 'both'],
    ['732829320', other, 'recipient'],
    ['356000000', company, 'company'],
    ['356000000', other, 'all'],
    [null, other, 'all'],
  ])('to %s of %s: %s', (recipientSiren, companyId, name) =>
    expect(overrideFor(all, { recipientSiren, companyId })).toMatchObject({ name }),
  );

  it('none applies to somebody else', () =>
    expect(overrideFor(all.slice(3), { recipientSiren: '356000000', companyId: company })).toBeUndefined());
});
