import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const places = (path: string) => [path, join('libs/billing/src', path)];

it('docs/billing.md names tests that exist', () => {
  const page = readFileSync('docs/billing.md', 'utf8');
  const named = new Set([...page.matchAll(/[\w./-]+spec\.ts/g)].map(([path]) => path));
  expect(named.size).toBeGreaterThan(10);
  expect([...named].filter((path) => !places(path).some((place) => existsSync(place)))).toEqual([]);
});
