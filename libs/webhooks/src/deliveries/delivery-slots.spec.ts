import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliverySlots, type SlotOwner } from './delivery-slots.js';

const owner = (organisation: string, endpoint: string, most = 3): SlotOwner => ({
  endpointId: `${organisation}/${endpoint}`,
  most,
});
/** Enters with as many deliveries of an organisation as get a slot. */
function enterAll(slots: DeliverySlots, organisation: string): number {
  let entered = 0;
  while (slots.enter(organisation)) entered += 1;
  return entered;
}

describe(DeliverySlots.name, () => {
  it('holds each endpoint to its share and the whole to its capacity, whatever the order of taking and giving back', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('one', 'two'), fc.boolean()), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 12 }), (given, most, capacity) => {
        const slots = new DeliverySlots(capacity);
        const held: { organisation: string; endpoint: string }[] = [];
        const wrong: boolean[] = [];
        for (const [organisation, endpoint, takes] of given) {
          const one = owner(organisation, endpoint, most);
          const here = held.filter((other) => other.endpoint === one.endpointId).length;
          const ours = held.filter((other) => other.organisation === organisation).length;
          if (takes) {
            const entered = slots.enter(organisation);
            wrong.push(entered !== ours < capacity - held.length);
            const got = entered && slots.take(one);
            wrong.push(got !== (entered && here < most));
            if (got) held.push({ organisation, endpoint: one.endpointId });
            else if (entered) slots.leave(organisation, 1);
          } else if (here > 0) {
            slots.giveBack(one, 10);
            slots.leave(organisation, 10);
            held.splice(
              held.findIndex((other) => other.endpoint === one.endpointId),
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
    expect(enterAll(slots, 'dead')).toBe(25);
    expect(slots.enter('alive')).toBe(true);
  });

  it('always has room for a newcomer beside several organisations that hang', () => {
    const slots = new DeliverySlots(50);
    const entered = ['a', 'b', 'c', 'd', 'e'].map((organisation) => enterAll(slots, organisation));
    expect(entered.every((count) => count > 0)).toBe(true);
    expect(slots.enter('newcomer')).toBe(true);
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

  it('brings those of a busy organisation back at the pace of its calls, within five seconds', () => {
    const slots = new DeliverySlots(50);
    enterAll(slots, 'a');
    const pauses = Array.from({ length: 1_000 }, () => slots.pauseOf('a', 0));
    expect([pauses[0], pauses[99], pauses[999]]).toEqual([100, 200, 2_000]);
    slots.leave('a', 20_000);
    const slower = Array.from({ length: 100 }, () => slots.pauseOf('a', 0));
    expect(slower.at(-1)).toBe(5_000);
    expect(slots.pauseOf('b', 0)).toBe(100);
  });
});
