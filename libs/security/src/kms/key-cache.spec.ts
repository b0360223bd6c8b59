import { expect, it } from 'vitest';
import { KeyCache } from './key-cache.js';

const key = (byte: number) => ({ plain: new Uint8Array(32).fill(byte) });

it('keeps the newest, overwrites what goes, and nothing beyond its time', () => {
  let now = 0;
  const cache = new KeyCache<{ plain: Uint8Array }>(2, 100, () => now);
  const [first, second, third] = [key(1), key(2), key(3)];
  cache.set('1', first);
  now = 50;
  cache.set('2', second);
  cache.set('3', third);
  expect(cache.get('1')).toBeUndefined();
  expect(first.plain.every((byte) => byte === 0)).toBe(true);
  expect([cache.get('2'), cache.get('3'), cache.count]).toEqual([second, third, 2]);
  now = 149;
  expect(cache.get('2')).toBe(second);
  now = 150;
  expect(cache.get('2')).toBeUndefined();
  expect(second.plain.every((byte) => byte === 0)).toBe(true);
  cache.set('4', key(4));
  expect(cache.count).toBe(1);
});

it('keeps nothing where it may not', () => {
  for (const [size, ttl] of [
    [0, 100],
    [2, 0],
  ] as const) {
    const cache = new KeyCache(size, ttl);
    cache.set('1', key(1));
    expect(cache.count).toBe(0);
  }
});
