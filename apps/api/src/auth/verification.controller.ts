import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { EmailVerification, type SignedInMember } from '@onefacture/accounts';
import { z } from 'zod';
import { CurrentMember, Members, Open } from '../http/access.js';
import { ZodBody } from '../http/zod-body.js';
import { Operation } from '../openapi/operation.js';
import { AddressLimitGuard } from './address-limits.js';
import { LinkToken } from './link-token.js';

const tag = 'Accounts';

const VerifyRequest = z.strictObject({ token: LinkToken });
type VerifyRequest = z.output<typeof VerifyRequest>;

@Controller('auth')
export class VerificationController {
  constructor(private readonly verification: EmailVerification) {}

  @Post('verify-email')
  @HttpCode(204)
  @Open()
  @UseGuards(AddressLimitGuard)
  @Operation({
    id: 'verifyEmail',
    tag,
    summary: 'Confirm an e-mail address',
    description: 'With the token of the link that was mailed after registering. A token works once, for 48 hours.',
    body: {
      schema: VerifyRequest,
      examples: { link: { summary: 'The token of a link', value: { token: 'x'.repeat(43) } } },
    },
    answers: { 204: { description: 'Confirmed' } },
    faults: ['account.link_invalid', 'request.rate_limited'],
  })
  async verify(@Body(new ZodBody(VerifyRequest)) { token }: VerifyRequest): Promise<void> {
    await this.verification.confirm(token);
  }

  @Post('resend-verification')
  @HttpCode(202)
  @Members()
  @Operation({
    id: 'resendVerification',
    tag,
    summary: 'Have another link mailed',
    description: 'To confirm your e-mail address. The link before it ends. At most five in an hour.',
    answers: { 202: { description: 'On its way' } },
    faults: ['account.already_verified'],
  })
  async resend(@CurrentMember() member: SignedInMember): Promise<void> {
    await this.verification.resend(member);
  }
}
