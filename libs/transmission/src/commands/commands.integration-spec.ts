import type { AppError } from '@onefacture/errors';
import { InvoiceRepository } from '@onefacture/invoicing';
import { stringify } from 'lossless-json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { ACTOR } from '../../../invoicing/src/testing/invoicing-bench.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { failing, taken } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';

let bench: TransmissionBench;
beforeAll(async () => {
  bench = await startTransmission();
});
afterAll(() => bench.stop());

const codeOf = (error: AppError) => error.code;
const submit = (one: Travelling) => bench.within(one.organisation, (tx) => bench.commands.submit(tx, ACTOR, one.id));
const tell = (one: Travelling, code: string) =>
  bench.within(one.organisation, async (tx) =>
    bench.app.get(LifecycleRecorder).record(tx, await new InvoiceRepository(tx).lock(one.id), {
      ...{ sourceKey: `cdar:${code}`, kind: 'code' as const, code, at: bench.clock.now(), origin: 'platform' as const },
    }),
  );
const sent = async (...codes: string[]) => {
  const one = await bench.invoice();
  bench.gateway.onSubmit(taken());
  await one.step();
  for (const code of codes) await tell(one, code);
  return one;
};
const actions = (one: Travelling) =>
  bench.within(one.organisation, async (tx) => {
    const rows = await tx.manager.query<{ action: string }[]>(
      'SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id',
      [one.id],
    );
    return rows.map(({ action }) => action);
  });

describe('submit', () => {
  it('queues a draft, with its job and its audit entry, and changes no status', async () => {
    const one = await bench.invoice({}, false);
    const open = await submit(one);
    expect(open.entity).toMatchObject({ status: 'DRAFT', submissionState: 'queued', version: 2 });
    expect(await one.invoice()).toMatchObject({ submissionState: 'queued', submissionDueAt: bench.clock.now() });
    expect(await bench.asked(one.id)).toEqual([{ queue: 'submit-invoice', attempt: 1, due_at: null }]);
    expect(await actions(one)).toEqual(['invoice.create', 'invoice.submit']);
  });

  it('is taken once, however many ask at the same moment', async () => {
    const one = await bench.invoice({}, false);
    const all = await Promise.allSettled([submit(one), submit(one), submit(one)]);
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await bench.asked(one.id)).toHaveLength(1);
    await expect(submit(one).catch(codeOf)).resolves.toBe('invoice.wrong_state');
    await expect(one.cancel().catch(codeOf)).resolves.toBe('invoice.wrong_state');
  });

  it('refuses what no platform would take, with every fault, and stays a draft', async () => {
    const one = await bench.invoice({ currency: 'USD', buyer: { ...quickStart.buyer, siren: undefined } }, false);
    const failure = await submit(one).catch((error: AppError) => error);
    expect(failure).toMatchObject({ code: 'invoice.not_submittable' });
    const fields = (failure as AppError).options.errors?.map(({ field }) => field) ?? [];
    expect(fields).toEqual(expect.arrayContaining(['tax_currency', 'buyer.siren']));
    expect(await one.invoice()).toMatchObject({ submissionState: null, version: 1 });
    expect(await bench.asked(one.id)).toEqual([]);
  });

  it('leaves nothing when its transaction is taken back', async () => {
    const one = await bench.invoice({}, false);
    const broken = bench.within(one.organisation, async (tx) => {
      await bench.commands.submit(tx, ACTOR, one.id);
      throw new Error('taken back');
    });
    await expect(broken).rejects.toThrow('taken back');
    expect(await bench.asked(one.id)).toEqual([]);
    expect(await actions(one)).toEqual(['invoice.create']);
  });

  it('knows nothing of another organisation’s invoice', async () => {
    const one = await bench.invoice({}, false);
    const other = await bench.organisation();
    const foreign = bench.within(other, (tx) => bench.commands.submit(tx, ACTOR, one.id));
    await expect(foreign.catch(codeOf)).resolves.toBe('request.not_found');
  });
});

describe('cancel', () => {
  it('ends a draft, and is told', async () => {
    const one = await bench.invoice({}, false);
    expect((await one.cancel()).entity).toMatchObject({ status: 'CANCELLED', numberHeld: false });
    expect(await bench.told(one.organisation, one.id)).toMatchObject([{ type: 'invoice.cancelled' }]);
    await expect(one.cancel().catch(codeOf)).resolves.toBe('invoice.wrong_state');
    await expect(submit(one).catch(codeOf)).resolves.toBe('invoice.wrong_state');
    expect(await actions(one)).toEqual(['invoice.create', 'invoice.cancel']);
  });

  it.each([['200'], ['200', '205']])('is refused while a platform holds it: %s %s', async (...codes) => {
    const one = await sent(...codes);
    await expect(one.cancel().catch(codeOf)).resolves.toBe('invoice.wrong_state');
  });
});

