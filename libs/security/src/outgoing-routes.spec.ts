import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutgoingHttp } from './outgoing-http.js';
import { isAddressOrNetwork, TargetPolicy } from './target-policy.js';
import { AUTHORITY, CLIENT_CERTIFICATE, CLIENT_KEY, SERVER_CERTIFICATE, SERVER_KEY } from './testing/certificates.js';

const LOOPBACK = { allowedCidrs: ['127.0.0.0/8', '::1/128'] };
const REFUSED = { code: 'webhook.target_refused' };
const client = { certificate: CLIENT_CERTIFICATE, privateKey: CLIENT_KEY };

let server: Server;
let url: string;
beforeAll(async () => {
  const tls = { cert: SERVER_CERTIFICATE, key: SERVER_KEY, ca: AUTHORITY, requestCert: true, rejectUnauthorized: true };
  server = createServer(tls, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    response.end(String(subject.CN));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = { method: 'POST', timeoutMs: 5_000 } as const;

describe('mutual TLS', () => {
  const http = new OutgoingHttp(new TargetPolicy(LOOPBACK), { authorities: [AUTHORITY] });
  afterAll(() => http.onApplicationShutdown());

  it('shows the client certificate to a server that requires one', async () => {
    const { status, body } = await http.request({ ...post, url, clientCertificate: client });
    expect([status, Buffer.from(body).toString()]).toEqual([200, 'onefacture client']);
  });

  it('is refused without one, also right after a call that had one', async () => {
    await http.request({ ...post, url, clientCertificate: client });
    await expect(http.request({ ...post, url })).rejects.toMatchObject({ name: 'OutgoingError' });
  });

  it('still wants a server that is who he says', async () => {
    const strict = new OutgoingHttp(new TargetPolicy(LOOPBACK));
    const call = strict.request({ ...post, url, clientCertificate: client });
    await expect(call).rejects.toMatchObject({ failure: 'tls' });
    await strict.onApplicationShutdown();
  });
});

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'through',
    (error: { code?: string }) => error.code,
  );

describe('a narrowed destination', () => {
  it.each([
    [['127.0.0.1'], true],
    [['127.0.0.0/30'], true],
    [['::ffff:127.0.0.1'], true],
    [['203.0.113.0/24', '127.0.0.1'], true],
    [[], true],
    [['127.0.0.2'], false],
    [['2001:4860::/32'], false],
  ])('%j lets 127.0.0.1 through: %s', async (allowedIps, through) => {
    const plain = createPlainServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const target = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`;
    const http = new OutgoingHttp(new TargetPolicy(LOOPBACK));
    const wanted = through ? 'through' : REFUSED.code;
    expect(await outcome(http.request({ ...post, url: target, allowedIps }))).toBe(wanted);
    expect(await outcome(http.assertTargetAllowed(target, allowedIps))).toBe(wanted);
    await http.onApplicationShutdown();
    plain.closeAllConnections();
    plain.close();
  });

  it('holds for every address of a name, at each connection, and opens nothing private', async () => {
    const answers = [['93.184.215.14'], ['8.8.8.8']];
    const resolve = async () => (answers.shift() ?? []).map((address) => ({ address, family: 4 }));
    const http = new OutgoingHttp(new TargetPolicy({ resolve }));
    const target = 'https://hooks.example.com/';
    await expect(http.assertTargetAllowed(target, ['93.184.215.14'])).resolves.toBeInstanceOf(URL);
    await expect(http.request({ ...post, url: target, allowedIps: ['93.184.215.14'] })).rejects.toMatchObject(REFUSED);
    await expect(http.assertTargetAllowed('http://10.0.0.1/', ['10.0.0.1'])).rejects.toMatchObject(REFUSED);
    await http.onApplicationShutdown();
  });

  it('keeps a bounded number of sets of connections, and goes on without those it dropped', async () => {
    const http = new OutgoingHttp(new TargetPolicy(LOOPBACK), { authorities: [AUTHORITY], maxAgents: 2 });
    for (const allowedIps of [['127.0.0.1'], ['127.0.0.0/8'], ['127.0.0.0/16'], ['127.0.0.1']]) {
      const call = http.request({ ...post, url, allowedIps, clientCertificate: client });
      await expect(call).resolves.toMatchObject({ status: 200 });
    }
    await http.onApplicationShutdown();
  });

  it.each(['10.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'])('takes %s', (text) => {
    expect(isAddressOrNetwork(text)).toBe(true);
  });

  it.each(['', '10', '0x7f.1', '10.0.0.0/33', 'example.com', '10.0.0.1/'])('takes no %j', (text) => {
    expect(isAddressOrNetwork(text)).toBe(false);
  });
});

describe('https', () => {
  it('is required of the public in a test environment, plain http allowed where the operator said so', async () => {
    const policy = new TargetPolicy({ ...LOOPBACK, httpsOnly: 'public' });
    expect(policy.assertUrlAllowed('http://127.0.0.1:8080/').port).toBe('8080');
    for (const target of ['http://8.8.8.8/', 'http://example.com/', 'http://localhost/']) {
      expect(() => policy.assertUrlAllowed(target)).toThrow('Only https');
    }
    expect(policy.assertUrlAllowed('https://example.com/').protocol).toBe('https:');
  });
});
