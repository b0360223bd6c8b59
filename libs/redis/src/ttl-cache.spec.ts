import { expect, it } from 'vitest';
import { TtlCache } from './ttl-cache.js';

it('forgets after its time', () => {
  let now = 0;
  const cache = new TtlCache<number>({ maxEntries: 10, ttlMs: 100, now: () => now });
  cache.set('a', 1);
  now = 99;
  expect(cache.get('a')).toBe(1);
  now = 100;
  expect(cache.get('a')).toBeUndefined();
});

it('drops the least recently used beyond its size', () => {
  const cache = new TtlCache<number>({ maxEntries: 2, ttlMs: 1_000, now: () => 0 });
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
});

it('deletes one or all', () => {
  const cache = new TtlCache<number>({ maxEntries: 5, ttlMs: 1_000 });
  cache.set('a', 1);
  cache.set('b', 2);
  cache.delete('a');
  expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 2]);
  cache.clear();
  expect(cache.get('b')).toBeUndefined();
});
