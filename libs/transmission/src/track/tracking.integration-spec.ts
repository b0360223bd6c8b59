import { PlatformFault, type PlatformFlow } from '@onefacture/adapters';
import { lifecycleMessageFor, writeCdar, type LifecycleStatement } from '@onefacture/formats';
import { Decimal, STATEMENT_RULES } from '@onefacture/invoice';
import { stringify } from 'lossless-json';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaking, failing, flow, page, taken, type ScriptedGateway } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';

let bench: TransmissionBench;
let gateway: ScriptedGateway;
beforeAll(async () => {
  bench = await startTransmission();
  ({ gateway } = bench);
});
afterAll(() => bench.stop());

const shown = (value: unknown) => JSON.parse(stringify(value) ?? '') as Record<string, unknown>[];
const secondsUntil = (due: Date | null | undefined) =>
  due ? (due.getTime() - bench.clock.now().getTime()) / 1_000 : null;

/** An invoice that its platform has accepted. */
async function accepted(): Promise<Travelling> {
  const one = await bench.invoice();
  gateway.onSubmit(taken());
  await one.step();
  return one;
}

/** Who states a code to whom. */
function partiesOf(code: string): Pick<LifecycleStatement, 'from' | 'to'> {
  const role = STATEMENT_RULES.get(code)?.issuers[0] ?? 'WK';
  const siren = role === 'BY' ? '552120222' : '732829320';
  const other = role === 'SE' ? { role: 'BY', siren: '552120222' } : { role: 'SE', siren: '732829320' };
  return {
    from: { role, id: role === 'WK' ? { scheme: '0238', value: '1234' } : { scheme: '0002', value: siren } },
    to: [{ role: other.role, electronic_address: { scheme: '0225', value: other.siren } }],
  };
}

/** A lifecycle message at the platform. */
function status(one: Pick<Travelling, 'number'>, code: string, change: Partial<LifecycleStatement> = {}): PlatformFlow {
  const message = lifecycleMessageFor({
    invoice: { number: one.number, type_code: '380', issue_date: '2026-06-01', seller_siren: '732829320' },
    code,
    at: new Date(bench.clock.now().getTime() + Number(code) * 1_000).toISOString(),
    id: randomUUID(),
    ...partiesOf(code),
    ...change,
  });
  const found = flow();
  gateway.files.set(found.flow_id, Buffer.from(writeCdar(message)));
  return found;
}
const poll = async (one: Travelling, ...flows: PlatformFlow[]) => {
  gateway.onChanges(page(flows));
  await bench.poll(one.organisation);
};
const codes = async (one: Travelling) =>
  shown(await one.timeline()).flatMap(({ lifecycle_code: code }) => (typeof code === 'string' ? [code] : []));
const connection = (one: Travelling) => bench.connection(one.organisation);
const acknowledged = (trackingId: string | undefined, word: string): PlatformFlow =>
  flow({
    direction: 'Out',
    syntax: 'Factur-X',
    ...(trackingId === undefined ? {} : { tracking_id: trackingId }),
    acknowledgement: { status: word, details: [{ level: 'Error', code: 'Virus', message: 'It is infected.' }] },
  });

