import type { LookupAddress } from 'node:dns';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OutgoingHttp, type OutgoingRequest } from './outgoing-http.js';
import { TargetPolicy, type TargetPolicyOptions } from './target-policy.js';

const REFUSED = { code: 'webhook.target_refused' };
const received: string[] = [];
let server: Server;
let port: number;

function respond(incoming: IncomingMessage, response: ServerResponse): void {
  received.push(`${incoming.method} ${incoming.url}`);
  if (incoming.url === '/redirect') response.writeHead(302, { location: '/elsewhere' }).end();
  else if (incoming.url === '/large') response.end('x'.repeat(100_000));
  else if (incoming.url === '/endless') {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  } else if (incoming.url !== '/silent') incoming.pipe(response.setHeader('x-echo', ['a', 'b']));
}

beforeAll(async () => {
  server = createServer(respond);
  await new Promise<void>((done) => server.listen(0, '::', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received.length = 0;
});

const http = (options: TargetPolicyOptions = {}) => new OutgoingHttp(new TargetPolicy(options));
const resolving = (...answers: string[][]) => {
  let call = 0;
  return async (): Promise<LookupAddress[]> => {
    const addresses = answers[Math.min(call, answers.length - 1)] ?? [];
    call += 1;
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
};
const get = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'GET',
  url,
  timeoutMs: 5_000,
  ...more,
});
const at = (path: string) => `http://receiver.example.com:${port}${path}`;
const LOOPBACK = { allowedCidrs: ['127.0.0.0/8', '::1/128'] };

describe('the guard', () => {
  it.each([
    'http://127.0.0.1',
    'http://127.0.0.1.',
    'http://[::ffff:127.0.0.1]',
    'http://[::1]',
    'http://2130706433',
    'http://0x7f.1',
    'http://0177.0.0.1',
    'http://0',
    'http://127.1',
  ])('does not reach the loopback server as %s', async (origin) => {
    await expect(http().request(get(`${origin}:${port}/`))).rejects.toMatchObject(REFUSED);
    await expect(http().assertTargetAllowed(`${origin}:${port}/`)).rejects.toMatchObject(REFUSED);
    expect(received).toEqual([]);
  });

  it.each([
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    'fc00::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '::127.0.0.1',
    '4000::1',
  ])('refuses a name that resolves to %s, alone or beside a public address', async (address) => {
    for (const addresses of [[address], ['93.184.215.14', address]]) {
      const guarded = http({ resolve: resolving(addresses) });
      await expect(guarded.assertTargetAllowed('https://hooks.example.com')).rejects.toMatchObject(REFUSED);
      await expect(guarded.request(get('https://hooks.example.com'))).rejects.toMatchObject(REFUSED);
    }
  });

  it('judges the address that is connected to, so a name may not change after it was stored', async () => {
    const rebinding = http({ resolve: resolving(['93.184.215.14'], ['127.0.0.1']) });
    const url = `http://rebind.example.com:${port}/`;
    await expect(rebinding.assertTargetAllowed(url)).resolves.toMatchObject({ hostname: 'rebind.example.com' });
    await expect(rebinding.request(get(url))).rejects.toMatchObject(REFUSED);
    expect(received).toEqual([]);
  });

  it.each([
    ['not a url', 'cannot be read'],
    ['ftp://example.com', 'Only http and https'],
    ['https://user:pass@example.com', 'user name'],
    ['https://example.com:22', 'Port 22'],
    ['http://example.com:8', 'Port 8'],
  ])('refuses %s', async (url, reason) => {
    const guarded = http({ resolve: resolving(['93.184.215.14']) });
    await expect(guarded.assertTargetAllowed(url)).rejects.toThrow(reason);
    await expect(guarded.request(get(url))).rejects.toMatchObject(REFUSED);
  });

  it('allows public addresses, and names that do not resolve yet', async () => {
    const open = http({ resolve: resolving(['93.184.215.14', '2606:2800:21f::1']) });
    for (const url of ['https://example.com/hook?x=1', 'http://example.com:8080', 'https://8.8.8.8']) {
      await expect(open.assertTargetAllowed(url)).resolves.toBeInstanceOf(URL);
    }
    const unknown = http({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    await expect(unknown.assertTargetAllowed('https://not-yet.example')).resolves.toBeInstanceOf(URL);
  });

  it('calls https only where it must', async () => {
    const strict = http({ ...LOOPBACK, httpsOnly: true });
    await expect(strict.request(get(`http://127.0.0.1:${port}/`))).rejects.toThrow('Only https');
  });

  it('allows private networks the operator named, no others', async () => {
    const guarded = http({ allowedCidrs: ['127.0.0.1/32'] });
    await expect(guarded.request(get(`http://127.0.0.1:${port}/`))).resolves.toMatchObject({ status: 200 });
    await expect(guarded.request(get(`http://[::ffff:127.0.0.1]:${port}/`))).resolves.toMatchObject({ status: 200 });
    await expect(guarded.request(get(`http://127.0.0.2:${port}/`))).rejects.toMatchObject(REFUSED);
    await expect(guarded.request(get(`http://[::1]:${port}/`))).rejects.toMatchObject(REFUSED);
  });
});

describe('a call', () => {
  const open = http({ ...LOOPBACK, resolve: resolving(['127.0.0.1']) });

  it('sends the body and reads the answer', async () => {
    const response = await open.request({ method: 'POST', url: at('/hook'), body: '{"a":1}', timeoutMs: 5_000 });
    expect(response).toMatchObject({ status: 200, truncated: false, headers: { 'x-echo': 'a, b' } });
    expect(Buffer.from(response.body).toString()).toBe('{"a":1}');
    expect(received).toEqual(['POST /hook']);
  });

  it('never follows a redirect', async () => {
    const response = await open.request(get(at('/redirect')));
    expect(response).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(received).toEqual(['GET /redirect']);
  });

  it('reads no more than it was told', async () => {
    const response = await open.request(get(at('/large'), { maxResponseBytes: 1_000 }));
    expect(response.truncated).toBe(true);
    expect(response.body).toHaveLength(1_000);
  });

  it('ends at its deadline, before and within the answer', async () => {
    for (const path of ['/silent', '/endless']) {
      await expect(open.request(get(at(path), { timeoutMs: 200 }))).rejects.toMatchObject({ failure: 'timeout' });
    }
  });

  it('tells why there was no answer', async () => {
    const closed = createTcpServer();
    await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
    const freePort = (closed.address() as AddressInfo).port;
    await new Promise((done) => closed.close(done));
    await expect(open.request(get(`http://127.0.0.1:${freePort}`))).rejects.toMatchObject({ failure: 'connection' });
    await expect(open.request(get(at('/').replace('http:', 'https:')))).rejects.toMatchObject({ failure: 'tls' });
    const unknown = http({ resolve: async () => [] });
    await expect(unknown.request(get('http://nowhere.example'))).rejects.toMatchObject({ failure: 'name_not_found' });
  });
});
