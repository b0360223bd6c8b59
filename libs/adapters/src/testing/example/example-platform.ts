import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@onefacture/config';
import type { ContractPlatform, MishapOperation } from '../contract-platform.js';
import type { Disturbance } from '../fake-flow-service.js';
import { acted } from '../standard-platform.js';
import { ExampleAdapter } from './example.adapter.js';

interface Invoice {
  readonly id: string;
  readonly reference: string;
  readonly file: Buffer;
  readonly history: { state: string; at: string }[];
}

/** The imagined platform of the example in memory, and its adapter. */
export async function examplePlatform(): Promise<ContractPlatform> {
  const invoices: Invoice[] = [];
  const mishaps: [MishapOperation, Disturbance][] = [];
  const server = createServer((request, answer) => {
    void bodyOf(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://example');
      const next = (): void => serve(invoices, request.method ?? '', url, body, answer);
      const at = mishaps.findIndex(([operation]) => operation === operationOf(request.method, url));
      const [mishap] = at === -1 ? [] : mishaps.splice(at, 1);
      return mishap === undefined ? next() : mishap[1](answer, next);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const ids = { organization_id: randomUUID(), connection_id: randomUUID(), platform: 'example' };
  const base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    adapter: new ExampleAdapter(),
    connection: { ...ids, base_url, authentication: { kind: 'bearer', token: new Secret('token') } },
    mishap: (operation, what) => void mishaps.push([operation, acted(what)]),
    taken: () => invoices.length,
    setStatusWord: ({ tracking_id }, state) => {
      const invoice = invoices.find(({ reference }) => reference === tracking_id);
      invoice?.history.push({ state, at: '2026-09-01T08:00:05Z' });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function serve(
  invoices: Invoice[],
  method: string,
  { pathname, searchParams }: URL,
  file: Buffer,
  answer: ServerResponse,
): void {
  const reference = searchParams.get('reference') ?? '';
  const found = invoices.find((one) => one.reference === reference || pathname.split('/')[2] === one.id);
  if (pathname === '/ping') return json(answer, 200, {});
  if (method === 'POST') {
    if (found !== undefined) return json(answer, 409, { code: 'DOUBLE', message: 'This reference was sent before.' });
    const invoice = { id: randomUUID(), reference, file, history: [{ state: 'received', at: '2026-09-01T08:00:00Z' }] };
    invoices.push(invoice);
    return json(answer, 201, shown(invoice));
  }
  if (pathname === '/invoices') return json(answer, 200, { invoices: found === undefined ? [] : [shown(found)] });
  if (found === undefined) return json(answer, 404, { code: 'UNKNOWN' });
  if (pathname.endsWith('/file'))
    return void answer.writeHead(200, { 'content-type': 'application/xml' }).end(found.file);
  json(answer, 200, shown(found));
}

function shown({ id, reference, history }: Invoice): object {
  return { id, reference, history, state: history.at(-1)?.state, updated_at: history.at(-1)?.at };
}

function operationOf(method: string | undefined, { pathname }: URL): MishapOperation {
  if (pathname === '/ping') return 'health';
  return method === 'POST' ? 'submit' : 'look_up';
}

function json(answer: ServerResponse, status: number, body: object): void {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
