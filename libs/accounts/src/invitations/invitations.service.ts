import { Injectable, Optional } from '@nestjs/common';
import { RuntimeSettings } from '@onefacture/config';
import { Database, peopleOf, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Mails } from '@onefacture/mail';
import { Clock } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { SeatAllowance } from '../allowance/plan-allowance.js';
import { MemberRepository } from '../members/member.repository.js';
import type { SignedInMember } from '../members/member.js';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import { refuseBeyond } from '../team/team.service.js';
import { linkWithToken } from '../users/one-time-token.js';
import { InvitationRepository } from './invitation.repository.js';
import type { Invitation, NewInvitation } from './invitation.js';
import { makeInvitationToken, type MadeInvitation } from './invitation-token.js';

const VALID_DAYS = 7;
const DAY_MS = 86_400_000;

/** Asks people to join an organisation: a seat is promised, and a link mailed. */
@Injectable()
export class Invitations {
  constructor(
    private readonly database: Database,
    private readonly mails: Mails,
    private readonly runtime: RuntimeSettings,
    private readonly clock: Clock,
    @Optional() private readonly seats?: SeatAllowance,
  ) {}

  /**
   * Invites an address in the caller's transaction; an earlier invitation of the same address ends.
   * @throws AppError `auth.forbidden` for a role above the inviter's, `member.already_member`,
   * `billing.plan_limit_reached`
   */
  async invite(tx: OrganisationTransaction, by: SignedInMember, wanted: NewInvitation): Promise<Invitation> {
    refuseBeyond(by, wanted.role);
    const people = await peopleOf(tx);
    if (people.some(({ email }) => email === wanted.email)) throw new AppError('member.already_member');
    const inviter = people.find(({ id }) => id === by.userId);
    const createdAt = this.clock.now();
    const invitation: Invitation = {
      id: uuidv7(),
      email: wanted.email,
      role: wanted.role,
      language: wanted.language ?? inviter?.language ?? 'fr',
      invitedBy: by.userId,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + VALID_DAYS * DAY_MS),
    };
    const made = makeInvitationToken(tx.organizationId);
    await this.#keep(tx, invitation, made);
    await recordAudit(tx, {
      actor: `user:${by.userId}`,
      action: 'invitation.create',
      subjectType: 'invitation',
      subjectId: invitation.id,
      details: { role: invitation.role },
    });
    await this.mails.send(tx, {
      to: invitation.email,
      template: 'invitation',
      language: invitation.language,
      data: {
        organization: (await new OrganisationRepository(tx).get()).name,
        inviter: inviter?.name ?? '',
        role: invitation.role,
        link: linkWithToken(this.runtime.publicBaseUrl, 'accept-invitation', made.token),
        valid_days: VALID_DAYS,
      },
    });
    return invitation;
  }

  /** Those that may still be accepted, newest first. */
  async list(organizationId: string): Promise<Invitation[]> {
    const now = this.clock.now();
    return this.database.inOrganisation(organizationId, (tx) => new InvitationRepository(tx).listOpen(now));
  }

  /** Takes an invitation back; its link stops working. @throws AppError `request.not_found` */
  async revoke(by: SignedInMember, id: string): Promise<void> {
    await this.database.inOrganisation(by.organizationId, async (tx) => {
      if (!(await new InvitationRepository(tx).remove(id))) {
        throw new AppError('request.not_found', { detail: 'There is no invitation with this id.' });
      }
      await recordAudit(tx, {
        actor: `user:${by.userId}`,
        action: 'invitation.delete',
        subjectType: 'invitation',
        subjectId: id,
      });
    });
  }

  async #keep(tx: OrganisationTransaction, invitation: Invitation, { digest }: MadeInvitation): Promise<void> {
    const invitations = new InvitationRepository(tx);
    // Two at the same moment must not promise the same seat.
    await new MemberRepository(tx).lockAll();
    await invitations.clear(invitation.email, invitation.createdAt);
    await this.seats?.take(tx, 1, await invitations.countOpen(invitation.createdAt));
    await invitations.insert(invitation, digest);
  }
}
