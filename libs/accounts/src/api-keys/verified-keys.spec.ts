import { describe, expect, it } from 'vitest';
import type { Caller } from './api-key.js';
import { VerifiedKeys } from './verified-keys.js';

const key = (publicId: string) => {
  const caller: Caller = { organizationId: 'o', keyId: 'k', mode: 'test', scopes: [], publicId };
  return { caller, expiresAt: undefined, from: undefined };
};

describe('VerifiedKeys', () => {
  it('remembers for its time and no longer', () => {
    const keys = new VerifiedKeys(1000, 10);
    keys.remember('digest', key('a'), 0);
    expect(keys.get('digest', 999)?.caller.publicId).toBe('a');
    expect(keys.get('digest', 1000)).toBeUndefined();
    expect(keys.get('digest', 0)).toBeUndefined();
  });

  it('lets the least recently used one go', () => {
    const keys = new VerifiedKeys(1000, 2);
    keys.remember('1', key('a'), 0);
    keys.remember('2', key('b'), 0);
    keys.get('1', 0);
    keys.remember('3', key('c'), 0);
    expect(keys.get('2', 0)).toBeUndefined();
    expect(keys.get('1', 0)).toBeDefined();
    expect(keys.get('3', 0)).toBeDefined();
  });

  it('forgets a revoked key, and all of them', () => {
    const keys = new VerifiedKeys(1000, 10);
    keys.remember('1', key('a'), 0);
    keys.remember('2', key('b'), 0);
    keys.forget('a');
    expect(keys.get('1', 0)).toBeUndefined();
    expect(keys.get('2', 0)).toBeDefined();
    keys.clear();
    expect(keys.get('2', 0)).toBeUndefined();
  });
});
