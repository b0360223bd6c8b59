import { type Server, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, localUrl, parseAddress, refuseTakenPort } from './ports.js';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function occupy(): Promise<number> {
  const server = createServer();
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

describe('parseAddress', () => {
  it.each([
    ['127.0.0.1:8080', { host: '127.0.0.1', port: 8080 }],
    [':8080', { host: '', port: 8080 }],
    ['localhost:1', { host: 'localhost', port: 1 }],
    ['[::1]:65535', { host: '::1', port: 65_535 }],
  ])('reads %s', (text, expected) => {
    expect(parseAddress('X', text)).toEqual(expected);
  });

  it.each(['8080', 'localhost', 'host:0', 'host:70000', 'host:12ab', ''])('refuses "%s" with the setting', (text) => {
    expect(() => parseAddress('ONEFACTURE_HTTP_ADDR', text)).toThrow(/^ONEFACTURE_HTTP_ADDR is ".*", but must be/);
  });
});

describe('localUrl', () => {
  it('turns a listener on every interface into a callable address', () => {
    expect(localUrl({ host: '', port: 8080 })).toBe('http://127.0.0.1:8080');
    expect(localUrl({ host: '0.0.0.0', port: 80 }, 'localhost')).toBe('http://localhost:80');
    expect(localUrl({ host: '::1', port: 8080 })).toBe('http://[::1]:8080');
    expect(localUrl({ host: '10.0.0.7', port: 9 })).toBe('http://10.0.0.7:9');
  });
});

describe('refuseTakenPort', () => {
  it('names the port and how to choose another', async () => {
    const port = await occupy();
    const refusal = refuseTakenPort('ONEFACTURE_HTTP_ADDR', 'api', { host: '127.0.0.1', port });
    await expect(refusal).rejects.toThrow(
      `port ${port} for the api is taken by another program; stop that one or choose another: ONEFACTURE_HTTP_ADDR=`,
    );
  });

  it('sees a listener on loopback when every interface is asked for', async () => {
    const port = await occupy();
    await expect(refuseTakenPort('X', 'api', { host: '', port })).rejects.toThrow(/is taken/);
  });

  it('says when the host is not of this machine', async () => {
    await expect(refuseTakenPort('X', 'api', { host: '192.0.2.1', port: 8080 })).rejects.toThrow(/cannot listen/);
  });

  it('lets a free port pass', async () => {
    const port = await freePort(0);
    await expect(refuseTakenPort('X', 'api', { host: '127.0.0.1', port })).resolves.toBeUndefined();
  });
});

describe('freePort', () => {
  it('takes another port when the preferred one is held', async () => {
    const held = await occupy();
    const port = await freePort(held);
    expect(port).not.toBe(held);
    expect(port).toBeGreaterThan(0);
  });
});
