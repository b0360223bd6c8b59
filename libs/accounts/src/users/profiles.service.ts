import { Injectable } from '@nestjs/common';
import { PeopleFunctions, type MembershipRow } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import type { SignedInMember } from '../members/member.js';
import { Organisations } from '../organisations/organisations.service.js';
import type { Organisation } from '../organisations/organisation.js';
import { userOf, type User } from './user.js';

/** Who somebody is, for themselves. */
export interface Profile {
  readonly user: User;
  /** The one the access token is for. */
  readonly organisation: Organisation;
  /** All of the user's, the oldest membership first. */
  readonly memberships: readonly MembershipRow[];
}

/** What users see of themselves. */
@Injectable()
export class Profiles {
  constructor(
    private readonly people: PeopleFunctions,
    private readonly organisations: Organisations,
  ) {}

  /** @throws AppError `request.not_found` when user or organisation are gone meanwhile */
  async get({ userId, organizationId }: SignedInMember): Promise<Profile> {
    const row = await this.people.findUser(userId);
    if (!row) throw new AppError('request.not_found', { detail: 'This user does not exist.' });
    const organisation = await this.organisations.get(organizationId);
    return { user: userOf(row), organisation, memberships: await this.people.membershipsOf(userId) };
  }
}
