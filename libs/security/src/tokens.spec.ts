import { inspect } from 'node:util';
import { SecuritySettings } from '@onefacture/config';
import { describe, expect, it } from 'vitest';
import { generateApiKey, parseApiKey } from './api-key.js';
import { AdminToken, constantTimeEqual, SecretHasher } from './secret-hasher.js';

const settings = (more: Record<string, string> = {}) => SecuritySettings.from({ ONEFACTURE_BCRYPT_COST: '4', ...more });

describe('API keys', () => {
  it('have the form of the product and can be parsed', () => {
    const { key, publicId, mode } = generateApiKey('test');
    expect(key).toMatch(/^ofx_test_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/);
    expect(parseApiKey(key)).toEqual({ key, publicId, mode });
    expect(parseApiKey(generateApiKey('live').key)?.mode).toBe('live');
  });

  it('are all different', () => {
    const keys = Array.from({ length: 1_000 }, () => generateApiKey('live').publicId);
    expect(new Set(keys).size).toBe(1_000);
  });

  it('with a single wrong character are refused before any look-up', () => {
    const { key } = generateApiKey('live');
    for (let index = 0; index < key.length; index += 1) {
      const wrong = key.slice(0, index) + (key[index] === 'x' ? 'y' : 'x') + key.slice(index + 1);
      expect(parseApiKey(wrong)).toBeUndefined();
    }
    expect(parseApiKey(key.replace('_live_', '_test_'))).toBeUndefined();
    for (const text of ['', 'ofx_', `${key}x`, ` ${key}`, key.slice(0, -1), `${key}\n`]) {
      expect(parseApiKey(text)).toBeUndefined();
    }
  });
});

describe('SecretHasher', () => {
  it('verifies what it hashed, by purpose and pepper', async () => {
    const hasher = new SecretHasher(settings());
    const { key } = generateApiKey('test');
    const stored = await hasher.hash('api-key', key);
    expect(stored).toMatch(/^\$2b\$04\$/);
    expect(await hasher.verify('api-key', key, stored)).toBe(true);
    expect(await hasher.verify('password', key, stored)).toBe(false);
    expect(await hasher.verify('api-key', generateApiKey('test').key, stored)).toBe(false);
    const other = new SecretHasher(settings({ ONEFACTURE_HASH_PEPPER: 'another pepper, long enough' }));
    expect(await other.verify('api-key', key, stored)).toBe(false);
  });

  it('tells long passwords apart beyond the 72 bytes of bcrypt', async () => {
    const hasher = new SecretHasher(settings());
    const stored = await hasher.hash('password', `${'a'.repeat(80)}1`);
    expect(await hasher.verify('password', `${'a'.repeat(80)}1`, stored)).toBe(true);
    expect(await hasher.verify('password', `${'a'.repeat(80)}2`, stored)).toBe(false);
  });

  it('is false for an unknown account, even for the text of the decoy', async () => {
    expect(await new SecretHasher(settings()).verify('password', 'nobody', undefined)).toBe(false);
  });

  it('knows a hash of another cost', async () => {
    const stored = await new SecretHasher(settings()).hash('password', 'x');
    expect(new SecretHasher(settings()).outdated(stored)).toBe(false);
    expect(new SecretHasher(settings({ ONEFACTURE_BCRYPT_COST: '5' })).outdated(stored)).toBe(true);
  });

  it('prints no secret', () => {
    expect(inspect(new SecretHasher(settings()), { depth: 5 })).not.toContain('development-pepper');
  });
});

describe('AdminToken', () => {
  it('matches the configured token only', () => {
    const admin = new AdminToken(settings({ ONEFACTURE_BOOTSTRAP_API_KEY: 'admin-token-0123456789' }));
    expect(admin.matches('admin-token-0123456789')).toBe(true);
    expect(admin.matches('admin-token-012345678')).toBe(false);
    expect(admin.matches('')).toBe(false);
  });

  it('matches nothing when none is configured', () => {
    expect(new AdminToken(settings()).matches('')).toBe(false);
  });
});

it('compares texts of any length', () => {
  expect(constantTimeEqual('abc', 'abc')).toBe(true);
  expect(constantTimeEqual('abc', 'abcd')).toBe(false);
  expect(constantTimeEqual('', '')).toBe(true);
});
