import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buyer, invoiceBody } from './invoices.js';
import type { Client } from './client.js';
import { checked } from './client.js';
import { startStack, type Stack } from './stack.js';

/** Its invoices are approved and then left alone (apps/simulator/README.md). */
const APPROVED = '000000125';
const List = z.object({
  data: z.array(z.object({ invoice_id: z.uuid(), answer_url: z.url(), amount_due: z.number() })),
});

let stack: Stack;
let acme: Client;
beforeAll(async () => {
  stack = await startStack({ stepMs: 15 });
  acme = await stack.organisation();
});
afterAll(() => stack?.stop());

async function overdue(): Promise<{ id: string; url: URL }> {
  const { id } = await acme.submitNew(
    invoiceBody({ buyer: buyer(APPROVED), issue_date: '2026-06-01', due_date: '2026-07-01' }),
  );
  await acme.untilStatus(id, 'APPROVED');
  const { data } = List.parse(checked(await acme.get('/v1/check-ins'), 200).json);
  const asked = data.find(({ invoice_id }) => invoice_id === id);
  return { id, url: new URL(asked?.answer_url ?? 'no:url') };
}
const listed = async () => List.parse((await acme.get('/v1/check-ins')).json).data.map(({ invoice_id }) => invoice_id);

describe('an overdue invoice', () => {
  it('is asked about until somebody says that it was paid', async () => {
    const { id } = await overdue();
    checked(await acme.post(`/v1/check-ins/${id}/pending`), 200);
    expect(await listed()).not.toContain(id);
    const paid = checked(await acme.post(`/v1/check-ins/${id}/paid`), 200);
    expect(paid.json).toMatchObject({ id, status: 'PAID', lifecycle_code: '212' });
    expect(checked(await acme.post(`/v1/check-ins/${id}/paid`), 200).json).toMatchObject({ status: 'PAID' });
  });

  it('is answered by a signed link as well, which opening alone does not do', async () => {
    const { id, url } = await overdue();
    const path = url.pathname;
    const question = await stack.anyone.get(path);
    expect([question.status, question.text.includes(`action="${path}/paid"`)]).toEqual([200, true]);
    expect(await listed()).toContain(id);
    const form = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
    const answered = await fetch(new URL(`${path}/paid`, stack.api.url), form);
    expect([answered.status, (await answered.text()).includes('notée comme payée')]).toEqual([200, true]);
    expect((await acme.get(`/v1/invoices/${id}`)).json).toMatchObject({ status: 'PAID' });
    expect((await stack.anyone.get(path)).text).toContain('notée comme payée');
  });

  it('cannot be answered by a link that is changed or asks for something else', async () => {
    const { id, url } = await overdue();
    for (const path of [`${url.pathname}x/paid`, '/check-ins/no-token/paid', `${url.pathname}/perhaps`]) {
      expect((await fetch(new URL(path, stack.api.url), { method: 'POST' })).status).toBe(404);
    }
    expect(await listed()).toContain(id);
  });
});
