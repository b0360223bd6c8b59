import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { AcceptedInvitation, Joining } from '@onefacture/accounts';
import { AddressLimitGuard } from '../auth/address-limits.js';
import { Open } from '../http/access.js';
import { ZodBody } from '../http/zod-body.js';
import { Operation } from '../openapi/operation.js';
import { JoinedOut, presentJoined } from './team-shapes.js';

@Controller('auth')
export class JoiningController {
  constructor(private readonly joining: Joining) {}

  @Post('accept-invitation')
  @HttpCode(200)
  @Open()
  @UseGuards(AddressLimitGuard)
  @Operation({
    id: 'acceptInvitation',
    tag: 'Accounts',
    summary: 'Accept an invitation',
    description:
      'With the token of the mailed link, which works once. Who has no account yet chooses a password and is signed in; ' +
      'who has one joins, and signs in as before.',
    body: {
      schema: AcceptedInvitation,
      examples: {
        newcomer: {
          summary: 'Somebody without an account',
          value: { token: 'ofi_…', name: 'Paul Durand', password: 'a long sentence of your own' },
        },
        known: { summary: 'Somebody with an account', value: { token: 'ofi_…' } },
      },
    },
    answers: { 200: { description: 'Joined', schema: JoinedOut } },
    faults: ['account.link_invalid', 'member.already_member', 'billing.plan_limit_reached', 'request.rate_limited'],
  })
  async accept(@Body(new ZodBody(AcceptedInvitation)) accepted: AcceptedInvitation) {
    return presentJoined(await this.joining.accept(accepted));
  }
}
