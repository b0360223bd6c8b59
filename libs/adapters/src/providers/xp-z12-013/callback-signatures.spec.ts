import { createHmac } from 'node:crypto';
import { Secret } from '@onefacture/config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../ports/connection.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import { callOf, faultOf } from '../../testing/adapter-contract.js';
import { answering, FakeFlowService, SIGNING_KEY } from '../../testing/fake-flow-service.js';
import { afnorCallbacks, connectionTo, rawBodyCallbacks } from '../../testing/standard-platform.js';
import { readNews } from './callback-news.js';
import { XpZ12013Adapter } from './xp-z12-013.adapter.js';

const AT = new Date('2026-09-01T08:00:00Z');
const adapter = new XpZ12013Adapter({ name: 'xp-z12-013' });

describe('callbacks of the standard', () => {
  let fake: FakeFlowService;
  let connection: Connection;
  beforeEach(async () => {
    fake = await FakeFlowService.start();
    connection = connectionTo(fake);
  });
  afterEach(async () => await fake.stop());

  it('are believed with a secret that is a text as well as with a key in base64', () => {
    const body = Buffer.from('{"flowId":"f"}');
    const secret = 'a long random text!';
    const signature = createHmac('sha256', secret).update(body).digest('base64');
    const known = { ...connection, callback_secret: new Secret(secret) };
    const callback = { headers: { signature }, body, received_at: AT.getTime() };
    expect(adapter.verifyCallback(callback, known).flow_ids).toEqual(['f']);
  });

  it('the dated signature decides where both are there', () => {
    const dated = afnorCallbacks.make({ flow_id: 'f', at: AT });
    const body = Buffer.from(dated.body).toString();
    const raw = rawBodyCallbacks.make({ flow_id: 'f', at: AT, body });
    const old = { ...dated, headers: { ...dated.headers, ...raw.headers }, received_at: AT.getTime() + 3_600_000 };
    expect(() => adapter.verifyCallback(old, connection)).toThrow(PlatformFault);
    expect(adapter.verifyCallback({ ...old, received_at: AT.getTime() }, connection).flow_ids).toEqual(['f']);
  });

  it.each(['', 'NaN', '1e9', '99999999999999999999'])('a date of %j is refused although it is signed', (timestamp) => {
    const free = new XpZ12013Adapter({
      name: 'free',
      signatures: [{ header: 'x-mac', timestampHeader: 'x-at', content: (body) => body }],
    });
    const body = Buffer.from('{}');
    const mac = createHmac('sha256', Buffer.from(SIGNING_KEY, 'base64')).update(body).digest('base64');
    const callback = { headers: { 'x-mac': mac, 'x-at': timestamp }, body, received_at: AT.getTime() };
    expect(() => free.verifyCallback(callback, connection)).toThrow('The callback is too old');
  });

  it('an instance may sign in its own way, and then no other is believed', () => {
    const own = new XpZ12013Adapter({
      name: 'own',
      signatures: [{ header: 'x-mac', content: (body) => Buffer.concat([Buffer.from('v1:'), body]) }],
    });
    const body = Buffer.from('{"flowInfo":{"flowId":7}}');
    const mac = createHmac('sha256', Buffer.from(SIGNING_KEY, 'base64')).update('v1:').update(body).digest('base64');
    const callback = { headers: { 'x-mac': mac }, body, received_at: AT.getTime() };
    expect(own.verifyCallback(callback, connection).flow_ids).toEqual(['7']);
    expect(() => own.verifyCallback(afnorCallbacks.make({ flow_id: 'f', at: AT }), connection)).toThrow('not signed');
  });

  it.each([
    ['{"flowId":"f-1"}', ['f-1']],
    ['{"flowInfo":{"flowId":"f-2"}}', ['f-2']],
    ['{"flowInfo":null}', []],
    ['{"event":"something"}', []],
  ])('%s is about %j', (body, flowIds) => {
    expect(readNews(Buffer.from(body), 'p').flow_ids).toEqual(flowIds);
  });

  it('subscribes and hands on the key that the platform signs with', async () => {
    const subscription = await adapter.subscribe('https://gateway.example/callbacks', callOf(connection));
    expect(fake.webhooks).toEqual(['https://gateway.example/callbacks']);
    expect(subscription.secret?.reveal()).toBe(SIGNING_KEY);
    expect(JSON.stringify(subscription)).not.toContain(SIGNING_KEY);
  });

  it('a subscription without a key (1.2) has no secret, an answer without an id is unreadable', async () => {
    fake.disturb('subscribe', answering(201, { webhookId: 'w' }), answering(201, {}));
    expect(await adapter.subscribe('https://gateway.example/', callOf(connection))).toEqual({ id: 'w' });
    expect(await faultOf(adapter.subscribe('https://gateway.example/', callOf(connection)))).toMatchObject({
      fault: 'malformed',
    });
  });
});
