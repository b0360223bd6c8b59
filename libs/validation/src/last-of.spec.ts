import { describe, expect, it } from 'vitest';
import { lastOf } from './last-of.js';

describe('what is known of the last thing', () => {
  it('is worked out once while the thing is the same', () => {
    let works = 0;
    const size = lastOf((list: readonly number[], factor: number) => {
      works += 1;
      return list.length * factor;
    });
    const [one, other] = [[1], [1, 2]];
    expect([size(one, 10), size(one, 10), size(other, 10), size(other, 10)]).toEqual([10, 10, 20, 20]);
    expect(works).toBe(2);
    expect(size(one, 10)).toBe(10);
    expect(works).toBe(3);
  });
});
