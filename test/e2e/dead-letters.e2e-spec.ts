import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, type Client } from './client.js';
import { runGuide } from './guide.js';
import { invoiceBody } from './invoices.js';
import { Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const Letters = z.object({
  data: z.array(
    z.looseObject({
      id: z.uuid(),
      invoice_id: z.uuid(),
      platform: z.string(),
      reason: z.object({ code: z.string(), message: z.string(), reasons: z.array(z.unknown()) }),
      attempts: z.int(),
      replayed_at: z.string().nullable(),
    }),
  ),
});
const Replayed = z.object({ replayed: z.int(), skipped: z.array(z.unknown()), remaining: z.int() });
const Attempts = z.object({
  attempts: z.array(
    z.looseObject({
      state: z.string(),
      calls: z.int(),
      duration_ms: z.int().nullable(),
      error: z.looseObject({ code: z.string() }).nullable(),
    }),
  ),
});

let stack: Stack;
let acme: Client;
beforeAll(async () => {
  stack = await startStack({ settings: { ONEFACTURE_SUBMIT_RETRY_SCHEDULE: '100ms,100ms' } });
  acme = await stack.organisation();
});
afterAll(() => stack?.stop());

const faults = async (wanted: object) => {
  const answer = await fetch(`${stack.simulatorUrl}/_simulator/faults`, {
    method: 'POST',
    body: JSON.stringify(wanted),
  });
  expect(answer.status).toBe(200);
};
const letters = async (query = '') =>
  Letters.parse(checked(await acme.get(`/v1/submissions/dlq?${query}`), 200).json).data;

/** Invoices that die because the platform refuses all service. */
async function dead(count: number): Promise<string[]> {
  await faults({ refuse_rate: 1 });
  const made = await Promise.all(Array.from({ length: count }, () => acme.submitNew(invoiceBody())));
  for (const { id } of made) await acme.until(id, ({ submission }) => submission?.state === 'dead');
  await faults({});
  return made.map(({ id }) => id);
}

describe('a platform that gives no service', () => {
  it('leaves dead letters with their reason; a replay brings the invoice to its end, once', async () => {
    const [id] = await dead(1);
    const [letter] = await letters(`invoice_id=${id}`);
    expect(letter).toMatchObject({
      platform: 'sandbox',
      attempts: 3,
      replayed_at: null,
      reason: { code: 'platform.unavailable', message: expect.stringContaining('503') },
    });
    const path = `/v1/submissions/dlq/${letter?.id}`;
    expect(checked(await acme.get(path), 200).json).toEqual(letter);
    checked(await acme.post(`${path}/replay`), 202);
    const { number } = await acme.untilStatus(id ?? '', 'PAID');
    expect((await stack.submissions(number)).map(({ accepted }) => accepted)).toEqual([1]);
    expect(Problem.parse(checked(await acme.post(`${path}/replay`), 409).json).code).toBe('invoice.wrong_state');
    const { attempts } = Attempts.parse((await acme.get(`/v1/invoices/${id}/timeline`)).json);
    expect(attempts).toMatchObject([{ state: 'ACKED', calls: expect.any(Number), error: null }]);
    expect(attempts[0]?.calls).toBeGreaterThan(3);
  });

  it('several are replayed at once by a filter, and the guide runs as it stands', async () => {
    const ids = await dead(3);
    expect((await letters('replayed=false')).map(({ invoice_id: id }) => id).toSorted()).toEqual(ids.toSorted());
    const none = checked(await acme.post('/v1/submissions/dlq/replay', { platform: 'chorus' }), 202);
    expect(Replayed.parse(none.json)).toEqual({ replayed: 0, skipped: [], remaining: 0 });
    const { folder, status, stderr } = await runGuide('docs/guides/dead-letters.md', stack.api.url, acme.apiKey);
    await rm(folder, { recursive: true });
    expect(status, stderr).toBe(0);
    expect(await letters('replayed=false')).toEqual([]);
    for (const id of ids) await acme.untilStatus(id, 'PAID');
  });
});

describe.each(['inbox', 'webhooks'])('the guide docs/guides/%s.md', (name) => {
  it('runs as it stands', async () => {
    const client = await stack.organisation();
    const { folder, status, stderr } = await runGuide(`docs/guides/${name}.md`, stack.api.url, client.apiKey);
    await rm(folder, { recursive: true });
    expect(status, stderr).toBe(0);
  });
});

describe('a status of the seller', () => {
  it('counts at once and arrives at the platform as a lifecycle message', async () => {
    const { id, number } = await acme.submitNew(
      invoiceBody({ buyer: { ...(invoiceBody()['buyer'] as object), siren: '000000125' } }),
    );
    await acme.untilStatus(id, 'APPROVED');
    checked(await acme.post(`/v1/invoices/${id}/status`, { code: '225', comment: 'Factored' }), 202);
    const refused = Problem.parse(checked(await acme.post(`/v1/invoices/${id}/status`, { code: '227' }), 422).json);
    expect(refused.errors).toMatchObject([{ field: 'account' }]);
    const seen = async () => {
      const answer = await fetch(`${stack.simulatorUrl}/_simulator/messages?number=${number}`);
      return ((await answer.json()) as { data: { code: string }[] }).data.map(({ code }) => code);
    };
    await expect.poll(seen, { timeout: 20_000 }).toEqual(['225']);
  });
});
