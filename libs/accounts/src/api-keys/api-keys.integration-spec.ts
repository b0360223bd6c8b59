import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { AppError } from '@onefacture/errors';
import { generateApiKey } from '@onefacture/security';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Organisations } from '../organisations/organisations.service.js';
import { startAccounts } from '../testing/accounts-bench.js';
import { NewApiKey, SCOPES } from './api-key.js';
import { ApiKeys } from './api-keys.service.js';
import { KeyVerifier } from './key-verifier.js';

let bench: Awaited<ReturnType<typeof startAccounts>>;
let second: Awaited<ReturnType<typeof startAccounts>>['app'];
let keys: ApiKeys;
let verifier: KeyVerifier;
beforeAll(async () => {
  bench = await startAccounts({ ...process.env, ONEFACTURE_AUTH_FAILURES_PER_MIN: '3' });
  keys = bench.app.get(ApiKeys);
  verifier = bench.app.get(KeyVerifier);
  second = await bench.another();
});
afterAll(async () => {
  await second.close();
  await bench.stop();
});

async function issue(given: object = {}) {
  const organisation = await bench.app
    .get(Organisations)
    .create({ name: 'Acme', mode: 'live', jurisdiction: 'FR' }, 'admin');
  const issued = await bench.database.inOrganisation(organisation.id, (tx) =>
    keys.issue(tx, 'live', NewApiKey.parse({ label: 'erp', ...given }), 'admin'),
  );
  return { organisation, ...issued };
}

const codeOf = (error: AppError) => error.code;
const address = () => `198.51.100.${Math.ceil(Math.random() * 250)}-${randomUUID()}`;

/** A key of the same public id and a right checksum, whose secret is wrong. */
function forgedFrom(secret: string): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const body = `${secret.slice(0, -49)}${'x'.repeat(43)}`;
  let rest = crc32(body);
  let checksum = '';
  for (; checksum.length < 6; rest = Math.floor(rest / 62)) checksum = digits.charAt(rest % 62) + checksum;
  return body + checksum;
}

describe('API keys', () => {
  it('tells whose a key is, what it may do, and notes the use', async () => {
    const { organisation, key, secret } = await issue({ scopes: ['validate', 'inbox', 'validate'] });
    expect(secret).toMatch(/^ofx_live_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/);
    expect(await verifier.verify(secret, address())).toEqual({
      organizationId: organisation.id,
      keyId: key.id,
      mode: 'live',
      scopes: ['inbox', 'validate'],
      publicId: key.publicId,
    });
    await expect
      .poll(async () => (await keys.list(organisation.id, 10))[0]?.lastUsedAt, { timeout: 10_000 })
      .toBeInstanceOf(Date);
  });

  it('gives all scopes when none are named, and stores no secret', async () => {
    const { organisation, key, secret } = await issue();
    expect(key.scopes).toEqual([...SCOPES]);
    expect(key.lastFour).toBe(secret.slice(-4));
    const rows = await bench.database.inOrganisation(organisation.id, (tx) =>
      tx.manager.query<object[]>('SELECT * FROM api_keys'),
    );
    expect(JSON.stringify(rows)).not.toContain(secret.slice(-49));
  });

  it('refuses what is no key, an unknown key, and a right public id with a wrong secret', async () => {
    const { secret } = await issue();
    const unknown = generateApiKey('live').key;
    const forged = `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`;
    for (const presented of ['', 'nonsense', unknown, forged]) {
      await expect(verifier.verify(presented, address()).catch(codeOf)).resolves.toBe('auth.unauthenticated');
    }
  });

  it('revokes at once, in every process', async () => {
    const { organisation, key, secret } = await issue();
    const elsewhere = second.get(KeyVerifier);
    await Promise.all([verifier.verify(secret, address()), elsewhere.verify(secret, address())]);
    await keys.revoke(organisation.id, key.id, 'admin');
    await expect(verifier.verify(secret, address()).catch(codeOf)).resolves.toBe('auth.unauthenticated');
    await expect
      .poll(() => elsewhere.verify(secret, address()).then(() => 'accepted', codeOf), { timeout: 10_000 })
      .toBe('auth.unauthenticated');
    await keys.revoke(organisation.id, key.id, 'admin');
    expect((await keys.list(organisation.id, 10))[0]?.revokedAt).toBeInstanceOf(Date);
  });

  it('judges the expiry on every use, even when the key is remembered', async () => {
    const { secret } = await issue({ expires_at: new Date(bench.clock.now().getTime() + 3_000).toISOString() });
    await verifier.verify(secret, address());
    bench.clock.pass(3_000);
    await expect(verifier.verify(secret, address()).catch(codeOf)).resolves.toBe('auth.unauthenticated');
    await expect(issue({ expires_at: '2020-01-01T00:00:00Z' }).catch(codeOf)).resolves.toBe('request.invalid');
  });

  it('stops trying keys of one address, but lets a remembered key pass', async () => {
    const { secret } = await issue();
    const from = address();
    await verifier.verify(secret, from);
    const codes = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      codes.push(await verifier.verify(generateApiKey('live').key, from).catch(codeOf));
    }
    expect(codes).toEqual([
      'auth.unauthenticated',
      'auth.unauthenticated',
      'auth.unauthenticated',
      'request.rate_limited',
      'request.rate_limited',
    ]);
    await expect(verifier.verify(secret, from)).resolves.toMatchObject({ mode: 'live' });
  });

  it('does not let a stranger who knows its public id shut a key out', async () => {
    const { secret } = await issue();
    const codes = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      codes.push(await verifier.verify(forgedFrom(secret), address()).catch(codeOf));
    }
    expect(new Set(codes)).toEqual(new Set(['auth.unauthenticated']));
    await expect(verifier.verify(secret, address())).resolves.toMatchObject({ mode: 'live' });
  });

  it('never shows or revokes the keys of another organisation', async () => {
    const [one, two] = [await issue(), await issue()];
    expect((await keys.list(one.organisation.id, 10)).map(({ id }) => id)).toEqual([one.key.id]);
    await expect(keys.revoke(one.organisation.id, two.key.id, 'admin').catch(codeOf)).resolves.toBe(
      'request.not_found',
    );
    await expect(verifier.verify(two.secret, address())).resolves.toMatchObject({ keyId: two.key.id });
  });

  it('lists newest first, page by page', async () => {
    const { organisation, key } = await issue();
    const next = await bench.database.inOrganisation(organisation.id, (tx) =>
      keys.issue(tx, 'live', NewApiKey.parse({ label: 'second' }), 'admin'),
    );
    expect((await keys.list(organisation.id, 1)).map(({ id }) => id)).toEqual([next.key.id]);
    expect((await keys.list(organisation.id, 1, next.key.id)).map(({ id }) => id)).toEqual([key.id]);
  });
});
