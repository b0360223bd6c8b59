import { Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { RedisModule } from '@onefacture/redis';
import { SecurityModule } from '@onefacture/security';
import { ApiKeys } from './api-keys/api-keys.service.js';
import { KeyFailures } from './api-keys/key-failures.js';
import { KeyVerifier } from './api-keys/key-verifier.js';
import { Companies } from './companies/companies.service.js';
import { Idempotency } from './idempotency/idempotency.service.js';
import { Organisations } from './organisations/organisations.service.js';
import { Sandbox } from './sandbox/sandbox.service.js';

/** Who the callers are. Needs SettingsModule. */
@Module({
  imports: [DatabaseModule, RedisModule, SecurityModule],
  providers: [ApiKeys, KeyFailures, KeyVerifier, Companies, Idempotency, Organisations, Sandbox],
  exports: [ApiKeys, KeyVerifier, Companies, Idempotency, Organisations, Sandbox],
})
export class AccountsModule {}
