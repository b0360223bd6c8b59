import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSecrets, saveSecrets } from './secrets.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onefacture-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('loadSecrets', () => {
  it('makes them once, for the owner alone', () => {
    const path = join(folder, 'once.json');
    const first = loadSecrets(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(loadSecrets(path)).toEqual(first);
    expect(first.encryption_key).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
  });

  it('makes others elsewhere', () => {
    expect(loadSecrets(join(folder, 'a.json')).hash_pepper).not.toBe(loadSecrets(join(folder, 'b.json')).hash_pepper);
  });

  it('closes a file that others could read', () => {
    const path = join(folder, 'open.json');
    const secrets = loadSecrets(path);
    writeFileSync(path, readFileSync(path), { mode: 0o644 });
    expect(loadSecrets(path)).toEqual(secrets);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps the sandbox key beside them', () => {
    const path = join(folder, 'key.json');
    saveSecrets(path, { ...loadSecrets(path), sandbox_api_key: 'ofx_test_x' });
    expect(loadSecrets(path).sandbox_api_key).toBe('ofx_test_x');
  });

  it.each(['', '{', '{"hash_pepper":"short"}'])('does not replace a damaged file: %s', (content) => {
    const path = join(folder, 'damaged.json');
    writeFileSync(path, content);
    expect(() => loadSecrets(path)).toThrow(/is damaged; restore it/);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });
});
