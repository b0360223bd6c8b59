import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInvoice } from '../documents/invoice-facts.js';
import { ciiInvoice } from '../testing/sample-invoice.js';
import { seededChance } from './chance.js';
import { disturb, planLife, step, type Step } from './outcomes.js';

const plan = (buyer = '552120222'): Step[] => planLife(readInvoice(ciiInvoice({ buyer }), 'CII'));
const codes = (steps: readonly Step[]): string[] => steps.map((each) => (each.do === 'state' ? each.code : 'ack'));

describe('planLife', () => {
  it('starts with the acknowledgement and ends paid in full', () => {
    const steps = plan();
    expect(codes(steps)).toEqual(['ack', '200', '201', '202', '203', '204', '205', '212']);
    expect(steps.at(-1)).toMatchObject({
      amounts: [
        { rate: '20.00', amount: '1800.00' },
        { rate: '5.50', amount: '111.00' },
      ],
    });
  });

  it('gives a reason where BR-FR-CDV-15 wants one', () => {
    for (const buyer of ['000000026', '000000034', '000000042', '000000059']) {
      const needing = plan(buyer).filter((each) => each.do === 'state' && ['207', '210', '213'].includes(each.code));
      expect(needing).toHaveLength(1);
      expect(needing[0]).toHaveProperty('reason.code');
    }
  });

  it('plans only steps the journal can read back', () => {
    for (const buyer of ['000000018', '000000042', '000000083', '000000091', '000000117']) {
      const steps = plan(buyer);
      expect(step.array().parse(JSON.parse(JSON.stringify(steps)))).toEqual(steps);
    }
  });
});

describe('disturb', () => {
  it('loses no status and leaves the acknowledgement first', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer(), rate, rate, (seed, duplicate, reorder) => {
        const disturbed = codes(disturb(plan(), { duplicate, reorder }, seededChance(seed)));
        expect(disturbed[0]).toBe('ack');
        expect(new Set(disturbed)).toEqual(new Set(codes(plan())));
      }),
    );
  });

  it('changes nothing at rate 0', () => {
    expect(disturb(plan(), { duplicate: 0, reorder: 0 }, seededChance(1))).toEqual(plan());
  });
});

describe('seededChance', () => {
  it('repeats itself and stays in [0, 1)', () => {
    const [one, other] = [seededChance(42), seededChance(42)];
    const drawn = Array.from({ length: 1000 }, one);
    expect(Array.from({ length: 1000 }, other)).toEqual(drawn);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(drawn.reduce((sum, each) => sum + each, 0) / 1000).toBeCloseTo(0.5, 1);
  });
});
