import { setTimeout as pause } from 'node:timers/promises';
import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { EmailAddress, GivenPassword, NewPassword, Passwords, type SignedInMember } from '@onefacture/accounts';
import type { Request } from 'express';
import { z } from 'zod';
import { CurrentMember, Members, Open } from '../http/access.js';
import { ZodBody } from '../http/zod-body.js';
import { Operation } from '../openapi/operation.js';
import { AddressLimitGuard } from './address-limits.js';
import { LinkToken } from './link-token.js';

const tag = 'Accounts';
/** Longer than the work behind the answer takes, so that its time does not tell whether somebody has the e-mail. */
const SAME_TIME_MS = 400;

const ForgotRequest = z.strictObject({ email: EmailAddress });
type ForgotRequest = z.output<typeof ForgotRequest>;

const ResetRequest = z.strictObject({ token: LinkToken, password: NewPassword });
type ResetRequest = z.output<typeof ResetRequest>;

const ChangeRequest = z.strictObject({ current_password: GivenPassword, new_password: NewPassword });
type ChangeRequest = z.output<typeof ChangeRequest>;

@Controller('auth')
export class PasswordsController {
  constructor(private readonly passwords: Passwords) {}

  @Post('forgot-password')
  @HttpCode(202)
  @Open()
  @UseGuards(AddressLimitGuard)
  @Operation({
    id: 'forgotPassword',
    tag,
    summary: 'Have a link for a new password mailed',
    description: 'The answer is the same whether or not somebody has this e-mail. At most five mails in an hour.',
    body: {
      schema: ForgotRequest,
      examples: { forgot: { summary: 'Whose password is forgotten', value: { email: 'claire@acme.example' } } },
    },
    answers: { 202: { description: 'If somebody has this e-mail, a link is on its way' } },
    faults: ['request.rate_limited'],
  })
  async forgot(@Body(new ZodBody(ForgotRequest)) { email }: ForgotRequest): Promise<void> {
    await Promise.all([this.passwords.forgot(email), pause(SAME_TIME_MS)]);
  }

  @Post('reset-password')
  @HttpCode(204)
  @Open()
  @UseGuards(AddressLimitGuard)
  @Operation({
    id: 'resetPassword',
    tag,
    summary: 'Set a new password by a mailed link',
    description: 'The token works once, for an hour. All sessions end, and a lock of the e-mail too.',
    body: {
      schema: ResetRequest,
      examples: {
        reset: {
          summary: 'The token of a link and a new password',
          value: { token: 'x'.repeat(43), password: 'another long sentence' },
        },
      },
    },
    answers: { 204: { description: 'Set; sign in with it' } },
    faults: ['account.link_invalid', 'request.rate_limited'],
  })
  async reset(@Body(new ZodBody(ResetRequest)) { token, password }: ResetRequest): Promise<void> {
    await this.passwords.reset(token, password);
  }

  @Post('change-password')
  @HttpCode(204)
  @Members()
  @Operation({
    id: 'changePassword',
    tag,
    summary: 'Change your password',
    description: 'Your other sessions end; this one goes on.',
    body: {
      schema: ChangeRequest,
      examples: {
        change: {
          summary: 'The password in use and the next',
          value: { current_password: 'a long sentence of your own', new_password: 'another long sentence' },
        },
      },
    },
    answers: { 204: { description: 'Changed' } },
    faults: ['auth.locked'],
  })
  async change(
    @CurrentMember() member: SignedInMember,
    @Body(new ZodBody(ChangeRequest)) { current_password, new_password }: ChangeRequest,
    @Req() request: Request,
  ): Promise<void> {
    await this.passwords.change(member, current_password, new_password, request.ip ?? '');
  }
}
