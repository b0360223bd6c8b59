import { Injectable } from '@nestjs/common';
import { RuntimeSettings } from '@onefacture/config';
import { Database, PeopleFunctions, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Mails } from '@onefacture/mail';
import { Clock } from '@onefacture/observability';
import type { SignedInMember } from '../members/member.js';
import { MailLimits } from './mail-limits.js';
import { digestOfToken, linkWithToken, makeOneTimeToken } from './one-time-token.js';
import { userOf, type User } from './user.js';

const VALID_HOURS = 48;
const HOUR_MS = 3_600_000;

/** Finds out whether an e-mail address is its user's: by a link that is sent there. */
@Injectable()
export class EmailVerification {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleFunctions,
    private readonly mails: Mails,
    private readonly limits: MailLimits,
    private readonly runtime: RuntimeSettings,
    private readonly clock: Clock,
  ) {}

  /** Asks for the mail in the caller's transaction; the link of an earlier one ends. */
  async ask(tx: OrganisationTransaction, user: User): Promise<void> {
    const { token, kept } = makeOneTimeToken(VALID_HOURS * HOUR_MS, this.clock.now());
    await new PeopleFunctions(tx.manager).keepToken(user.id, 'verify-email', user.email, kept);
    await this.mails.send(tx, {
      to: user.email,
      template: 'verification',
      language: user.language,
      data: {
        name: user.name,
        link: linkWithToken(this.runtime.publicBaseUrl, 'verify-email', token),
        valid_hours: VALID_HOURS,
      },
    });
  }

  /**
   * Sends another link to a signed-in user.
   * @throws AppError `account.already_verified`, `request.rate_limited` after too many
   */
  async resend({ organizationId, userId }: SignedInMember): Promise<void> {
    const row = await this.people.findUser(userId);
    if (!row) throw new AppError('request.not_found');
    if (row.email_verified_at !== null) throw new AppError('account.already_verified');
    const { allowed, resetSeconds } = await this.limits.take('verify-email', row.email);
    if (!allowed) {
      throw new AppError('request.rate_limited', {
        detail: 'Several links were sent to this address in the last hour.',
        retryAfterSeconds: resetSeconds,
      });
    }
    await this.database.inOrganisation(organizationId, (tx) => this.ask(tx, userOf(row)));
  }

  /** Uses up the token of a link. @throws AppError `account.link_invalid` */
  async confirm(token: string): Promise<void> {
    const now = this.clock.now();
    const confirmed = await this.database.withoutOrganisation(async (manager) => {
      const people = new PeopleFunctions(manager);
      const owner = await people.takeToken(digestOfToken(token), 'verify-email', now);
      return owner !== undefined && people.verifyEmail(owner.user_id, owner.email, now);
    });
    if (!confirmed) throw new AppError('account.link_invalid');
  }
}
