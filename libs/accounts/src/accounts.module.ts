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
import { Registration } from './registration/registration.service.js';
import { Sandbox } from './sandbox/sandbox.service.js';
import { AccessTokens } from './sessions/access-tokens.js';
import { LoginFailures } from './sessions/login-failures.js';
import { Logins } from './sessions/logins.service.js';
import { Sessions } from './sessions/sessions.service.js';

/** Who the callers are. Needs SettingsModule. */
@Module({
  imports: [DatabaseModule, KeyringModule, RedisModule, SecurityModule],
  providers: [
    AccessTokens,
    ApiKeys,
    Companies,
    Idempotency,
    KeyFailures,
    KeyVerifier,
    LoginFailures,
    Logins,
    Memberships,
    Organisations,
    Registration,
    Sandbox,
    Sessions,
  ],
  exports: [
    ApiKeys,
    Companies,
    Idempotency,
    KeyVerifier,
    Logins,
    Memberships,
    Organisations,
    Registration,
    Sandbox,
    Sessions,
  ],
})
export class AccountsModule {}
