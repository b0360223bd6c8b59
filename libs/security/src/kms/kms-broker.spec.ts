import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Secret } from '@onefacture/config';
import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OutgoingHttp } from '../outgoing-http.js';
import { TargetPolicy } from '../target-policy.js';
import { startFakeBroker, type FakeBroker } from '../testing/fake-broker.js';
import { KmsBroker } from './kms-broker.js';

Logger.overrideLogger(false);
let fake: FakeBroker;
let http: OutgoingHttp;
let now = 0;
beforeAll(() => {
  http = new OutgoingHttp(new TargetPolicy({ allowedCidrs: ['127.0.0.0/8'] }));
});
afterAll(() => http.onApplicationShutdown());
beforeEach(async () => {
  fake = await startFakeBroker('shared');
});
afterEach(() => fake.stop());

const brokerWith = (options: { token?: string; timeoutMs?: number } = {}) =>
  new KmsBroker(
    {
      url: fake.url,
      token: new Secret(options.token ?? fake.token),
      timeoutMs: options.timeoutMs ?? 5_000,
      now: () => now,
    },
    http,
  );
const answering =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (_: unknown, response: ServerResponse) => {
    response.writeHead(status, headers);
    response.end(body);
  };
const refused = (refusal: string, message: RegExp) => ({ refusal, message: expect.stringMatching(message) as string });

describe(KmsBroker.name, () => {
  it('wraps, unwraps, makes and destroys', async () => {
    const broker = brokerWith();
    const dataKey = randomBytes(32);
    const wrapped = await broker.wrap('shared', dataKey);
    expect(Buffer.from(wrapped).equals(dataKey)).toBe(false);
    expect(Buffer.from(await broker.unwrap('shared', wrapped)).equals(dataKey)).toBe(true);
    await expect(broker.wrap('own', dataKey)).rejects.toMatchObject(refused('unknown_key', /no such key/));
    await broker.create('own');
    const own = await broker.wrap('own', dataKey);
    await expect(broker.unwrap('shared', own)).rejects.toMatchObject(refused('refused', /did not take/));
    await broker.destroy('own');
    await broker.destroy('own');
    await expect(broker.unwrap('own', own)).rejects.toMatchObject(refused('destroyed_key', /destroyed/));
    await expect(broker.create('own')).rejects.toMatchObject({ refusal: 'destroyed_key' });
  });

  it('takes no answer but one of the right shape', async () => {
    const broker = brokerWith();
    const wrong: [number, string, RegExp][] = [
      [200, 'not json', /another shape/],
      [200, '{"plaintext":"AAAA"}', /another shape/],
      [200, '{"plaintext":"%%%"}', /another shape/],
      [200, `{"plaintext":"${'A'.repeat(9_000)}"}`, /too long/],
      [302, '', /answered 302/],
      [500, '{}', /answered 500/],
    ];
    for (const [status, body, message] of wrong) {
      now += 10_000;
      fake.fault = answering(status, body, { location: `${fake.url}/elsewhere` });
      await expect(broker.unwrap('shared', randomBytes(40))).rejects.toMatchObject(refused('unavailable', message));
    }
    expect(fake.calls.filter((call) => call.includes('elsewhere'))).toEqual([]);
    await expect(brokerWith({ token: 'another' }).wrap('shared', randomBytes(32))).rejects.toMatchObject({
      refusal: 'unavailable',
    });
  });

  it('gives up in time, and says that the token is refused without showing it', async () => {
    fake.fault = () => undefined;
    const slow = brokerWith({ timeoutMs: 50 });
    await expect(slow.wrap('shared', randomBytes(32))).rejects.toMatchObject(refused('unavailable', /in time/));
    fake.fault = undefined;
    const stranger = brokerWith({ token: 'a-wrong-token' });
    const failure: unknown = await stranger.wrap('shared', randomBytes(32)).catch((error: unknown) => error);
    expect(failure).toMatchObject(refused('unavailable', /refused ONEFACTURE_KMS_TOKEN/));
    expect(String(failure)).not.toContain('a-wrong-token');
  });

  it('tries a broken connection once more', async () => {
    const broker = brokerWith();
    fake.fault = (request) => {
      fake.fault = undefined;
      request.socket.destroy();
    };
    await expect(broker.wrap('shared', randomBytes(32))).resolves.toBeInstanceOf(Uint8Array);
    expect(fake.calls).toHaveLength(2);
  });

  it('spares a broker that is down for a moment, and comes back by itself', async () => {
    const broker = brokerWith();
    const wrap = () => broker.wrap('shared', randomBytes(32));
    fake.fault = answering(503, '');
    for (let call = 0; call < 3; call += 1) await expect(wrap()).rejects.toMatchObject({ refusal: 'unavailable' });
    await expect(wrap()).rejects.toMatchObject(refused('unavailable', /just now/));
    expect(fake.calls).toHaveLength(3);
    fake.fault = undefined;
    now += 1_000;
    await expect(wrap()).resolves.toBeInstanceOf(Uint8Array);
    fake.fault = answering(503, '');
    await expect(wrap()).rejects.toMatchObject(refused('unavailable', /answered 503/));
    fake.fault = undefined;
    await expect(wrap()).resolves.toBeInstanceOf(Uint8Array);
  });
});