describe('a poll', () => {
  it('records what the messages say, with their words and figures', async () => {
    const one = await accepted();
    const paid = status(one, '212', { amounts: [{ vat_rate: new Decimal(20), amount: new Decimal('1800.00') }] });
    await poll(one, status(one, '200'), status(one, '205'), paid);
    expect(await one.invoice()).toMatchObject({ status: 'PAID', lifecycleCode: '212' });
    expect(shown(await one.timeline()).at(-1)).toMatchObject({
      event: 'invoice.paid',
      origin: 'platform',
      attempt: 1,
      amounts: [{ type: 'MEN', amount: 1800, vat_rate: 20 }],
      raw: { payload: expect.stringContaining('CrossDomainAcknowledgementAndResponse') },
    });
  });

  it('says why an invoice was refused, in the code and in words of both languages', async () => {
    const one = await accepted();
    const reason = { reason_code: 'TX_TVA_ERR', reason: 'Taux de TVA erroné', comment: 'Ligne 1 : 20 %' };
    await poll(
      one,
      status(one, '200'),
      status(one, '210', { reason, from: { role: 'BY', id: { scheme: '0002', value: '552120222' } } }),
    );
    expect(await one.invoice()).toMatchObject({ status: 'REJECTED' });
    expect(shown(await one.timeline()).at(-1)).toMatchObject({
      event: 'invoice.rejected',
      reason: {
        code: 'TX_TVA_ERR',
        message: expect.stringMatching(/VAT/),
        message_fr: expect.stringMatching(/TVA/),
        platform_text: 'Taux de TVA erroné',
        issuer: { role: 'BY' },
      },
    });
  });

  it('takes a message once, in whatever flow and however often it is listed', async () => {
    const one = await accepted();
    const first = status(one, '200');
    const copy = flow();
    gateway.files.set(copy.flow_id, gateway.files.get(first.flow_id) ?? new Uint8Array());
    await poll(one, first, first, copy);
    await poll(one, copy);
    expect(await codes(one)).toEqual(['200']);
  });

  it('goes through the pages, each from where the last one ended', async () => {
    const one = await accepted();
    const before = gateway.polled.length;
    gateway.onChanges(
      page([status(one, '200')], { next_cursor: 'a', more: true }),
      page([], { next_cursor: 'b', more: true }),
      page([status(one, '205')], { next_cursor: 'c' }),
      page([], { next_cursor: 'd' }),
    );
    await bench.poll(one.organisation);
    await bench.poll(one.organisation);
    expect(gateway.polled.slice(before)).toEqual([null, 'a', 'b', 'c']);
    expect(await connection(one)).toMatchObject({ cursor: 'd' });
    expect(await codes(one)).toEqual(['200', '205']);
  });

  it('passes over what it cannot read and what is about others, and reads on', async () => {
    const one = await accepted();
    const broken = [flow(), flow(), flow()];
    gateway.files.set(broken[0]?.flow_id ?? '', Buffer.from('<html>Sorry</html>'));
    gateway.files.set(broken[1]?.flow_id ?? '', Buffer.from('%PDF-1.7'));
    const foreign = status({ number: 'NOT-OURS' }, '200');
    const incoming = flow({ syntax: 'Factur-X', type: 'SupplierInvoice' });
    await poll(one, ...broken, foreign, incoming, status(one, '200'));
    expect(await codes(one)).toEqual(['200']);
    expect(await connection(one)).toMatchObject({ cursor: 'end', lastError: null });
  });

  it('is not stopped by a message whose figures no calendar knows', async () => {
    const one = await accepted();
    const odd = status(one, '200');
    const xml = Buffer.from(gateway.files.get(odd.flow_id) as Uint8Array).toString();
    gateway.files.set(odd.flow_id, Buffer.from(xml.replaceAll('20260601', '20261345')));
    await poll(one, odd, status(one, '202'));
    expect(await codes(one)).toEqual(['202']);
    expect(await connection(one)).toMatchObject({ cursor: 'end' });
  });

  it('is not stopped by a flow whose file the platform does not have', async () => {
    const one = await accepted();
    const gone = flow();
    gateway.files.set(gone.flow_id, () => {
      throw new PlatformFault('rejected', {
        platform: 'sandbox',
        sent: 'maybe',
        detail: 'no such flow',
        httpStatus: 404,
      });
    });
    await poll(one, gone, status(one, '200'));
    expect(await codes(one)).toEqual(['200']);
    expect(await connection(one)).toMatchObject({ cursor: 'end' });
  });

  it('keeps its place when the platform fails in the middle, and says so', async () => {
    const one = await accepted();
    const [first, second] = [status(one, '200'), status(one, '205')];
    const file = gateway.files.get(second.flow_id) ?? new Uint8Array();
    gateway.files.set(second.flow_id, failing('server_error', { detail: 'Out of order.' }) as never);
    await poll(one, first, second);
    expect(await connection(one)).toMatchObject({
      cursor: null,
      lastError: { code: 'platform.unavailable', message: 'Out of order.', at: bench.clock.now().toISOString() },
    });
    expect((await connection(one))?.pollDueAt).not.toBeNull();
    gateway.files.set(second.flow_id, file);
    await poll(one, first, second);
    expect(await codes(one)).toEqual(['200', '205']);
    expect(await connection(one)).toMatchObject({ cursor: 'end', lastError: null });
  });

  it('is asked for again after a defect, which it shows without its words', async () => {
    const one = await accepted();
    gateway.onChanges(breaking('x is not iterable'));
    await bench.poll(one.organisation);
    const stored = await connection(one);
    expect(stored).toMatchObject({ cursor: null, lastError: { code: 'service.internal' } });
    expect(JSON.stringify(stored?.lastError)).not.toContain('iterable');
    expect(secondsUntil(stored?.pollDueAt)).toBeGreaterThan(0);
    await poll(one, status(one, '200'));
    expect(await codes(one)).toEqual(['200']);
  });

  it('shows a connection that cannot be opened', async () => {
    const one = await accepted();
    await bench.within(one.organisation, (tx) =>
      tx.manager.query(`UPDATE platform_connections SET platform = 'cegid'`),
    );
    await bench.poll(one.organisation);
    expect(await connection(one)).toMatchObject({ lastError: { code: 'platform.misconfigured' } });
  });
});

