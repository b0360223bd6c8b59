import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { generateWebhookSecret, signWebhook, verifyWebhook } from './webhook-signature.js';

const NOW = Math.floor(Date.now() / 1_000);
const MESSAGE = { id: 'msg_1', timestamp: NOW, body: '{"type":"invoice.paid","data":{"amount":1800.00}}' };

describe('signWebhook', () => {
  it('is accepted by the reference library, for any body', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const secret = generateWebhookSecret();
        const body = JSON.stringify(value);
        const headers = { ...signWebhook({ ...MESSAGE, body }, [secret]) };
        expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('is accepted under the old and the new secret during a rotation', () => {
    const [old, current] = [generateWebhookSecret(), generateWebhookSecret()];
    const headers = { ...signWebhook(MESSAGE, [current, old]) };
    for (const secret of [old, current]) new Webhook(secret).verify(MESSAGE.body, headers);
    expect(() => new Webhook(generateWebhookSecret()).verify(MESSAGE.body, headers)).toThrow('No matching signature');
    expect(headers['x-onefacture-signature'].match(/v1=/g)).toHaveLength(2);
  });

  it('carries its own header over timestamp and body', () => {
    const secret = generateWebhookSecret();
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key).update(`${NOW}.${MESSAGE.body}`).digest('hex');
    expect(key).toHaveLength(32);
    expect(signWebhook(MESSAGE, [secret])['x-onefacture-signature']).toBe(`t=${NOW},v1=${expected}`);
  });

  it('refuses what could be cut in two ways', () => {
    expect(() => signWebhook({ ...MESSAGE, id: 'a.b' }, [generateWebhookSecret()])).toThrow(TypeError);
    expect(() => signWebhook(MESSAGE, ['not-a-secret'])).toThrow(TypeError);
  });
});

describe('verifyWebhook', () => {
  const secret = generateWebhookSecret();
  const headers = { ...signWebhook(MESSAGE, [secret]) };

  it('accepts what the reference library signs', () => {
    const signature = new Webhook(secret).sign('msg_2', new Date(NOW * 1_000), 'body');
    const received = { 'webhook-id': 'msg_2', 'webhook-timestamp': String(NOW), 'webhook-signature': signature };
    expect(verifyWebhook(received, 'body', secret, NOW)).toBe(true);
  });

  it('refuses another body, id, time, secret, and a missing header', () => {
    expect(verifyWebhook(headers, MESSAGE.body, secret, NOW + 299)).toBe(true);
    expect(verifyWebhook(headers, `${MESSAGE.body} `, secret, NOW)).toBe(false);
    expect(verifyWebhook({ ...headers, 'webhook-id': 'msg_2' }, MESSAGE.body, secret, NOW)).toBe(false);
    expect(verifyWebhook({ ...headers, 'webhook-timestamp': String(NOW + 1) }, MESSAGE.body, secret, NOW)).toBe(false);
    expect(verifyWebhook({ ...headers, 'webhook-timestamp': 'now' }, MESSAGE.body, secret, NOW)).toBe(false);
    expect(verifyWebhook(headers, MESSAGE.body, secret, NOW + 301)).toBe(false);
    expect(verifyWebhook(headers, MESSAGE.body, secret, NOW - 301)).toBe(false);
    expect(verifyWebhook(headers, MESSAGE.body, generateWebhookSecret(), NOW)).toBe(false);
    expect(verifyWebhook({}, MESSAGE.body, secret, NOW)).toBe(false);
  });
});
