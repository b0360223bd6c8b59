import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checked, type Client } from '../e2e/client.js';
import { buyer, invoiceBody, LINE } from '../e2e/invoices.js';
import { startReceiver, type Receiver } from '../e2e/receiver.js';
import { Invoice, Problem, type TimelineEntry } from '../e2e/shapes.js';
import { startStack, type Stack } from '../e2e/stack.js';

/** Buyers whose SIREN chooses what the simulated platform does (apps/simulator/README.md). */
const BUYERS = {
  atOnce: '000000018',
  rejected: '000000026',
  refused: '000000034',
  disputed: '000000042',
  unlisted: '000000059',
  answerLost: '000000067',
  failing: '000000075',
  disordered: '000000083',
  partlyPaid: '000000091',
  throttled: '000000109',
  notAcknowledged: '000000117',
};
type Outcome = keyof typeof BUYERS;

/** Two rates, so that shares of a payment have something to get wrong: 1500 at 20 %, 100.10 at 5.5 %. */
const LINES = [LINE, { ...LINE, description: 'Handbook', quantity: 1, unit_price: 100.1, tax_rate: 5.5 }];
const DUE = 1905.61;

interface Case {
  readonly organisation: Client;
  readonly invoice: Invoice;
}

let stack: Stack;
let receiver: Receiver;
const cases = new Map<Outcome, Case>();

/** Every outcome has an organisation of its own and starts at once; each test waits for its own end. */
beforeAll(async () => {
  [stack, receiver] = await Promise.all([startStack({ stepMs: 15 }), startReceiver()]);
  const start = async (outcome: Outcome): Promise<void> => {
    const organisation = await stack.organisation();
    checked(await organisation.post('/v1/webhooks', { url: receiver.url }), 201);
    const invoice = await organisation.submitNew(invoiceBody({ buyer: buyer(BUYERS[outcome]), lines: LINES }));
    cases.set(outcome, { organisation, invoice });
  };
  await Promise.all((Object.keys(BUYERS) as Outcome[]).map(start));
});

afterAll(async () => {
  await receiver?.stop();
  await stack?.stop();
});

function caseOf(outcome: Outcome): Case {
  const found = cases.get(outcome);
  if (!found) throw new Error(`no invoice was sent for ${outcome}`);
  return found;
}

const codes = (timeline: readonly TimelineEntry[]) => timeline.map(({ lifecycle_code }) => lifecycle_code ?? '–');
/** Official times are whole seconds: what happens within one is told apart by when we learnt of it. */
const asRecorded = (timeline: readonly TimelineEntry[]) =>
  timeline.toSorted((a, b) => Date.parse(a.recorded_at) - Date.parse(b.recorded_at));
const withCode = (timeline: readonly TimelineEntry[], code: string) =>
  timeline.filter(({ lifecycle_code }) => lifecycle_code === code);
const collected = (timeline: readonly TimelineEntry[]): number =>
  withCode(timeline, '212')
    .flatMap(({ amounts }) => amounts.filter(({ type }) => type === 'MEN'))
    .reduce((cents, { amount }) => cents + Math.round(amount * 100), 0) / 100;

async function acceptedOnce(number: string): Promise<void> {
  const submissions = await stack.submissions(number);
  expect(submissions.map(({ accepted, repeats }) => ({ accepted, repeats }))).toEqual([{ accepted: 1, repeats: 0 }]);
}

