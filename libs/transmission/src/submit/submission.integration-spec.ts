import type { SubmitResult } from '@onefacture/adapters';
import { DocumentsService, InvoiceRepository } from '@onefacture/invoicing';
import { AppError } from '@onefacture/errors';
import { stringify } from 'lossless-json';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { breaking, failing, flow, open, taken, type ScriptedGateway } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { SubmissionClaims } from './submission-claims.js';

let bench: TransmissionBench;
let gateway: ScriptedGateway;
beforeAll(async () => {
  bench = await startTransmission();
  ({ gateway } = bench);
});
afterAll(() => bench.stop());

/** Files the platform was sent and questions it was asked during one test. */
function watch() {
  const [sent, looked] = [gateway.sent.length, gateway.looked.length];
  return {
    sent: () => gateway.sent.slice(sent),
    looked: () => gateway.looked.slice(looked),
    counts: () => [gateway.sent.length - sent, gateway.looked.length - looked],
  };
}
const states = async (one: Travelling) => (await one.attempts()).map(({ state }) => state);
const secondsUntil = (due: Date | null) => (due ? (due.getTime() - bench.clock.now().getTime()) / 1_000 : null);
const found =
  (acknowledgement = 'Ok') =>
  async () =>
    flow({ direction: 'Out', acknowledgement: { status: acknowledgement, details: [] } });
const notFound = async () => null;
const shown = (value: unknown) => JSON.parse(stringify(value) ?? '') as Record<string, unknown>[];

/** A first worker whose call outlasts its lease. @returns how to end the call */
async function slowWorker(one: Travelling) {
  const { call, isOpen, end } = open<SubmitResult>();
  gateway.onSubmit(call);
  const working = one.job();
  await vi.waitFor(() => expect(isOpen()).toBe(true));
  return { end, working };
}

/** A worker that died between its commit and the platform's answer. */
async function die(one: Travelling): Promise<void> {
  bench.clock.reach((await one.invoice()).submissionDueAt);
  const claims = bench.app.get(SubmissionClaims);
  const claim = await bench.within(one.organisation, (tx) => claims.claim(tx, one.id));
  if (claim) await bench.within(one.organisation, (tx) => claims.prepare(tx, claim.invoice));
}

describe('a submission', () => {
  it('sends the frozen document under its tracking id, and asks for the first poll', async () => {
    const one = await bench.invoice();
    const seen = watch();
    gateway.onSubmit(taken('flow-1'));
    await one.step();
    const [attempt] = await one.attempts();
    expect(attempt).toMatchObject({ state: 'ACKED', number: 1, flowId: 'flow-1', acknowledgement: 'Pending' });
    const [sent] = seen.sent();
    const document = await bench.app.get(DocumentsService).get(one.organisation, one.id, { kind: 'facturx' });
    expect(sent).toMatchObject({
      tracking_id: attempt?.trackingId,
      syntax: 'Factur-X',
      media_type: 'application/pdf',
      sha256: document.sha256,
    });
    expect(Buffer.from(sent?.bytes ?? []).equals(Buffer.from(document.bytes))).toBe(true);
    expect(gateway.connections.at(-1)).toMatchObject({ platform: 'sandbox', organization_header: one.organisation });
    const invoice = await one.invoice();
    expect(invoice).toMatchObject({ status: 'DRAFT', submissionState: 'accepted', submissionDueAt: null });
    const connection = await bench.connection(one.organisation);
    expect(secondsUntil(connection?.pollDueAt ?? null)).toBe(5);
    expect(await bench.asked(connection?.id ?? '')).toEqual([
      { queue: 'track-status', attempt: 1, due_at: connection?.pollDueAt },
    ]);
  });

  it('sends CII where the connection wants it', async () => {
    const one = await bench.invoice();
    await bench.within(one.organisation, (tx) => tx.manager.query(`UPDATE platform_connections SET syntax = 'CII'`));
    const seen = watch();
    gateway.onSubmit(taken());
    await one.step();
    expect(seen.sent()).toMatchObject([
      { syntax: 'CII', media_type: 'application/xml', file_name: `${one.number}.xml` },
    ]);
  });

  it('is made once by any number of jobs, and not before its time', async () => {
    const one = await bench.invoice();
    const seen = watch();
    gateway.onSubmit(taken());
    await Promise.all([one.job(), one.job(), one.job()]);
    await one.job();
    expect(seen.counts()).toEqual([1, 0]);
    const two = await bench.invoice();
    await bench.within(two.organisation, (tx) =>
      tx.manager.query(`UPDATE invoices SET submission_due_at = submission_due_at + interval '1 hour'`),
    );
    await two.job();
    expect(seen.counts()).toEqual([1, 0]);
  });

  it('is over when the platform says it already has the file', async () => {
    const one = await bench.invoice();
    gateway.onSubmit(() => ({ outcome: 'already_exists', flow_id: 'theirs', detail: 'sent before' }));
    await one.step();
    expect(await one.attempts()).toMatchObject([{ state: 'ACKED', flowId: 'theirs' }]);
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted' });
  });

  it('fails with the platform’s reasons when it refuses, and a retry is a new attempt', async () => {
    const one = await bench.invoice();
    const reasons = [{ level: 'Error', code: 'BR-FR-12', message: 'No address' }];
    gateway.onSubmit(failing('rejected', { reasons, detail: 'The file was refused.' }));
    await one.step();
    expect(await one.invoice()).toMatchObject({
      status: 'DRAFT',
      submissionState: 'failed',
      submissionDueAt: null,
      submissionError: {
        code: 'platform.rejected',
        message: 'The file was refused.',
        reasons: [{ code: 'BR-FR-12', message: 'No address' }],
      },
    });
    expect(shown(await one.timeline()).at(-1)).toMatchObject({
      event: 'invoice.status_changed',
      status: 'DRAFT',
      origin: 'platform',
      attempt: 1,
      raw: { word: 'rejected' },
      reason: { code: 'platform.rejected' },
    });
    expect(await bench.told(one.organisation, one.id)).toMatchObject([{ type: 'invoice.status_changed' }]);
    await one.retry();
    gateway.onSubmit(taken());
    await one.step();
    const [first, second] = await one.attempts();
    expect([first?.state, second?.state]).toEqual(['REJECTED', 'ACKED']);
    expect(second?.trackingId).not.toBe(first?.trackingId);
    expect(await one.invoice()).toMatchObject({
      submissionState: 'accepted',
      submissionError: null,
      number: one.number,
    });
  });
});

