import { randomUUID } from 'node:crypto';
import { AppError } from '@onefacture/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompanyRepository } from '../companies/company.repository.js';
import { addCompany } from '../companies/companies.service.js';
import { Organisations } from '../organisations/organisations.service.js';
import { startAccounts } from '../testing/accounts-bench.js';
import { fingerprintOf, type Answer } from './idempotency-key.js';
import { Idempotency } from './idempotency.service.js';

let bench: Awaited<ReturnType<typeof startAccounts>>;
let idempotency: Idempotency;
beforeAll(async () => {
  bench = await startAccounts(process.env);
  idempotency = bench.app.get(Idempotency);
});
afterAll(() => bench.stop());

const organisation = () =>
  bench.app.get(Organisations).create({ name: 'Acme', mode: 'live', jurisdiction: 'FR' }, 'admin');
const sirens = (organizationId: string) =>
  bench.database.inOrganisation(organizationId, async (tx) =>
    (await new CompanyRepository(tx).list(100)).map(({ siren }) => siren),
  );
const fingerprint = (body: unknown) => fingerprintOf('POST', '/v1/companies', body);
const created: Answer = { status: 201, headers: { Location: '/v1/companies/1' }, body: '{"total":150.00}' };

describe('Idempotency', () => {
  it('does the work of 20 parallel requests with one key once', async () => {
    const { id } = await organisation();
    const key = randomUUID();
    let works = 0;
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        idempotency.run({ organizationId: id }, key, fingerprint({ a: 1 }), async (tx) => {
          works += 1;
          await addCompany(tx, { siren: '732829320', name: 'Acme' }, 'key:1', bench.clock.now());
          return created;
        }),
      ),
    );
    const answers = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const errors = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(works).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    for (const { answer } of answers) expect(answer).toEqual(created);
    for (const error of errors) expect(error).toMatchObject({ code: 'idempotency.in_progress', retryable: true });
    expect(await sirens(id)).toEqual(['732829320']);
    expect(await idempotency.run({ organizationId: id }, key, fingerprint({ a: 1 }), never)).toEqual({
      answer: created,
      replayed: true,
    });
  });

  it('shows a kept answer ahead, without waiting for one who holds the key', async () => {
    const { id: organizationId } = await organisation();
    const look = () => idempotency.find({ organizationId }, 'k', fingerprint({}));
    await idempotency.run({ organizationId }, 'k', fingerprint({}), async () => {
      expect(await look()).toBeUndefined();
      return created;
    });
    expect(await look()).toEqual(created);
    const other = idempotency.find({ organizationId }, 'k', fingerprint({ a: 1 }));
    await expect(other).rejects.toMatchObject({ code: 'idempotency.mismatch' });
  });

  it('refuses a key that was used for another request', async () => {
    const { id } = await organisation();
    await idempotency.run({ organizationId: id }, 'k', fingerprint({ a: 1 }), async () => created);
    await expect(idempotency.run({ organizationId: id }, 'k', fingerprint({ a: 2 }), never)).rejects.toMatchObject({
      code: 'idempotency.mismatch',
    });
  });

  it('leaves nothing of a work that failed, and lets the key be used again', async () => {
    const { id } = await organisation();
    const failing = idempotency.run({ organizationId: id }, 'k', fingerprint({}), async (tx) => {
      await addCompany(tx, { siren: '732829320', name: 'Acme' }, 'key:1', bench.clock.now());
      throw new AppError('service.unavailable');
    });
    await expect(failing).rejects.toMatchObject({ code: 'service.unavailable' });
    expect(await sirens(id)).toEqual([]);
    const again = await idempotency.run({ organizationId: id }, 'k', fingerprint({}), async () => created);
    expect(again.replayed).toBe(false);
  });

  it('leaves nothing of a transaction whose connection dies, and the key is free at once', async () => {
    const { id } = await organisation();
    const killed = idempotency.run({ organizationId: id }, 'k', fingerprint({}), async (tx) => {
      await addCompany(tx, { siren: '732829320', name: 'Acme' }, 'key:1', bench.clock.now());
      await tx.manager.query('SELECT pg_terminate_backend(pg_backend_pid())');
      return created;
    });
    await expect(killed).rejects.toThrow(/terminat|connection/i);
    expect(await sirens(id)).toEqual([]);
    expect((await idempotency.run({ organizationId: id }, 'k', fingerprint({}), async () => created)).replayed).toBe(
      false,
    );
  });

  it('keeps keys of organisations apart and does not keep a key that is not given', async () => {
    const [one, two] = [await organisation(), await organisation()];
    await idempotency.run({ organizationId: one.id }, 'k', fingerprint({ a: 1 }), async () => created);
    const other = await idempotency.run({ organizationId: two.id }, 'k', fingerprint({ a: 2 }), async () => created);
    expect(other.replayed).toBe(false);
    await idempotency.run({ organizationId: two.id }, undefined, fingerprint({}), async () => created);
    expect(await storedKeys(two.id)).toHaveLength(1);
  });

  it('stores the answer sealed', async () => {
    const { id } = await organisation();
    await idempotency.run({ organizationId: id }, 'k', fingerprint({}), async () => created);
    const [row] = await storedKeys(id);
    expect(row?.answer.includes(created.body)).toBe(false);
    expect(row?.answer.subarray(0, 4).toString()).toBe('OFX1');
  });

  it('works again after the stored answer expired', async () => {
    const { id } = await organisation();
    await idempotency.run({ organizationId: id }, 'k', fingerprint({ a: 1 }), async () => created);
    bench.clock.pass(86_400_000);
    const changed = { ...created, body: '{}' };
    const again = await idempotency.run({ organizationId: id }, 'k', fingerprint({ a: 2 }), async () => changed);
    expect(again).toEqual({ answer: changed, replayed: false });
    expect((await idempotency.run({ organizationId: id }, 'k', fingerprint({ a: 2 }), never)).answer).toEqual(changed);
  });
});

const never = async (): Promise<Answer> => {
  throw new Error('the work must not run');
};

const storedKeys = (organizationId: string) =>
  bench.database.inOrganisation(organizationId, (tx) =>
    tx.manager.query<{ key: string; answer: Buffer }[]>('SELECT key, answer FROM idempotency_keys'),
  );
