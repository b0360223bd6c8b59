import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../simulator.js';

let folder: string;
let simulator: RunningSimulator;
const start = () => startSimulator({ port: 0, dataDir: folder, clientSecret: 'workload' });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulated-kms-'));
  simulator = await start();
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: object, token = 'workload') {
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5_000),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, string> };
}
const wrap = (name: string, plaintext: string) => call('POST', `/kms/v1/keys/${name}/wrap`, { plaintext });
const unwrap = (name: string, ciphertext: string) => call('POST', `/kms/v1/keys/${name}/unwrap`, { ciphertext });
const DATA_KEY = Buffer.alloc(32, 7).toString('base64');

it('wraps and unwraps, for those who show the token', async () => {
  const { body } = await wrap('onefacture', DATA_KEY);
  expect(body['ciphertext']).not.toContain(DATA_KEY.slice(0, 20));
  expect((await unwrap('onefacture', body['ciphertext'] ?? '')).body).toEqual({ plaintext: DATA_KEY });
  expect((await call('POST', '/kms/v1/keys/onefacture/wrap', { plaintext: DATA_KEY }, 'other')).status).toBe(401);
  expect((await unwrap('onefacture', DATA_KEY)).status).toBe(422);
  expect((await wrap('nobody', DATA_KEY)).status).toBe(404);
  expect((await wrap('not%20a%20name', DATA_KEY)).status).toBe(400);
});

it('keeps its keys through a restart, and destroyed ones destroyed', async () => {
  expect((await call('PUT', '/kms/v1/keys/acme')).status).toBe(201);
  expect(await call('PUT', '/kms/v1/keys/acme')).toEqual({ status: 200, body: { key_id: 'acme', state: 'active' } });
  const { body } = await wrap('acme', DATA_KEY);
  await simulator.stop();
  simulator = await start();
  expect((await unwrap('acme', body['ciphertext'] ?? '')).status).toBe(200);
  expect((await unwrap('onefacture', body['ciphertext'] ?? '')).status).toBe(422);
  expect((await call('DELETE', '/kms/v1/keys/acme')).body).toEqual({ key_id: 'acme', state: 'destroyed' });
  expect((await call('DELETE', '/kms/v1/keys/acme')).status).toBe(200);
  expect((await call('DELETE', '/kms/v1/keys/nobody')).status).toBe(404);
  expect((await unwrap('acme', body['ciphertext'] ?? '')).status).toBe(410);
  expect((await call('PUT', '/kms/v1/keys/acme')).status).toBe(410);
  expect((await stat(join(folder, 'kms.json'))).mode & 0o077).toBe(0);
});

it('fails on demand, counts its calls, and a reset leaves the keys', async () => {
  const { body } = await wrap('onefacture', DATA_KEY);
  await call('POST', '/_simulator/kms', { mode: 'down' });
  expect((await wrap('onefacture', DATA_KEY)).status).toBe(503);
  await call('POST', '/_simulator/kms', { mode: 'cut' });
  await expect(wrap('onefacture', DATA_KEY)).rejects.toThrow('fetch failed');
  await call('POST', '/_simulator/reset');
  expect((await unwrap('onefacture', body['ciphertext'] ?? '')).body).toEqual({ plaintext: DATA_KEY });
  await call('POST', '/_simulator/kms/mishaps', { kind: 'answer', operation: 'wrap', status: 500 });
  expect((await wrap('onefacture', DATA_KEY)).status).toBe(500);
  expect((await wrap('onefacture', DATA_KEY)).status).toBe(200);
  expect((await call('GET', '/_simulator/kms')).body).toMatchObject({
    mode: 'up',
    calls: { unwrap: 1, wrap: 2 },
    keys: { onefacture: 'active', acme: 'destroyed' },
  });
});
