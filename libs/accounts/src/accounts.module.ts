import { Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { RedisModule } from '@onefacture/redis';
import { SecurityModule } from '@onefacture/security';
import { ApiKeys } from './api-keys/api-keys.service.js';
import { KeyFailures } from './api-keys/key-failures.js';
import { KeyVerifier } from './api-keys/key-verifier.js';
import { Companies } from './companies/companies.service.js';
import { Idempotency } from './idempotency/idempotency.service.js';
import { Memberships } from './members/memberships.service.js';
import { KeyringModule } from './organisation-keys/keyring.module.js';
import { Organisations } from './organisations/organisations.service.js';
import { Sandbox } from './sandbox/sandbox.service.js';

/** Who the callers are. Needs SettingsModule and MetricsModule. */
@Module({
  imports: [DatabaseModule, KeyringModule, RedisModule, SecurityModule],
  providers: [ApiKeys, Companies, Idempotency, KeyFailures, KeyVerifier, Memberships, Organisations, Sandbox],
  exports: [ApiKeys, Companies, Idempotency, KeyVerifier, Memberships, Organisations, Sandbox],
})
export class AccountsModule {}
