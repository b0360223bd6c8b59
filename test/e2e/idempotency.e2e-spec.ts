import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checked, type Answer, type Client } from './client.js';
import { freshNumber, invoiceBody } from './invoices.js';
import { Invoice, Page, Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

let stack: Stack;
let acme: Client;

beforeAll(async () => {
  stack = await startStack({ worker: false });
});
afterAll(() => stack?.stop());

const withKey = (key: string) => ({ 'Idempotency-Key': key });
const stored = async (client: Client) => Page.parse(checked(await client.get('/v1/invoices?limit=100'), 200).json).data;

describe('the same key and body', () => {
  beforeAll(async () => {
    acme = await stack.organisation();
  });

  it('gives the same bytes and says so', async () => {
    const [key, body] = [randomUUID(), invoiceBody()];
    const first = checked(await acme.post('/v1/invoices', body, withKey(key)), 201);
    const again = checked(await acme.post('/v1/invoices', body, withKey(key)), 201);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.bytes.equals(first.bytes)).toBe(true);
    for (const name of ['location', 'etag', 'content-type']) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
      expect(first.headers.get(name)).not.toBeNull();
    }
    expect(await stored(acme)).toHaveLength(1);
  });

  it('counts members in any order as the same body, and quotes as part of the spelling', async () => {
    const [key, body] = [randomUUID(), invoiceBody()];
    const first = checked(await acme.post('/v1/invoices', body, withKey(key)), 201);
    const turned = Object.fromEntries(Object.entries(body).toReversed());
    const again = checked(await acme.post('/v1/invoices', turned, withKey(`"${key}"`)), 201);
    expect(again.text).toBe(first.text);
  });

  it('submits once', async () => {
    const { id } = Invoice.parse((await acme.post('/v1/invoices', invoiceBody())).json);
    const key = randomUUID();
    const first = checked(await acme.post(`/v1/invoices/${id}/submit`, undefined, withKey(key)), 202);
    const again = checked(await acme.post(`/v1/invoices/${id}/submit`, undefined, withKey(key)), 202);
    expect(again.text).toBe(first.text);
    expect(await acme.post(`/v1/invoices/${id}/submit`)).toMatchObject({ status: 409 });
  });

  it('shows a secret again that was shown once', async () => {
    const key = randomUUID();
    const first = checked(await acme.post('/v1/api-keys', { label: 'once' }, withKey(key)), 201);
    expect(checked(await acme.post('/v1/api-keys', { label: 'once' }, withKey(key)), 201).text).toBe(first.text);
    const { data } = Page.parse((await acme.get('/v1/api-keys')).json);
    expect(data.filter(({ label }) => label === 'once')).toHaveLength(1);
  });
});

describe('the same key', () => {
  beforeAll(async () => {
    acme = await stack.organisation();
  });

  it('with another body, query or path is refused', async () => {
    const [key, body] = [randomUUID(), invoiceBody()];
    const { id } = Invoice.parse(checked(await acme.post('/v1/invoices', body, withKey(key)), 201).json);
    const others = [
      await acme.post('/v1/invoices', { ...body, due_date: '2026-08-01' }, withKey(key)),
      await acme.post('/v1/invoices?submit=true', body, withKey(key)),
      await acme.post(`/v1/invoices/${id}/submit`, undefined, withKey(key)),
    ];
    for (const answer of others) {
      expect(Problem.parse(answer.json)).toMatchObject({ status: 422, code: 'idempotency.mismatch', retryable: false });
    }
    expect(await stored(acme)).toHaveLength(1);
  });

  it('is free again after a refusal', async () => {
    const key = randomUUID();
    expect(await acme.post('/v1/invoices', invoiceBody({ lines: [] }), withKey(key))).toMatchObject({ status: 422 });
    expect(await acme.post('/v1/invoices', invoiceBody(), withKey(key))).toMatchObject({ status: 201 });
  });

  it('belongs to one organisation', async () => {
    const [key, body, other] = [randomUUID(), invoiceBody(), await stack.organisation()];
    const ours = Invoice.parse(checked(await acme.post('/v1/invoices', body, withKey(key)), 201).json);
    const theirs = checked(await other.post('/v1/invoices', body, withKey(key)), 201);
    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
    expect(Invoice.parse(theirs.json).id).not.toBe(ours.id);
  });

  it.each(['x'.repeat(256), '\u00e9', ' '])('must be printable and not too long (%#)', async (key) => {
    const answer = await acme.post('/v1/invoices', invoiceBody(), withKey(key));
    expect(Problem.parse(answer.json)).toMatchObject({ status: 400, code: 'request.header_missing' });
  });

  it('twenty times at the same moment makes one invoice', async () => {
    const client = await stack.organisation();
    const [key, body] = [randomUUID(), invoiceBody()];
    const untilAnswered = async (): Promise<Answer> => {
      for (;;) {
        const answer = await client.post('/v1/invoices', body, withKey(key));
        if (answer.status !== 409) return checked(answer, 201);
        expect(Problem.parse(answer.json)).toMatchObject({ code: 'idempotency.in_progress', retryable: true });
        expect(answer.headers.get('retry-after')).toBe('1');
        await sleep(50);
      }
    };
    const answers = await Promise.all(Array.from({ length: 20 }, untilAnswered));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await stored(client)).toHaveLength(1);
  });
});

describe('a crash of the api in between', () => {
  it('leaves all of a request or nothing, so that the repeat makes each invoice once', async () => {
    const client = await stack.organisation();
    const bodies = Array.from({ length: 30 }, () => invoiceBody({ number: freshNumber('CRASH') }));
    const send = (body: Record<string, unknown>) => client.post('/v1/invoices', body, withKey(String(body['number'])));
    const first = bodies.map((body) => send(body).catch(() => undefined));
    // The first answer shows that the others are under way.
    await Promise.race(first);
    await stack.api.kill();
    const answered = (await Promise.all(first)).filter((answer) => answer !== undefined);
    await stack.api.start();
    const survivors = await stored(client);
    expect(survivors.length).toBeGreaterThanOrEqual(answered.length);
    const again = await Promise.all(bodies.map(send));
    expect(again.map(({ status }) => status)).toEqual(bodies.map(() => 201));
    expect(again.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(
      survivors.length,
    );
    const all = await stored(client);
    expect(all.map(({ number }) => number).toSorted()).toEqual(bodies.map(({ number }) => number).toSorted());
    for (const answer of answered) expect(again.map(({ text }) => text)).toContain(answer.text);
  });
});
