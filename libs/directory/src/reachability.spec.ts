import type { DirectoryLine, LineStatus } from '@onefacture/adapters';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachabilityOf, type Via } from './reachability.js';

const line = (status: LineStatus, via: Via = 'platform'): DirectoryLine => ({
  address: '732829320',
  siren: '732829320',
  status,
  via,
});
const of = (lines: DirectoryLine[], complete = true) => reachabilityOf({ lines, complete });

describe('what the lines come to', () => {
  it.each([
    ['one is in use', [line('disabled'), line('upcoming'), line('enabled')], true, 'yes'],
    ['one will be', [line('disabled'), line('unknown'), line('upcoming')], true, 'upcoming'],
    ['one has no status', [line('disabled'), line('unknown')], true, 'unknown'],
    ['none is in use', [line('disabled')], true, 'no'],
    ['there is none', [], true, 'no'],
    ['some are missing', [line('disabled')], false, 'unknown'],
    ['all are missing', [], false, 'unknown'],
    ['some are missing and one is in use', [line('enabled')], false, 'yes'],
  ] as const)('%s', (_, lines, complete, reachable) => {
    expect(of([...lines], complete)).toMatchObject({ reachable });
  });

  it('tells the kind of platform where the lines that count agree', () => {
    expect(of([line('enabled', 'public_portal'), line('disabled')])).toMatchObject({ via: 'public_portal' });
    expect(of([line('enabled', 'public_portal'), line('enabled')])).toMatchObject({ via: 'unknown' });
    expect(of([])).toMatchObject({ via: 'unknown' });
  });

  it('has a sentence in two languages', () => {
    expect(of([line('enabled')])).toMatchObject({
      message: 'The recipient can be reached through an approved platform.',
      message_fr: 'Le destinataire peut être joint par une plateforme agréée.',
    });
    expect(of([line('upcoming', 'public_portal')]).message_fr).toBe(
      'Le destinataire est inscrit et pourra être joint par le portail public, mais pas encore.',
    );
    expect(of([]).message).toMatch(/does not list/);
    expect(of([line('disabled')]).message).toMatch(/none of its lines is in use/);
  });

  it('never says no of one who has a line in use, nor yes of one who has none', () => {
    const status = fc.constantFrom<LineStatus>('enabled', 'upcoming', 'disabled', 'unknown');
    fc.assert(
      fc.property(fc.array(status), fc.boolean(), (statuses, complete) => {
        const { reachable } = of(
          statuses.map((one) => line(one)),
          complete,
        );
        expect(reachable === 'yes').toBe(statuses.includes('enabled'));
        const mayBeNo = complete && statuses.every((one) => one === 'disabled');
        expect(reachable === 'no').toBe(mayBeNo);
      }),
    );
  });
});
