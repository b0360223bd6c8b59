import { Controller, Get } from '@nestjs/common';
import type { SignedInMember } from '@onefacture/accounts';
import { SubscriptionsService, UsageReports } from '@onefacture/billing';
import { CurrentMember, Members } from '../http/access.js';
import { Operation, type OperationDescription } from '../openapi/operation.js';
import { camelCased, camelCasedSchema } from './camel-case.js';
import { presentSubscription, SubscriptionOut } from './subscription-shapes.js';
import { presentUsage, UsageOut } from './usage-shapes.js';

const tag = 'Billing';

@Members()
@Controller('billing')
export class SubscriptionController {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly usage: UsageReports,
  ) {}

  @Get('subscription')
  @Operation({
    id: 'getSubscription',
    tag,
    summary: 'The subscription of your organisation',
    answers: { 200: { description: 'Plan, state and caps', schema: SubscriptionOut } },
  })
  async subscription(@CurrentMember() { organizationId }: SignedInMember) {
    return presentSubscription(await this.subscriptions.state(organizationId));
  }

  @Get('usage')
  @Operation({
    id: 'getUsage',
    tag,
    summary: 'What is used of the plan',
    description:
      'Months are calendar months in Paris. Calls are counted by a few seconds’ memory of each server, so the number ' +
      'may grow a little later than the calls.',
    answers: { 200: { description: 'Used, limit and what is left of each metric', schema: UsageOut } },
  })
  async used(@CurrentMember() { organizationId }: SignedInMember) {
    return presentUsage(await this.usage.of(organizationId));
  }
}

const alias = {
  tag,
  summary: 'The subscription of your organisation (camelCase)',
  description: 'GET /billing/subscription with the names of an older client.',
  answers: { 200: { description: 'Plan, state and caps', schema: camelCasedSchema(SubscriptionOut) } },
} satisfies Partial<OperationDescription>;

@Members()
@Controller('api/v1')
export class SubscriptionAliasController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  @Get('subscriptions/current')
  @Operation({ id: 'getCurrentSubscriptionAlias', ...alias })
  async current(@CurrentMember() member: SignedInMember) {
    return this.present(member);
  }

  @Get('billing/subscription')
  @Operation({ id: 'getBillingSubscriptionAlias', ...alias })
  async subscription(@CurrentMember() member: SignedInMember) {
    return this.present(member);
  }

  private async present({ organizationId }: SignedInMember) {
    return camelCased(presentSubscription(await this.subscriptions.state(organizationId)));
  }
}
