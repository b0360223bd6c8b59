import { Injectable } from '@nestjs/common';
import { RuntimeSettings } from '@onefacture/config';
import {
  Database,
  PeopleFunctions,
  recordAudit,
  type OrganisationTransaction,
  type UserRow,
} from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Mails } from '@onefacture/mail';
import { Clock } from '@onefacture/observability';
import { SecretHasher } from '@onefacture/security';
import type { SignedInMember } from '../members/member.js';
import { Memberships } from '../members/memberships.service.js';
import { LoginFailures } from '../sessions/login-failures.js';
import { MailLimits } from './mail-limits.js';
import { digestOfToken, linkWithToken, makeOneTimeToken } from './one-time-token.js';
import { refuseWeakPassword } from './user.js';

const VALID_MINUTES = 60;
const MINUTE_MS = 60_000;

/** Changes passwords: by the one in use, or by a link that is sent to the user's address. */
@Injectable()
export class Passwords {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleFunctions,
    private readonly hasher: SecretHasher,
    private readonly failures: LoginFailures,
    private readonly memberships: Memberships,
    private readonly mails: Mails,
    private readonly limits: MailLimits,
    private readonly runtime: RuntimeSettings,
    private readonly clock: Clock,
  ) {}

  /** Sends a link to who has this e-mail; nothing happens when nobody has it, or too many were sent. */
  async forgot(email: string): Promise<void> {
    const { allowed } = await this.limits.take('reset-password', email);
    const user = await this.people.findUserByEmail(email);
    if (!allowed || !user) return;
    const home = await this.#home(user.id);
    if (home === undefined) return;
    const { token, kept } = makeOneTimeToken(VALID_MINUTES * MINUTE_MS, this.clock.now());
    await this.database.inOrganisation(home, async (tx) => {
      await new PeopleFunctions(tx.manager).keepToken(user.id, 'reset-password', user.email, kept);
      await this.mails.send(tx, {
        to: user.email,
        template: 'password-reset',
        language: user.language,
        data: {
          name: user.name,
          link: linkWithToken(this.runtime.publicBaseUrl, 'reset-password', token),
          valid_minutes: VALID_MINUTES,
        },
      });
    });
  }

  /**
   * Sets the password of whom a link was sent to, and ends all their sessions. Who read the mail owns the address, so
   * that counts as verified.
   * @throws AppError `account.link_invalid`; `request.invalid` for a password that is the e-mail, and the link still
   * works then
   */
  async reset(token: string, password: string): Promise<void> {
    const digest = digestOfToken(token);
    const owner = await this.people.findToken(digest, 'reset-password', this.clock.now());
    const home = owner && (await this.#home(owner.user_id));
    if (!owner || home === undefined) throw new AppError('account.link_invalid');
    refuseWeakPassword(password, owner.email);
    const hash = await this.hasher.hash('password', password);
    await this.database.inOrganisation(home, async (tx) => {
      const people = new PeopleFunctions(tx.manager);
      const now = this.clock.now();
      // Of two at the same moment one gets it.
      if (!(await people.takeToken(digest, 'reset-password', now))) throw new AppError('account.link_invalid');
      await people.verifyEmail(owner.user_id, owner.email, now);
      await people.setPassword(owner.user_id, hash);
      await people.endSessions(owner.user_id, {}, now);
      await recordPassword(tx, owner.user_id, 'user.reset_password');
    });
    await this.failures.forget(owner.email);
    await this.memberships.forgetEverywhere(owner.user_id);
  }

  /**
   * Replaces the password of a signed-in user and ends their other sessions.
   * @throws AppError `request.invalid` when `current` is not the password, or `next` is the e-mail or the same;
   * `auth.locked` or `request.rate_limited` after too many tries
   */
  async change(member: SignedInMember, current: string, next: string, address: string): Promise<void> {
    const user = await this.confirm(member, current, 'current_password', address);
    refuseWeakPassword(next, user.email, 'new_password');
    if (next === current) throw refused('new_password', 'INVALID', 'must differ from the current password');
    const hash = await this.hasher.hash('password', next);
    await this.database.inOrganisation(member.organizationId, async (tx) => {
      const people = new PeopleFunctions(tx.manager);
      await people.setPassword(user.id, hash);
      await people.endSessions(user.id, { except: member.sessionId }, this.clock.now());
      await recordPassword(tx, user.id, 'user.change_password');
    });
    await this.memberships.forgetEverywhere(user.id);
  }

  /**
   * Makes sure that a signed-in user knows the password.
   * @param field that it was given in
   * @param address of the caller, whose failures are counted
   * @throws AppError `request.invalid` when it is another; `auth.locked` or `request.rate_limited` after too many tries
   */
  async confirm({ userId }: SignedInMember, password: string, field: string, address: string): Promise<UserRow> {
    const user = await this.people.findUser(userId);
    if (!user) throw new AppError('request.not_found');
    await this.failures.admit(user.email, address);
    if (!(await this.hasher.verify('password', password, user.password_hash))) {
      await this.failures.count(address);
      throw refused(field, 'MISMATCH', 'is not your password');
    }
    await this.failures.forget(user.email);
    return user;
  }

  /** The organisation whose mails and audit entries a user's are; undefined for who belongs to none. */
  async #home(userId: string): Promise<string | undefined> {
    return (await this.people.membershipsOf(userId))[0]?.organization_id;
  }
}

async function recordPassword(tx: OrganisationTransaction, userId: string, action: string): Promise<void> {
  await recordAudit(tx, { actor: `user:${userId}`, action, subjectType: 'user', subjectId: userId });
}

function refused(field: string, code: string, message: string): AppError {
  return new AppError('request.invalid', { detail: `${field} ${message}.`, errors: [{ field, code, message }] });
}