describe('without a clear answer', () => {
  it('the platform is asked for the tracking id before anything is sent again', async () => {
    const one = await bench.invoice();
    const seen = watch();
    gateway.onSubmit(failing('timeout'));
    await one.step();
    expect(await one.invoice()).toMatchObject({ submissionState: 'unknown', submissionAttempts: 1 });
    expect(secondsUntil((await one.invoice()).submissionDueAt)).toBe(1);
    gateway.onFind(found());
    await one.step();
    expect(seen.counts()).toEqual([1, 1]);
    expect(seen.looked()).toEqual([(await one.attempts())[0]?.trackingId]);
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted', submissionError: null });
  });

  it('a file that never arrived is sent again after the settle time and two looks, under the same tracking id', async () => {
    const one = await bench.invoice();
    const seen = watch();
    gateway.onSubmit(failing('network'), taken());
    gateway.onFind(notFound, notFound);
    await one.step();
    await one.step();
    expect(secondsUntil((await one.invoice()).submissionDueAt)).toBe(29);
    expect(await states(one)).toEqual(['UNKNOWN']);
    await one.step();
    expect(await states(one)).toEqual(['PREPARED']);
    expect(seen.counts()).toEqual([1, 2]);
    await one.step();
    expect(await states(one)).toEqual(['ACKED']);
    expect(new Set(seen.sent().map(({ tracking_id }) => tracking_id)).size).toBe(1);
  });

  it('a worker that died before the answer costs its lease, and the next one looks first', async () => {
    const one = await bench.invoice();
    const seen = watch();
    await die(one);
    expect(await states(one)).toEqual(['SENT']);
    await one.job();
    expect(seen.counts()).toEqual([0, 0]);
    expect(secondsUntil((await one.invoice()).submissionDueAt)).toBe(27);
    gateway.onFind(found());
    await one.step();
    expect(seen.counts()).toEqual([0, 1]);
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted' });
  });

  it('a defect during the call counts as such a failure', async () => {
    const one = await bench.invoice();
    const seen = watch();
    gateway.onSubmit(breaking('undefined is not a function'));
    await one.step();
    expect(await one.invoice()).toMatchObject({
      submissionState: 'unknown',
      submissionAttempts: 1,
      submissionError: { code: 'service.internal' },
    });
    expect(JSON.stringify((await one.invoice()).submissionError)).not.toContain('undefined');
    gateway.onFind(found());
    await one.step();
    expect(seen.counts()).toEqual([1, 1]);
    expect(await states(one)).toEqual(['ACKED']);
  });

  it('a file found but already refused by its acknowledgement fails the submission', async () => {
    const one = await bench.invoice();
    gateway.onSubmit(failing('timeout'));
    gateway.onFind(found('Error'));
    await one.step();
    await one.step();
    expect(await states(one)).toEqual(['REJECTED']);
    expect(await one.invoice()).toMatchObject({ submissionState: 'failed' });
    await one.retry();
    gateway.onSubmit(taken());
    await one.step();
    expect(await states(one)).toEqual(['REJECTED', 'ACKED']);
  });

  it('it is dead after the schedule, and a person’s retry looks first', async () => {
    const one = await bench.invoice();
    const seen = watch();
    gateway.onSubmit(failing('timeout'));
    gateway.onFind(failing('server_error'), failing('server_error'));
    const waits: (number | null)[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await one.step();
      waits.push(secondsUntil((await one.invoice()).submissionDueAt));
    }
    expect(waits).toEqual([1, 30, null]);
    expect(await one.invoice()).toMatchObject({ submissionState: 'dead', submissionAttempts: 3 });
    expect(shown(await one.timeline()).at(-1)).toMatchObject({ reason: { code: 'platform.unavailable' } });
    await one.retry();
    gateway.onFind(found());
    await one.step();
    expect(seen.counts()).toEqual([1, 3]);
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted' });
  });
});

