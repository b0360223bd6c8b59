import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedDispatcher } from './guarded-dispatcher.js';
import { TargetPolicy, type TargetPolicyOptions } from './target-policy.js';

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((_, response) => response.end('reached'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function reach(url: string, options: TargetPolicyOptions): Promise<string> {
  const dispatcher = guardedDispatcher(new TargetPolicy(options));
  try {
    return await (await request(url, { dispatcher })).body.text();
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    await dispatcher.destroy();
  }
}
const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }];

describe(guardedDispatcher, () => {
  it('connects where the policy allows it, by address and by name', async () => {
    const options = { allowedCidrs: ['127.0.0.0/8'], resolve: toLoopback };
    expect(await reach(`http://127.0.0.1:${port}/`, options)).toBe('reached');
    expect(await reach(`http://platform.example:${port}/`, options)).toBe('reached');
  });

  it.each([
    ['a private address', 'http://127.0.0.1:PORT/', {}],
    ['the same, spelled otherwise', 'http://2130706433:PORT/', {}],
    ['a name that leads to one', 'http://platform.example:PORT/', { resolve: toLoopback }],
    ['the address of a cloud’s own service', 'http://169.254.169.254/latest/meta-data', {}],
    ['http to a name', 'http://platform.example:PORT/', { httpsOnly: 'public' as const, resolve: toLoopback }],
    ['a port of another service', 'http://127.0.0.1:22/', { allowedCidrs: ['127.0.0.0/8'] }],
  ])('refuses %s', async (_, url, options) => {
    expect(await reach(url.replace('PORT', String(port)), options)).toBe('webhook.target_refused');
  });
});
