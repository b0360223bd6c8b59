import { Injectable } from '@nestjs/common';
import {
  Envelope,
  generateWebhookKeyPair,
  generateWebhookSecret,
  type ClientCertificate,
  type WebhookKeys,
} from '@onefacture/security';
import { z } from 'zod';
import type { EndpointEntity } from './endpoint.entity.js';

/** What a call to an endpoint needs to know, opened. */
export interface OpenEndpoint {
  /** Newest first; retired ones until their end. */
  readonly keys: WebhookKeys;
  /** The customer's own headers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly clientCertificate: ClientCertificate | undefined;
}

/** A secret and a key pair just made: to be shown once, and as they are stored. */
export interface NewKeys {
  readonly secret: string;
  readonly stored: { readonly secret: Buffer; readonly signingKey: Buffer; readonly publicKey: string };
}

/** An endpoint, as far as its sealed values know where they live. */
type Place = Pick<EndpointEntity, 'organizationId' | 'id'>;
type Column = 'secret' | 'signing_key' | 'headers' | 'client_certificate';

const Headers = z.record(z.string(), z.string());
const Certificate = z.object({ certificate: z.string(), privateKey: z.string() });

/** Seals and opens what an endpoint keeps secret; nothing else does. */
@Injectable()
export class EndpointVault {
  constructor(private readonly envelope: Envelope) {}

  /** A fresh secret and ed25519 key pair. */
  async makeKeys(place: Place): Promise<NewKeys> {
    const secret = generateWebhookSecret();
    const { signingKey, publicKey } = generateWebhookKeyPair();
    const [sealed, sealedKey] = await Promise.all([
      this.seal(secret, place, 'secret'),
      this.seal(signingKey, place, 'signing_key'),
    ]);
    return { secret, stored: { secret: sealed, signingKey: sealedKey, publicKey } };
  }

  async sealHeaders(headers: Readonly<Record<string, string>>, place: Place): Promise<Buffer> {
    return this.seal(JSON.stringify(headers), place, 'headers');
  }

  async sealCertificate(certificate: ClientCertificate, place: Place): Promise<Buffer> {
    return this.seal(JSON.stringify(certificate), place, 'client_certificate');
  }

  /** @throws AppError data.undecryptable when a value was altered or moved */
  async open(endpoint: EndpointEntity, now: Date): Promise<OpenEndpoint> {
    const live = endpoint.retiredKeys.filter(({ expires_at }) => new Date(expires_at) > now);
    const open = (sealed: Buffer, column: Column) => this.envelope.openText(sealed, context(endpoint, column));
    const signingKeys = [
      ...(endpoint.signingKey ? [endpoint.signingKey] : []),
      ...live.flatMap(({ signing_key }) => fromText(signing_key)),
    ];
    const { headers, clientCertificate } = endpoint;
    return {
      keys: {
        secrets: await Promise.all(
          [endpoint.secret, ...live.flatMap(({ secret }) => fromText(secret))].map((sealed) => open(sealed, 'secret')),
        ),
        signingKeys: await Promise.all(signingKeys.map((sealed) => open(sealed, 'signing_key'))),
      },
      headers: headers ? Headers.parse(JSON.parse(await open(headers, 'headers'))) : {},
      clientCertificate: clientCertificate
        ? Certificate.parse(JSON.parse(await open(clientCertificate, 'client_certificate')))
        : undefined,
    };
  }

  private async seal(text: string, place: Place, column: Column): Promise<Buffer> {
    return Buffer.from(await this.envelope.sealText(text, context(place, column)));
  }
}

const fromText = (sealed: string | null): Buffer[] => (sealed === null ? [] : [Buffer.from(sealed, 'base64')]);

const context = ({ organizationId, id }: Place, column: Column) => ({
  organization_id: organizationId,
  row: id,
  column: `webhook_endpoints.${column}`,
});
