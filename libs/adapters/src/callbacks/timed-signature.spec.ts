import { createHmac } from 'node:crypto';
import { Secret } from '@onefacture/config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../ports/connection.js';
import type { PlatformCallback } from '../ports/flow.js';
import { checkTimedSignature } from './timed-signature.js';

const NOW = 1_788_249_600_000;
const connection: Connection = {
  organization_id: 'o',
  connection_id: 'c',
  platform: 'pennylane',
  base_url: 'https://pennylane.example',
  authentication: { kind: 'bearer', token: new Secret('t') },
  callback_secret: new Secret('secret'),
};

const digest = (time: number | string, body: Uint8Array | string, secret = 'secret'): string =>
  createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');

function callback(header: string, body: Uint8Array | string = '{}', received_at = NOW): PlatformCallback {
  return { headers: { 'x-signature': header }, body: Buffer.from(body), received_at };
}

const check = (given: PlatformCallback, over: Partial<Connection> = {}) =>
  checkTimedSignature('x-signature', given, { ...connection, ...over });

describe('a signature with its time', () => {
  it('is believed for any body, in whatever case the digest is written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (body, upper) => {
        const hex = digest(NOW / 1000, body);
        const given = callback(`t=${NOW / 1000},v1=${upper ? hex.toUpperCase() : hex}`, body);
        expect(() => check(given)).not.toThrow();
      }),
    );
  });

  it('may name several digests while a secret is exchanged', () => {
    const [old, fresh] = [digest(NOW / 1000, '{}', 'old'), digest(NOW / 1000, '{}')];
    check(callback(`t=${NOW / 1000}, v1=${old}, v1=${fresh}`));
    expect(() => check(callback(`t=${NOW / 1000},v1=${old}`))).toThrow('does not fit');
  });

  it.each([
    ['', 'not signed'],
    ['nonsense', 'not signed'],
    [`v1=${digest('', '{}')}`, 'not signed'],
    [`t=abc,v1=${digest('abc', '{}')}`, 'not signed'],
    [`t=${NOW / 1000},v1=abcd`, 'not signed'],
    [`t=${NOW / 1000},v0=${digest(NOW / 1000, '{}')}`, 'not signed'],
    [`t=${NOW / 1000 + 1},v1=${digest(NOW / 1000, '{}')}`, 'does not fit'],
  ])('%s is not believed: %s', (header, why) => {
    expect(() => check(callback(header))).toThrow(why);
  });

  it('is not believed from 300 s on either side', () => {
    const header = `t=${NOW / 1000},v1=${digest(NOW / 1000, '{}')}`;
    for (const late of [-300_000, 0, 300_000]) check(callback(header, '{}', NOW + late));
    for (const late of [-300_001, 300_001]) {
      expect(() => check(callback(header, '{}', NOW + late))).toThrow('too old, or dated ahead');
    }
  });

  it('is not believed without a secret, though it was made with an empty one', () => {
    const header = `t=${NOW / 1000},v1=${digest(NOW / 1000, '{}', '')}`;
    expect(() => check(callback(header), { callback_secret: new Secret('') })).toThrow('no secret');
  });
});
