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
      useFactory: ({ allowedCidrs }: WebhookSettings, { production }: RuntimeSettings) =>
        new TargetPolicy({ allowedCidrs, httpsOnly: production }),
      inject: [WebhookSettings, RuntimeSettings],
    },
    Envelope,
    SecretHasher,
    AdminToken,
    OutgoingHttp,
  ],
  exports: [KeyProvider, Envelope, SecretHasher, AdminToken, OutgoingHttp],
})
export class SecurityModule {}
