import { Injectable } from '@nestjs/common';
import { PeopleFunctions } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { SecretHasher } from '@onefacture/security';
import { z } from 'zod';
import { EmailAddress, GivenPassword } from '../users/user.js';
import { LoginFailures } from './login-failures.js';
import { Sessions, type SessionTokens } from './sessions.service.js';

/** What it takes to sign in; `organization_id` for people who belong to several. */
export const Credentials = z.strictObject({
  email: EmailAddress,
  password: GivenPassword,
  organization_id: z.uuid().optional(),
});
export type Credentials = z.output<typeof Credentials>;

/** Signs people in. An unknown e-mail costs the same work and gets the same answer as a wrong password. */
@Injectable()
export class Logins {
  constructor(
    private readonly people: PeopleFunctions,
    private readonly hasher: SecretHasher,
    private readonly failures: LoginFailures,
    private readonly sessions: Sessions,
  ) {}

  /**
   * @param address of the caller, whose failures are counted
   * @throws AppError `auth.wrong_credentials`; `auth.locked` or `request.rate_limited` after too many tries;
   * `auth.forbidden` as `Sessions.open`
   */
  async logIn({ email, password, organization_id }: Credentials, address: string): Promise<SessionTokens> {
    await this.failures.admit(email, address);
    const user = await this.people.findUserByEmail(email);
    const matches = await this.hasher.verify('password', password, user?.password_hash);
    if (!user || !matches) {
      await this.failures.count(address);
      throw new AppError('auth.wrong_credentials');
    }
    await this.failures.forget(email);
    if (this.hasher.outdated(user.password_hash)) {
      await this.people.setPassword(user.id, await this.hasher.hash('password', password));
    }
    return this.sessions.open(user.id, organization_id);
  }
}
