import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, type Client } from './client.js';
import { freshNumber } from './invoices.js';
import { ownDocument } from './own-documents.js';
import { Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const Received = z.looseObject({
  id: z.uuid(),
  state: z.string(),
  status: z.string(),
  number: z.string().nullable(),
  lifecycle_code: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
const Inbox = z.object({ data: z.array(Received), next_cursor: z.string().nullable() });
const Full = Received.extend({
  invoice: z.looseObject({ number: z.string() }).nullable(),
  report: z.looseObject({ valid: z.boolean(), findings: z.array(z.object({ severity: z.string() })) }).nullable(),
  answers: z.array(z.looseObject({ action: z.string(), state: z.string() })),
  actions: z.array(z.string()),
  documents: z.array(z.string()),
});
type Full = z.infer<typeof Full>;

let stack: Stack;
let acme: Client;
beforeAll(async () => {
  stack = await startStack();
  acme = await stack.organisation();
});
afterAll(() => stack?.stop());

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(50);
  }
}

const list = async (query = '') => Inbox.parse(checked(await acme.get(`/v1/inbox${query}`), 200).json).data;
const full = async (id: string): Promise<Full> => Full.parse(checked(await acme.get(`/v1/inbox/${id}`), 200).json);
const answer = (id: string, action: string, body: object = {}) => acme.post(`/v1/inbox/${id}/${action}`, body);

/** A supplier's file arrives by the simulated platform. */
async function arrive(file: Buffer): Promise<string> {
  const query = new URLSearchParams({ organization_id: acme.organizationId });
  const delivered = await fetch(`${stack.simulatorUrl}/_simulator/inbox?${query}`, {
    method: 'POST',
    body: new Uint8Array(file),
  });
  const { flow_id: flow } = z.object({ flow_id: z.string() }).parse(await delivered.json());
  return flow;
}

async function received(flow: string): Promise<Full> {
  const { id } = await until(`flow ${flow}`, async () =>
    (await list()).find((one) => one['flow_id'] === flow && one.state !== 'listed'),
  );
  return full(id);
}

const answered = (id: string, state: string) =>
  until(`an answer ${state}`, async () => {
    const found = await full(id);
    return found.answers.at(-1)?.state === state ? found : undefined;
  });

describe('an invoice arrives', () => {
  it('as a sample of the sandbox: listed, read, shown, approved, paid', async () => {
    const sample = checked(await acme.post('/v1/sandbox/inbox'), 202);
    const { flow_id: flow } = z.object({ flow_id: z.string() }).parse(sample.json);
    const { id, ...shown } = await received(flow);
    expect(shown).toMatchObject({
      state: 'stored',
      status: 'RECEIVED',
      error: null,
      format: 'facturx',
      seller: { name: 'Papeterie du Centre', siren: '552120222' },
      totals: { gross: 1200, due: 1200 },
      invoice: { lines: [{ name: 'Ramettes de papier A4' }, { name: 'Livraison' }] },
      report: { valid: true, conformant: true },
      answers: [],
    });
    expect(shown.actions).toContain('approve');
    for (const kind of shown.documents) {
      expect(checked(await acme.get(`/v1/inbox/${id}/documents/${kind}`), 200).text.length).toBeGreaterThan(100);
    }
    expect(checked(await answer(id, 'approve', { comment: 'Bon à payer' }), 202).json).toMatchObject({
      status: 'APPROVED',
      lifecycle_code: '205',
    });
    await answered(id, 'sent');
    expect(Problem.parse(checked(await answer(id, 'approve'), 409).json).detail).toMatch(/APPROVED already/);
    checked(await answer(id, 'payment-sent', { date: '2026-07-15' }), 202);
    const { answers } = await answered(id, 'sent');
    expect(answers).toMatchObject([{ action: 'approve' }, { action: 'payment-sent', lifecycle_code: '211' }]);
    const query = new URLSearchParams({ organization_id: acme.organizationId, number: shown.number ?? '' });
    const messages = await (await fetch(`${stack.simulatorUrl}/_simulator/messages?${query}`)).json();
    expect(messages).toMatchObject({
      data: [
        {
          code: '205',
          issuer: 'BY',
          seller_siren: '552120222',
          comment: 'Bon à payer',
          acknowledgement: { status: 'Ok' },
        },
        { code: '211', amounts: [{ type: 'MPA', amount: '1200.00' }], acknowledgement: { status: 'Ok' } },
      ],
    });
    const timeline = z
      .object({ data: z.array(z.looseObject({ kind: z.string() })) })
      .parse(checked(await acme.get(`/v1/inbox/${id}/timeline`), 200).json);
    expect(timeline.data.map(({ kind }) => kind)).toEqual(['listed', 'stored', 'code', 'code']);
  });

  it('and the platform refuses the answer: it is where it was, and can be answered again', async () => {
    const number = freshNumber('SUP');
    const { id } = await received(await arrive(await ownDocument('cii', { number })));
    const refusal = { reason_code: 'TX_TVA_ERR', comment: 'REFUSE-ME' };
    expect(checked(await answer(id, 'reject', refusal), 202).json).toMatchObject({ status: 'REJECTED' });
    const back = await answered(id, 'refused');
    expect(back).toMatchObject({
      status: 'RECEIVED',
      answers: [{ error: { message: 'The comment asked for a refusal' } }],
    });
    checked(await answer(id, 'reject', { ...refusal, comment: 'Le taux est faux.' }), 202);
    expect(await answered(id, 'sent')).toMatchObject({ status: 'REJECTED', actions: [] });
  });

  it('once, byte for byte, although the worker is killed on the way', async () => {
    const files = await Promise.all(
      Array.from({ length: 3 }, () => ownDocument('ubl', { number: freshNumber('KILL') })),
    );
    const flows = await Promise.all(files.map(arrive));
    checked(await acme.post('/v1/sandbox/inbox'), 202);
    await stack.worker.kill();
    await stack.worker.start();
    for (const [index, flow] of flows.entries()) {
      const { id, state } = await received(flow);
      expect(state).toBe('stored');
      const original = checked(await acme.get(`/v1/inbox/${id}/documents/original`), 200);
      expect(original.text).toBe(files[index]?.toString('utf8'));
      expect((await list()).filter((one) => one['flow_id'] === flow)).toHaveLength(1);
    }
  });

  it('that nobody can read: kept and listed with the reason', async () => {
    const flow = await arrive(Buffer.from('<html>Sorry</html>'));
    checked(await acme.post('/v1/sandbox/inbox'), 202);
    const { id, ...shown } = await received(flow);
    expect(shown).toMatchObject({ state: 'unreadable', invoice: null, documents: ['original'], actions: [] });
    expect(shown.error?.message).toMatch(/./);
    expect(checked(await acme.get(`/v1/inbox/${id}/documents/original`), 200).text).toBe('<html>Sorry</html>');
    checked(await answer(id, 'approve'), 409);
    checked(await acme.post(`/v1/inbox/${id}/refetch`), 409);
    expect((await list('?state=unreadable')).map((one) => one.id)).toContain(id);
    expect((await list('?state=stored')).map((one) => one.id)).not.toContain(id);
  });
});
