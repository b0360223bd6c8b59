import { Injectable } from '@nestjs/common';
import { Profiles, type SignedInMember } from '@onefacture/accounts';
import { SubscriptionsService } from '@onefacture/billing';
import { presentMe } from './auth-shapes.js';

/** Puts together what signed-in users see of themselves. */
@Injectable()
export class Me {
  constructor(
    private readonly profiles: Profiles,
    private readonly subscriptions: SubscriptionsService,
  ) {}

  async of(member: SignedInMember): Promise<ReturnType<typeof presentMe>> {
    const profile = await this.profiles.get(member);
    return presentMe(profile, member.role, await this.subscriptions.state(member.organizationId));
  }
}