describe('retry', () => {
  it('sends a failed submission again, its count from the start', async () => {
    const one = await bench.invoice();
    bench.gateway.onSubmit(failing('rejected'));
    await one.step();
    const { submissionTries } = await one.invoice();
    const again = await one.retry();
    expect(again.entity).toMatchObject({
      id: one.id,
      number: one.number,
      submissionState: 'queued',
      submissionAttempts: 0,
    });
    expect(again.entity.submissionTries).toBe(submissionTries + 1);
    await expect(one.retry().catch(codeOf)).resolves.toBe('invoice.wrong_state');
    expect(await actions(one)).toContain('invoice.retry');
  });

  it('keeps the number where it was not spent', async () => {
    const one = await sent('213');
    const again = await one.retry();
    expect(again.entity).toMatchObject({ id: one.id, submissionState: 'queued', status: 'REJECTED' });
    bench.gateway.onSubmit(taken());
    await one.step();
    bench.clock.pass(60_000);
    await tell(one, '200');
    expect(await one.invoice()).toMatchObject({ status: 'SUBMITTED', numberSpent: true });
  });

  it('makes a new invoice where the number was spent, linked to the old one', async () => {
    const one = await sent('200', '210');
    const again = await one.retry('F-NEW');
    expect(again.entity).toMatchObject({
      number: 'F-NEW',
      retryOf: one.id,
      status: 'DRAFT',
      submissionState: 'queued',
    });
    expect(again.entity.id).not.toBe(one.id);
    const old = await bench.within(one.organisation, (tx) => bench.invoices.get(tx, one.id));
    expect(stringify(again.invoice.lines)).toBe(stringify(old.invoice.lines));
    expect(await one.invoice()).toMatchObject({ status: 'REJECTED', submissionState: 'accepted' });
    expect(await bench.asked(again.entity.id)).toHaveLength(1);
  });

  it('asks for the new number, and leaves no trace when it is missing or taken', async () => {
    const one = await sent('200', '210');
    const before = (await one.timeline()).length;
    const failure = await one.retry().catch((error: AppError) => error);
    expect(failure).toMatchObject({
      code: 'request.invalid',
      options: { errors: [{ field: 'number', code: 'REQUIRED' }] },
    });
    await expect(one.retry(one.number).catch(codeOf)).resolves.toBe('invoice.duplicate_number');
    expect((await one.timeline()).length).toBe(before);
  });

  it.each([[], ['200'], ['200', '205']])('is refused while nothing went wrong: %s %s', async (...codes) => {
    const one = await sent(...codes);
    await expect(one.retry().catch(codeOf)).resolves.toBe('invoice.wrong_state');
  });
});

const inDoubt = async () => {
  const one = await bench.invoice();
  bench.gateway.onSubmit(failing('timeout'));
  await one.step();
  await bench.within(one.organisation, (tx) =>
    new InvoiceRepository(tx).update(one.id, { submissionState: 'dead', submissionDueAt: null }),
  );
  const { version } = await one.invoice();
  return {
    ...one,
    patch: () =>
      bench.within(one.organisation, (tx) =>
        bench.commands.patch(tx, ACTOR, one.id, version, { order_reference: 'PO-7' }),
      ),
    remove: () => bench.within(one.organisation, (tx) => bench.invoices.delete(tx, ACTOR, one.id, version)),
  };
};

describe('a draft whose last attempt is in doubt', () => {
  it('is neither changed nor cancelled, because the platform may hold its file, and never deleted', async () => {
    const one = await inDoubt();
    expect((await one.attempts()).map(({ state }) => state)).toEqual(['UNKNOWN']);
    const refusal = { code: 'invoice.wrong_state', message: expect.stringContaining('which asks the platform first') };
    await expect(one.patch()).rejects.toMatchObject(refusal);
    await expect(one.cancel()).rejects.toMatchObject(refusal);
    const kept = { code: 'invoice.wrong_state', message: expect.stringContaining('cancel it instead') };
    await expect(one.remove()).rejects.toMatchObject(kept);
    expect(await one.invoice()).toMatchObject({ submissionState: 'dead' });
  });

  it('is changed and cancelled as before once the platform has said that it has none', async () => {
    const one = await inDoubt();
    await bench.within(one.organisation, (tx) =>
      tx.manager.query(`UPDATE submission_attempts SET state = 'REJECTED' WHERE invoice_id = $1`, [one.id]),
    );
    const changed = await one.patch();
    expect(changed.entity.version).toBeGreaterThan(1);
    expect((await one.cancel()).entity).toMatchObject({ status: 'CANCELLED', numberHeld: false });
  });
});
