import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runDemo } from './demo.js';
import { describeEvent } from './demo-words.js';
import { civilDate, demoNumber, sampleInvoice } from './sample-invoice.js';
import type { Stack } from './stack-file.js';

const LIFE = [
  ['invoice.created', 'DRAFT', null],
  ['invoice.submitted', 'SUBMITTED', 200],
  ['invoice.received', 'RECEIVED', 202],
  ['invoice.approved', 'APPROVED', 205],
  ['invoice.paid', 'PAID', 212],
] as const;

/** One server in the place of api and simulator; every third call fails as if a process had just died. */
class Fake {
  calls = 0;
  steps = 1;
  posts: { number: string; key: string }[] = [];
  ending: string = 'PAID';
  url = '';
  readonly server: Server = createServer((request, response) => void this.answer(request, response));

  private async answer(request: IncomingMessage, response: import('node:http').ServerResponse): Promise<void> {
    const body = await new Promise<string>((resolve) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
    });
    this.calls += 1;
    if (this.calls % 3 === 0) {
      response.destroy();
      return;
    }
    const [status, content] = this.route(request, body);
    response.statusCode = status;
    response.end(typeof content === 'string' ? content : JSON.stringify(content));
  }

  private route(request: IncomingMessage, body: string): [number, unknown] {
    const path = request.url ?? '';
    if (path === '/v1/webhooks') return request.method === 'GET' ? [200, { data: [] }] : [201, { id: 'w1' }];
    if (path.startsWith('/v1/invoices?')) {
      const { number } = JSON.parse(body) as { number: string };
      this.posts.push({ number, key: String(request.headers['idempotency-key']) });
      return [202, { id: 'i1', status: 'DRAFT' }];
    }
    if (path.endsWith('/timeline')) return [200, { data: this.timeline() }];
    if (path.includes('/documents/')) return [200, `bytes of ${path.split('/').at(-1)}`];
    if (path.startsWith('/v1/invoices/')) return [200, { id: 'i1', status: this.timeline().at(-1)?.status }];
    if (path.includes('/submissions')) return [200, { data: [{}] }];
    const hook = { headers: { 'webhook-id': 'm1', 'webhook-signature': 'v1,x' }, body: '{"invoice_id":"i1"}' };
    return [200, { data: [hook, hook] }];
  }

  private timeline() {
    this.steps = Math.min(this.steps + 0.5, LIFE.length);
    return LIFE.slice(0, Math.floor(this.steps)).map(([event, status, lifecycle_code], index) => ({
      id: String(index),
      at: `2026-11-21T10:00:0${index}Z`,
      event,
      status: status === 'PAID' ? this.ending : status,
      lifecycle_code,
    }));
  }
}

let fake: Fake;
let folder: string;
let output: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onefacture-demo-'));
  output = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  fake = new Fake();
  await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
  const address = fake.server.address();
  fake.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterEach(() => {
  vi.restoreAllMocks();
  fake.server.closeAllConnections();
  fake.server.close();
  rmSync(folder, { recursive: true, force: true });
});

function stack(): Stack {
  const { url } = fake;
  return { api_url: url, api_key: 'k', admin_key: 'a', simulator_url: url, docs_url: url, worker_url: url, pids: {} };
}
const patience = { withinMs: 60_000, signal: new AbortController().signal, pauseMs: 10 };

describe('runDemo', () => {
  it('shows each step once, saves both documents and survives calls that fail', async () => {
    expect(await runDemo(stack(), folder, patience)).toBe(true);
    const [number] = readdirSync(folder).map((name) => name.replace(/\.\w+$/, ''));
    expect(readFileSync(join(folder, `${number}.pdf`), 'utf8')).toBe('bytes of facturx');
    expect(readFileSync(join(folder, `${number}.xml`), 'utf8')).toBe('bytes of cii');
    for (const words of ['Créée (created)', '200 Déposée', '202 Reçue', '205 Approuvée', '212 Encaissée']) {
      expect(output.split(words)).toHaveLength(2);
    }
    expect(output).toContain('submitted once, 1 signed webhooks');
    // A repeated post carries the same key, so that the api answers it from memory.
    expect(new Set(fake.posts.map(({ key }) => key)).size).toBe(1);
  });

  it('is no success when the invoice ends otherwise', async () => {
    fake.ending = 'REJECTED';
    expect(await runDemo(stack(), folder, patience)).toBe(false);
    expect(output).toContain('ended REJECTED');
    expect(output).toContain('212 Encaissée');
  });

  it('ends when its time is over', async () => {
    fake.ending = 'APPROVED';
    expect(await runDemo(stack(), folder, { ...patience, withinMs: 1_500 })).toBe(false);
    expect(output).toContain('no PAID within 1.5 s');
  });
});

describe('the words of the demo', () => {
  it('names codes in both languages and leaves unknown events as they are', () => {
    expect(describeEvent({ event: 'invoice.paid', lifecycle_code: '212' })).toBe('212 Encaissée (payment received)');
    expect(describeEvent({ event: 'invoice.created' })).toBe('Créée (created)');
    expect(describeEvent({ event: 'invoice.odd', lifecycle_code: 999 })).toBe('999 invoice.odd (invoice.odd)');
  });
});

describe('the sample invoice', () => {
  it('has a number and dates in Paris', () => {
    const justAfterMidnight = new Date('2026-06-30T22:30:05Z');
    expect(demoNumber(justAfterMidnight)).toBe('DEMO-20260701-003005');
    expect(civilDate(justAfterMidnight)).toBe('2026-07-01');
    expect(sampleInvoice('A', justAfterMidnight)).toMatchObject({
      number: 'A',
      issue_date: '2026-07-01',
      due_date: '2026-07-31',
    });
  });
});