describe('the times of polling', () => {
  it('one poll for any number of jobs, none before its time', async () => {
    const one = await accepted();
    const id = (await connection(one))?.id ?? '';
    const before = gateway.polled.length;
    const job = () => bench.tracking.track({ organization_id: one.organisation, id });
    await job();
    expect(gateway.polled.length).toBe(before);
    bench.clock.reach((await connection(one))?.pollDueAt ?? null);
    gateway.onChanges(page([]));
    await Promise.all([job(), job(), job()]);
    expect(gateway.polled.length).toBe(before + 1);
  });

  it('goes on while an invoice is open, slower the longer it is quiet, and stops when all are over', async () => {
    const one = await accepted();
    await poll(one);
    expect(secondsUntil((await connection(one))?.pollDueAt)).toBe(5);
    bench.clock.pass(3_600_000);
    await poll(one);
    expect(secondsUntil((await connection(one))?.pollDueAt)).toBeGreaterThan(300);
    const all = [{ vat_rate: new Decimal(20), amount: new Decimal(1800) }];
    await poll(one, status(one, '200'), status(one, '212', { amounts: all }));
    expect(await connection(one)).toMatchObject({ pollDueAt: null });
  });

  it('asks for a job of a new number at every poll', async () => {
    const one = await accepted();
    const id = (await connection(one))?.id ?? '';
    await poll(one);
    const { pollNumber, pollDueAt } = (await connection(one)) ?? {};
    const jobs = await bench.asked(id);
    expect(jobs.map(({ queue }) => queue)).toEqual(['track-status', 'track-status']);
    expect(jobs.at(-1)).toMatchObject({ attempt: pollNumber, due_at: pollDueAt });
  });

  it('waits as long as the platform asks', async () => {
    const one = await accepted();
    gateway.onChanges(failing('rate_limited', { retryAfterSeconds: 120 }));
    await bench.poll(one.organisation);
    expect(secondsUntil((await connection(one))?.pollDueAt)).toBe(120);
  });

  it('starts again with the next submission', async () => {
    const one = await accepted();
    await poll(one, status(one, '213', { reason: { reason_code: 'DEST_INC', reason: 'Destinataire inconnu' } }));
    expect(await connection(one)).toMatchObject({ pollDueAt: null });
    await one.retry();
    gateway.onSubmit(taken());
    await one.step();
    expect(secondsUntil((await connection(one))?.pollDueAt)).toBe(5);
  });
});

describe('an acknowledgement', () => {
  it('in order is kept and tells nobody anything', async () => {
    const one = await accepted();
    const [attempt] = await one.attempts();
    const before = (await one.timeline()).length;
    await poll(one, acknowledged(attempt?.trackingId, 'Ok'));
    expect(await one.attempts()).toMatchObject([{ state: 'ACKED', acknowledgement: 'Ok' }]);
    expect(await one.timeline()).toHaveLength(before);
  });

  it('in error fails the submission with its reason, once', async () => {
    const one = await accepted();
    const [attempt] = await one.attempts();
    const error = acknowledged(attempt?.trackingId, 'Error');
    await poll(one, error, error);
    expect(await one.attempts()).toMatchObject([{ state: 'REJECTED', acknowledgement: 'Error' }]);
    expect(await one.invoice()).toMatchObject({
      status: 'DRAFT',
      submissionState: 'failed',
      submissionError: { code: 'platform.rejected', message: 'It is infected.', reasons: [{ code: 'Virus' }] },
    });
    expect(await bench.told(one.organisation, one.id)).toMatchObject([{ type: 'invoice.status_changed' }]);
    await one.retry();
    gateway.onSubmit(taken());
    await one.step();
    expect(await one.attempts()).toMatchObject([{ state: 'REJECTED' }, { state: 'ACKED' }]);
  });

  it('of a file that is not ours is passed over, whatever its tracking id looks like', async () => {
    const one = await accepted();
    const theirs = [randomUUID(), 'PO-4711', '', undefined].map((id) => acknowledged(id, 'Error'));
    await poll(one, ...theirs, status(one, '200'));
    expect(await one.invoice()).toMatchObject({ status: 'SUBMITTED', submissionState: 'accepted' });
  });
});

describe('221 and 501', () => {
  it.each([
    ['221', 'ROUTAGE_ERR'],
    ['501', 'IRR_SYNTAX'],
  ])('%s fails the submission, and a retry is a new attempt', async (code, reason_code) => {
    const one = await accepted();
    const number = one.number;
    await poll(one, status({ number }, code, { reason: { reason_code, reason: 'Non remise' } }));
    expect(await one.invoice()).toMatchObject({ status: 'DRAFT', submissionState: 'failed', submissionDueAt: null });
    await one.retry();
    gateway.onSubmit(taken());
    await one.step();
    const attempts = await one.attempts();
    expect(attempts.map(({ number: turn }) => turn)).toEqual([1, 2]);
    expect(attempts[0]?.trackingId).not.toBe(attempts[1]?.trackingId);
  });

  it('while the answer to the call is still unknown, the same file is not taken for accepted later', async () => {
    const two = await bench.invoice();
    gateway.onSubmit(failing('timeout'));
    await two.step();
    const [attempt] = await two.attempts();
    expect(attempt?.state).toBe('UNKNOWN');
    await bench.within(two.organisation, (tx) =>
      tx.manager.query('UPDATE platform_connections SET poll_due_at = $1', [bench.clock.now()]),
    );
    await poll(two, status(two, '221', { reason: { reason_code: 'ROUTAGE_ERR', reason: 'Erreur de routage' } }));
    expect(await two.invoice()).toMatchObject({ submissionState: 'failed' });
    await two.retry();
    gateway.onSubmit(taken());
    await two.step();
    expect(await two.attempts()).toMatchObject([{ number: 1 }, { number: 2, state: 'ACKED' }]);
  });
});
