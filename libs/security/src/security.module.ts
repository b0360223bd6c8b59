import { Module } from '@nestjs/common';
import { EncryptionSettings, RuntimeSettings, WebhookSettings } from '@onefacture/config';
import { Envelope } from './envelope.js';
import { KeyProvider, StaticKeyProvider } from './key-provider.js';
import { OutgoingHttp } from './outgoing-http.js';
import { AdminToken, SecretHasher } from './secret-hasher.js';
import { TargetPolicy } from './target-policy.js';

/** Encryption, tokens and guarded outgoing calls. Needs SettingsModule. */
@Module({
  providers: [
    {
      provide: KeyProvider,
      useFactory: (settings: EncryptionSettings) => new StaticKeyProvider(settings),
      inject: [EncryptionSettings],
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
    AdminToken,
  ],
  exports: [KeyProvider, Envelope, SecretHasher, AdminToken, OutgoingHttp],
})
export class SecurityModule {}
