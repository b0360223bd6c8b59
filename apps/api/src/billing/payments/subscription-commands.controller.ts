import { Body, Controller, HttpCode, Injectable, Post } from '@nestjs/common';
import type { SignedInMember } from '@onefacture/accounts';
import { SubscriptionCommandsService, SubscriptionsService } from '@onefacture/billing';
import { CurrentMember, Members } from '../../http/access.js';
import { ZodBody } from '../../http/zod-body.js';
import { Operation, type OperationDescription } from '../../openapi/operation.js';
import { camelCased, camelCasedSchema } from '../camel-case.js';
import { presentSubscription, SubscriptionOut } from '../subscription-shapes.js';
import { CancelBody } from './payment-shapes.js';

const cancelling = {
  tag: 'Billing',
  summary: 'End the subscription',
  description:
    'With the period that is paid, unless told otherwise: access lasts until then, and POST /billing/reactivate ' +
    'takes it back. What nobody paid for yet ends at once. Nothing happens where the end is set already.',
  body: { schema: CancelBody, examples: { end: { summary: 'With the paid period', value: {} } } },
  faults: ['billing.wrong_state', 'billing.payments_disabled', 'billing.provider_unavailable'],
} satisfies Partial<OperationDescription>;
const reactivating = {
  tag: 'Billing',
  summary: 'Take back the end of the subscription',
  description: 'Clears whichever end is set, however it was set. Nothing is paid for it.',
  faults: ['billing.wrong_state', 'billing.payments_disabled', 'billing.provider_unavailable'],
} satisfies Partial<OperationDescription>;
const answers = { 200: { description: 'The subscription as it is now', schema: SubscriptionOut } };
const aliasAnswers = { 200: { ...answers[200], schema: camelCasedSchema(SubscriptionOut) } };

/** Ends or brings back the subscription, then tells where it stands. */
@Injectable()
export class SubscriptionChanges {
  constructor(
    private readonly commands: SubscriptionCommandsService,
    private readonly subscriptions: SubscriptionsService,
  ) {}

  async cancel(member: SignedInMember, { immediately }: CancelBody) {
    await this.commands.cancel(member, immediately ? 'immediately' : 'at_period_end');
    return presentSubscription(await this.subscriptions.state(member.organizationId));
  }

  async reactivate(member: SignedInMember) {
    await this.commands.reactivate(member);
    return presentSubscription(await this.subscriptions.state(member.organizationId));
  }
}

@Members('owner', 'admin')
@Controller('billing')
export class SubscriptionCommandsController {
  constructor(private readonly changes: SubscriptionChanges) {}

  @Post('cancel')
  @HttpCode(200)
  @Operation({ id: 'cancelSubscription', ...cancelling, answers })
  async cancel(@CurrentMember() member: SignedInMember, @Body(new ZodBody(CancelBody)) body: CancelBody) {
    return this.changes.cancel(member, body);
  }

  @Post('reactivate')
  @HttpCode(200)
  @Operation({ id: 'reactivateSubscription', ...reactivating, answers })
  async reactivate(@CurrentMember() member: SignedInMember) {
    return this.changes.reactivate(member);
  }
}

@Members('owner', 'admin')
@Controller('api/v1')
export class SubscriptionCommandsAliasController {
  constructor(private readonly changes: SubscriptionChanges) {}

  @Post('subscriptions/cancel')
  @HttpCode(200)
  @Operation({
    id: 'cancelSubscriptionAlias',
    ...cancelling,
    description: 'POST /billing/cancel with the names of an older client.',
    answers: aliasAnswers,
  })
  async cancel(@CurrentMember() member: SignedInMember, @Body(new ZodBody(CancelBody)) body: CancelBody) {
    return camelCased(await this.changes.cancel(member, body));
  }

  @Post('billing/reactivate')
  @HttpCode(200)
  @Operation({
    id: 'reactivateSubscriptionAlias',
    ...reactivating,
    description: 'POST /billing/reactivate with the names of an older client.',
    answers: aliasAnswers,
  })
  async reactivate(@CurrentMember() member: SignedInMember) {
    return camelCased(await this.changes.reactivate(member));
  }
}