describe('an invoice that is paid', () => {
  it('at once', async () => {
    const { organisation, invoice } = caseOf('atOnce');
    const paid = await organisation.untilStatus(invoice.id, 'PAID');
    expect(paid.totals).toMatchObject({ net: 1600.1, tax: 305.51, gross: DUE, due: DUE });
    const timeline = await organisation.timeline(invoice.id);
    expect(codes(timeline)).toEqual(['–', '200', '201', '202', '203', '204', '205', '212']);
    expect(timeline.at(-1)?.amounts).toEqual([
      { type: 'MEN', amount: 105.61, vat_rate: 5.5 },
      { type: 'MEN', amount: 1800, vat_rate: 20 },
    ]);
    await acceptedOnce(invoice.number);
  });

  it('after a dispute, which the timeline explains', async () => {
    const { organisation, invoice } = caseOf('disputed');
    await organisation.untilStatus(invoice.id, 'PAID');
    const timeline = await organisation.timeline(invoice.id);
    expect(codes(timeline)).toEqual(['–', '200', '201', '202', '203', '204', '207', '205', '212']);
    expect(withCode(timeline, '207')).toMatchObject([
      {
        event: 'invoice.status_changed',
        status: 'RECEIVED',
        reason: {
          code: 'QTE_ERR',
          message: 'A quantity is wrong.',
          message_fr: 'Une quantité est erronée.',
          platform_text: 'Quantité facturée erronée',
        },
      },
    ]);
  });

  it('in two payments: approved after the first, paid after the second', async () => {
    const { organisation, invoice } = caseOf('partlyPaid');
    await organisation.untilStatus(invoice.id, 'PAID');
    const timeline = await organisation.timeline(invoice.id);
    expect(codes(timeline)).toEqual(['–', '200', '201', '202', '203', '204', '205', '211', '212', '212']);
    expect(withCode(timeline, '212').map(({ event, status }) => [event, status])).toEqual([
      ['invoice.status_changed', 'APPROVED'],
      ['invoice.paid', 'PAID'],
    ]);
    expect(collected(timeline)).toBe(DUE);
  });

  it('though statuses come twice and out of order: each is recorded once, and it is paid once', async () => {
    const { organisation, invoice } = caseOf('disordered');
    await organisation.until(invoice.id, ({ status }) => status === 'PAID');
    await expect
      .poll(async () => (await stack.submissions(invoice.number))[0]?.finished, { timeout: 20_000 })
      .toBe(true);
    const timeline = await organisation.timeline(invoice.id);
    expect(codes(timeline)).toEqual(['–', '200', '201', '202', '203', '204', '205', '212']);
    expect(collected(timeline)).toBe(DUE);
    expect(await organisation.invoice(invoice.id)).toMatchObject({ status: 'PAID', lifecycle_code: '212' });
    await receiver.until((all) => all.some(({ body }) => isAbout(body, invoice) && body.type === 'invoice.paid'));
    const paid = receiver.deliveries.filter(({ body }) => isAbout(body, invoice) && body.type === 'invoice.paid');
    expect(new Set(paid.map(({ id }) => id)).size).toBe(1);
  });

  it('though the answer was lost: the platform is asked, and nothing is sent twice', async () => {
    const { organisation, invoice } = caseOf('answerLost');
    const paid = await organisation.untilStatus(invoice.id, 'PAID');
    expect(paid.submission).toMatchObject({ state: 'accepted' });
    await acceptedOnce(invoice.number);
  });

  it('though the platform failed three times with 500', async () => {
    const { organisation, invoice } = caseOf('failing');
    const paid = await organisation.untilStatus(invoice.id, 'PAID');
    expect(paid.submission).toMatchObject({ state: 'accepted', last_error: null });
    expect(paid.submission?.attempts).toBeGreaterThanOrEqual(3);
    await acceptedOnce(invoice.number);
  });

  it('though the platform asked to slow down, which burns no attempt', async () => {
    const { organisation, invoice } = caseOf('throttled');
    const paid = await organisation.untilStatus(invoice.id, 'PAID');
    expect(paid.submission).toEqual({ state: 'accepted', attempts: 0, last_error: null });
    await acceptedOnce(invoice.number);
  });
});

