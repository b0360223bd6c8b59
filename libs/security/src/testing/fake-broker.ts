import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A key broker in this process, with every answer at hand. */
export interface FakeBroker {
  readonly url: string;
  readonly token: string;
  /** Calls that arrived, such as `POST /v1/keys/onefacture/wrap`. */
  readonly calls: string[];
  /** What answers in place of the broker; undefined gives the broker back. */
  fault: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  stop(): Promise<void>;
}

/** Starts one that holds keys of these names. */
export async function startFakeBroker(...names: string[]): Promise<FakeBroker> {
  const keys = new Map<string, Buffer | 'destroyed'>(names.map((name) => [name, randomBytes(32)]));
  const token = 'workload-token';
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    if (broker.fault) return broker.fault(request, response);
    void answer(request, keys, token).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const broker: FakeBroker = {
    url: `http://127.0.0.1:${port}`,
    token,
    calls,
    fault: undefined,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return broker;
}

type Answer = readonly [status: number, body: object];

async function answer(
  request: IncomingMessage,
  keys: Map<string, Buffer | 'destroyed'>,
  token: string,
): Promise<Answer> {
  if (request.headers.authorization !== `Bearer ${token}`) return [401, {}];
  const [, , , name = '', operation] = (request.url ?? '').split('/');
  const key = keys.get(name);
  if (operation === undefined && request.method === 'PUT') {
    if (key === undefined) keys.set(name, randomBytes(32));
    return key === 'destroyed' ? [410, {}] : [201, { key_id: name, state: 'active' }];
  }
  if (key === undefined) return [404, {}];
  if (operation === undefined) {
    keys.set(name, 'destroyed');
    return [200, { key_id: name, state: 'destroyed' }];
  }
  if (key === 'destroyed') return [410, {}];
  const body = (await json(request)) as { plaintext?: string; ciphertext?: string };
  return operation === 'wrap' ? wrap(key, body.plaintext ?? '') : unwrap(key, body.ciphertext ?? '');
}

function wrap(key: Buffer, plaintext: string): Answer {
  const cipher = createCipheriv('aes256-wrap', key, Buffer.alloc(8, 0xa6));
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'base64'), cipher.final()]);
  return [200, { ciphertext: ciphertext.toString('base64') }];
}

function unwrap(key: Buffer, ciphertext: string): Answer {
  try {
    const decipher = createDecipheriv('aes256-wrap', key, Buffer.alloc(8, 0xa6));
    const plaintext = Buffer.concat([decipher.update(ciphertext, 'base64'), decipher.final()]);
    return [200, { plaintext: plaintext.toString('base64') }];
  } catch {
    return [422, {}];
  }
}
