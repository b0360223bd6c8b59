import { Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { SecurityModule } from '@onefacture/security';
import { KeyRewrap } from './key-rewrap.service.js';
import { KeyringModule } from './keyring.module.js';
import { OrganisationKeys } from './organisation-keys.service.js';

/** Giving, rotating and destroying keys of organisations, and re-wrapping. Needs SettingsModule and MetricsModule. */
@Module({
  imports: [DatabaseModule, KeyringModule, SecurityModule],
  providers: [OrganisationKeys, KeyRewrap],
  exports: [OrganisationKeys, KeyRewrap],
})
export class OrganisationKeysModule {}
