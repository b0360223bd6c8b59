import { Inject, Injectable } from '@nestjs/common';
import { DataSettings } from '@onefacture/config';
import { Database, keptRecords, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock, parisDay } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import type { SignedInMember } from '../members/member.js';
import { TeamMails } from '../team/team-mails.service.js';
import { Passwords } from '../users/passwords.service.js';
import { ERASURE_HOOKS, type ErasureHook } from './erasure-hook.js';
import type { Erasure } from './erasure.js';
import { ErasureRepository } from './erasure.repository.js';

/** The erasure of an organisation, as an owner asks for it and takes it back. */
@Injectable()
export class DataErasures {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly mails: TeamMails,
    private readonly settings: DataSettings,
    private readonly clock: Clock,
    @Inject(ERASURE_HOOKS) private readonly hooks: readonly ErasureHook[],
  ) {}

  /**
   * Asks for the erasure of the member's organisation with its test half; it waits first. Owners and admins are
   * written to.
   * @param address of the caller, whose failures are counted
   * @throws AppError `request.invalid` for another password, `auth.locked`, `data.erasure_pending`, and what a hook says
   */
  async request(member: SignedInMember, password: string, address: string): Promise<Erasure> {
    await this.passwords.confirm(member, password, 'password', address);
    const actor = `user:${member.userId}`;
    return this.database.inOrganisation(member.organizationId, async (tx) => {
      for (const hook of this.hooks) await hook.admit(tx);
      const [id, now] = [uuidv7(), this.clock.now()];
      const eraseAt = new Date(now.getTime() + this.settings.erasureWaitMs);
      if (!(await new ErasureRepository(tx).insert(id, actor, now, eraseAt)))
        throw new AppError('data.erasure_pending');
      await recordAudit(tx, { actor, action: 'data.erasure_requested', subjectType: 'data_erasure', subjectId: id });
      await this.mails.send(tx, 'erasure-requested', (organization) => ({
        organization,
        erased_on: parisDay(eraseAt),
      }));
      return this.#shown(tx);
    });
  }

  /** The one asked for last. @throws AppError `request.not_found` when there was none */
  async get(organizationId: string): Promise<Erasure> {
    return this.database.inOrganisation(organizationId, (tx) => this.#shown(tx));
  }

  /**
   * Takes back an erasure that waits.
   * @throws AppError `request.not_found` when none was asked for, `data.erasure_begun`
   */
  async cancel({ organizationId, userId }: SignedInMember): Promise<Erasure> {
    const actor = `user:${userId}`;
    return this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new ErasureRepository(tx);
      const found = await rows.lockStanding();
      if (!found) throw notAsked();
      if (found.state !== 'waiting') throw new AppError('data.erasure_begun');
      await rows.cancel(found.id, actor, this.clock.now());
      const audit = { actor, action: 'data.erasure_cancelled', subjectType: 'data_erasure', subjectId: found.id };
      await recordAudit(tx, audit);
      return this.#shown(tx);
    });
  }

  async #shown(tx: OrganisationTransaction): Promise<Erasure> {
    const found = await new ErasureRepository(tx).latest();
    if (!found) throw notAsked();
    if (found.state !== 'waiting') return found;
    return { ...found, kept: await keptRecords(tx, parisDay(found.eraseAt)) };
  }
}

const notAsked = () =>
  new AppError('request.not_found', { detail: 'The erasure of this organisation was not asked for.' });
