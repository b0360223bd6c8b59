import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { SignedInMember } from '@onefacture/accounts';
import { SubscriptionCommandsService } from '@onefacture/billing';
import { CurrentMember, Members } from '../../http/access.js';
import { Reply } from '../../http/reply.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation, type OperationDescription } from '../../openapi/operation.js';
import { PortalBody, PortalOut, PortalQuery } from './payment-shapes.js';

const operation = {
  tag: 'Billing',
  summary: 'Open the customer portal',
  description:
    'A page of the payment provider’s where plan, end, invoices and means of payment are managed. It can be used ' +
    'once, soon after; there is none before the first purchase.',
  faults: ['request.invalid', 'billing.no_customer', 'billing.payments_disabled', 'billing.provider_unavailable'],
} satisfies Partial<OperationDescription>;
const described = { schema: PortalBody, examples: { portal: { summary: 'Back to this installation', value: {} } } };
const answers = { 200: { description: 'The page', schema: PortalOut } };

@Members('owner', 'admin')
@Controller('billing/portal')
export class PortalController {
  constructor(private readonly commands: SubscriptionCommandsService) {}

  @Get()
  @Operation({
    id: 'getPortal',
    ...operation,
    query: PortalQuery,
    answers: { ...answers, 303: { description: 'With redirect=1', headers: { Location: 'The page' } } },
  })
  async get(@CurrentMember() member: SignedInMember, @Query(new ZodQuery(PortalQuery)) query: PortalQuery) {
    const url = await this.commands.portal(member, query.return_url);
    return query.redirect === '1' ? new Reply(303, undefined, { Location: url }) : { url };
  }

  @Post()
  @HttpCode(200)
  @Operation({ id: 'openPortal', ...operation, body: described, answers })
  async open(@CurrentMember() member: SignedInMember, @Body(new ZodBody(PortalBody)) body: PortalBody) {
    return { url: await this.commands.portal(member, body.return_url ?? body.returnUrl) };
  }
}

@Members('owner', 'admin')
@Controller('api/v1/billing/portal')
export class PortalAliasController {
  constructor(private readonly commands: SubscriptionCommandsService) {}

  @Post()
  @HttpCode(200)
  @Operation({
    id: 'openPortalAlias',
    ...operation,
    description: 'The same as POST /billing/portal.',
    body: described,
    answers,
  })
  async open(@CurrentMember() member: SignedInMember, @Body(new ZodBody(PortalBody)) body: PortalBody) {
    return { url: await this.commands.portal(member, body.return_url ?? body.returnUrl) };
  }
}
