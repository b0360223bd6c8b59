import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { SignedInMember } from '@onefacture/accounts';
import { CheckoutService } from '@onefacture/billing';
import { CurrentMember, Members } from '../../http/access.js';
import { ZodBody } from '../../http/zod-body.js';
import { Operation, type OperationDescription } from '../../openapi/operation.js';
import { camelCased, camelCasedSchema } from '../camel-case.js';
import { CheckoutBody, CheckoutOut, purchaseOf } from './payment-shapes.js';

const operation = {
  tag: 'Billing',
  summary: 'Buy a plan',
  description:
    'Opens a page of the payment provider’s where the plan is paid; VAT is worked out there, and a VAT number asked ' +
    'for. Nothing is active before it is paid: read GET /billing/subscription afterwards. An organisation has one ' +
    'subscription; another plan is chosen in the portal. The trial of a plan is had once.',
  body: {
    schema: CheckoutBody,
    examples: {
      plan: { summary: 'A plan by the month', value: { plan: 'starter', cycle: 'monthly' } },
      tier: { summary: 'As older clients ask', value: { tier: 'advanced' } },
    },
  },
  faults: [
    'billing.unknown_plan',
    'billing.already_subscribed',
    'billing.payments_disabled',
    'billing.price_missing',
    'billing.provider_unavailable',
  ],
} satisfies Partial<OperationDescription>;

@Members('owner', 'admin')
@Controller('billing/checkout')
export class CheckoutController {
  constructor(private readonly checkout: CheckoutService) {}

  @Post()
  @HttpCode(200)
  @Operation({
    id: 'checkout',
    ...operation,
    answers: { 200: { description: 'Where to pay', schema: CheckoutOut } },
  })
  async open(@CurrentMember() member: SignedInMember, @Body(new ZodBody(CheckoutBody)) body: CheckoutBody) {
    const { url, expiresAt } = await this.checkout.open(member, purchaseOf(body));
    return { url, expires_at: expiresAt };
  }
}

const alias = {
  ...operation,
  description: 'POST /billing/checkout with the names of an older client.',
  answers: { 200: { description: 'Where to pay', schema: camelCasedSchema(CheckoutOut) } },
} satisfies Partial<OperationDescription>;

@Members('owner', 'admin')
@Controller('api/v1')
export class CheckoutAliasController {
  constructor(private readonly checkout: CheckoutService) {}

  @Post('subscriptions/create-checkout')
  @HttpCode(200)
  @Operation({ id: 'createCheckoutAlias', ...alias })
  async create(@CurrentMember() member: SignedInMember, @Body(new ZodBody(CheckoutBody)) body: CheckoutBody) {
    return this.open(member, body);
  }

  @Post('billing/checkout')
  @HttpCode(200)
  @Operation({ id: 'billingCheckoutAlias', ...alias })
  async checkOut(@CurrentMember() member: SignedInMember, @Body(new ZodBody(CheckoutBody)) body: CheckoutBody) {
    return this.open(member, body);
  }

  private async open(member: SignedInMember, body: CheckoutBody) {
    const { url, expiresAt } = await this.checkout.open(member, purchaseOf(body));
    return camelCased({ url, expires_at: expiresAt });
  }
}
