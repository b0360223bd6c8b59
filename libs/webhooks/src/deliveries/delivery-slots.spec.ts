import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliverySlots, type SlotOwner } from './delivery-slots.js';

const owner = (organizationId: string, endpointId: string, most = 3): SlotOwner => ({
  organizationId,
  endpointId: `${organizationId}/${endpointId}`,
  most,
});
/** Takes for as many endpoints of an organisation as it gets slots. */
function takeAll(slots: DeliverySlots, organisation: string): number {
  let taken = 0;
  while (slots.take(owner(organisation, `e${taken}`))) taken += 1;
  return taken;
}

describe(DeliverySlots.name, () => {
  it('holds each endpoint to its share and the whole to its capacity, whatever the order of taking and giving back', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('one', 'two'), fc.boolean()), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 12 }), (given, most, capacity) => {
        const slots = new DeliverySlots(capacity);
        const held: SlotOwner[] = [];
        const wrong: boolean[] = [];
        const count = (test: (one: SlotOwner) => boolean) => held.filter((one) => test(one)).length;
        for (const [organisation, endpoint, takes] of given) {
          const one = owner(organisation, endpoint, most);
          const here = count(({ endpointId }) => endpointId === one.endpointId);
          const ours = count(({ organizationId }) => organizationId === organisation);
          if (takes) {
            const got = slots.take(one);
            wrong.push(got !== (here < most && ours < capacity - held.length));
            if (got) held.push(one);
          } else if (here > 0) {
            slots.giveBack(one, 10);
            held.splice(
              held.findIndex(({ endpointId }) => endpointId === one.endpointId),
              1,
            );
          }
          wrong.push(held.length > capacity);
        }
        expect(wrong).not.toContain(true);
      }),
    );
  });

  it('leaves half to the others, however many endpoints of one organisation hang', () => {
    const slots = new DeliverySlots(50);
    expect(takeAll(slots, 'dead')).toBe(25);
    expect(slots.take(owner('alive', 'one'))).toBe(true);
  });

  it('always has room for a newcomer beside several organisations that hang', () => {
    const slots = new DeliverySlots(50);
    const taken = ['a', 'b', 'c', 'd', 'e'].map((organisation) => takeAll(slots, organisation));
    expect(taken.every((count) => count > 0)).toBe(true);
    expect(slots.take(owner('newcomer', 'one'))).toBe(true);
  });

  it('sends those without a slot away for longer and longer, at the pace of the endpoint, a minute at most', () => {
    const slots = new DeliverySlots(50);
    const one = owner('a', 'slow', 1);
    slots.take(one);
    const pauses = Array.from({ length: 100 }, () => slots.pause(one, 0));
    expect(pauses.slice(0, 3)).toEqual([1_000, 2_000, 3_000]);
    expect(pauses.at(-1)).toBe(60_000);
    slots.take(owner('a', 'slow', 2));
    slots.giveBack(one, 15_000);
    expect(slots.pause(owner('b', 'other'), 0)).toBe(1_000);
  });

  it('forgets the queue of an endpoint that is idle', () => {
    const slots = new DeliverySlots(50);
    const one = owner('a', 'slow', 1);
    slots.take(one);
    for (let turn = 0; turn < 100; turn += 1) slots.pause(one, 0);
    slots.giveBack(one, 15_000);
    expect(slots.pause(one, 0)).toBe(1_000);
  });
});