describe('when no byte was sent', () => {
  it('it is sent again by the schedule without a look, in the same attempt, and dead after it', async () => {
    const one = await bench.invoice();
    const seen = watch();
    gateway.onSubmit(...Array.from({ length: 3 }, () => failing('network', { sent: 'no' })));
    for (let turn = 0; turn < 3; turn += 1) await one.step();
    expect(seen.counts()).toEqual([3, 0]);
    expect(await one.attempts()).toMatchObject([{ state: 'PREPARED', number: 1 }]);
    expect(await one.invoice()).toMatchObject({
      submissionState: 'dead',
      submissionAttempts: 3,
      submissionDueAt: null,
    });
  });

  it.each([
    { fault: 'circuit_open', seconds: 12 },
    { fault: 'rate_limited', seconds: 40 },
    { fault: 'rate_limited', seconds: undefined },
  ] as const)('$fault waits $seconds s and burns no attempt', async ({ fault, seconds }) => {
    const one = await bench.invoice();
    gateway.onSubmit(failing(fault, { sent: 'no', ...(seconds ? { retryAfterSeconds: seconds } : {}) }), taken());
    await one.step();
    expect(secondsUntil((await one.invoice()).submissionDueAt)).toBe(seconds ?? 5);
    expect(await one.invoice()).toMatchObject({ submissionState: 'queued', submissionAttempts: 0 });
    await one.step();
    expect(await states(one)).toEqual(['ACKED']);
  });

  it('a new job is asked for at every step, due when the row is', async () => {
    const one = await bench.invoice();
    gateway.onSubmit(failing('network', { sent: 'no' }));
    await one.step();
    const { submissionDueAt, submissionTries } = await one.invoice();
    const jobs = await bench.asked(one.id);
    expect(jobs).toEqual([
      { queue: 'submit-invoice', attempt: submissionTries - 1, due_at: null },
      { queue: 'submit-invoice', attempt: submissionTries, due_at: submissionDueAt },
    ]);
  });
});

