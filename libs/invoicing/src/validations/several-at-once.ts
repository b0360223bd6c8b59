/**
 * Does the work on each item, at most `most` of them at once, and answers the results in the order of the items. After a
 * failure no more work is begun, and the first error is thrown.
 */
export const severalAtOnce = async <Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  const entries = items.entries();
  let failed = false;
  const takeOn = async (): Promise<void> => {
    for (const [index, item] of entries) {
      if (failed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, takeOn));
  return results;
};
