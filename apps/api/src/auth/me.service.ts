import { Injectable } from '@nestjs/common';
import { Profiles, type SignedInMember } from '@onefacture/accounts';
import { PaymentRecordsService, SubscriptionsService } from '@onefacture/billing';
import { presentMe } from './auth-shapes.js';

/** Puts together what signed-in users see of themselves. */
@Injectable()
export class Me {
  constructor(
    private readonly profiles: Profiles,
    private readonly subscriptions: SubscriptionsService,
    private readonly payments: PaymentRecordsService,
  ) {}

  async of(member: SignedInMember): Promise<ReturnType<typeof presentMe>> {
    const [profile, state, unpaid] = await Promise.all([
      this.profiles.get(member),
      this.subscriptions.state(member.organizationId),
      this.payments.unpaid(member.organizationId),
    ]);
    return presentMe(profile, member.role, { state, unpaid });
  }
}
