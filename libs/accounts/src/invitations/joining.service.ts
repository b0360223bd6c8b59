import { Injectable, Optional } from '@nestjs/common';
import {
  Database,
  PeopleFunctions,
  recordAudit,
  type OrganisationTransaction,
  type UserRow,
} from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { SecretHasher } from '@onefacture/security';
import { uuidv7 } from 'uuidv7';
import { SeatAllowance } from '../allowance/plan-allowance.js';
import { MemberRepository } from '../members/member.repository.js';
import { Memberships } from '../members/memberships.service.js';
import type { Organisation } from '../organisations/organisation.js';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import { Sessions, type SessionTokens } from '../sessions/sessions.service.js';
import { refuseWeakPassword } from '../users/user.js';
import { InvitationRepository } from './invitation.repository.js';
import type { AcceptedInvitation, Invitation } from './invitation.js';
import { parseInvitationToken } from './invitation-token.js';

/** What accepting an invitation brings. */
export interface Joined {
  readonly organisation: Organisation;
  readonly role: Invitation['role'];
  readonly userId: string;
  /** For who had no account before; others sign in as they always do. */
  readonly tokens: SessionTokens | undefined;
}

interface Newcomer {
  readonly name: string | undefined;
  readonly password: string | undefined;
  readonly passwordHash: string | undefined;
}

/** Lets in who was invited: the token came by mail, so that the address is known to be theirs. */
@Injectable()
export class Joining {
  constructor(
    private readonly database: Database,
    private readonly hasher: SecretHasher,
    private readonly sessions: Sessions,
    private readonly memberships: Memberships,
    private readonly clock: Clock,
    @Optional() private readonly seats?: SeatAllowance,
  ) {}

  /**
   * Uses up an invitation. Who has no account yet gets one with the password given, and is signed in.
   * @throws AppError `account.link_invalid`; `request.invalid` when a new user gives no password, or a weak one;
   * `member.already_member`; `billing.plan_limit_reached` when the plan became smaller meanwhile
   */
  async accept({ token, name, password }: AcceptedInvitation): Promise<Joined> {
    const presented = parseInvitationToken(token);
    if (!presented) throw new AppError('account.link_invalid');
    const passwordHash = password === undefined ? undefined : await this.hasher.hash('password', password);
    const joined = await this.database.inOrganisation(presented.organizationId, async (tx) => {
      const invitation = await new InvitationRepository(tx).take(presented.digest, this.clock.now());
      if (!invitation) throw new AppError('account.link_invalid');
      return this.#join(tx, invitation, { name, password, passwordHash });
    });
    await this.memberships.forgetEverywhere(joined.userId);
    const { session, ...rest } = joined;
    const tokens = session && (await this.sessions.tokens(joined.userId, joined.organisation.id, session));
    return { ...rest, tokens };
  }

  async #join(tx: OrganisationTransaction, invitation: Invitation, newcomer: Newcomer) {
    const members = new MemberRepository(tx);
    await members.lockAll();
    const people = new PeopleFunctions(tx.manager);
    const known = await people.findUserByEmail(invitation.email);
    const userId = known?.id ?? (await addUser(people, invitation, newcomer));
    const now = this.clock.now();
    await people.verifyEmail(userId, invitation.email, now);
    await this.seats?.take(tx, 1, await new InvitationRepository(tx).countOpen(now));
    const { role } = invitation;
    if (!(await members.insert({ userId, role, createdAt: now }))) {
      throw new AppError('member.already_member');
    }
    await recordAudit(tx, {
      actor: `user:${userId}`,
      action: 'member.create',
      subjectType: 'user',
      subjectId: userId,
      details: { role, invitation: invitation.id },
    });
    const session = known ? undefined : this.sessions.prepare(userId);
    await session?.store(people);
    return { organisation: await new OrganisationRepository(tx).get(), role, userId, session };
  }
}

async function addUser(people: PeopleFunctions, { email, language }: Invitation, newcomer: Newcomer): Promise<string> {
  const { password, passwordHash } = newcomer;
  if (password === undefined || passwordHash === undefined) {
    throw new AppError('request.invalid', {
      detail: 'There is no account with this e-mail yet: choose a password.',
      errors: [{ field: 'password', code: 'REQUIRED', message: 'is required to open an account' }],
    });
  }
  refuseWeakPassword(password, email);
  const user: Pick<UserRow, 'id' | 'email' | 'name' | 'password_hash' | 'language'> = {
    id: uuidv7(),
    email,
    name: newcomer.name ?? email.slice(0, email.lastIndexOf('@')),
    password_hash: passwordHash,
    language,
  };
  if (!(await people.addUser(user))) throw new AppError('account.email_taken');
  return user.id;
}