describe('a step that fails before the call', () => {
  it('is counted when the documents cannot be made, and ends dead with the reason', async () => {
    const one = await bench.invoice();
    const seen = watch();
    const freeze = vi.spyOn(bench.app.get(DocumentsService), 'freeze').mockRejectedValue(new Error('no such glyph: X'));
    for (let turn = 1; turn <= 3; turn += 1) {
      await one.step();
      expect(await one.invoice()).toMatchObject({ submissionAttempts: turn });
    }
    freeze.mockRestore();
    expect(seen.counts()).toEqual([0, 0]);
    const dead = await one.invoice();
    expect(dead).toMatchObject({
      status: 'DRAFT',
      submissionState: 'dead',
      submissionDueAt: null,
      submissionError: { code: 'service.internal', message: expect.stringMatching(/^The documents/) },
    });
    expect(JSON.stringify(dead.submissionError)).not.toContain('glyph');
    expect(shown(await one.timeline()).at(-1)).toMatchObject({
      origin: 'gateway',
      reason: { code: 'service.internal' },
      raw: null,
    });
    await one.retry();
    gateway.onSubmit(taken());
    await one.step();
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted', submissionError: null });
  });

  it('keeps the doubt about an earlier attempt', async () => {
    const one = await bench.invoice();
    const seen = watch();
    await die(one);
    const freeze = vi.spyOn(bench.app.get(DocumentsService), 'freeze').mockRejectedValueOnce(new Error('once'));
    await one.step();
    freeze.mockRestore();
    expect(await states(one)).toEqual(['UNKNOWN']);
    expect(await one.invoice()).toMatchObject({ submissionState: 'unknown', submissionAttempts: 1 });
    gateway.onFind(found());
    await one.step();
    expect(seen.counts()).toEqual([0, 1]);
  });

  it('says what is missing when the organisation has no connection', async () => {
    const one = await bench.invoice();
    await bench.within(one.organisation, (tx) => tx.manager.query('DELETE FROM platform_connections'));
    for (let turn = 0; turn < 3; turn += 1) await one.step();
    expect(await one.invoice()).toMatchObject({
      submissionState: 'dead',
      submissionError: {
        code: 'platform.misconfigured',
        message: 'The organisation has no platform connection that is its default and enabled.',
      },
    });
    expect(await one.attempts()).toEqual([]);
  });

  it('says what is wrong with a connection that cannot be opened, and sends nothing', async () => {
    const one = await bench.invoice();
    await bench.within(one.organisation, (tx) =>
      tx.manager.query(`UPDATE platform_connections SET platform = 'xp-z12-013', settings = '{}'`),
    );
    const seen = watch();
    await one.step();
    expect(seen.counts()).toEqual([0, 0]);
    expect(await states(one)).toEqual(['PREPARED']);
    expect(await one.invoice()).toMatchObject({
      submissionState: 'queued',
      submissionError: { code: 'platform.misconfigured' },
    });
  });

  it('is not counted while the database is away: the lease ends and the row comes back', async () => {
    const one = await bench.invoice();
    const away = new AppError('service.unavailable');
    const freeze = vi.spyOn(bench.app.get(DocumentsService), 'freeze').mockRejectedValueOnce(away);
    bench.clock.reach((await one.invoice()).submissionDueAt);
    await expect(one.job()).rejects.toBe(away);
    freeze.mockRestore();
    expect(await one.invoice()).toMatchObject({ submissionState: 'sending', submissionAttempts: 0 });
    gateway.onSubmit(taken());
    await one.step();
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted' });
  });
});

describe('two workers at one invoice', () => {
  it('the answer of one whose lease was taken is no news when it is a failure', async () => {
    const one = await bench.invoice();
    const { end, working } = await slowWorker(one);
    gateway.onFind(found());
    await one.step();
    expect(await states(one)).toEqual(['ACKED']);
    end(failing('timeout'));
    await working;
    expect(await states(one)).toEqual(['ACKED']);
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted', submissionDueAt: null });
  });

  it('its acceptance is', async () => {
    const one = await bench.invoice();
    const { end, working } = await slowWorker(one);
    gateway.onFind(notFound);
    await one.step();
    expect(await states(one)).toEqual(['UNKNOWN']);
    end(taken('late'));
    await working;
    expect(await one.attempts()).toMatchObject([{ state: 'ACKED', flowId: 'late' }]);
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted', submissionDueAt: null });
    const seen = watch();
    await one.job();
    expect(seen.counts()).toEqual([0, 0]);
  });
});

describe('a retry after a rejection', () => {
  it('that breaks off is looked for like any other, not sent under a third tracking id', async () => {
    const one = await bench.invoice();
    gateway.onSubmit(taken());
    await one.step();
    const recorder = bench.app.get(LifecycleRecorder);
    await bench.within(one.organisation, async (tx) =>
      recorder.record(tx, await new InvoiceRepository(tx).lock(one.id), {
        sourceKey: 'cdar:213',
        kind: 'code',
        code: '213',
        at: bench.clock.now(),
        origin: 'platform',
      }),
    );
    expect(await one.invoice()).toMatchObject({ status: 'REJECTED' });
    await one.retry();
    await die(one);
    expect(await states(one)).toEqual(['ACKED', 'SENT']);
    const seen = watch();
    gateway.onFind(found());
    await one.step();
    expect(seen.counts()).toEqual([0, 1]);
    expect(await states(one)).toEqual(['ACKED', 'ACKED']);
  });
});
