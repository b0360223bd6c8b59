import { describe, expect, it } from 'vitest';
import type { Delivery } from '../e2e/receiver.js';
import type { TimelineEntry } from '../e2e/shapes.js';
import { violationsOf, type Observed } from './observed.js';

const entry = (lifecycle_code: string | null, origin: TimelineEntry['origin'] = 'platform') =>
  ({ lifecycle_code, origin }) as TimelineEntry;
const delivery = (sequence: number, id = `m${sequence}`) =>
  ({ id, text: `{${sequence}}`, body: { data: { sequence } } }) as Delivery;
const flow = { accepted: 1, statuses: [{ code: '200' }, { code: '212' }] } as unknown as Observed['flows'][number];

const well: Observed = {
  life: 'paid',
  number: 'F-1',
  status: 'PAID',
  submission: 'accepted',
  timeline: [entry(null, 'caller'), entry('200'), entry('212')],
  flows: [flow],
  deliveries: [delivery(2), delivery(3), delivery(3)],
};

describe('the judge of a chaos run', () => {
  it('finds nothing where all is well, also when a delivery came twice', () => {
    expect(violationsOf(well)).toEqual([]);
  });

  it.each<[string, Partial<Observed>, RegExp]>([
    ['another end', { status: 'APPROVED' }, /ended APPROVED/],
    ['a submission that is not over', { submission: 'unknown' }, /submission unknown/],
    ['a second flow', { flows: [flow, flow] }, /holds it 2 times/],
    ['nothing at the platform', { flows: [] }, /holds it 0 times/],
    ['a lost status', { timeline: [entry(null, 'caller'), entry('200')] }, /212 is not in the timeline/],
    ['a status twice', { timeline: [...well.timeline, entry('200')] }, /200 counted twice/],
    ['an untold event', { deliveries: [delivery(2)] }, /event 3 of 3 was never delivered/],
    ['two versions', { deliveries: [...well.deliveries, delivery(2, 'other')] }, /event 2 was delivered in 2 versions/],
  ])('names %s', (_, change, sentence) => {
    expect(violationsOf({ ...well, ...change }).join('\n')).toMatch(sentence);
  });

  it('wants a file that was never acknowledged to be a failed draft', () => {
    const failed = { life: 'notAcknowledged', status: 'DRAFT', submission: 'failed' } as const;
    expect(violationsOf({ ...well, ...failed })).toEqual([]);
    expect(violationsOf({ ...well, life: 'notAcknowledged' })).toHaveLength(1);
  });
});
