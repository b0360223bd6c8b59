import { Global, Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { RedisModule } from '@onefacture/redis';
import { OrganisationKeyring } from '@onefacture/security';
import { StoredKeyring } from './stored-keyring.js';

/** Tells every envelope of the process which organisations have a key of their own. Needs SettingsModule and MetricsModule. */
@Global()
@Module({
  imports: [DatabaseModule, RedisModule],
  providers: [StoredKeyring, { provide: OrganisationKeyring, useExisting: StoredKeyring }],
  exports: [StoredKeyring, OrganisationKeyring],
})
export class KeyringModule {}
