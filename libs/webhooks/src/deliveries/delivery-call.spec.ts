import { WebhookSettings } from '@onefacture/config';
import { AppError, type ErrorCode } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { Envelope, KeyProvider, OutgoingHttp, TargetPolicy } from '@onefacture/security';
import { expect, it } from 'vitest';
import { EndpointEntity } from '../endpoints/endpoint.entity.js';
import { EndpointVault } from '../endpoints/endpoint-vault.js';
import { DeliveryCall } from './delivery-call.js';

class KeysAway extends KeyProvider {
  readonly keyId = 'k';

  constructor(private readonly code: ErrorCode) {
    super();
  }

  async wrap(): Promise<Uint8Array> {
    throw new AppError(this.code);
  }

  async unwrap(): Promise<Uint8Array> {
    throw new AppError(this.code);
  }
}

const sealed = Buffer.concat([Buffer.from('OFX1\u0001\u0001k\u0000\u0001w'), Buffer.alloc(40)]);
const endpoint = Object.assign(new EndpointEntity(), {
  organizationId: 'o',
  id: 'e',
  url: 'https://receiver.example.com',
  secret: sealed,
  signingKey: sealed,
  headers: null,
  clientCertificate: null,
  retiredKeys: [],
  allowedIps: [],
});
const callWith = (code: ErrorCode) =>
  new DeliveryCall(
    new EndpointVault(new Envelope(new KeysAway(code))),
    new OutgoingHttp(new TargetPolicy()),
    WebhookSettings.from(),
    new Clock(),
  ).send(endpoint, { id: 'm', body: '{}' });

it('is no attempt while the keys are away: the receiver is not to blame', async () => {
  await expect(callWith('key.unavailable')).rejects.toMatchObject({ code: 'key.unavailable' });
});

it('is a failed attempt when the keys are gone for good', async () => {
  await expect(callWith('key.destroyed')).resolves.toMatchObject({
    result: 'failed',
    responseStatus: null,
    error: expect.stringContaining('was destroyed'),
  });
});
