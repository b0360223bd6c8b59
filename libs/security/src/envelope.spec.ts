import { EncryptionSettings } from '@onefacture/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Envelope, type EnvelopeContext } from './envelope.js';
import { StaticKeyProvider } from './key-provider.js';
import { readSealed } from './sealed.js';

const envelopeWith = (environment: Record<string, string>) =>
  new Envelope(new StaticKeyProvider(EncryptionSettings.from(environment)));
const OLD = { ONEFACTURE_ENCRYPTION_KEY_ID: 'old', ONEFACTURE_ENCRYPTION_KEY: 'aa'.repeat(32) };
const NEW = {
  ONEFACTURE_ENCRYPTION_KEY_ID: 'new',
  ONEFACTURE_ENCRYPTION_KEY: 'bb'.repeat(32),
  ONEFACTURE_ENCRYPTION_RETIRED_KEYS: `old:${'aa'.repeat(32)}`,
};
const CONTEXT: EnvelopeContext = { organization_id: 'org-1', row: 'row-1', column: 'invoices.model' };
const UNDECRYPTABLE = { code: 'data.undecryptable', kind: 'internal' };
const envelope = envelopeWith(OLD);

describe('Envelope', () => {
  it('gives back any bytes in their own place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.string(), fc.string(), async (plaintext, row, column) => {
        const context = { organization_id: 'org-1', row, column };
        const opened = await envelope.open(await envelope.seal(plaintext, context), context);
        expect(Buffer.from(opened).equals(Buffer.from(plaintext))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('seals and opens text', async () => {
    const sealed = await envelope.sealText('Société Générale – 10 €', CONTEXT);
    expect(Buffer.from(sealed).includes('Soci')).toBe(false);
    expect(await envelope.openText(sealed, CONTEXT)).toBe('Société Générale – 10 €');
  });

  it('opens in no other organisation, row or column', async () => {
    const sealed = await envelope.sealText('secret', CONTEXT);
    const places = [
      { ...CONTEXT, organization_id: 'org-2' },
      { ...CONTEXT, row: 'row-2' },
      { ...CONTEXT, column: 'invoices.other' },
      // The same letters, cut elsewhere.
      { organization_id: 'org-1r', row: 'ow-1', column: 'invoices.model' },
    ];
    for (const place of places) await expect(envelope.open(sealed, place)).rejects.toMatchObject(UNDECRYPTABLE);
  });

  it('notices every altered bit and every cut', async () => {
    const sealed = Buffer.from(await envelope.sealText('secret', CONTEXT));
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(index) ^ 1, index);
      await expect(envelope.open(altered, CONTEXT)).rejects.toMatchObject(UNDECRYPTABLE);
      await expect(envelope.open(sealed.subarray(0, index), CONTEXT)).rejects.toMatchObject(UNDECRYPTABLE);
    }
  });

  it('never repeats an iv or a data key', async () => {
    const sealed = await Promise.all(Array.from({ length: 500 }, () => envelope.sealText('same', CONTEXT)));
    const parts = sealed.map(readSealed);
    expect(new Set(parts.map(({ iv }) => Buffer.from(iv).toString('hex'))).size).toBe(500);
    expect(new Set(parts.map(({ wrappedKey }) => Buffer.from(wrappedKey).toString('hex'))).size).toBe(500);
  });

  it('reads with a retired key and rewraps without touching the content', async () => {
    const sealed = await envelope.sealText('from before', CONTEXT);
    const rotated = envelopeWith(NEW);
    expect(await rotated.openText(sealed, CONTEXT)).toBe('from before');
    const rewrapped = await rotated.rewrap(sealed, 'org-1');
    expect(readSealed(rewrapped)).toMatchObject({ keyId: 'new', ciphertext: readSealed(sealed).ciphertext });
    expect(await rotated.openText(rewrapped, CONTEXT)).toBe('from before');
    expect(await rotated.rewrap(rewrapped, 'org-1')).toBe(rewrapped);
    await expect(envelope.open(rewrapped, CONTEXT)).rejects.toThrow('Encryption key new is not configured.');
  });

  it('refuses a key of the same name with other bytes', async () => {
    const sealed = await envelope.sealText('x', CONTEXT);
    const impostor = envelopeWith({ ...OLD, ONEFACTURE_ENCRYPTION_KEY: 'cc'.repeat(32) });
    await expect(impostor.open(sealed, CONTEXT)).rejects.toMatchObject(UNDECRYPTABLE);
  });
});
