import { Module } from '@nestjs/common';
import { EncryptionSettings, RuntimeSettings, WebhookSettings } from '@onefacture/config';
import { Envelope } from './envelope.js';
import { KeyProvider, StaticKeyProvider } from './key-provider.js';
import { KeyRing } from './key-ring.js';
import { ConfiguredBroker } from './kms/configured-broker.js';
import { KmsKeyProvider } from './kms/kms-key-provider.js';
import { OutgoingHttp } from './outgoing-http.js';
import { AdminToken, SecretHasher } from './secret-hasher.js';
import { SignedLinks } from './signed-links.js';
import { TargetPolicy } from './target-policy.js';

/** Encryption, tokens and guarded outgoing calls. Needs SettingsModule. */
@Module({
  providers: [
    ConfiguredBroker,
    {
      provide: KeyProvider,
      useFactory: (settings: EncryptionSettings, { broker }: ConfiguredBroker) => {
        const own = new StaticKeyProvider(settings);
        const { kmsKeyId, kmsCacheTtlMs: ttlMs, kmsCacheSize: size } = settings;
        return broker ? new KeyRing(new KmsKeyProvider(broker, kmsKeyId, { ttlMs, size }), own) : own;
      },
      inject: [EncryptionSettings, ConfiguredBroker],
    },
    {
      provide: TargetPolicy,
      useFactory: ({ allowedCidrs }: WebhookSettings, { environment, production }: RuntimeSettings) =>
        new TargetPolicy({ allowedCidrs, httpsOnly: production || (environment === 'test' && 'public') }),
      inject: [WebhookSettings, RuntimeSettings],
    },
    {
      provide: OutgoingHttp,
      useFactory: (policy: TargetPolicy) => new OutgoingHttp(policy),
      inject: [TargetPolicy],
    },
    Envelope,
    SecretHasher,
    SignedLinks,
    AdminToken,
  ],
  exports: [KeyProvider, ConfiguredBroker, Envelope, SecretHasher, SignedLinks, AdminToken, OutgoingHttp],
})
export class SecurityModule {}