describe('an invoice that the platform rejects (213)', () => {
  it.each(['rejected', 'unlisted'] as const)('says why in plain words of both languages (%s)', async (outcome) => {
    const { organisation, invoice } = caseOf(outcome);
    expect(await organisation.untilStatus(invoice.id, 'REJECTED')).toMatchObject({ lifecycle_code: '213' });
    const timeline = await organisation.timeline(invoice.id);
    expect(codes(timeline)).toEqual(['–', '213']);
    expect(timeline[1]).toMatchObject({ event: 'invoice.rejected', origin: 'platform', attempt: 1 });
    expect(timeline[1]?.reason).toMatchObject({
      code: 'DEST_INC',
      platform_text: 'Destinataire inconnu',
      message: expect.stringMatching(/^The .* (recipient|buyer)|recipient|buyer/i),
      message_fr: expect.stringMatching(/destinataire|client/i),
    });
  });

  it('is sent again under the same id and number, as a new attempt', async () => {
    const { organisation, invoice } = caseOf('rejected');
    await organisation.untilStatus(invoice.id, 'REJECTED');
    const hint = { resolution_hint: 'SIREN acheteur corrigé dans l’ERP' };
    const again = Invoice.parse(checked(await organisation.post(`/v1/invoices/${invoice.id}/retry`, hint), 202).json);
    expect(again).toMatchObject({ id: invoice.id, number: invoice.number, retry_of: null });
    const twice = await organisation.post(`/v1/invoices/${invoice.id}/retry`, hint);
    expect(Problem.parse(twice.json)).toMatchObject({ status: 409, code: 'invoice.wrong_state' });
    await expect
      .poll(async () => codes(asRecorded(await organisation.timeline(invoice.id))), { timeout: 20_000 })
      .toEqual(['–', '213', '–', '213']);
    const timeline = asRecorded(await organisation.timeline(invoice.id));
    expect(withCode(timeline, '213').map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(timeline[2]).toMatchObject({ origin: 'caller', reason: { message: hint.resolution_hint } });
    const tracked = (await stack.submissions(invoice.number)).map(({ tracking_id }) => tracking_id);
    expect(new Set(tracked).size).toBe(2);
  });

  it('may be cancelled, which frees its number', async () => {
    const { organisation, invoice } = caseOf('unlisted');
    await organisation.untilStatus(invoice.id, 'REJECTED');
    expect(checked(await organisation.post(`/v1/invoices/${invoice.id}/cancel`), 200).json).toMatchObject({
      status: 'CANCELLED',
    });
    checked(await organisation.post('/v1/invoices', invoiceBody({ number: invoice.number })), 201);
  });
});

describe('an invoice that the buyer refuses (210)', () => {
  it('says why in plain French and English', async () => {
    const { organisation, invoice } = caseOf('refused');
    expect(await organisation.untilStatus(invoice.id, 'REJECTED')).toMatchObject({ lifecycle_code: '210' });
    const timeline = await organisation.timeline(invoice.id);
    expect(codes(timeline)).toEqual(['–', '200', '201', '202', '203', '210']);
    expect(timeline.at(-1)).toMatchObject({
      event: 'invoice.rejected',
      reason: {
        code: 'TX_TVA_ERR',
        message: 'A VAT rate is wrong.',
        message_fr: 'Un taux de TVA est erroné.',
        platform_text: 'Taux de TVA erroné',
        issuer: { role: 'BY' },
      },
    });
    expect(timeline.at(-1)?.raw?.payload).toContain('TX_TVA_ERR');
  });

  it('has spent its number: the retry wants a new one, and is a new invoice', async () => {
    const { organisation, invoice } = caseOf('refused');
    await organisation.untilStatus(invoice.id, 'REJECTED');
    const path = `/v1/invoices/${invoice.id}/retry`;
    const without = Problem.parse((await organisation.post(path)).json);
    expect(without).toMatchObject({ status: 422, errors: [{ field: 'number', code: 'REQUIRED' }] });
    expect(codes(await organisation.timeline(invoice.id))).toHaveLength(6);
    const same = Problem.parse((await organisation.post(path, { number: invoice.number })).json);
    expect(same).toMatchObject({ status: 409, code: 'invoice.duplicate_number' });
    const number = `${invoice.number}-B`;
    const answer = checked(await organisation.post(path, { number }), 202);
    const next = Invoice.parse(answer.json);
    expect(next).toMatchObject({ number, retry_of: invoice.id, status: 'DRAFT' });
    expect(next.id).not.toBe(invoice.id);
    expect(answer.headers.get('location')).toBe(`/v1/invoices/${next.id}`);
    await organisation.untilStatus(next.id, 'REJECTED');
    await acceptedOnce(invoice.number);
    await acceptedOnce(number);
  });
});

describe('a command that answers a refusal', () => {
  it('counts after it, though the platform’s clock is ahead of ours', async () => {
    const organisation = await stack.organisation();
    const { id } = await organisation.submitNew(invoiceBody({ buyer: buyer(BUYERS.refused) }));
    await organisation.untilStatus(id, 'REJECTED');
    const refused = (await organisation.timeline(id)).at(-1);
    const answer = checked(await organisation.post(`/v1/invoices/${id}/cancel`), 200);
    expect(answer.json).toMatchObject({ status: 'CANCELLED' });
    expect(await organisation.invoice(id)).toMatchObject({ status: 'CANCELLED' });
    const cancelled = (await organisation.timeline(id)).at(-1);
    expect(cancelled).toMatchObject({ event: 'invoice.cancelled', origin: 'caller' });
    expect(Date.parse(cancelled?.at ?? '')).toBeGreaterThan(Date.parse(refused?.at ?? ''));
  });
});

describe('an invoice whose file the platform cannot process', () => {
  it('stays as it is; its submission failed, and says why', async () => {
    const { organisation, invoice } = caseOf('notAcknowledged');
    const failed = await organisation.until(invoice.id, ({ submission }) => submission?.state === 'failed');
    expect(failed).toMatchObject({
      status: 'DRAFT',
      lifecycle_code: null,
      submission: {
        last_error: {
          code: 'platform.rejected',
          reasons: [{ code: 'OtherTechnicalError', message: 'The platform could not process this file' }],
        },
      },
    });
    const timeline = await organisation.timeline(invoice.id);
    expect(timeline.map(({ event }) => event)).toEqual(['invoice.created', 'invoice.status_changed']);
    expect(timeline[1]).toMatchObject({ attempt: 1, raw: { word: 'Error' } });
  });

  it('may be retried: same id and number, new attempt', async () => {
    const { organisation, invoice } = caseOf('notAcknowledged');
    await organisation.until(invoice.id, ({ submission }) => submission?.state === 'failed');
    const answer = checked(await organisation.post(`/v1/invoices/${invoice.id}/retry`), 202);
    expect(Invoice.parse(answer.json)).toMatchObject({ id: invoice.id, number: invoice.number });
    await expect
      .poll(async () => asRecorded(await organisation.timeline(invoice.id)).map(({ attempt }) => attempt), {
        timeout: 20_000,
      })
      .toEqual([undefined, 1, undefined, 2]);
    const tracked = (await stack.submissions(invoice.number)).map(({ tracking_id }) => tracking_id);
    expect(new Set(tracked).size).toBe(2);
  });
});

const isAbout = (body: { data: { invoice_id: string } }, { id }: Invoice): boolean => body.data.invoice_id === id;
