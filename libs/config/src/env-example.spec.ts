import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderEnvExample } from './env-example.js';

it('is what the repository holds; npm run env:example writes it anew', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(renderEnvExample());
});

it('shows no secret as a usable value outside development', () => {
  const active = renderEnvExample()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(active).toEqual(['ONEFACTURE_DB_DSN=']);
});
