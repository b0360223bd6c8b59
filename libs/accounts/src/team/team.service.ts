import { Injectable } from '@nestjs/common';
import { Database, peopleOf, recordAudit, type OrganisationTransaction, type PersonRow } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { MemberRepository } from '../members/member.repository.js';
import type { Member, Role, SignedInMember } from '../members/member.js';
import { Memberships } from '../members/memberships.service.js';
import { rolesUnder, type TeamMember } from './team-member.js';

/** The people of an organisation and what they may do. */
@Injectable()
export class Team {
  constructor(
    private readonly database: Database,
    private readonly memberships: Memberships,
  ) {}

  /** The oldest membership first. */
  async list(organizationId: string): Promise<TeamMember[]> {
    return (await this.database.inOrganisation(organizationId, peopleOf)).map(teamMemberOf);
  }

  /**
   * Gives a member another role, known to every process at once.
   * @throws AppError `request.not_found`, `auth.forbidden` when it takes an owner, `member.last_owner`
   */
  async changeRole(by: SignedInMember, userId: string, role: Role): Promise<TeamMember> {
    const changed = await this.database.inOrganisation(by.organizationId, async (tx) => {
      const member = await lockMember(tx, userId);
      refuseBeyond(by, member.role, role);
      if (member.role === 'owner' && role !== 'owner') await refuseLastOwner(tx);
      await new MemberRepository(tx).setRole(userId, role);
      await recordAudit(tx, {
        actor: `user:${by.userId}`,
        action: 'member.update',
        subjectType: 'user',
        subjectId: userId,
        details: { role, previous_role: member.role },
      });
      return (await peopleOf(tx)).find(({ id }) => id === userId);
    });
    await this.memberships.forgetEverywhere(userId);
    if (!changed) throw noSuchMember();
    return teamMemberOf(changed);
  }

  /**
   * Takes a member out; anybody may leave. What the person held for this organisation stops working at once.
   * @throws AppError `request.not_found`, `auth.forbidden`, `member.last_owner`
   */
  async remove(by: SignedInMember, userId: string): Promise<void> {
    await this.database.inOrganisation(by.organizationId, async (tx) => {
      const member = await lockMember(tx, userId);
      if (userId !== by.userId) refuseBeyond(by, member.role);
      if (member.role === 'owner') await refuseLastOwner(tx);
      await new MemberRepository(tx).remove(userId);
      await recordAudit(tx, {
        actor: `user:${by.userId}`,
        action: 'member.delete',
        subjectType: 'user',
        subjectId: userId,
        details: { previous_role: member.role },
      });
    });
    await this.memberships.forgetEverywhere(userId);
  }
}

/** @throws AppError `auth.forbidden` unless these roles are all in the hands of whoever asks */
export function refuseBeyond(by: Pick<SignedInMember, 'role'>, ...roles: readonly Role[]): void {
  const inHand = rolesUnder(by.role);
  const beyond = roles.find((role) => !inHand.includes(role));
  if (beyond === undefined) return;
  throw new AppError('auth.forbidden', {
    detail: `With the role ${by.role} you cannot give or change the role ${beyond}.`,
    hint: 'Ask an owner of the organisation.',
  });
}

/** Changes of members happen one after the other, so that two owners cannot leave at the same moment. */
async function lockMember(tx: OrganisationTransaction, userId: string): Promise<Member> {
  const members = new MemberRepository(tx);
  await members.lockAll();
  const member = await members.find(userId);
  if (!member) throw noSuchMember();
  return member;
}

async function refuseLastOwner(tx: OrganisationTransaction): Promise<void> {
  const owners = (await new MemberRepository(tx).list()).filter(({ role }) => role === 'owner');
  if (owners.length === 1) throw new AppError('member.last_owner');
}

function teamMemberOf({ id, joined_at: joinedAt, email, name, language, role }: PersonRow): TeamMember {
  return { userId: id, email, name, language, role, joinedAt };
}

const noSuchMember = () => new AppError('request.not_found', { detail: 'There is no member with this id.' });
