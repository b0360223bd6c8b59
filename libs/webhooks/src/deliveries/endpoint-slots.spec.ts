import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EndpointSlots } from './endpoint-slots.js';

it('holds each endpoint to its share, whatever the order of taking and giving back', () => {
  const moves = fc.array(fc.tuple(fc.constantFrom('one', 'two'), fc.boolean()), { maxLength: 60 });
  fc.assert(
    fc.property(moves, fc.integer({ min: 1, max: 4 }), (given, most) => {
      const slots = new EndpointSlots(most);
      const held = new Map([
        ['one', 0],
        ['two', 0],
      ]);
      const wrong = given.filter(([endpoint, takes]) => {
        const count = held.get(endpoint) ?? 0;
        if (takes) {
          held.set(endpoint, Math.min(most, count + 1));
          return slots.take(endpoint) !== count < most;
        }
        if (count > 0) slots.giveBack(endpoint);
        held.set(endpoint, Math.max(0, count - 1));
        return false;
      });
      expect(wrong).toEqual([]);
    }),
  );
});
