import { Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { MailModule } from '@onefacture/mail';
import { RedisModule } from '@onefacture/redis';
import { SecurityModule } from '@onefacture/security';
import { AccountsModule } from './accounts.module.js';
import { Registration } from './registration/registration.service.js';
import { AccessTokens } from './sessions/access-tokens.js';
import { LoginFailures } from './sessions/login-failures.js';
import { Logins } from './sessions/logins.service.js';
import { Sessions } from './sessions/sessions.service.js';
import { EmailVerification } from './users/email-verification.service.js';
import { MailLimits } from './users/mail-limits.js';
import { Passwords } from './users/passwords.service.js';
import { Profiles } from './users/profiles.service.js';

/** People who sign in: registration, sessions, passwords. Needs SettingsModule and MetricsModule. */
@Module({
  imports: [AccountsModule, DatabaseModule, MailModule, RedisModule, SecurityModule],
  providers: [
    AccessTokens,
    EmailVerification,
    LoginFailures,
    Logins,
    MailLimits,
    Passwords,
    Profiles,
    Registration,
    Sessions,
  ],
  exports: [EmailVerification, Logins, Passwords, Profiles, Registration, Sessions],
})
export class PeopleModule {}
