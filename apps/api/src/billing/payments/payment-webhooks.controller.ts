import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { PaymentEventsService } from '@onefacture/billing';
import { z } from 'zod';
import { Open } from '../../http/access.js';
import { RawBody } from '../../http/content.js';
import { Operation, type OperationDescription } from '../../openapi/operation.js';

const MAX_BYTES = 1_048_576;
const SIGNATURE = 'stripe-signature';

const operation = {
  tag: 'Billing',
  summary: 'For Stripe: something changed',
  description:
    'The url of the webhook endpoint at Stripe. The signature is checked over the body as it comes, against every ' +
    'secret of this installation, and may be five minutes old. Nothing in the body is believed: the customer is ' +
    'looked up at Stripe afterwards. The same event twice, and kinds nobody needs, are answered alike.',
  headers: { 'Stripe-Signature': 'As Stripe makes it' },
  answers: {
    200: { description: 'It is Stripe’s own', schema: z.object({ received: z.literal(true) }) },
  },
  faults: ['billing.event_not_signed', 'billing.payments_disabled'],
} satisfies Partial<OperationDescription>;
const alias = { ...operation, description: 'The same as POST /billing/stripe-webhook.' };

@Open()
@Controller('billing')
export class PaymentWebhooksController {
  constructor(private readonly events: PaymentEventsService) {}

  @Post('stripe-webhook')
  @RawBody(MAX_BYTES)
  @HttpCode(200)
  @Operation({ id: 'receiveStripeEvent', ...operation })
  async receive(@Headers(SIGNATURE) signature: string | undefined, @Body() body: Buffer) {
    return received(this.events, body, signature);
  }

  @Post('webhook')
  @RawBody(MAX_BYTES)
  @HttpCode(200)
  @Operation({ id: 'receiveStripeEventAlias', ...alias })
  async receiveHere(@Headers(SIGNATURE) signature: string | undefined, @Body() body: Buffer) {
    return received(this.events, body, signature);
  }
}

@Open()
@Controller('api/v1')
export class PaymentWebhooksAliasController {
  constructor(private readonly events: PaymentEventsService) {}

  @Post('billing/webhook')
  @RawBody(MAX_BYTES)
  @HttpCode(200)
  @Operation({ id: 'receiveStripeEventBillingAlias', ...alias })
  async receive(@Headers(SIGNATURE) signature: string | undefined, @Body() body: Buffer) {
    return received(this.events, body, signature);
  }

  @Post('subscriptions/webhook')
  @RawBody(MAX_BYTES)
  @HttpCode(200)
  @Operation({ id: 'receiveStripeEventSubscriptionsAlias', ...alias })
  async receiveHere(@Headers(SIGNATURE) signature: string | undefined, @Body() body: Buffer) {
    return received(this.events, body, signature);
  }
}

async function received(events: PaymentEventsService, body: Buffer, signature: string | undefined) {
  await events.receive(body, signature);
  return { received: true };
}
