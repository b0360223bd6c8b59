import { readFileSync } from 'node:fs';
import { ConnectionBody } from '@onefacture/transmission';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/add-a-platform.md', 'utf8');

describe('docs/add-a-platform.md', () => {
  it('connects an account with a body that the route takes', () => {
    const body = /-d '(?<json>\{.*?\n {2}\})'/s.exec(page)?.groups?.['json'] ?? '';
    expect(ConnectionBody.parse(JSON.parse(body))).toMatchObject({ platform: 'xp-z12-013', syntax: 'Factur-X' });
  });
});
