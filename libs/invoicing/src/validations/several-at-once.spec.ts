import { describe, expect, it } from 'vitest';
import { severalAtOnce } from './several-at-once.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work that takes as many turns of the event loop as its item says, and how much of it there was at once. */
const watched = () => {
  const seen = { begun: [] as number[], now: 0, most: 0 };
  const work = async (turns: number): Promise<string> => {
    seen.begun.push(turns);
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    for (let left = turns; left > 0; left -= 1) await turn();
    seen.now -= 1;
    if (turns === 13) throw new Error('thirteen');
    return `took ${turns}`;
  };
  return { seen, work };
};

describe('work on several things at once', () => {
  it.each([1, 2, 3, 50])('keeps the order of the results, and no more than %i at once', async (most) => {
    const { seen, work } = watched();
    const items = [9, 1, 5, 4, 3, 8, 2];
    expect(await severalAtOnce(items, most, work)).toEqual(items.map((turns) => `took ${turns}`));
    expect(seen.most).toBe(Math.min(most, items.length));
    expect(seen.begun).toEqual(items);
  });

  it('begins nothing more after a failure', async () => {
    const { seen, work } = watched();
    await expect(severalAtOnce([1, 13, 40, 1, 1, 1], 2, work)).rejects.toThrow('thirteen');
    const begun = [...seen.begun];
    while (seen.now > 0) await turn();
    expect(begun).toEqual([1, 13, 40]);
    expect(seen.begun).toEqual(begun);
  });

  it('has nothing to do for nothing', async () => {
    const { seen, work } = watched();
    expect(await severalAtOnce([], 3, work)).toEqual([]);
    expect(seen.begun).toEqual([]);
  });
});
