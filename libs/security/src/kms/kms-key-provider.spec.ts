import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { EncryptionSettings, Secret } from '@onefacture/config';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Envelope } from '../envelope.js';
import { StaticKeyProvider } from '../key-provider.js';
import { KeyRing } from '../key-ring.js';
import type { OrganisationKey } from '../organisation-keyring.js';
import { OutgoingHttp } from '../outgoing-http.js';
import { readSealed } from '../sealed.js';
import { TargetPolicy } from '../target-policy.js';
import { startFakeBroker, type FakeBroker } from '../testing/fake-broker.js';
import { KmsBroker } from './kms-broker.js';
import { KmsKeyProvider } from './kms-key-provider.js';

Logger.overrideLogger(false);
let fake: FakeBroker;
let http: OutgoingHttp;
let now = 0;
beforeAll(() => {
  http = new OutgoingHttp(new TargetPolicy({ allowedCidrs: ['127.0.0.0/8'] }));
});
afterAll(() => http.onApplicationShutdown());
beforeEach(async () => {
  fake = await startFakeBroker('shared', 'acme');
});
afterEach(() => fake.stop());

const STATIC = EncryptionSettings.from({
  ONEFACTURE_ENCRYPTION_KEY_ID: 'old',
  ONEFACTURE_ENCRYPTION_KEY: 'aa'.repeat(32),
});
const own = new Map<string, OrganisationKey>();
const keyring = { find: (id: string) => own.get(id) };
const at = (organization_id: string, row = 'r') => ({ organization_id, row, column: 'invoices.model' });
const down = () => {
  fake.fault = (_, response) => response.writeHead(503).end();
};

function envelopeWith(memory: { ttlMs?: number; size?: number } = {}): Envelope {
  const broker = new KmsBroker({ url: fake.url, token: new Secret(fake.token), timeoutMs: 5_000 }, http);
  const { ttlMs = 60_000, size = 100 } = memory;
  const kms = new KmsKeyProvider(broker, 'shared', { ttlMs, size, now: () => now });
  return new Envelope(new KeyRing(kms, new StaticKeyProvider(STATIC)), keyring);
}

describe('an envelope whose keys are at a broker', () => {
  it('asks once for the values of an organisation, and not at all to read them meanwhile', async () => {
    const envelope = envelopeWith();
    const more = await Promise.all(
      Array.from({ length: 999 }, (_, index) => envelope.sealText(`${index}`, at('one', `${index}`))),
    );
    const sealed = await envelope.sealText('0', at('one'));
    expect(fake.calls).toEqual(['POST /v1/keys/shared/wrap']);
    expect(await envelope.openText(sealed, at('one'))).toBe('0');
    expect(await envelope.openText(more[7] ?? sealed, at('one', '7'))).toBe('7');
    expect(fake.calls).toHaveLength(1);
    expect(new Set(more.map((one) => Buffer.from(readSealed(one).iv).toString('hex'))).size).toBe(999);
    await envelope.sealText('beyond a thousand', at('one'));
    await envelope.sealText('another organisation', at('two'));
    expect(fake.calls).toHaveLength(3);
  });

  it('asks anew after the time, together for all who want the same key', async () => {
    const envelope = envelopeWith();
    const sealed = await envelope.sealText('x', at('one'));
    now += 60_000;
    const all = await Promise.all(Array.from({ length: 20 }, () => envelope.openText(sealed, at('one'))));
    expect(new Set(all)).toEqual(new Set(['x']));
    expect(fake.calls.filter((call) => call.endsWith('unwrap'))).toHaveLength(1);
  });

  it('remembers nothing when told so', async () => {
    const envelope = envelopeWith({ ttlMs: 0 });
    const [one, two] = [await envelope.sealText('x', at('one')), await envelope.sealText('y', at('one'))];
    expect(readSealed(one).wrappedKey).not.toEqual(readSealed(two).wrappedKey);
    await envelope.openText(one, at('one'));
    await envelope.openText(one, at('one'));
    expect(fake.calls).toHaveLength(4);
  });

  it('neither reads nor stores anything while the broker is down', async () => {
    const envelope = envelopeWith({ ttlMs: 0 });
    const sealed = await envelope.sealText('x', at('one'));
    down();
    const unavailable = { code: 'key.unavailable', kind: 'unavailable', options: { retryAfterSeconds: 5 } };
    await expect(envelope.openText(sealed, at('one'))).rejects.toMatchObject(unavailable);
    await expect(envelope.sealText('x', at('one'))).rejects.toMatchObject(unavailable);
  });

  it('reads what a key of the settings wrapped, and re-wraps it without touching the content', async () => {
    const before = await new Envelope(new StaticKeyProvider(STATIC)).sealText('from before', at('one'));
    const envelope = envelopeWith();
    expect(await envelope.openText(before, at('one'))).toBe('from before');
    const after = await envelope.rewrap(before, 'one');
    expect(readSealed(after)).toMatchObject({ keyId: 'kms:shared', ciphertext: readSealed(before).ciphertext });
    expect(await envelope.openText(after, at('one'))).toBe('from before');
    expect(await envelope.rewrap(after, 'one')).toBe(after);
  });

  it('puts an organisation under its own key, and nothing opens once that is destroyed', async () => {
    const envelope = envelopeWith();
    const shared = await envelope.sealText('x', at('acme'));
    own.set('acme', { keyId: 'kms:acme', state: 'active' });
    const ours = await envelope.rewrap(shared, 'acme');
    expect(readSealed(ours).keyId).toBe('kms:acme');
    expect(readSealed(await envelope.sealText('y', at('acme'))).keyId).toBe('kms:acme');
    expect(await envelope.openText(ours, at('acme'))).toBe('x');
    own.set('acme', { keyId: 'kms:acme', state: 'destroyed' });
    const gone = { code: 'key.destroyed', kind: 'gone' };
    await expect(envelope.openText(ours, at('acme'))).rejects.toMatchObject(gone);
    await expect(envelope.openText(shared, at('acme'))).rejects.toMatchObject(gone);
    await expect(envelope.sealText('z', at('acme'))).rejects.toMatchObject(gone);
    await expect(envelope.rewrap(ours, 'acme')).rejects.toMatchObject(gone);
    own.clear();
  });

  it('says what is wrong with a key that the broker has not, or has destroyed', async () => {
    const envelope = envelopeWith({ ttlMs: 0 });
    own.set('lost', { keyId: 'kms:lost', state: 'active' });
    await expect(envelope.sealText('x', at('lost'))).rejects.toMatchObject({
      code: 'data.undecryptable',
      message: 'The key broker has no key kms:lost.',
    });
    own.set('acme', { keyId: 'kms:acme', state: 'active' });
    const sealed = await envelope.sealText('x', at('acme'));
    await fetch(`${fake.url}/v1/keys/acme`, { method: 'DELETE', headers: { authorization: `Bearer ${fake.token}` } });
    await expect(envelope.openText(sealed, at('acme'))).rejects.toMatchObject({ code: 'key.destroyed' });
    await expect(envelope.sealText('x', at('acme'))).rejects.toMatchObject({ code: 'key.destroyed' });
    own.clear();
  });

  it('never takes the name of a static key for one of the broker', async () => {
    const envelope = envelopeWith();
    own.set('odd', { keyId: 'shared', state: 'active' });
    await expect(envelope.sealText(randomBytes(4).toString('hex'), at('odd'))).rejects.toThrow(
      'Encryption key shared is not configured.',
    );
    own.clear();
  });
});
