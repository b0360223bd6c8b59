import { createHmac, webcrypto } from 'node:crypto';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { generateWebhookKeyPair, generateWebhookSecret, signWebhook, verifyWebhook } from './webhook-signature.js';

const NOW = Math.floor(Date.now() / 1_000);
const MESSAGE = { id: 'msg_1', timestamp: NOW, body: '{"type":"invoice.paid","data":{"amount":1800.00}}' };

describe('signWebhook', () => {
  it('is accepted by the reference library, for any body', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const secret = generateWebhookSecret();
        const body = JSON.stringify(value);
        const headers = { ...signWebhook({ ...MESSAGE, body }, { secrets: [secret] }) };
        expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('is accepted under the old and the new secret during a rotation', () => {
    const [old, current] = [generateWebhookSecret(), generateWebhookSecret()];
    const headers = { ...signWebhook(MESSAGE, { secrets: [current, old] }) };
    for (const secret of [old, current]) new Webhook(secret).verify(MESSAGE.body, headers);
    expect(() => new Webhook(generateWebhookSecret()).verify(MESSAGE.body, headers)).toThrow('No matching signature');
    expect(headers['x-onefacture-signature'].match(/v1=/g)).toHaveLength(2);
  });

  it('carries its own header over timestamp and body', () => {
    const secret = generateWebhookSecret();
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key).update(`${NOW}.${MESSAGE.body}`).digest('hex');
    expect(key).toHaveLength(32);
    expect(signWebhook(MESSAGE, { secrets: [secret] })['x-onefacture-signature']).toBe(`t=${NOW},v1=${expected}`);
  });

  it('refuses what could be cut in two ways', () => {
    expect(() => signWebhook({ ...MESSAGE, id: 'a.b' }, { secrets: [generateWebhookSecret()] })).toThrow(TypeError);
    expect(() => signWebhook(MESSAGE, { secrets: ['not-a-secret'] })).toThrow(TypeError);
  });
});

describe('verifyWebhook', () => {
  const secret = generateWebhookSecret();
  const headers = { ...signWebhook(MESSAGE, { secrets: [secret] }) };

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

describe('v1a', () => {
  const [old, current] = [generateWebhookKeyPair(), generateWebhookKeyPair()];
  const secret = generateWebhookSecret();
  const headers = {
    ...signWebhook(MESSAGE, { secrets: [secret], signingKeys: [current.signingKey, old.signingKey] }),
  };

  it('has keys in the notation of the standard', () => {
    expect(current.signingKey).toMatch(/^whsk_[\w+/]{86}==$/);
    expect(current.publicKey).toMatch(/^whpk_[\w+/]{43}=$/);
    const both = Buffer.from(current.signingKey.slice('whsk_'.length), 'base64');
    expect(`whpk_${both.subarray(32).toString('base64')}`).toBe(current.publicKey);
  });

  it('stands beside v1, which receivers that know no v1a go on reading', () => {
    new Webhook(secret).verify(MESSAGE.body, headers);
    expect(headers['webhook-signature'].split(' ').map((one) => one.split(',')[0])).toEqual(['v1', 'v1a', 'v1a']);
  });

  it('verifies under the old and the new public key during a rotation, and under no other', () => {
    for (const { publicKey } of [old, current]) {
      expect(verifyWebhook(headers, MESSAGE.body, publicKey, NOW)).toBe(true);
      expect(verifyWebhook(headers, `${MESSAGE.body} `, publicKey, NOW)).toBe(false);
      expect(verifyWebhook({ ...headers, 'webhook-id': 'msg_2' }, MESSAGE.body, publicKey, NOW)).toBe(false);
      expect(verifyWebhook(headers, MESSAGE.body, publicKey, NOW + 301)).toBe(false);
    }
    expect(verifyWebhook(headers, MESSAGE.body, generateWebhookKeyPair().publicKey, NOW)).toBe(false);
  });

  it('is what WebCrypto calls Ed25519', async () => {
    const bytes = Buffer.from(current.publicKey.slice('whpk_'.length), 'base64');
    const key = await webcrypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);
    const [, first = ''] = headers['webhook-signature'].split(' ');
    const signature = Buffer.from(first.slice('v1a,'.length), 'base64');
    const content = Buffer.from(`${MESSAGE.id}.${MESSAGE.timestamp}.${MESSAGE.body}`);
    expect(await webcrypto.subtle.verify('Ed25519', key, signature, content)).toBe(true);
  });

  it('needs a private key', () => {
    expect(() => signWebhook(MESSAGE, { secrets: [], signingKeys: [current.publicKey] })).toThrow(TypeError);
  });
});
