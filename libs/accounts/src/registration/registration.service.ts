import { Injectable, Optional } from '@nestjs/common';
import { Database, inTwin, PeopleFunctions, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { SecretHasher } from '@onefacture/security';
import { uuidv7 } from 'uuidv7';
import { MemberRepository } from '../members/member.repository.js';
import { OrganisationOpening } from '../organisations/organisation-opening.js';
import type { Organisation } from '../organisations/organisation.js';
import { addOrganisation } from '../organisations/organisations.service.js';
import { Sessions, type NewSession, type SessionTokens } from '../sessions/sessions.service.js';
import { EmailVerification } from '../users/email-verification.service.js';
import { refuseWeakPassword, type User } from '../users/user.js';
import type { NewRegistration } from './new-registration.js';

/** What registering brings. */
export interface Registered {
  readonly user: User;
  /** The live one; `twinId` is its test half. */
  readonly organisation: Organisation;
  readonly tokens: SessionTokens;
}

/** Opens an account: a live organisation with its test twin, its owner and their first session, all or nothing. */
@Injectable()
export class Registration {
  constructor(
    private readonly database: Database,
    private readonly hasher: SecretHasher,
    private readonly sessions: Sessions,
    private readonly verification: EmailVerification,
    private readonly clock: Clock,
    @Optional() private readonly opening?: OrganisationOpening,
  ) {}

  /**
   * @throws AppError `account.email_taken`; `request.invalid` for a bad SIREN or a password that is the e-mail
   */
  async register(wanted: NewRegistration): Promise<Registered> {
    refuseWeakPassword(wanted.password, wanted.email);
    const passwordHash = await this.hasher.hash('password', wanted.password);
    const user: User = {
      id: uuidv7(),
      email: wanted.email,
      name: wanted.name ?? wanted.email.slice(0, wanted.email.lastIndexOf('@')),
      language: wanted.language,
      createdAt: this.clock.now(),
    };
    const session = this.sessions.prepare(user.id);
    const organisation = await this.database.inOrganisation(uuidv7(), async (tx) => {
      await addUser(tx, user, passwordHash);
      return this.#open(tx, wanted, user, session);
    });
    const tokens = await this.sessions.tokens(user.id, organisation.id, session);
    return { user, organisation, tokens };
  }

  async #open(
    tx: OrganisationTransaction,
    { organization_name: name, siren }: NewRegistration,
    user: User,
    session: NewSession,
  ): Promise<Organisation> {
    const actor = `user:${user.id}`;
    const at = user.createdAt;
    const twinId = uuidv7();
    const organisation = await addOrganisation(
      tx,
      { name, mode: 'live', jurisdiction: 'FR', siren, twinId },
      actor,
      at,
      this.opening,
    );
    await inTwin(tx, twinId, (twin) =>
      addOrganisation(twin, { name, mode: 'test', jurisdiction: 'FR', twinId: tx.organizationId }, actor, at),
    );
    await new MemberRepository(tx).insert({ userId: user.id, role: 'owner', createdAt: at });
    await recordAudit(tx, {
      actor,
      action: 'member.create',
      subjectType: 'user',
      subjectId: user.id,
      details: { role: 'owner' },
    });
    await session.store(new PeopleFunctions(tx.manager));
    await this.verification.ask(tx, user);
    return organisation;
  }
}

async function addUser(tx: OrganisationTransaction, user: User, passwordHash: string): Promise<void> {
  const { id, email, name, language } = user;
  const added = await new PeopleFunctions(tx.manager).addUser({
    id,
    email,
    name,
    password_hash: passwordHash,
    language,
  });
  if (!added) throw new AppError('account.email_taken');
}
